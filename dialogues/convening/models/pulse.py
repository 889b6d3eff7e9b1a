"""Trust pulses: the question, a sealed box while it is open, and afterwards nothing but counts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.states.pulse import MOST_BLOCS, VALUES, PulseKind
from dialogues.models import Dialogue, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.states import Category
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled


class PulseBloc(models.Model):
    """One of at most three blocs of categories, agreed before the first pulse and never changed after it."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="pulse_blocs")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name of the bloc"), max_length=80)
    categories = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("bloc")
        verbose_name_plural = _("blocs")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="one_bloc_per_number"),
            models.CheckConstraint(condition=models.Q(number__range=(1, MOST_BLOCS)), name="three_blocs_at_most"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def held(self) -> list[str]:
        """Its categories, in their usual order."""
        return [one for one in Category.values if f",{one}," in self.categories]

    @property
    def category_words(self) -> str:
        """Its categories in words."""
        return ", ".join(str(Category(one).label) for one in self.held)


class PulseQuerySet(models.QuerySet["Pulse"]):
    """Questions about pulses."""

    def visible_to(self, user: Anyone) -> PulseQuerySet:
        """Keep those of the dialogues in which this person is of the host team or a participant: the same for both."""
        reach = reach_of(user)
        return self.filter(dialogue__in=reach.team | reach.participating)

    def open(self) -> PulseQuerySet:
        """Keep those that still take answers."""
        return self.filter(closed_at__isnull=True, closes_at__gt=clock.now())


class Pulse(Labelled, OfDialogue):
    """One question to everybody at the table. ``result`` is written once, when it closes, and holds counts alone."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="pulses")
    question = models.CharField(_("question"), max_length=200)
    kind = models.CharField(_("answers"), max_length=10, choices=PulseKind.choices, default=PulseKind.SCALE)
    occasion = models.CharField(_("after which session"), max_length=200, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField(_("closes at"))
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)

    objects = PulseQuerySet.as_manager()

    class Meta:
        verbose_name = _("trust pulse")
        verbose_name_plural = _("trust pulses")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue"], condition=models.Q(closed_at__isnull=True), name="one_open_pulse_per_dialogue"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, result__isnull=True)
                | models.Q(closed_at__isnull=False, result__isnull=False),
                name="a_pulse_has_its_result_once_it_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_told(self) -> bool:
        """Were there enough answers to show any?"""
        return bool(self.result and self.result.get("total"))

    @property
    def values(self) -> list[tuple[str, object]]:
        """The possible answers with their words."""
        return VALUES[self.kind]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What is shown: all together, then each bloc, with the counts in the order of the possible answers."""
        if not self.is_told:
            return []
        groups = [{"name": _("All together"), **self.result}, *self.result["blocs"]]
        return [
            {"name": one["name"], "total": one["total"], "counts": [one["counts"].get(v, 0) for v, _w in self.values]}
            for one in groups
        ]

    @property
    def score(self) -> int | None:
        """Tenths of the average on the scale, or of the share of "yes" in five; None when nothing is shown."""
        if not self.is_told:
            return None
        counts, total = self.result["counts"], self.result["total"]
        if self.kind == PulseKind.SCALE:
            return round(10 * sum(int(value) * count for value, count in counts.items()) / total)
        return round(100 * counts.get("yes", 0) / total)


class PulseBoxQuerySet(models.QuerySet["PulseBox"]):
    """Questions about boxes. Nobody reads one: a box is for the verbs and for what awaits oneself."""

    def visible_to(self, user: Anyone) -> PulseBoxQuerySet:
        """Show none to anybody."""
        return self.none()

    def answerable_by(self, user: Anyone) -> PulseBoxQuerySet:
        """Keep the boxes of open pulses in dialogues where this person holds a seat."""
        return self.filter(pulse__in=Pulse.objects.open().filter(dialogue__in=reach_of(user).seated).values("pk"))


class PulseBox(models.Model):
    """Answers of an open pulse, shuffled and sealed as one text, and beside it sorted marks of who answered.

    There is one row for a pulse and none for an answer, so that neither order nor numbers nor times join the two. The
    keys of both stand outside the database. It is deleted when the pulse closes.
    """

    pulse = models.OneToOneField(Pulse, on_delete=models.CASCADE, related_name="box")
    sealed = models.BinaryField()
    marks = models.JSONField(default=list)

    objects = PulseBoxQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk}"
