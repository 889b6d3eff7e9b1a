"""Says by which name a seat or a person appears before an audience: the wish of the seat, of the person, and small numbers."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count
from django.utils.translation import gettext as _

from dialogues.models import Delegate, Dialogue, Seat
from dialogues.states import Appearance, Attribution, Audience, Category

FEWEST_IN_CATEGORY = 3
STRICTNESS = [Appearance.NAME, Appearance.ORGANISATION, Appearance.CATEGORY, Appearance.UNLISTED]
NAMED = frozenset({Appearance.NAME, Appearance.ORGANISATION})
ATTRIBUTED = {
    Attribution.PERSON: Appearance.NAME,
    Attribution.ORGANISATION: Appearance.ORGANISATION,
    Attribution.CATEGORY: Appearance.CATEGORY,
    Attribution.NOBODY: Appearance.UNLISTED,
}


def wish(row: Seat | Delegate, audience: str) -> str:
    """Return how a seat or a person wishes to appear before an audience."""
    return str(getattr(row, f"appear_{Audience(audience).value}"))


def strictest(*wishes: str) -> Appearance:
    """Return the wish that shows least."""
    return max((Appearance(one) for one in wishes), key=STRICTNESS.index)


def sizes(dialogue: Dialogue) -> dict[str, int]:
    """Count the seats at the table in each category; one query. Hand the answer to ``label`` when naming many."""
    counted = dialogue.seats.at_the_table().values("category").order_by("category").annotate(seats=Count("pk"))
    return {row["category"]: row["seats"] for row in counted}


def in_category(category: str, counts: Mapping[str, int]) -> str:
    """Name somebody by category; where fewer than three seats share it, that would tell who, so "A participant"."""
    if counts.get(category, 0) < FEWEST_IN_CATEGORY:
        return _("A participant")
    return _("A participant from: %(category)s") % {"category": Category(category).label}


def label(
    seat: Seat,
    audience: str,
    counts: Mapping[str, int] | None = None,
    *,
    delegate: Delegate | None = None,
    attribution: str = Attribution.PERSON,
) -> str:
    """Say as whom a seat, or its delegate, appears before an audience: never more than each of them wishes.

    ``attribution`` is the level at which a contribution may be attributed at most; a person is named only when the
    seat, the person and the attribution all allow it. Needs ``seat.organisation`` (and ``delegate.person``) loaded;
    ``counts`` comes from ``sizes`` and is asked for when not given.
    """
    shown = level(seat, audience, attribution)
    if shown == Appearance.UNLISTED:
        return _("A participant")
    if delegate is not None:
        own = strictest(shown, wish(delegate, audience))
        if own == Appearance.NAME and delegate.person.name:
            return _("%(name)s, %(organisation)s") % {
                "name": delegate.person.name,
                "organisation": seat.organisation.name,
            }
        shown = shown if own == Appearance.UNLISTED else strictest(shown, own)
    return name_at(shown, seat, sizes(seat.dialogue) if shown == Appearance.CATEGORY and counts is None else counts)


def level(seat: Seat, audience: str, attribution: str = Attribution.PERSON) -> Appearance:
    """Return how openly a seat is shown: the more discreet of what it wishes and what was promised."""
    return strictest(wish(seat, audience), ATTRIBUTED[Attribution(attribution)])


def name_at(shown: str, seat: Seat, counts: Mapping[str, int] | None) -> str:
    """Name a seat no more openly than ``shown``; needs ``seat.organisation`` loaded. Persons are named by ``label``."""
    if shown in NAMED:
        return str(seat.organisation.name)
    return in_category(seat.category, counts or {}) if shown == Appearance.CATEGORY else _("A participant")


def is_listed(row: Seat | Delegate, audience: str) -> bool:
    """Does the row wish to stand in lists before this audience at all?"""
    return wish(row, audience) != Appearance.UNLISTED
