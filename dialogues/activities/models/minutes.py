"""The minutes of a meeting: what was decided, where people differ, what is to be done, and the approval of those present."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dialogues.activities.states.meetings import MINUTES_TONES, ItemKind, Keeping, MinutesState
from dialogues.deadlines import end_of_day
from dialogues.models import Seat, reach_of
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled
from inspired.core.text import to_html

from .meetings import AgendaPoint, Meeting

WENT_ROUND = (MinutesState.CIRCULATED, MinutesState.APPROVED)


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Questions about minutes."""

    def visible_to(self, user: Anyone) -> MinutesQuerySet:
        """Keep all of the host team's, for others who see the meeting those that were sent round, and what one writes oneself."""
        reach, meetings = reach_of(user), Meeting.objects.visible_to(user)
        sent = ~models.Q(state=MinutesState.DRAFT) & models.Q(meeting__in=meetings.values("pk"))
        own = models.Q(meeting__in=meetings.kept_by(user, Keeping.RAPPORTEUR).values("pk"))
        return self.filter(models.Q(meeting__activity__dialogue__in=reach.team) | sent | own)

    def of_meeting(self, user: Anyone, meeting: Meeting) -> MinutesQuerySet:
        """Keep of a meeting that this person sees, and whose activity is loaded, what ``visible_to`` keeps."""
        rows = self.filter(meeting=meeting)
        if meeting.activity.dialogue_id in reach_of(user).team:
            return rows
        own = Meeting.objects.filter(pk=meeting.pk).kept_by(user, Keeping.RAPPORTEUR)
        return rows.filter(~models.Q(state=MinutesState.DRAFT) | models.Q(meeting__in=own.values("pk")))


class Minutes(Labelled):
    """The minutes of one meeting. ``round`` counts how often they were sent round: approvals belong to one round."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes")
    text = models.TextField(_("what was talked about"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.CONTENT_LANGUAGES, default="en")
    state = models.CharField(max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT)
    round = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    circulated_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("why the host closed the approval"), blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=MinutesState.APPROVED, approved_at__isnull=False)
                | (~models.Q(state=MinutesState.APPROVED) & models.Q(approved_at__isnull=True)),
                name="approved_minutes_say_when",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``meeting.activity`` loaded."""
        return self.meeting.audit_scope

    @property
    def tone(self) -> str:
        """The colour that goes with the state."""
        return MINUTES_TONES[MinutesState(self.state)]

    @property
    def html(self) -> SafeString:
        """The text as a page shows it."""
        return to_html(self.text)


class MinutesItemQuerySet(models.QuerySet["MinutesItem"]):
    """Questions about lines of minutes."""

    def visible_to(self, user: Anyone) -> MinutesItemQuerySet:
        """Keep the lines of minutes this person may read."""
        return self.filter(meeting__minutes__in=Minutes.objects.visible_to(user).values("pk"))

    def tasks(self) -> MinutesItemQuerySet:
        """Keep the tasks of minutes that went round: until then nobody has read what they are to do."""
        return self.filter(kind=ItemKind.TASK, meeting__minutes__state__in=WENT_ROUND)

    def open(self) -> MinutesItemQuerySet:
        """Keep those that are not done."""
        return self.filter(done_on__isnull=True)


class MinutesItem(Labelled):
    """A decision, a point of contention or a task. A task may have a seat that does it and a day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind.choices)
    text = models.TextField(_("in words"))
    point = models.ForeignKey(AgendaPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who does it")
    )
    due_on = models.DateField(_("until"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = MinutesItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the minutes")
        verbose_name_plural = _("lines of the minutes")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=ItemKind.TASK)
                | models.Q(seat__isnull=True, due_on__isnull=True, done_on__isnull=True),
                name="only_a_task_is_due_and_done",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``meeting.activity`` loaded."""
        return self.meeting.audit_scope

    @property
    def due_at(self) -> datetime | None:
        """The moment at which its day ends where the meeting took place; needs ``meeting`` loaded."""
        return end_of_day(self.due_on, self.meeting.time_zone) if self.due_on else None

    @property
    def urgency(self) -> tuple[bool, bool, int, int]:
        """Sorts tasks: overdue ones first, those without a day after those with one, done ones last."""
        day = self.due_on.toordinal() if self.due_on else 0
        return (self.done_on is not None, self.due_on is None, day, self.pk)

    @property
    def is_overdue(self) -> bool:
        """Is its day over, and it is not done?"""
        return self.done_on is None and self.due_at is not None and self.due_at < timezone.now()


class Approval(models.Model):
    """What a seat that was there says to the minutes of one round: they are right, or what is not."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="approvals")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    round = models.PositiveSmallIntegerField()
    approves = models.BooleanField()
    objection = models.TextField(_("what is not right"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("approval of minutes")
        verbose_name_plural = _("approvals of minutes")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "seat", "round"], name="a_seat_approves_minutes_once_a_round"),
            models.CheckConstraint(
                condition=models.Q(approves=True, objection="") | (models.Q(approves=False) & ~models.Q(objection="")),
                name="an_objection_to_minutes_says_what_is_not_right",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
