"""Ballots of an appraisal, printed for those who appraise on paper."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import reach_of
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .appraisal import Appraisal


class BallotPrintQuerySet(models.QuerySet["BallotPrint"]):
    """Questions about printed ballots."""

    def visible_to(self, user: Anyone) -> BallotPrintQuerySet:
        """Keep those of the host team's dialogues."""
        return self.filter(appraisal__challenge__dialogue__in=reach_of(user).team)


class BallotPrint(Labelled):
    """The ballots of an appraisal as PDF, one for each seat or blank, as it stood when they were asked for; kept for days."""

    appraisal = models.OneToOneField(Appraisal, on_delete=models.CASCADE, related_name="ballot_print")
    is_named = models.BooleanField(_("one for each seat"), default=False)
    blanks = models.PositiveSmallIntegerField(_("blank ballots"), default=0)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    pages = models.PositiveIntegerField(default=0)
    pdf = models.FileField(upload_to="appraisal-ballots/", max_length=200, blank=True)

    objects = BallotPrintQuerySet.as_manager()

    class Meta:
        verbose_name = _("printed ballots of an appraisal")
        verbose_name_plural = _("printed ballots of appraisals")

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``appraisal.challenge`` loaded."""
        return self.appraisal.audit_scope
