"""Notes of bilateral meetings, which only the host team reads, and the summary that a party was shown as agreed."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Seat, reach_of
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .activities import Activity


class BilateralNoteQuerySet(models.QuerySet["BilateralNote"]):
    """Questions about notes."""

    def visible_to(self, user: Anyone) -> BilateralNoteQuerySet:
        """Keep those of the dialogues of whose host team this person is today. Nobody else ever reads one."""
        return self.filter(activity__dialogue__in=reach_of(user).team)


class BilateralNote(Labelled):
    """What the host team learned when it met one party alone. It belongs to the dialogue and leaves it with nobody."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("party")
    )
    party = models.CharField(_("party without a seat"), max_length=200, blank=True)
    on = models.DateField(_("day"), default=timezone.localdate)
    who = models.CharField(_("who was met"), max_length=200, blank=True)
    position = models.TextField(_("position"), blank=True)
    red_lines = models.TextField(_("red lines"), blank=True)
    contention = models.TextField(_("points of contention"), blank=True)
    commitments = models.TextField(_("likely commitments"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = BilateralNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of a bilateral meeting")
        verbose_name_plural = _("notes of bilateral meetings")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seat__isnull=False) | ~models.Q(party=""), name="a_bilateral_note_has_its_party"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("bilateral_note", args=[self.activity.dialogue.slug, self.pk])

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``activity`` loaded."""
        return self.activity.audit_scope

    @property
    def party_name(self) -> str:
        """Who was met; needs ``seat.organisation`` loaded."""
        return str(self.seat) if self.seat else self.party


class AgreedSummaryQuerySet(models.QuerySet["AgreedSummary"]):
    """Questions about summaries."""

    def visible_to(self, user: Anyone) -> AgreedSummaryQuerySet:
        """Keep the host team's, and for the delegates of the party those that were shown to it."""
        reach = reach_of(user)
        shown = models.Q(shown_at__isnull=False, note__seat__in=reach.seats)
        return self.filter(models.Q(note__activity__dialogue__in=reach.team) | shown)


class AgreedSummary(Labelled):
    """What host and party agree to have talked about. It is the party's to read once the host has shown it."""

    note = models.OneToOneField(BilateralNote, on_delete=models.CASCADE, related_name="summary")
    text = models.TextField(_("summary"))
    shown_at = models.DateTimeField(null=True, blank=True)
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)

    objects = AgreedSummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreed summary")
        verbose_name_plural = _("agreed summaries")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown_at__isnull=False) | models.Q(shown_by__isnull=True),
                name="a_summary_is_shown_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("agreed_summary", args=[self.note.activity.dialogue.slug, self.pk])

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``note.activity`` loaded."""
        return self.note.audit_scope
