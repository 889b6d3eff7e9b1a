"""The Roadmap of the main story: twelve recommendations, a version with two reservations, and a second one under endorsement."""

from __future__ import annotations

from typing import Any

from dialogues.consensus.attributes import BY_KEY, stamp_of
from dialogues.consensus.models import Challenge, Recommendation, Roadmap
from dialogues.consensus.services.challenges import add_challenge
from dialogues.consensus.services.recommendations import (
    add_recommendation,
    agree_recommendation,
    reopen_recommendation,
    write_part,
)
from dialogues.consensus.services.roadmap import begin_roadmap
from dialogues.consensus.states.recommendations import Part, RoadmapType
from dialogues.documents.models import Document, Reservation, Version
from dialogues.documents.services.comments import add_comment, close_comments, open_comments
from dialogues.documents.services.reservations import settle_reservation
from dialogues.documents.services.rounds import Wish, close_round
from dialogues.documents.services.sections import add_drafter
from dialogues.documents.services.versions import reopen_text
from dialogues.documents.states import Position, ReservationStatus
from dialogues.ledger.services import decide
from dialogues.ledger.states import Disposition
from inspired.front.demo import domestic_roadmap_words as words
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.domestic_roadmap_words import CHOSEN, PRIORITIES, RECOMMENDED, Recommended
from inspired.front.demo.writing import answer, ask, freeze_now, write

SILENT = "women"  # a seat that did not answer the first round
ANSWERED = (
    "confederation",
    "labour",
    "university",
    "commission",
    "socialsecurity",
    "rural",
    "opposition",
)  # the second


def write_the_roadmap(clock: Clock, table: Table) -> Roadmap:
    """Begin the Roadmap, write it, ask about a first version, and change what two reservations ask for in a second."""
    with clock.at(-34):
        start = clock.day(-34).date().replace(day=1)
        roadmap = begin_roadmap(table.dialogue, by=table.host, kind=RoadmapType.MIXED, starts_on=start)
        document: Document = roadmap.document  # type: ignore[assignment]  # reason: beginning a Roadmap begins its text
        add_drafter(document, by=table.host, user=table.people["university"])
    with clock.at(-33):
        challenges = {key: _priority(table, title, text) for key, title, text in PRIORITIES}
    for number, one in enumerate(RECOMMENDED):
        with clock.at(-32 + number // 4, 9 + number % 4):
            agree_recommendation(_recommended(table, challenges[one.priority], one), by=table.host)
    _comment(clock, table, document)
    first = _endorse_first(clock, table, document)
    _change(clock, table, document, first)
    _endorse_second(clock, table, document)
    return roadmap


def _priority(table: Table, title: str, text: str) -> Challenge:
    found = table.dialogue.challenges.filter(title=title).first()
    return found or add_challenge(table.dialogue, by=table.host, title=title, text=text)


def _recommended(table: Table, challenge: Challenge, one: Recommended) -> Recommendation:
    lead, words = one.lead
    shares = [(table.seats[lead], Part.LEAD, words)]
    shares += [(table.seats[key], Part.SUPPORT, said) for key, said in one.support]
    months = {"begins_month": one.months[0], "ends_month": one.months[1]}
    said = {"text": one.text, "shares": shares, **months, **_choice(challenge, one.title), **one.said}
    return add_recommendation(challenge, by=table.host, title=one.title, **said)


def _choice(challenge: Challenge, title: str) -> dict[str, Any]:
    """Name the option that a recommendation carries out, and those that were not chosen."""
    chosen, against = CHOSEN.get(title, ("", {}))
    known = {option.title: option for option in challenge.options.all()}
    rejected = [(known[name], why) for name, why in against.items() if name in known]
    return {"option": known.get(chosen), "rejected": rejected}


def _comment(clock: Clock, table: Table, document: Document) -> None:
    with clock.at(-29, 15):
        write(document, by=table.people["university"], folder="domestic_roadmap")
    with clock.at(-28, 9):
        until = clock.end_of(-23)
        note = "Please look at what stands beside your own name first."
        open_comments(document, by=table.host, due_at=until, note=note)
    with clock.at(-26, 11):
        seat, person = table.seats["socialsecurity"], table.people["socialsecurity"]
        said = add_comment(document, by=person, seat=seat, text=words.OFFICERS, paragraph_id="rec-4")
    with clock.at(-22, 9):
        close_comments(document, by=table.host)
        decide(said.entry, by=table.host, disposition=Disposition.PARKED, reason=words.WHY_OFFICERS)


def _endorse_first(clock: Clock, table: Table, document: Document) -> Version:
    """Ask about the first version: most endorse it, two with a reservation, and it is not adopted."""
    with clock.at(-22, 14):
        version = freeze_now(document, by=table.host, change_note=words.FIRST_NOTE)
    with clock.at(-21, 9):
        round_ = ask(table, version, due_at=clock.end_of(-12), note=words.ASKED)
    for number, key in enumerate(key for key in table.signing if key != SILENT):
        with clock.at(-20 + number % 8, 9 + number % 7):
            position, said = words.FIRST_SAID.get(key, (Position.ENDORSE, {}))
            wishes = tuple(Wish(**wish) for wish in (words.WISHES.get(key),) if wish)
            answer(table, round_, key, position, wishes=wishes, **said)
    with clock.at(-11, 9):
        close_round(round_, by=table.host)
    return version


def _change(clock: Clock, table: Table, document: Document, first: Version) -> None:
    """Open the text again, write what the reservations ask for, and say what became of them."""
    with clock.at(-11, 11):
        reopen_text(document, by=table.host, reason=words.WHY_AGAIN)
    for number, (title, part, said) in enumerate(words.CHANGED):
        with clock.at(-10, 9 + number):
            row = table.dialogue.recommendations.get(title=title)
            row = reopen_recommendation(row, by=table.host)
            row = write_part(row, by=table.host, part=part, stamp=stamp_of(row, BY_KEY[part]), **said)
            agree_recommendation(row, by=table.host)
    with clock.at(-10, 14):
        write(document, by=table.people["university"], folder="domestic_roadmap_v2")
    with clock.at(-9, 9):
        for key, resolution in words.RESOLVED.items():
            wish = Reservation.objects.get(endorsement__version=first, endorsement__seat=table.seats[key])
            settle_reservation(wish, by=table.host, status=ReservationStatus.ACCOMMODATED, resolution=resolution)


def _endorse_second(clock: Clock, table: Table, document: Document) -> None:
    with clock.at(-9, 11):
        version = freeze_now(document, by=table.host, change_note=words.SECOND_NOTE)
    with clock.at(-8, 9):
        round_ = ask(table, version, due_at=clock.end_of(12), note=words.ASKED_AGAIN)
    for number, key in enumerate(ANSWERED):
        with clock.at(-7 + number % 6, 9 + number % 7):
            answer(table, round_, key)
    with clock.at(-1, 16):
        wish = Wish(**words.CHAMBER_AGAIN)
        answer(table, round_, "chamber", Position.RESERVE, wishes=(wish,))
