"""Requests of media users for an interview about a text that they may read: the host relays, and a seat answers for itself."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.documents.models import Version
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.monitoring.states import INTERVIEW_MOVES, INTERVIEW_TONES, SETTLED_INTERVIEWS, InterviewStatus, ReplyWay
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

TO_A_SEAT = [InterviewStatus.PASSED_ON, InterviewStatus.ACCEPTED, InterviewStatus.REFUSED]


class InterviewQuerySet(models.QuerySet["Interview"]):
    """Questions about requests for interviews."""

    def visible_to(self, user: Anyone) -> InterviewQuerySet:
        """Keep all for the host team, own ones for media users, and for who speaks for a seat those passed on to it."""
        reach = reach_of(user)
        own = models.Q(asked_by=user.pk, dialogue__in=reach.press)
        passed = models.Q(passed_to__in=reach.speaking)
        return self.filter(models.Q(dialogue__in=reach.team) | passed | own)


class Interview(Labelled, OfDialogue):
    """What a media user asks about a text, of whom and until when, and how it went from hand to hand.

    ``seat`` is whom they would like to talk to, nobody for the host; ``passed_to`` the seat whom the host asked. It is
    named to the media user only once it has accepted (``accepted_at``). ``reach`` is for the host alone and goes when
    the request is settled.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="interviews")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    question = models.TextField(_("question or topic"))
    medium = models.CharField(_("for which medium"), max_length=150, blank=True)
    reply_by = models.CharField(_("reply"), max_length=10, choices=ReplyWay.choices)
    reach = models.CharField(_("how the host reaches you"), max_length=200, blank=True)
    due_at = models.DateTimeField(_("reply until"))
    status = models.CharField(max_length=10, choices=InterviewStatus.choices, default=InterviewStatus.NEW)
    passed_to = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    passed_words = models.TextField(_("a word to the organisation"), blank=True)
    seat_words = models.TextField(_("what the organisation says to the host"), blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(_("what the media user is told"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for an interview")
        verbose_name_plural = _("requests for interviews")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status__in=TO_A_SEAT) | models.Q(passed_to__isnull=False),
                name="an_interview_passed_on_names_the_seat",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=InterviewStatus.ACCEPTED) | models.Q(accepted_at__isnull=False),
                name="an_accepted_interview_says_since_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[InterviewStatus.ANSWERED, InterviewStatus.DECLINED])
                | ~models.Q(words=""),
                name="a_settled_interview_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("interview", args=[self.dialogue.slug, self.pk])

    @property
    def tone(self) -> str:
        """The colour that goes with the status."""
        return INTERVIEW_TONES[self.status]

    @property
    def is_settled(self) -> bool:
        """Was it answered, declined or taken back?"""
        return self.status in SETTLED_INTERVIEWS

    @property
    def may_be_answered(self) -> bool:
        """Can the host say that it was answered: does no seat still consider whether it speaks?"""
        return InterviewStatus.ANSWERED in INTERVIEW_MOVES[self.status]
