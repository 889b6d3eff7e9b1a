"""The seats invited to a meeting: what each answered, and who will sit there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.activities.states.meetings import ANSWER_TONES, EXPECTED, Gender, InvitedAnswer
from dialogues.models import Delegate, Seat, reach_of
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .meetings import Meeting


class InvitedQuerySet(models.QuerySet["Invited"]):
    """Questions about invited seats."""

    def visible_to(self, user: Anyone) -> InvitedQuerySet:
        """Keep those of the host team's meetings, and one's own seats'."""
        reach = reach_of(user)
        own = models.Q(seat__in=reach.seats, meeting__in=Meeting.objects.visible_to(user).values("pk"))
        return self.filter(models.Q(meeting__activity__dialogue__in=reach.team) | own)

    def of_meeting(self, user: Anyone, meeting: Meeting) -> InvitedQuerySet:
        """Keep of a meeting that this person sees, and whose activity is loaded, what ``visible_to`` keeps."""
        reach, rows = reach_of(user), self.filter(meeting=meeting)
        return rows if meeting.activity.dialogue_id in reach.team else rows.filter(seat__in=reach.seats)

    def expected(self) -> InvitedQuerySet:
        """Keep seats that come, in person or through a substitute."""
        return self.filter(answer__in=EXPECTED)

    def waiting(self) -> InvitedQuerySet:
        """Keep seats that have not answered."""
        return self.filter(answer=InvitedAnswer.WAITING)


class Invited(Labelled):
    """A seat invited to a meeting, what it answered, and who will sit there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invited")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="meeting_invitations")
    answer = models.CharField(_("answer"), max_length=10, choices=InvitedAnswer.choices, default=InvitedAnswer.WAITING)
    delegate = models.ForeignKey(
        Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who comes")
    )
    substitute = models.CharField(_("who comes instead"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.CONTENT_LANGUAGES, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender.choices, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    note = models.CharField(_("what the host should know"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(default=timezone.now)

    objects = InvitedQuerySet.as_manager()

    class Meta:
        verbose_name = _("invited seat")
        verbose_name_plural = _("invited seats")
        ordering = ["seat__organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="a_seat_is_invited_once_to_a_meeting"),
            models.CheckConstraint(
                condition=models.Q(answer=InvitedAnswer.WAITING) | models.Q(answered_at__isnull=False),
                name="an_answered_invitation_to_a_meeting_says_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer=InvitedAnswer.SUBSTITUTE) | ~models.Q(substitute=""),
                name="a_substitute_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``meeting.activity`` loaded."""
        return self.meeting.audit_scope

    @property
    def tone(self) -> str:
        """The colour that goes with the answer."""
        return ANSWER_TONES[InvitedAnswer(self.answer)]
