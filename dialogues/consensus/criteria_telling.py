"""Sentences for the events of evaluative criteria, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import CriteriaSet, Criterion, Weighing
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD = [
    Telling(
        "criteria",
        _("Evaluative criteria"),
        {
            "criteria_set.begun": _("Evaluative criteria were begun with those of the method"),
            "criteria_set.weighing_begun": _("The seats were asked to weigh the criteria"),
            "criteria_set.collected_again": _("The criteria were collected again, instead of weighed"),
            "criteria_set.locked": _("The criteria were locked"),
            "criteria_set.reopened": _("The locked criteria were opened again as a new set"),
            "criterion.proposed": _("The criterion “%(thing)s” was proposed"),
            "criterion.kept": _("The criterion “%(thing)s” was kept"),
            "criterion.left_out": _("The criterion “%(thing)s” was left out"),
            "criterion.noted": _("Something was said to the criterion “%(thing)s”"),
            "weights.given": _("%(seat)s weighed the criteria"),
            "weights.entered": _("It was entered for %(seat)s how it weighs the criteria"),
            "weights.confirmed": _("%(seat)s confirmed the weights entered for it"),
        },
    )
]


@ports.event_words.provide
def criteria_words(_user: Anyone) -> Iterator[Telling]:
    """Tell the events of criteria."""
    yield from TOLD


@ports.event_names.provide
def criteria_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where criteria and weights have their names."""
    here, organisation = {"criteria_set__dialogue__in": dialogues}, "seat__organisation__name"
    yield Naming("consensus.criteriaset", CriteriaSet.objects.filter(dialogue__in=dialogues))
    yield Naming("consensus.criterion", Criterion.objects.filter(**here), "title", organisation)
    yield Naming("consensus.weighing", Weighing.objects.filter(**here), "", organisation)
