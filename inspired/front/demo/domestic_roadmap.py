"""The Roadmap of the main story: four priorities, twelve recommendations, a first version under endorsement."""

from __future__ import annotations

from typing import Any

from dialogues.consensus.models import Challenge, Recommendation, Roadmap
from dialogues.consensus.services.challenges import add_challenge
from dialogues.consensus.services.recommendations import add_recommendation, agree_recommendation
from dialogues.consensus.services.roadmap import begin_roadmap
from dialogues.consensus.states.recommendations import Part, RoadmapType
from dialogues.documents.models import Document, Round, Version
from dialogues.documents.services.comments import add_comment, close_comments, open_comments
from dialogues.documents.services.rounds import Wish
from dialogues.documents.services.sections import add_drafter
from dialogues.documents.states import Position
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.domestic_roadmap_words import CHOSEN, PRIORITIES, RECOMMENDED, Recommended
from inspired.front.demo.writing import answer, ask, freeze_now, write

ANSWERED = ("confederation", "labour", "university", "commission", "socialsecurity", "rural", "statistics")


def write_the_roadmap(clock: Clock, table: Table) -> Roadmap:
    """Begin the Roadmap, write its recommendations and its text, freeze it and put it to endorsement."""
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
    version = _freeze(clock, table, document)
    _endorse(clock, table, version)
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
    with clock.at(-27):
        write(document, by=table.people["university"], folder="domestic_roadmap")
    with clock.at(-26, 9):
        until = clock.end_of(-16)
        note = "Please look at what stands beside your own name first."
        open_comments(document, by=table.host, due_at=until, note=note)
    with clock.at(-22, 11):
        said = "Eleven officers are nine in our budget; the other two come in the second year."
        seat, person = table.seats["socialsecurity"], table.people["socialsecurity"]
        add_comment(document, by=person, seat=seat, text=said, paragraph_id="rec-4")
    with clock.at(-15):
        close_comments(document, by=table.host)


def _freeze(clock: Clock, table: Table, document: Document) -> Version:
    with clock.at(-14):
        note = "First complete Roadmap: four priorities, twelve recommendations."
        return freeze_now(document, by=table.host, change_note=note)


def _endorse(clock: Clock, table: Table, version: Version) -> None:
    with clock.at(-13):
        note = "Please read what stands beside your own name; a reservation is welcome and stays visible."
        round_: Round = ask(table, version, due_at=clock.end_of(12), note=note)
    for number, key in enumerate(ANSWERED):
        with clock.at(-12 + number, 9 + number % 7):
            answer(table, round_, key)
    with clock.at(-3, 16):
        reason = (
            "No contribution may be asked for time before the law; the text says so, the recommendation should too."
        )
        wish = Wish(
            reason=reason, paragraph_id="rec-4", wording="… in one amount a month, for time after the law alone."
        )
        answer(table, round_, "chamber", Position.RESERVE, wishes=(wish,))
