"""Position checks of the main story: one that showed where to go on talking, and a silence procedure that runs."""

from __future__ import annotations

from dialogues.consensus.models import PositionCheck
from dialogues.consensus.services import checks
from dialogues.consensus.states.checks import Stance
from dialogues.states import Channel
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock

INSPECTION = {
    "title": "Inspectors enter a home only with consent",
    "proposal": "A labour inspector enters a private home only when whoever lives there agrees. Without consent, both sides are "
    "called to a mediation at the inspectorate within ten days.",
    "per_category": True,
}
SAID: dict[str, tuple[str, str, str]] = {
    "inspectorate": (Stance.AGREE, "We can do this with the people we have; a warrant for each visit we cannot.", ""),
    "labour": (Stance.AGREE, "It fits the code as it is being revised.", ""),
    "commission": (Stance.RESERVE, "Ten days are long for somebody who lives in and is not let out.", ""),
    "workers": (Stance.RESERVE, "Good, if the mediation can also be asked for by telephone.", ""),
    "rural": (Stance.AGREE, "", ""),
    "confederation": (Stance.AGREE, "Mediation has worked for us in small shops.", ""),
    "freeunions": (Stance.NOT_YET, "We want to see the protocol of the mediation first.", ""),
    "employers": (Stance.AGREE, "Consent is what our members asked for.", ""),
    "university": (Stance.AGREE, "The two islands of the pilot show the same.", ""),
    "opposition": (
        Stance.CANNOT,
        "A home is a home. Our voters read this as inspectors at the door.",
        "If the text said that nobody is fined for refusing, we would let it pass.",
    ),
}
OUTCOME = (
    "Agreed in principle: consent first, mediation instead of a warrant. The sentence that nobody is fined for refusing goes into the "
    "draft, as the opposition asks; the two unions write the protocol of the mediation together. We check again in a month."
)
NAME = {
    "title": "The Roadmap is called an action plan",
    "proposal": "The Roadmap for Reform is written as an action plan: each recommendation names who leads, until when and with what.",
    "is_silence": True,
}


def check_positions(clock: Clock, table: Table) -> None:
    """Tell both checks; the domestic workers’ association has not answered the one that runs."""
    _inspection(clock, table)
    with clock.at(-3, 9):
        check = checks.prepare_check(table.dialogue, by=table.host, due_at=clock.end_of(6), **NAME)
        checks.open_check(check, by=table.host, seats=list(table.seats.values()))
    for number, key in enumerate(("labour", "university", "commission")):
        with clock.at(-2, 10 + number):
            _reply(table, check, key, Stance.AGREE, "", "")


def _inspection(clock: Clock, table: Table) -> None:
    with clock.at(-30, 9):
        check = checks.prepare_check(table.dialogue, by=table.host, due_at=clock.end_of(-20), **INSPECTION)
        checks.open_check(check, by=table.host, seats=list(table.seats.values()))
    for number, (key, said) in enumerate(SAID.items()):
        with clock.at(-29 + number % 8, 9 + number):
            _reply(table, check, key, *said)
    with clock.at(-21, 16):
        place = check.asked.get(seat=table.seats["chamber"])
        words = "We can live with it once the ten days are counted in working days."
        said_by_phone = {"stance": Stance.RESERVE, "reason": words}
        checks.enter_reply(place, by=table.host, channel=Channel.PHONE, **said_by_phone)
    with clock.at(-19):
        check = checks.close_check(check, by=table.host)
        checks.state_outcome(check, by=table.host, outcome=OUTCOME, revision=check.revision)


def _reply(table: Table, check: PositionCheck, key: str, stance: str, reason: str, would_change: str) -> None:
    place = check.asked.get(seat=table.seats[key])
    checks.reply_to_check(place, by=table.people[key], stance=stance, reason=reason, would_change=would_change)
