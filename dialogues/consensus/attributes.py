"""The parts in which a recommendation is written, and what stands in each of them. Nothing here decides or writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import Recommendation
from inspired.core.canonical import canonical, fingerprint


class Part(NamedTuple):
    """A part of a recommendation that is written and saved by itself. ``key`` stands in its address."""

    key: str
    title: Any
    hint: Any
    fields: tuple[str, ...]


PARTS = (
    Part(
        "what",
        _("What is to be done, and why"),
        _("The priority it belongs to, the recommendation in one sentence, what it means and the reasons for it."),
        ("title", "challenge", "text", "rationale", "measure", "stage"),
    ),
    Part(
        "choice",
        _("The option chosen, and those that were not"),
        _("Which of the options the dialogue compared stands behind it, and why the others were not chosen."),
        ("option", "rejected"),
    ),
    Part(
        "who",
        _("Who does it, and for whom"),
        _("To whom it is addressed, who leads, who supports and with what, and whom it should reach."),
        ("addressee", "target_group", "shares"),
    ),
    Part(
        "when",
        _("By when, and with what"),
        _("From which month to which, what it needs, and where the money comes from."),
        ("begins_month", "ends_month", "resources", "budget_line"),
    ),
    Part(
        "feasibility",
        _("What stands in the way"),
        _("Obstacles for those who decide, how working together answers them, and what those who carry it out lack."),
        ("feasibility", "collaboration", "capacity_gaps"),
    ),
    Part(
        "indicators",
        _("How one will see it"),
        _("Policy indicators by name, and the standards and conventions it answers to."),
        ("indicators", "standards"),
    ),
)
BY_KEY: Mapping[str, Part] = {part.key: part for part in PARTS}
APART = frozenset({"rejected", "shares"})  # these stand in rows of their own


def values_of(recommendation: Recommendation, part: Part) -> dict[str, Any]:
    """Return what stands in a part now, in plain values that can be compared; rows of its own cost a query each."""
    return {name: _value(recommendation, name) for name in part.fields}


def _value(recommendation: Recommendation, name: str) -> Any:
    if name == "rejected":
        return sorted([one.option_id, one.why] for one in recommendation.rejected.all())
    if name == "shares":
        return sorted([one.seat_id, one.part, one.words] for one in recommendation.shares.all())
    if name in {"challenge", "option"}:
        return getattr(recommendation, f"{name}_id")
    return getattr(recommendation, name)


def stamp_of(recommendation: Recommendation, part: Part) -> str:
    """Fingerprint of what stands in a part: a form that carries it notices when somebody changed that part meanwhile."""
    return fingerprint(canonical(values_of(recommendation, part)))
