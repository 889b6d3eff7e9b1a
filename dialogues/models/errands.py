"""What no mail brings to whoever speaks for a seat, and the host team therefore tells by telephone or on paper."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.states import ByHand
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled
from inspired.core.noticing import KINDS, Kind

from .dialogue import Dialogue
from .seats import Delegate, Seat
from .standing import reach_of


class ErrandQuerySet(models.QuerySet["Errand"]):
    """Questions about errands."""

    def visible_to(self, user: Anyone) -> ErrandQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(dialogue__in=reach_of(user).team)

    def waiting(self) -> ErrandQuerySet:
        """Keep what nobody has told yet, of seats that have not left."""
        return self.filter(told_on__isnull=True, seat__left_at__isnull=True)


class Errand(Labelled):
    """One thing to be told to a delegate whom no mail reaches, or to a seat for which nobody speaks. Host team only."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="errands")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.CASCADE, related_name="errands")
    kind = models.CharField(max_length=60)
    matter = models.CharField(max_length=60)
    target = models.BigIntegerField()
    key = models.CharField(max_length=160, unique=True)
    at = models.DateTimeField(default=timezone.now)
    told_on = models.DateField(null=True, blank=True)
    told_how = models.CharField(max_length=10, choices=ByHand.choices, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ErrandQuerySet.as_manager()

    class Meta:
        verbose_name = _("errand")
        verbose_name_plural = _("errands")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(told_on__isnull=True, told_how="")
                | (models.Q(told_on__isnull=False) & ~models.Q(told_how="")),
                name="what_was_told_says_how",
            )
        ]
        indexes = [
            models.Index(fields=["dialogue"], condition=models.Q(told_on__isnull=True), name="errand_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.target}"

    @property
    def what(self) -> Kind:
        """The kind, with its words."""
        return KINDS[self.kind]
