"""The meetings of an activity: when and where, who keeps them, the agenda, who is invited and comes, what was moved."""

from __future__ import annotations

from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.activities.states.meetings import (
    ANSWER_TONES,
    CHANGED,
    COMING,
    EXPECTED,
    MEETING_TONES,
    ChangeKind,
    Gender,
    InvitedAnswer,
    Keeping,
    MeetingState,
    MinutesState,
)
from dialogues.models import Delegate, Seat, reach_of
from dialogues.models.dialogue import Logged
from dialogues.states import Attribution
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled
from inspired.core.moments import zone_words
from workinggroups.models import Member
from workinggroups.states import GroupStatus

from .activities import Activity

FUNCTIONS = {Keeping.FACILITATOR: "is_coordinator", Keeping.RAPPORTEUR: "is_rapporteur"}  # who keeps a group's meetings


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions about meetings."""

    def visible_to(self, user: Anyone) -> MeetingQuerySet:
        """Keep the meetings of activities this person sees, for the host team and whoever reads what participants read.

        The public and donors read that a public activity takes place; its meetings are for those who take part.
        """
        reach = reach_of(user)
        inside = models.Q(activity__dialogue__in=reach.team | reach.participating)
        return self.filter(inside, activity__in=Activity.objects.visible_inside(user).values("pk"))

    def kept_by(self, user: Anyone, task: Keeping) -> MeetingQuerySet:
        """Keep those whose room or minutes this person keeps for the host team: named for it, or by their function in the group.

        The same as the rules say: while they speak for their seat, the group is at work and the minutes are not approved.
        """
        reach = reach_of(user)
        named = models.Q(**{f"{task}__user": user.pk, f"{task}__seat__in": reach.speaking})
        places = Member.objects.accepted().filter(seat__in=reach.speaking, group__status=GroupStatus.ACTIVE)
        by_function = models.Q(activity__group__in=places.filter(**{FUNCTIONS[task]: True}).values("group"))
        kept = self.filter(named | by_function, activity__dialogue__in=reach.live - reach.team)
        return kept.exclude(minutes__state=MinutesState.APPROVED)

    def coming(self) -> MeetingQuerySet:
        """Keep meetings that are planned and not over, and those that wait for a new date."""
        return self.filter(state__in=COMING).filter(
            models.Q(state=MeetingState.POSTPONED) | models.Q(ends_at__gt=timezone.now())
        )


class Meeting(Labelled):
    """One sitting of an activity. ``sequence`` counts what calendars must hear of: another date, place or end."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part from afar"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.CONTENT_LANGUAGES, default="en")
    interpretation = models.CharField(_("who interprets, between which languages"), max_length=300, blank=True)
    attribution = models.CharField(
        _("what is said is attributed to"),
        max_length=12,
        choices=Attribution.choices,
        default=Attribution.ORGANISATION,
    )
    facilitator = models.ForeignKey(
        Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("keeps the room")
    )
    rapporteur = models.ForeignKey(
        Delegate,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("writes the minutes"),
    )
    answer_by = models.DateTimeField(_("answers until"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    reason = models.TextField(_("reason"), blank=True)
    sequence = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="a_meeting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=MeetingState.CANCELLED) | ~models.Q(reason=""),
                name="a_cancelled_meeting_has_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["activity", "starts_at"], name="meetings_of_an_activity")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.activity.dialogue.slug, self.pk])

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``activity`` loaded."""
        return self.activity.audit_scope

    @property
    def tone(self) -> str:
        """The colour that goes with the state."""
        return MEETING_TONES[MeetingState(self.state)]

    @property
    def zone_name(self) -> str:
        """The place whose clocks count when it begins: "Cape Verde time, UTC−1"."""
        return zone_words(self.starts_at.astimezone(ZoneInfo(self.time_zone)), self.time_zone)

    @property
    def has_date(self) -> bool:
        """Does the date that stands here hold?"""
        return self.state != MeetingState.POSTPONED

    @property
    def length(self) -> int:
        """How many minutes it lasts."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def day_has_come(self) -> bool:
        """Is it the day on which it begins, on the clocks there, or later?"""
        zone = ZoneInfo(self.time_zone)
        return timezone.now().astimezone(zone).date() >= self.starts_at.astimezone(zone).date()

    @property
    def is_coming(self) -> bool:
        """Is it still to take place, as far as anybody knows?"""
        return self.state in COMING and (self.ends_at > timezone.now() or not self.has_date)

    @property
    def takes_answers(self) -> bool:
        """May seats still say whether they come?"""
        return self.is_coming

    @property
    def calendar_key(self) -> str:
        """What calendars know this meeting by, in its own file and in the feed of dates."""
        return f"meeting-{self.pk}"


class MeetingChange(Logged):
    """One move, postponement or cancellation, with the dates before. The meeting itself stays what it is."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    was_at = models.DateTimeField()
    was_until = models.DateTimeField()
    was_place = models.CharField(max_length=200, blank=True)
    reason = models.TextField(_("reason"))

    class Meta(Logged.Meta):
        verbose_name = _("change of a meeting")
        verbose_name_plural = _("changes of meetings")

    def __str__(self) -> str:
        return self.done_words

    @property
    def done_words(self) -> str:
        """What was done, as a history says it."""
        return str(CHANGED[ChangeKind(self.kind)])


class AgendaPoint(models.Model):
    """One point of the agenda with the minutes it may take."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("point"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)

    class Meta:
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("points of the agenda")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="points_of_an_agenda_have_their_numbers")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class InvitedQuerySet(models.QuerySet["Invited"]):
    """Questions about invited seats."""

    def visible_to(self, user: Anyone) -> InvitedQuerySet:
        """Keep those of the host team's meetings, and one's own seats'."""
        reach = reach_of(user)
        own = models.Q(seat__in=reach.seats, meeting__in=Meeting.objects.visible_to(user).values("pk"))
        return self.filter(models.Q(meeting__activity__dialogue__in=reach.team) | own)

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
