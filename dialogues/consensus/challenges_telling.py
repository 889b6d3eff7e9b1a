"""Sentences for the events of challenges and their ranking, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import Ballot, Challenge, Ranking
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD = [
    Telling(
        "challenges",
        _("Challenges and priorities"),
        {
            "challenge.added": _("The challenge “%(thing)s” was put on the table"),
            "challenge.proposed": _("The challenge “%(thing)s” was proposed by %(seat)s"),
            "challenge.edited": _("The challenge “%(thing)s” was changed"),
            "challenge.left_out": _("The challenge “%(thing)s” was left out"),
            "challenge.put_on_table": _("The challenge “%(thing)s” was put on the table, after a proposal or anew"),
            "challenge.moved": _("The challenge “%(thing)s” was moved to place %(place)s"),
            "ranking.opened": _("The ranking of challenges was opened"),
            "ranking.extended": _("There is more time for the ranking of challenges"),
            "ranking.reminded": _("Those who had given no order of priorities were reminded"),
            "ranking.closed": _("The ranking of challenges was closed"),
            "ranking.taken_over": _("The challenges were put in the order of ranking %(number)s"),
            "ballot.given": _("%(seat)s gave its order of priorities"),
            "ballot.entered": _("An order of priorities was entered for %(seat)s"),
            "ballot.confirmed": _("%(seat)s confirmed the order of priorities entered for it"),
        },
    )
]


@ports.event_words.provide
def challenge_words(_user: Anyone) -> Iterator[Telling]:
    """Tell the events of challenges."""
    yield from TOLD


@ports.event_names.provide
def challenge_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where challenges and orders of priorities have their names."""
    organisation = "seat__organisation__name"
    yield Naming("consensus.challenge", Challenge.objects.filter(dialogue__in=dialogues), "title", organisation)
    yield Naming("consensus.ranking", Ranking.objects.filter(dialogue__in=dialogues))
    yield Naming("consensus.ballot", Ballot.objects.filter(ranking__dialogue__in=dialogues), "", organisation)
