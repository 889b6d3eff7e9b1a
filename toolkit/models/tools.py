"""The tools of the method, numbered 1 to 19."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toolkit.states import Effort, Phase

from .catalogue import CatalogueItem, Passage

LAST = 19


class Tool(CatalogueItem):
    """One of the 19 building blocks of a dialogue."""

    KEY = "number"
    TEXTS = {
        "name": _("name"),
        "purpose": _("purpose"),
        "rationale": _("rationale"),
        "use_assessment": _("use in Collective Assessment"),
        "use_consensus": _("use in Consensus Building"),
        "use_monitoring": _("use in Monitoring and Donor Alignment"),
        "outcomes": _("expected outcomes"),
        "cautions": _("cautions"),
        "effort": _("effort in words"),
        "needs": _("what it needs"),
        "leaves": _("what it leaves behind"),
    }
    SOURCED = tuple(field for field in TEXTS if field != "name")
    MAY_BE_EMPTY = frozenset({"use_assessment", "use_consensus", "use_monitoring"})
    FACTS = ("categories", "orientations", "main_phases", "people", "time", "cost", "position", "is_published")

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    categories = models.JSONField(_("categories"), default=list, blank=True)
    orientations = models.JSONField(_("orientations"), default=list, blank=True)
    main_phases = models.JSONField(_("phases in which it is of most use"), default=list, blank=True)
    people = models.PositiveSmallIntegerField(_("people"), choices=Effort, default=Effort.MEDIUM)
    time = models.PositiveSmallIntegerField(_("time"), choices=Effort, default=Effort.MEDIUM)
    cost = models.PositiveSmallIntegerField(pgettext_lazy("effort", "cost"), choices=Effort, default=Effort.MEDIUM)

    class Meta:
        ordering = ["position", "number"]
        verbose_name = _("tool")
        verbose_name_plural = _("tools")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(number__range=(1, LAST)), name="tools_go_from_1_to_19"),
            *(
                models.CheckConstraint(condition=models.Q((f"{part}__range", (1, 3))), name=f"{part}_is_low_to_high")
                for part in ("people", "time", "cost")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    def get_absolute_url(self) -> str:
        """Return the address of the tool's page."""
        return reverse("tool", kwargs={"number": self.number, "slug": self.slug})

    @property
    def name(self) -> Passage:
        """The name in the language of the page."""
        return self.text("name")

    @property
    def overall(self) -> Effort:
        """The effort as a whole: the largest of people, time and cost."""
        return Effort(max(self.people, self.time, self.cost))

    def use_in(self, phase: str) -> Passage:
        """How the tool is used in a phase; empty when it is not."""
        return self.text(f"use_{phase}")

    @property
    def phases(self) -> list[str]:
        """The phases in which it is used at all."""
        return [phase for phase in Phase.values if self.use_in(phase)]
