"""Recommendations of the Roadmap: what is to be done about a challenge, by whom, by when and with what; and the Roadmap's type."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.states.measures import Measure, Stage
from dialogues.consensus.states.recommendations import (
    RECOMMENDATION_TONES,
    Part,
    RecommendationStatus,
    RoadmapType,
)
from dialogues.documents.models import Document
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .challenges import Challenge
from .options import Option


def code_of(number: int) -> str:
    """Return how a recommendation is called in texts: R1, R2 …"""
    return f"R{number}"


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    """Questions about Roadmaps."""

    def visible_to(self, user: Anyone) -> RoadmapQuerySet:
        """Keep those of the dialogues whose inside this person reads, media users left out."""
        reach = reach_of(user)
        return self.filter(dialogue__in=reach.team | reach.participating | reach.donating)


class Roadmap(Labelled, OfDialogue):
    """Of which type the dialogue's Roadmap is to be, and which living text it is written in once that is begun."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="roadmap")
    kind = models.CharField(_("type of Roadmap"), max_length=12, choices=RoadmapType.choices, default=RoadmapType.MIXED)
    document = models.OneToOneField(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="roadmap", verbose_name=_("text")
    )
    starts_on = models.DateField(_("months count from"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = _("Roadmap for Reform")
        verbose_name_plural = _("Roadmaps for Reform")

    def __str__(self) -> str:
        return self.get_kind_display()


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Questions about recommendations."""

    def visible_to(self, user: Anyone) -> RecommendationQuerySet:
        """Keep the host team's, all for participants, and for donors those that stand in a frozen version of the Roadmap."""
        reach = reach_of(user)
        frozen = models.Q(dialogue__in=reach.donating, frozen_at__isnull=False)
        return self.filter(models.Q(dialogue__in=reach.team | reach.participating) | frozen)

    def told_to(self, user: Anyone) -> RecommendationQuerySet:
        """Keep what this person may read in its living words; of donors' what is agreed alone, while the text is frozen.

        What was taken back to a draft since an earlier version, or withdrawn, is no longer what they have read.
        """
        inside = models.Q(dialogue__in=(reach := reach_of(user)).team | reach.participating)
        return self.visible_to(user).filter(inside | models.Q(status=RecommendationStatus.AGREED))

    def in_force(self) -> RecommendationQuerySet:
        """Keep those that were not withdrawn."""
        return self.exclude(status=RecommendationStatus.WITHDRAWN)

    def with_shares(self) -> RecommendationQuerySet:
        """Load the parts of seats too, with their organisations; one query for all rows."""
        return self.prefetch_related(models.Prefetch("shares", Share.objects.select_related("seat__organisation")))

    def with_rejected(self) -> RecommendationQuerySet:
        """Load the options that were not chosen too; one query for all rows."""
        return self.prefetch_related(models.Prefetch("rejected", Rejected.objects.select_related("option")))

    def locked(self) -> RecommendationQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("dialogue")


class Recommendation(Labelled, OfDialogue):
    """One recommendation. ``number`` (R1, R2 …) never changes; ``rank`` says its place within its priority, the challenge."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveIntegerField()
    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, related_name="recommendations", verbose_name=_("priority it belongs to")
    )
    rank = models.PositiveIntegerField(_("place within its priority"), default=1, validators=[MinValueValidator(1)])
    title = models.CharField(_("recommendation"), max_length=200)
    text = models.TextField(_("what is to be done"), blank=True)
    rationale = models.TextField(_("why"), blank=True)
    option = models.ForeignKey(
        Option, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("option chosen")
    )
    measure = models.CharField(_("type of measure"), max_length=12, choices=Measure.choices, blank=True)
    stage = models.CharField(_("stage of the policy cycle"), max_length=16, choices=Stage.choices, blank=True)
    addressee = models.CharField(_("addressed to"), max_length=300, blank=True)
    target_group = models.CharField(_("for whom"), max_length=300, blank=True)
    begins_month = models.PositiveSmallIntegerField(_("from month"), null=True, blank=True)
    ends_month = models.PositiveSmallIntegerField(_("to month"), null=True, blank=True)
    resources = models.TextField(_("what it needs"), blank=True)
    budget_line = models.CharField(_("budget line or source of funds"), max_length=300, blank=True)
    feasibility = models.TextField(_("what stands in the way"), blank=True)
    collaboration = models.TextField(_("how working together answers it"), blank=True)
    capacity_gaps = models.TextField(_("what those who carry it out lack"), blank=True)
    indicators = models.JSONField(_("indicators"), default=list, blank=True)
    standards = models.TextField(_("standards and conventions"), blank=True)
    status = models.CharField(max_length=10, choices=RecommendationStatus.choices, default=RecommendationStatus.DRAFT)
    reason = models.TextField(_("reason"), blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["challenge__rank", "challenge__number", "rank", "number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="recommendation_numbers_are_unique"),
            models.CheckConstraint(
                condition=~models.Q(status=RecommendationStatus.WITHDRAWN) | ~models.Q(reason=""),
                name="a_withdrawn_recommendation_has_its_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_month__isnull=True)
                | models.Q(begins_month__isnull=False, ends_month__gte=models.F("begins_month")),
                name="a_recommendation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("recommendation", args=[self.dialogue.slug, self.number])

    @property
    def code(self) -> str:
        """How it is called in texts: R1, R2 …"""
        return code_of(self.number)

    @property
    def options(self) -> list[Option]:
        """The option chosen, then those that were not; asks for none where both are loaded."""
        chosen = [self.option] if self.option is not None else []
        return chosen + [one.option for one in self.rejected.all()]

    @property
    def tone(self) -> str:
        """The colour that goes with the status."""
        return RECOMMENDATION_TONES[self.status]


class Share(Labelled):
    """What one seat takes on in a recommendation, as lead or in support, in its own words."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="shares")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="shares")
    part = models.CharField(_("part"), max_length=8, choices=Part.choices)
    words = models.CharField(_("what it takes on"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("part of a seat in a recommendation")
        verbose_name_plural = _("parts of seats in recommendations")
        ordering = ["part", "seat__organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "seat"], name="a_seat_has_one_part_in_a_recommendation"),
            models.UniqueConstraint(
                fields=["recommendation"], condition=models.Q(part=Part.LEAD), name="one_lead_per_recommendation"
            ),
        ]

    def __str__(self) -> str:
        return self.get_part_display()


class Rejected(models.Model):
    """An option that was not chosen, and why."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="rejected")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(_("why it was not chosen"), blank=True)

    class Meta:
        verbose_name = _("option not chosen")
        verbose_name_plural = _("options not chosen")
        ordering = ["option__letter"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "option"], name="an_option_is_rejected_once_per_recommendation"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
