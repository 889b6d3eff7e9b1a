"""Columns of the tables of this phase that leave the site: the result of a ranking, the weights of criteria."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.consensus.priorities import OfCategory, RankingView, Row
from inspired.core.listing import Column


def result_columns(view: RankingView) -> list[Column]:
    """The columns of a ranking's result as its reader may see it; none without a result."""
    if not view.rows:
        return []
    rows = {one.challenge.pk: one for one in view.rows}

    def said(value: Callable[[Row], Any]) -> Callable[[Any], Any]:
        return lambda challenge: value(rows[challenge.pk]) if challenge.pk in rows else ""

    def within(part: OfCategory) -> Callable[[Any], Any]:
        return lambda challenge: part.places.get(challenge.pk, "")

    return [
        Column(pgettext_lazy("in an order", "Place"), said(lambda row: row.counted.place)),
        Column(_("Number"), "number"),
        Column(_("Challenge"), "title"),
        Column(_("Borda points"), said(lambda row: row.counted.points)),
        Column(_("Median place"), said(lambda row: row.counted.middle)),
        Column(_("Best place"), said(lambda row: row.counted.best)),
        Column(_("Worst place"), said(lambda row: row.counted.worst)),
        Column(_("Put first by"), said(lambda row: row.counted.firsts)),
        Column(_("Answered"), lambda _challenge: view.answered),
        Column(_("Asked"), lambda _challenge: view.asked),
        *(Column(part.label, within(part)) for part in view.counted),
    ]
