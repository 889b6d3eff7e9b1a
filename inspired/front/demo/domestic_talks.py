"""Two appraisals of the main story without a score: one in words, on the law, and one with dots in the room, on voice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dialogues.consensus.judging import Judged
from dialogues.consensus.models import Appraisal, Challenge, Criterion, Option
from dialogues.consensus.services.appraisal import close_appraisal, enter_dots, open_appraisal
from dialogues.consensus.services.conclusions import accept_conclusion, conclude
from dialogues.consensus.services.opinions import save_opinion, submit_opinion
from dialogues.consensus.services.options import add_option
from dialogues.consensus.states.appraisal import Depth
from dialogues.states import Channel
from inspired.front.demo import domestic_talks_words as words
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock


def appraise_by_talking(clock: Clock, table: Table) -> None:
    """Put options on the table for the law and for voice; say in words who gains, and let the room put dots."""
    found = Challenge.objects.on_table().filter(dialogue=table.dialogue).order_by("number")
    law, voice = found[0], found[3]
    _options(clock, table, law, words.RECOGNISING, -51)
    _options(clock, table, voice, words.SPEAKING, -49)
    _in_words(clock, table, law)
    _with_dots(clock, table, voice)


def _options(clock: Clock, table: Table, challenge: Challenge, options: Iterable[dict[str, Any]], day: int) -> None:
    for number, said in enumerate(options):
        with clock.at(day, 14 + number):
            key = uuid5(NAMESPACE_URL, f"option:{challenge.number}:{said['title']}")
            add_option(challenge, by=table.host, form_key=key, **said)


def _in_words(clock: Clock, table: Table, challenge: Challenge) -> None:
    with clock.at(-47):
        appraisal = open_appraisal(challenge, by=table.host, depth=Depth.WORDS, due_at=clock.end_of(-40))
    options = {option.letter: option.pk for option in appraisal.options.all()}
    kept = Criterion.objects.kept().filter(criteria_set=appraisal.criteria_set)
    criteria = dict(kept.values_list("key", "pk"))
    for number, (key, said) in enumerate(words.SAID.items()):
        judged = {(options[at], criteria[by]): Judged(gains=gain, losses=loss) for at, by, gain, loss in said}
        with clock.at(-46 + number, 9 + number):
            person, seat = table.people[key], table.seats[key]
            saved = save_opinion(appraisal, by=person, seat=seat, judgements=judged, revision=0)
            submit_opinion(saved, by=person, revision=saved.revision)
    _conclude(clock, table, appraisal, -39, words.ON_LAW, accepting=words.SAID)


def _with_dots(clock: Clock, table: Table, challenge: Challenge) -> None:
    with clock.at(-41, 10):
        appraisal = open_appraisal(challenge, by=table.host, depth=Depth.DOTS)
    options = {option.letter: option.pk for option in appraisal.options.all()}
    counts = {
        (options[letter], category): count for category, given in words.DOTS.items() for letter, count in given.items()
    }
    with clock.at(-41, 12):
        enter_dots(appraisal, by=table.host, counts=counts)
    _conclude(clock, table, appraisal, -41, words.ON_VOICE, accepting=words.IN_THE_ROOM, channel=Channel.IN_PERSON)


def _conclude(
    clock: Clock,
    table: Table,
    appraisal: Appraisal,
    day: int,
    text: str,
    *,
    accepting: Iterable[str],
    channel: str = Channel.WEB,
) -> None:
    """Close it, say what was concluded for its option A, and let those who took part accept the words."""
    with clock.at(day, 15):
        close_appraisal(appraisal, by=table.host)
    with clock.at(day, 16):
        chosen = Option.objects.get(challenge=appraisal.challenge_id, letter="A")
        conclusion = conclude(appraisal, by=table.host, text=text, option=chosen)
    for number, key in enumerate(accepting):
        by = table.people[key] if channel == Channel.WEB else table.host
        with clock.at(day + 1, 9 + number):
            said = {"revision": conclusion.revision, "accepts": True, "channel": channel}
            accept_conclusion(conclusion, by=by, seat=table.seats[key], **said)  # type: ignore[arg-type]
