"""What is recorded in a meeting on behalf of seats: who came, where they stood, what they said. And what is to be recorded."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.activities.states.meetings import STANCE_TONES, Gender, Stance, TakenFrom, TakenKind
from dialogues.ledger.models import Entry
from dialogues.models import Delegate, Dialogue, Seat, reach_of
from dialogues.states import Category
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .meetings import AgendaPoint, Meeting


class Recording(models.Model):
    """What a host records of who comes, and what was agreed about balance at the start. Without a row: seats and categories."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="recording")
    records_gender = models.BooleanField(_("gender"), default=False)
    records_region = models.BooleanField(_("region"), default=False)
    regions = models.JSONField(_("regions"), default=list, blank=True)
    least_categories = models.PositiveSmallIntegerField(
        _("fewest categories in a meeting"), null=True, blank=True, validators=[MaxValueValidator(9)]
    )
    most_of_one_category = models.PositiveSmallIntegerField(
        _("largest share of one category, in percent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    least_women = models.PositiveSmallIntegerField(
        _("smallest share of women, in percent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    least_regions = models.PositiveSmallIntegerField(_("fewest regions in a meeting"), null=True, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("what is recorded of who comes")
        verbose_name_plural = _("what is recorded of who comes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(least_women__isnull=True) | models.Q(records_gender=True),
                name="a_share_of_women_needs_gender_recorded",
            ),
            models.CheckConstraint(
                condition=models.Q(least_regions__isnull=True) | models.Q(records_region=True),
                name="a_number_of_regions_needs_regions_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return f"dialogue:{self.dialogue_id}"


class Taken(models.Model):
    """The key under which one entry was taken into a meeting: what a page or a sheet sends again finds it here."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="taken")
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=TakenKind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("entry taken into a meeting")
        verbose_name_plural = _("entries taken into meetings")

    def __str__(self) -> str:
        return str(self.key)


class OnBehalfQuerySet(models.QuerySet[Any]):
    """Questions about what was recorded on behalf of seats."""

    def visible_to(self, user: Anyone) -> OnBehalfQuerySet:
        """Keep the host team's, and what concerns one's own seats in meetings they know of; others read the minutes."""
        reach = reach_of(user)
        own = models.Q(seat__in=reach.seats, meeting__in=Meeting.objects.visible_to(user).values("pk"))
        return self.filter(models.Q(meeting__activity__dialogue__in=reach.team) | own)

    def unconfirmed(self) -> OnBehalfQuerySet:
        """Keep what its seat has not confirmed."""
        return self.filter(seat__isnull=False, confirmed_at__isnull=True)


class OnBehalf(Labelled):
    """What somebody of the host team recorded on behalf of a seat: announced until the seat confirms it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="%(class)s_rows")
    source = models.CharField(_("came in"), max_length=10, choices=TakenFrom.choices, default=TakenFrom.ROOM)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``meeting.activity`` loaded."""
        return self.meeting.audit_scope

    @property
    def is_confirmed(self) -> bool:
        """Has the seat confirmed it?"""
        return self.confirmed_at is not None


class Attendance(OnBehalf):
    """Whether a seat was there, and who sat on it. Without a seat: somebody who came without one, in one line."""

    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="attendances")
    is_present = models.BooleanField(default=True)
    who = models.CharField(_("who came"), max_length=200, blank=True)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender.choices, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)

    objects = OnBehalfQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["seat__organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="a_seat_attends_a_meeting_once"),
            models.CheckConstraint(
                condition=models.Q(seat__isnull=False) | (~models.Q(who="") & models.Q(is_present=True)),
                name="who_has_no_seat_was_there_and_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SeatPosition(OnBehalf):
    """Where a seat stood on a point of the agenda, in the facilitator's words. It counts as no endorsement."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="meeting_positions")
    point = models.ForeignKey(AgendaPoint, on_delete=models.PROTECT, related_name="positions")
    stance = models.CharField(_("position"), max_length=10, choices=Stance.choices)
    words = models.TextField(_("in words"), blank=True)

    objects = OnBehalfQuerySet.as_manager()

    class Meta:
        verbose_name = _("position in a meeting")
        verbose_name_plural = _("positions in meetings")
        ordering = ["point__number", "seat__organisation__name"]
        constraints = [models.UniqueConstraint(fields=["point", "seat"], name="a_seat_takes_one_position_on_a_point")]

    def __str__(self) -> str:
        return self.get_stance_display()

    @property
    def tone(self) -> str:
        """The colour that goes with the position."""
        return STANCE_TONES[Stance(self.stance)]


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Questions about remarks."""

    def visible_to(self, user: Anyone) -> RemarkQuerySet:
        """Keep the remarks whose entry in the ledger this person may see."""
        return self.filter(entry__in=Entry.objects.visible_to(user).values("pk"))


class Remark(Labelled):
    """What a seat said in a meeting; its text, its attribution and what became of it stand in its entry of the ledger."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="remarks")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="remark")
    point = models.ForeignKey(AgendaPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks")
    speaker = models.ForeignKey(Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    source = models.CharField(_("came in"), max_length=10, choices=TakenFrom.choices, default=TakenFrom.ROOM)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark in a meeting")
        verbose_name_plural = _("remarks in meetings")
        ordering = ["entry__number"]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``meeting.activity`` loaded."""
        return self.meeting.audit_scope
