"""Priorities and criteria of the main story: four challenges, their ranking, and the criteria weighed and locked before any option."""

from __future__ import annotations

from dialogues.consensus.grounding import resting_on
from dialogues.consensus.models import Challenge, CriteriaSet
from dialogues.consensus.services.challenges import add_challenge, leave_out, propose_challenge
from dialogues.consensus.services.criteria import (
    begin_set,
    begin_weighing,
    keep_criterion,
    leave_out_criterion,
    lock_set,
    note_criterion,
    propose_criterion,
)
from dialogues.consensus.services.rankings import close_ranking, confirm_ballot, enter_order, give_order, open_ranking
from dialogues.consensus.services.weighings import confirm_weighing, enter_weights, weigh
from dialogues.consensus.states.criteria import Weighting
from dialogues.documents.models import Version
from dialogues.documents.states import DocumentKind
from dialogues.states import Channel
from inspired.front.demo import domestic_challenges_words as words
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.writing import paragraph_with


def set_priorities(clock: Clock, table: Table) -> None:
    """Put the challenges on the table, let the seats rank them, and settle by which criteria options are judged."""
    analysis = Version.objects.get(
        document__dialogue=table.dialogue, document__kind=DocumentKind.PPA, document__group=None, number=1
    )
    with clock.at(-112):
        challenges = {one.key: _put(table, analysis, one) for one in words.CHALLENGES}
    _propose_one(clock, table)
    _rank(clock, table, challenges)
    _weigh(clock, table, _collect(clock, table))
    with clock.at(-3, 15):
        seat, person = table.seats["radio"], table.people["radio"]
        propose_challenge(table.dialogue, by=person, seat=seat, **words.PROPOSED_NOW)


def _put(table: Table, analysis: Version, one: words.Told) -> Challenge:
    sections = {section["key"]: section["paragraphs"] for section in analysis.data["sections"]}
    names = [paragraph_with(sections[key], said) for key, said in one.rests_on]
    grounds = resting_on(analysis, names, one.sources)
    return add_challenge(table.dialogue, by=table.host, title=one.title, text=one.text, grounds=grounds)


def _propose_one(clock: Clock, table: Table) -> None:
    with clock.at(-111, 14):
        seat, person = table.seats["rural"], table.people["rural"]
        proposed = propose_challenge(table.dialogue, by=person, seat=seat, **words.PROPOSED_EARLY)
    with clock.at(-110):
        leave_out(proposed, by=table.host, reason=words.WHY_LEFT_OUT)


def _rank(clock: Clock, table: Table, challenges: dict[str, Challenge]) -> None:
    with clock.at(-109):
        ranking = open_ranking(table.dialogue, by=table.host, due_at=clock.end_of(-97))
    for number, (key, (order, why)) in enumerate(words.ORDERS.items()):
        with clock.at(-108 + number % 10, 9 + number % 8):
            said = [challenges[name].pk for name in order.split()]
            give_order(ranking, by=table.people[key], seat=table.seats[key], order=said, reason=why)
    for key, channel, order in words.ENTERED_ORDERS:
        with clock.at(-98, 16):
            said = [challenges[name].pk for name in order.split()]
            entered = enter_order(ranking, by=table.host, seat=table.seats[key], order=said, channel=channel)
        if channel == Channel.PHONE:
            with clock.at(-97, 9):
                confirm_ballot(entered, by=table.people[key])
    with clock.at(-95):
        close_ranking(ranking, by=table.host, conclusion=words.CONCLUSION)


def _collect(clock: Clock, table: Table) -> CriteriaSet:
    with clock.at(-94):
        begun = begin_set(table.dialogue, by=table.host)
    with clock.at(-92, 11):
        seat, person = table.seats["workers"], table.people["workers"]
        added = propose_criterion(begun, by=person, seat=seat, **words.GENDER)
    with clock.at(-91):
        seat, person = table.seats["finance"], table.people["finance"]
        speed = propose_criterion(begun, by=person, seat=seat, **words.SPEED)
    for number, (key, criterion, said) in enumerate(words.NOTES):
        with clock.at(-90, 9 + number):
            at, own = begun.criteria.get(key=criterion), table.seats.get(key)
            note_criterion(at, by=table.people[key] if own else table.host, seat=own, text=said)
    with clock.at(-89):
        keep_criterion(added, by=table.host)
        leave_out_criterion(speed, by=table.host, reason=words.WHY_NOT_SPEED)
    return begun


def _weigh(clock: Clock, table: Table, begun: CriteriaSet) -> None:
    with clock.at(-88):
        weighed = begin_weighing(begun, by=table.host, weighting=Weighting.RANK, due_at=clock.end_of(-74))
    for number, (key, first) in enumerate(words.WEIGHTS.items()):
        with clock.at(-87 + number % 12, 9 + number % 8):
            values = words.places(first)
            agrees = key not in words.NOT_YET
            note = words.NOT_YET.get(key, "")
            weigh(weighed, by=table.people[key], seat=table.seats[key], values=values, agrees=agrees, note=note)
    for key, channel, first in words.ENTERED_WEIGHTS:
        with clock.at(-75, 16):
            said = {"values": words.places(first), "agrees": True, "channel": channel}
            entered = enter_weights(weighed, by=table.host, seat=table.seats[key], **said)  # type: ignore[arg-type]
        if channel == Channel.PHONE:
            with clock.at(-74, 9):
                confirm_weighing(entered, by=table.people[key])
    with clock.at(-72):
        lock_set(weighed, by=table.host, reason=words.WHY_LOCKED)
