"""The criteria of the method, feasibility in its three parts, each with its question in our own words. Computes only."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_lazy, override


class MethodCriterion(NamedTuple):
    """One criterion to begin with: the key that it has in every set, its name and its question."""

    key: str
    title: object
    question: object


METHOD = (
    MethodCriterion(
        "value-for-money",
        gettext_lazy("Value for money"),
        gettext_lazy("What does it cost the public purse, and is what people get for it good and necessary enough?"),
    ),
    MethodCriterion(
        "access-and-choice",
        gettext_lazy("Access and choice"),
        gettext_lazy("Do more people reach the services they need, and can they choose between more of them?"),
    ),
    MethodCriterion(
        "fairness",
        gettext_lazy("Fairness"),
        gettext_lazy("Are those who are worst off better off with it?"),
    ),
    MethodCriterion(
        "feasibility-administrative",
        gettext_lazy("Feasibility: administrative"),
        gettext_lazy("Can the public bodies that have to carry it out do so, with the people and the means they have?"),
    ),
    MethodCriterion(
        "feasibility-political",
        gettext_lazy("Feasibility: political"),
        gettext_lazy("Can those who decide, and those who vote for them, live with it?"),
    ),
    MethodCriterion(
        "feasibility-social",
        gettext_lazy("Feasibility: social"),
        gettext_lazy("Is society ready for it: families, customs, those who would have to act differently?"),
    ),
    MethodCriterion(
        "legality",
        gettext_lazy("Legality"),
        gettext_lazy("Does it keep what the country has promised in treaties and conventions?"),
    ),
)


def in_words(language: str) -> list[dict[str, str]]:
    """Return them as rows to write, in the language that a dialogue is written in."""
    with override(language):
        return [{"key": one.key, "title": str(one.title), "question": str(one.question)} for one in METHOD]
