"""Dialogues that are to be deleted or were: who asked for it and when, and the report of what went."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspired.core.access import Anyone
from inspired.core.models.audit import PLATFORM

from .dialogue import Dialogue
from .standing import reach_of


class DeletionQuerySet(models.QuerySet["Deletion"]):
    """Questions about deletions."""

    def visible_to(self, user: Anyone) -> DeletionQuerySet:
        """Keep those of dialogues this person hosts, and the reports of those they hosted when it began."""
        if not user.is_authenticated:
            return self.none()
        kept = Deletion.readers.through.objects.filter(user=user.pk).values("deletion")
        return self.filter(models.Q(dialogue__in=reach_of(user).hosting) | models.Q(pk__in=kept))

    def planned(self) -> DeletionQuerySet:
        """Keep those whose waiting period runs or has run out, and that nobody took back."""
        return self.filter(cancelled_at__isnull=True, begun_at__isnull=True)

    def under_way(self) -> DeletionQuerySet:
        """Keep those that have begun and not ended."""
        return self.filter(begun_at__isnull=False, finished_at__isnull=True)


class Deletion(models.Model):
    """One deletion of a dialogue, and afterwards its report. ``counts`` says by kind how many rows went; no name stands here."""

    dialogue = models.ForeignKey(
        Dialogue, null=True, blank=True, on_delete=models.SET_NULL, related_name="deletions", verbose_name=_("dialogue")
    )
    scope = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=200)
    country = models.CharField(_("country or region"), max_length=100)
    host = models.CharField(_("Dialogue Host"), max_length=200)
    reason = models.TextField(_("reason"))
    keeps_fingerprints = models.BooleanField(default=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    due_at = models.DateTimeField(_("begins after"))
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    counts = models.JSONField(default=dict)
    closing_number = models.PositiveIntegerField(default=0)
    closing_digest = models.CharField(max_length=64, blank=True)
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    objects = DeletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("deletion of a dialogue")
        verbose_name_plural = _("deletions of dialogues")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue"],
                condition=models.Q(cancelled_at__isnull=True, finished_at__isnull=True),
                name="one_deletion_of_a_dialogue_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True) | models.Q(begun_at__isnull=True),
                name="what_has_begun_is_not_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deletion", args=[self.pk])

    @property
    def audit_scope(self) -> str:
        """The platform's chain: the dialogue's own ends with the dialogue."""
        return PLATFORM

    @property
    def is_planned(self) -> bool:
        """Can it still be taken back?"""
        return self.cancelled_at is None and self.begun_at is None

    @property
    def total(self) -> int:
        """How many rows have gone."""
        return sum(self.counts.values())


class IssuedBefore(models.Model):
    """The fingerprint of a text or file that a deleted dialogue issued; published ones are still recognised."""

    deletion = models.ForeignKey(Deletion, on_delete=models.CASCADE, related_name="issued")
    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=20)
    sha256 = models.CharField(max_length=64, db_index=True)
    issued_at = models.DateTimeField(_("issued"))
    was_public = models.BooleanField(_("was published"), default=False)

    class Meta:
        verbose_name = _("fingerprint of a deleted dialogue")
        verbose_name_plural = _("fingerprints of deleted dialogues")
        ordering = ["issued_at", "pk"]

    def __str__(self) -> str:
        return self.sha256[:16]
