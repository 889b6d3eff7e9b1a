"""Words of the priorities and criteria of the main story, and what each seat put first."""

from __future__ import annotations

from typing import Any, NamedTuple

from dialogues.states import Channel


class Told(NamedTuple):
    """A challenge: its key here, its words, the paragraphs it rests on by section and first words, and other sources."""

    key: str
    title: str
    text: str
    rests_on: tuple[tuple[str, str], ...]
    sources: tuple[str, ...] = ()


CHALLENGES = (
    Told(
        "recognition",
        "Domestic work is not recognised as work",
        "The code is silent on hours, night work and rest of those who live in. Courts treat the same work as help among "
        "relatives.",
        (("challenges", "Recognition."), ("contention", "How is the minimum wage counted for part-time work?")),
    ),
    Told(
        "protection",
        "Social protection does not fit several employers",
        "Insurance follows one full-time workplace; most workers have three. Nobody disputes that every hour should be "
        "insured. Who pays for which hour, and at which counter, is open.",
        (("challenges", "Contributions that fit."), ("contention", "Who pays when a worker has several households?")),
    ),
    Told(
        "enforcement",
        "Rights cannot be enforced in a private home",
        "Complaints are heard and go nowhere; no inspector has ever entered a home. The home is protected, and so is the "
        "person who works in it.",
        (("challenges", "Enforcement in the home."), ("contention", "May an inspector enter private homes?")),
        ("Register of complaints of the Human Rights Commission, last three years",),
    ),
    Told(
        "voice",
        "Those concerned have neither voice nor skills that are recognised",
        "They have no place in the bodies that decide about them, and what they can do is written on no paper.",
        (("challenges", "Voice."), ("challenges", "Knowledge of rights.")),
    ),
)
PROPOSED_EARLY: dict[str, Any] = {
    "title": "Wages come late on the outer islands",
    "text": "The boat brings the post once a week, and the money with it.",
}
WHY_LEFT_OUT = (
    "It is one of the complaints that go nowhere: we take it up under enforcement, and the text there names it."
)
PROPOSED_NOW: dict[str, Any] = {
    "title": "Nobody tells households what applies to them",
    "text": "Half of those who write to our programme are employers. They ask for one page in clear words.",
}
ORDERS = {  # the most pressing first, and why
    "workers": ("recognition protection enforcement voice", "As long as it is not work, nothing that protects work protects us."),
    "rural": ("recognition enforcement protection voice", "Nobody comes to us. A rule that nobody enforces is no rule."),
    "confederation": ("recognition protection enforcement voice", ""),
    "freeunions": ("protection recognition enforcement", "The pension is lost month by month."),
    "commission": ("enforcement recognition protection voice", "We hear the complaints and cannot follow them up."),
    "university": ("recognition protection voice enforcement", ""),
    "labour": ("recognition protection enforcement voice", "The revision of the code will not come twice."),
    "socialsecurity": ("protection recognition enforcement voice", "The counters can be ready before the code is."),
    "finance": ("protection recognition voice enforcement", "Costs must be known before anything is promised."),
    "statistics": ("recognition protection", ""),
    "committee": ("recognition enforcement protection voice", "The first reading is in February."),
    "women": ("recognition voice protection enforcement", ""),
    "chamber": ("voice recognition protection enforcement", "Skills first: then a fair wage explains itself."),
    "inspectorate": ("enforcement protection recognition voice", ""),
}  # fmt: skip
ENTERED_ORDERS = (
    ("employers", Channel.PHONE, "protection voice recognition enforcement"),
    ("opposition", Channel.PAPER, "recognition protection enforcement voice"),
)
CONCLUSION = (
    "Recognition comes first for most of us, because the other three stand on it, and protection follows closely: both are "
    "worked on at once. Enforcement is where we lie furthest apart; it gets a meeting of its own before there are options. "
    "Voice comes last in the order and not in importance: it is what makes the others last."
)
GENDER: dict[str, Any] = {
    "title": "Gender advancement",
    "question": "Does it move women forward, in pay, in time and in what they may decide?",
    "why": "Nine of ten domestic workers are women. An option can be fair to all workers and leave them where they are.",
}
SPEED: dict[str, Any] = {
    "title": "Speed of effect",
    "question": "How soon would somebody notice it?",
    "why": "A budget line is defended by what it has brought within the year.",
}
WHY_NOT_SPEED = "It is part of administrative feasibility, whose question we read with “and how soon” from now on."
NOTES = (
    ("employers", "value-for-money", "Households are no treasury. Please read “public purse” and “those who pay” together."),
    ("", "value-for-money", "Agreed in the room: the criterion looks at the treasury, and what households pay is said under fairness."),
    ("commission", "legality", "The convention on domestic workers belongs here, although it is not ratified yet."),
    ("workers", "feasibility-social", "Ready or not: families got used to many things that were said to be impossible."),
)  # fmt: skip
BASE = [
    "fairness",
    "feasibility-administrative",
    "value-for-money",
    "legality",
    "access-and-choice",
    "feasibility-political",
    "gender-advancement",
    "feasibility-social",
]
WEIGHTS = {  # what a seat puts before the order most others have
    "workers": "fairness gender-advancement",
    "rural": "fairness access-and-choice",
    "confederation": "fairness legality",
    "freeunions": "fairness legality",
    "commission": "fairness legality",
    "university": "fairness feasibility-administrative",
    "labour": "feasibility-administrative fairness",
    "socialsecurity": "feasibility-administrative value-for-money",
    "finance": "value-for-money feasibility-administrative",
    "statistics": "feasibility-administrative fairness",
    "committee": "fairness feasibility-political",
    "women": "fairness gender-advancement",
    "chamber": "value-for-money feasibility-administrative",
    "inspectorate": "feasibility-administrative legality",
}
NOT_YET = {"chamber": "Gender is part of fairness for us. We do not stand in the way, but we count it once."}
ENTERED_WEIGHTS = (
    ("employers", Channel.PHONE, "value-for-money fairness"),
    ("opposition", Channel.PAPER, "fairness value-for-money"),
)
WHY_LOCKED = "The chamber would do without one criterion and does not stand in the way; the radio gives no weights by its own rule."


def places(first: str) -> dict[str, int]:
    """Return a place for each criterion: what a seat puts first, then the order most others have."""
    order = list(dict.fromkeys([*first.split(), *BASE]))
    return {key: place for place, key in enumerate(order, start=1)}
