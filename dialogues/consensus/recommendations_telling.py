"""Sentences for the events of recommendations and of the Roadmap, and the names of what they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import Recommendation, Roadmap
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD = (
    Telling(
        "recommendations",
        _("Recommendations and Roadmap"),
        {
            "roadmap.begun": _("The Roadmap for Reform was begun"),
            "roadmap.changed": _("The type or the beginning of the Roadmap was changed"),
            "recommendation.added": _("The recommendation “%(thing)s” was added"),
            "recommendation.written": _("The recommendation “%(thing)s” was changed"),
            "recommendation.moved": _("The recommendation “%(thing)s” was moved within its priority"),
            "recommendation.agreed": _("The recommendation “%(thing)s” was marked as agreed for the Roadmap"),
            "recommendation.reopened": _("The recommendation “%(thing)s” was made a draft again"),
            "recommendation.withdrawn": _("The recommendation “%(thing)s” was withdrawn"),
        },
    ),
)


@ports.event_words.provide
def recommendation_words(_user: Anyone) -> Iterator[Telling]:
    """Tell the events of recommendations."""
    yield from TOLD


@ports.event_names.provide
def recommendation_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where recommendations and the Roadmap have their names."""
    rows = Recommendation.objects.filter(dialogue__in=dialogues)
    yield Naming("consensus.recommendation", rows, thing="title")
    yield Naming("consensus.roadmap", Roadmap.objects.filter(dialogue__in=dialogues), thing="document__title")
