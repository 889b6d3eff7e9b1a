"""Reports on commitments, by their owners and by others, and the rounds in which the host asks for them."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.monitoring.states import PROGRESS_TONES, Progress, Side
from dialogues.states import Channel
from inspired.core.access import Anyone
from inspired.core.models import StoredFile
from inspired.core.models.labels import Labelled
from workinggroups.models import Group

NEWEST = ("-on", "-pk")


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions about reports."""

    def visible_to(self, user: Anyone) -> ReportQuerySet:
        """Keep those on commitments this person may see from the inside; outsiders read the latest status alone."""
        reach = reach_of(user)
        return self.filter(commitment__dialogue__in=reach.team | reach.participating | reach.donating)

    def counted(self) -> ReportQuerySet:
        """Keep those that count: given or confirmed by their seat, and not corrected by a later one."""
        return self.filter(confirmed_at__isnull=False, corrected_by__isnull=True)

    def of_its_commitment(self, side: str) -> ReportQuerySet:
        """Keep, within a query on commitments, those of one side that count."""
        return self.counted().filter(commitment=models.OuterRef("pk"), side=side)

    def on_published_words(self) -> ReportQuerySet:
        """Keep those given while the commitment said what the public reads of it."""
        changed = models.F("commitment__reworded_at")
        return self.filter(models.Q(commitment__reworded_at__isnull=True) | models.Q(at__lt=changed))


class Report(Labelled):
    """How far a commitment has come on a day, seen by its owner or by others. Rows are only ever added."""

    commitment = models.ForeignKey("monitoring.Commitment", on_delete=models.CASCADE, related_name="reports")
    side = models.CharField(max_length=12, choices=Side.choices)
    status = models.CharField(_("status"), max_length=16, choices=Progress.choices)
    on = models.DateField(_("as of"), default=timezone.localdate)
    note = models.TextField(_("what was done"), blank=True)
    evidence = models.TextField(_("how one can see it"), blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("came in"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="corrected_by"
    )
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on a commitment")
        verbose_name_plural = _("reports on commitments")
        ordering = NEWEST
        indexes = [models.Index(fields=["commitment", "side", "-on", "-id"], name="reports_on_a_commitment")]

    def __str__(self) -> str:
        return self.get_status_display()

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``commitment`` loaded."""
        return self.commitment.audit_scope

    @property
    def is_announced(self) -> bool:
        """Was it entered on behalf of the seat, which has not confirmed it?"""
        return self.confirmed_at is None

    @property
    def tone(self) -> str:
        """The colour that goes with the status."""
        return PROGRESS_TONES[self.status]


class ReportRoundQuerySet(models.QuerySet["ReportRound"]):
    """Questions about rounds of reports."""

    def visible_to(self, user: Anyone) -> ReportRoundQuerySet:
        """Keep those of the dialogues whose inside this person reads, media users left out."""
        reach = reach_of(user)
        return self.filter(dialogue__in=reach.team | reach.participating | reach.donating)

    def newest(self) -> ReportRoundQuerySet:
        """Keep the newest round of each dialogue: an earlier one asks nobody any more."""
        later = ReportRound.objects.filter(dialogue=models.OuterRef("dialogue"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(later))


class ReportRound(Labelled, OfDialogue):
    """The host asks everybody who took something on and has not finished it for a report until a day."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="report_rounds")
    number = models.PositiveIntegerField()
    due_at = models.DateTimeField(_("reports until"))
    note = models.TextField(_("what the host says about it"), blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ReportRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of reports")
        verbose_name_plural = _("rounds of reports")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="report_round_numbers_are_unique")]

    def __str__(self) -> str:
        return f"#{self.number}"
