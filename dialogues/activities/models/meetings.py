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
    CHANGED,
    COMING,
    MEETING_TONES,
    ChangeKind,
    Keeping,
    MeetingState,
    MinutesState,
)
from dialogues.models import AtPlace, Delegate, reach_of, reach_within
from dialogues.models.dialogue import Logged
from dialogues.states import Attribution
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled
from inspired.core.moments import zone_words
from workinggroups.models import Member
from workinggroups.states import GroupStatus

from .activities import Activity

FUNCTIONS = {Keeping.FACILITATOR: "is_coordinator", Keeping.RAPPORTEUR: "is_rapporteur"}  # who keeps a group's meetings


class MeetingQuerySet(AtPlace, models.QuerySet["Meeting"]):
    """Questions about meetings."""

    def visible_to(self, user: Anyone) -> MeetingQuerySet:
        """Keep the meetings of activities this person sees, for the host team and whoever reads what participants read.

        The public and donors read that a public activity takes place; its meetings are for those who take part.
        """
        reach = reach_of(user)
        inside = models.Q(activity__dialogue__in=reach.team | reach.participating)
        return self.filter(inside, activity__in=Activity.objects.visible_inside(user).values("pk"))

    def visible_within(self, user: Anyone, dialogue_id: int) -> MeetingQuerySet:
        """Keep of one dialogue what ``visible_to`` keeps: a shorter question, and none for its host team."""
        rows, reach = self.filter(activity__dialogue=dialogue_id), reach_within(user, dialogue_id)
        if reach.team:
            return rows
        seen = Activity.objects.visible_within(user, dialogue_id)
        return rows.filter(activity__in=seen.values("pk")) if reach.participating else rows.none()

    def beside(self, user: Anyone, dialogue_id: int) -> MeetingQuerySet:
        """Keep what ``visible_to`` keeps of the meetings of activities that this person sees in a dialogue: all of them or none.

        For questions that begin at these activities; of others it says nothing.
        """
        reach = reach_within(user, dialogue_id)
        rows = self.filter(activity__dialogue=dialogue_id)
        return rows if reach.team or reach.participating else rows.none()

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
            models.Q(state=MeetingState.POSTPONED) | models.Q(ends_at__gt=clock.now())
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
