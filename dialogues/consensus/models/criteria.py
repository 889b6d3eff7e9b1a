"""Evaluative criteria: the sets one after the other, what stands in them, what seats say to them and how they weigh them."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.states.criteria import (
    CRITERION_TONES,
    SET_TONES,
    CriterionStatus,
    SetStatus,
    Weighting,
)
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.models.dialogue import Logged
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .giving import OfSeat, entered_for


class CriteriaSetQuerySet(models.QuerySet["CriteriaSet"]):
    """Questions about sets of criteria."""

    def visible_to(self, user: Anyone) -> CriteriaSetQuerySet:
        """Keep those of the dialogues whose inside this person reads, media users left out."""
        reach = reach_of(user)
        return self.filter(dialogue__in=reach.team | reach.participating | reach.donating)

    def current(self) -> CriteriaSetQuerySet:
        """Keep the one of each dialogue that was not replaced."""
        return self.exclude(status=SetStatus.REPLACED)

    def locked(self) -> CriteriaSetQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("dialogue")


class CriteriaSet(Labelled, OfDialogue):
    """The criteria by which options are appraised. Reopening a locked set makes the next one and leaves this as it was."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="criteria_sets")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=SetStatus.choices, default=SetStatus.COLLECTING)
    weighting = models.CharField(
        _("how they are weighed"), max_length=8, choices=Weighting.choices, default=Weighting.RANK
    )
    due_at = models.DateTimeField(_("until"), null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("set of criteria")
        verbose_name_plural = _("sets of criteria")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="criteria_set_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["dialogue"], condition=~models.Q(status=SetStatus.REPLACED), name="one_current_set_of_criteria"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[SetStatus.COLLECTING, SetStatus.WEIGHING], locked_at__isnull=True)
                | models.Q(status__in=[SetStatus.LOCKED, SetStatus.REPLACED], locked_at__isnull=False),
                name="a_locked_set_and_no_other_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Criteria, set %(number)s")) % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("criteria_set", args=[self.dialogue.slug, self.number])

    @property
    def tone(self) -> str:
        """The colour that goes with the status."""
        return SET_TONES[self.status]


class SetStep(Logged):
    """One step of a set, with the reason for it. Rows are only ever added."""

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=10, choices=SetStatus.choices)
    reason = models.TextField(_("reason"), blank=True)

    class Meta(Logged.Meta):
        verbose_name = _("step of a set of criteria")
        verbose_name_plural = _("steps of sets of criteria")

    def __str__(self) -> str:
        return self.get_status_display()


class CriterionQuerySet(models.QuerySet["Criterion"]):
    """Questions about criteria."""

    def visible_to(self, user: Anyone) -> CriterionQuerySet:
        """Keep those of the sets this person may see."""
        return self.filter(criteria_set__in=CriteriaSet.objects.visible_to(user).values("pk"))

    def kept(self) -> CriterionQuerySet:
        """Keep those the options are appraised by."""
        return self.filter(status=CriterionStatus.KEPT)


class Criterion(Labelled):
    """One value by which options are appraised. ``key`` is the same in every set; ``is_methods`` marks the method's own."""

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    title = models.CharField(_("criterion"), max_length=120)
    question = models.TextField(_("its question"), blank=True)
    is_methods = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=CriterionStatus.choices, default=CriterionStatus.PROPOSED)
    reason = models.TextField(_("reason"), blank=True)
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "key"], name="one_criterion_per_key"),
            models.CheckConstraint(
                condition=~models.Q(status=CriterionStatus.LEFT_OUT) | ~models.Q(reason=""),
                name="a_criterion_left_out_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``criteria_set`` loaded."""
        return self.criteria_set.audit_scope

    @property
    def tone(self) -> str:
        """The colour that goes with the status."""
        return CRITERION_TONES[self.status]


class CriterionNote(Logged):
    """What a seat or the host team says to a criterion while the set is discussed. Rows are only ever added."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="notes")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("note"))
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    class Meta(Logged.Meta):
        verbose_name = _("note to a criterion")
        verbose_name_plural = _("notes to criteria")

    def __str__(self) -> str:
        return f"#{self.pk}"


class SeatOnSetQuerySet(models.QuerySet["Weighing"]):
    """Questions about what seats say of a whole set."""

    def visible_to(self, user: Anyone) -> SeatOnSetQuerySet:
        """Keep the host team's dialogues and one's own seats'; all others read what is counted together."""
        reach = reach_of(user)
        return self.filter(models.Q(criteria_set__dialogue__in=reach.team) | models.Q(seat__in=reach.seats))

    def unconfirmed_for(self, user: Anyone) -> SeatOnSetQuerySet:
        """Keep what was entered for a seat this person speaks for and waits for its word."""
        return self.filter(entered_for(user))


class Weighing(OfSeat):
    """How one seat weighs the criteria, before any option is scored, and whether it agrees to the set.

    ``values`` holds by the criterion's key its place (1 is first) or its points (0 to 100, 100 together), as the set asks.
    """

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="weighings")
    values = models.JSONField(default=dict)
    agrees = models.BooleanField(_("agrees to this set"), null=True)
    note = models.TextField(_("note"), blank=True)

    objects = SeatOnSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("weights given by a seat")
        verbose_name_plural = _("weights given by seats")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["criteria_set", "seat"], name="a_seat_weighs_a_set_once")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``criteria_set`` loaded."""
        return self.criteria_set.audit_scope
