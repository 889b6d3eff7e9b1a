"""Options of the main story and their appraisal: contributions appraised and concluded, inspection open for scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dialogues.consensus.appraising import sheet_of
from dialogues.consensus.judging import Cell, Judged
from dialogues.consensus.models import Appraisal, Challenge, Option
from dialogues.consensus.services.appraisal import close_appraisal, open_appraisal, open_concerns
from dialogues.consensus.services.concerns import raise_concern
from dialogues.consensus.services.conclusions import accept_conclusion, conclude
from dialogues.consensus.services.opinions import confirm_opinion, save_opinion, submit_opinion
from dialogues.consensus.services.options import add_option, propose_option
from dialogues.consensus.states.appraisal import EXTREMES, ConcernKind, Depth
from dialogues.states import Channel
from inspired.front.demo import domestic_appraisal_words as words
from inspired.front.demo.cast import DOMESTIC, Table
from inspired.front.demo.clock import Clock

Scores = Mapping[str, Mapping[str, int]]
USUAL: Scores = {  # by the criterion's key and the option's letter; what is not named is 2
    "value-for-money": {"0": 2, "A": 3, "B": 1, "C": 2, "D": 3},
    "access-and-choice": {"0": 1, "A": 2, "B": 3, "C": 2, "D": 1},
    "fairness": {"0": 1, "A": 3, "B": 3, "C": 2, "D": 1},
    "feasibility-administrative": {"0": 2, "A": 2, "B": 3, "C": 1, "D": 3},
    "feasibility-political": {"0": 2, "A": 3, "B": 2, "C": 1, "D": 3},
    "feasibility-social": {"0": 2, "A": 2, "B": 3, "C": 2, "D": 2},
    "legality": {"0": 1, "A": 3, "B": 3, "C": 3, "D": 1},
}
LEANINGS: Mapping[str, Mapping[str, int]] = {  # how far a seat stands from the usual, by option
    "finance": {"A": 0, "B": -1, "D": 1},
    "socialsecurity": {"A": 1, "B": -1},
    "inspectorate": {"B": 1},
    "opposition": {"0": -1, "C": 1},
    "confederation": {"0": -1, "C": 1},
    "freeunions": {"0": -1, "C": 2},
    "chamber": {"0": 1, "A": -1, "C": -1},
    "employers": {"0": 1, "A": -2, "B": 1, "C": -1},
    "workers": {"0": -1, "A": -1, "B": 1},
    "rural": {"B": -2, "A": 1},
    "university": {"D": -1},
}
SILENT = frozenset({"radio", "women"})
Reasons = Mapping[str, tuple[str, str]]
CANNOT_SAY = {("statistics", "feasibility-political"), ("university", "feasibility-political")}


def appraise_options(clock: Clock, table: Table) -> None:
    """Put options on the table for two challenges, appraise the first to the end, and open the second for scoring."""
    contributions, inspection = Challenge.objects.on_table().filter(dialogue=table.dialogue).order_by("number")[1:3]
    _options(clock, table, contributions, words.PAYING, -52)
    _options(clock, table, inspection, words.INSPECTING, -50)
    _appraise(clock, table, contributions)
    _begin(clock, table, inspection)


def _options(clock: Clock, table: Table, challenge: Challenge, options: Sequence[dict[str, str]], day: int) -> None:
    for number, said in enumerate(options):
        key = uuid5(NAMESPACE_URL, f"option:{challenge.number}:{said['title']}")
        with clock.at(day, 9 + number):
            add_option(challenge, by=table.host, form_key=key, **said)


def _appraise(clock: Clock, table: Table, challenge: Challenge) -> None:
    with clock.at(-45):
        appraisal = open_appraisal(challenge, by=table.host, depth=Depth.SCORES, due_at=clock.end_of(-32))
    keys = [part.key for part in DOMESTIC if part.key not in SILENT]
    for number, key in enumerate(keys):
        with clock.at(-44 + number % 11, 9 + number % 8):
            _give(table, appraisal, key, LEANINGS.get(key, {}), words.WHY_PAYING)
    _hold(clock, table, appraisal)
    with clock.at(-30):
        close_appraisal(appraisal, by=table.host)
    _conclude(clock, table, appraisal)


def _hold(clock: Clock, table: Table, appraisal: Appraisal) -> None:
    """Raise a value that is shared and a red line that is shared too, and one matter that stays with the host team."""
    with clock.at(-38):
        open_concerns(appraisal, by=table.host)
    said: tuple[tuple[str, dict[str, Any]], ...] = (
        ("workers", {"kind": ConcernKind.VALUE, "text": words.VALUE, "is_shared": True}),
        (
            "chamber",
            {
                "kind": ConcernKind.RED_LINE,
                "text": words.RED_LINE,
                "would_change": words.WOULD_CHANGE,
                "is_shared": True,
            },
        ),
        ("employers", {"kind": ConcernKind.VALUE, "text": words.FEW_HOURS}),
    )
    for number, (key, raised) in enumerate(said):
        with clock.at(-37, 10 + number):
            form_key = uuid5(NAMESPACE_URL, f"concern:{key}")
            raise_concern(appraisal, by=table.people[key], seat=table.seats[key], form_key=form_key, **raised)


def _conclude(clock: Clock, table: Table, appraisal: Appraisal) -> None:
    chosen = Option.objects.get(challenge=appraisal.challenge, letter="A")
    with clock.at(-27):
        conclusion = conclude(appraisal, by=table.host, text=words.CONCLUSION, option=chosen)
    for number, key in enumerate(part.key for part in DOMESTIC if part.key not in SILENT | {"employers"}):
        accepts = key != "opposition"
        said: dict[str, Any] = {"revision": conclusion.revision, "accepts": accepts}
        with clock.at(-26 + number % 9, 9 + number % 7):
            note = "" if accepts else words.OBJECTION
            accept_conclusion(conclusion, by=table.people[key], seat=table.seats[key], note=note, **said)


def _begin(clock: Clock, table: Table, challenge: Challenge) -> None:
    """Open the second appraisal: four seats are done, one came on paper, the visitors' seat has begun."""
    with clock.at(-6):
        appraisal = open_appraisal(challenge, by=table.host, depth=Depth.SCORES, due_at=clock.end_of(9))
    for number, key in enumerate(("inspectorate", "confederation", "commission", "university")):
        with clock.at(-5 + number):
            _give(table, appraisal, key, {"B": 1 if key == "inspectorate" else -1}, words.WHY_INSPECTING)
    said = _said(appraisal, "employers", {"A": 1, "B": -2}, words.WHY_INSPECTING)
    with clock.at(-2):
        on_paper = {"by": table.host, "seat": table.seats["employers"], "channel": Channel.PAPER}
        saved = save_opinion(appraisal, judgements=said, revision=0, **on_paper)
        submit_opinion(saved, by=table.host, revision=saved.revision)
    first = {
        cell: one
        for cell, one in _said(appraisal, "workers", {}, words.WHY_INSPECTING).items()
        if cell[0] == min(said)[0]
    }
    with clock.at(-1):
        workers = {"by": table.people["workers"], "seat": table.seats["workers"]}
        save_opinion(appraisal, judgements=first, revision=0, **workers)
        another = {"title": "By trained mediators of the workers’ association", "text": "The association visits first."}
        propose_option(challenge, form_key=uuid5(NAMESPACE_URL, "option:mediators"), **workers, **another)


def _give(table: Table, appraisal: Appraisal, key: str, leaning: Mapping[str, int], why: Reasons) -> None:
    """Let a seat give its scores; those of the rural network come on paper and are confirmed."""
    seat, person = table.seats[key], table.people[key]
    by, way = (table.host, {"channel": Channel.PAPER}) if key == "rural" else (person, {})
    said = _said(appraisal, key, leaning, why)
    saved = save_opinion(appraisal, by=by, seat=seat, judgements=said, revision=0, **way)
    given = submit_opinion(saved, by=by, revision=saved.revision)
    if way:
        confirm_opinion(given, by=person, revision=given.revision)


def _said(appraisal: Appraisal, key: str, leaning: Mapping[str, int], why: Reasons) -> dict[Cell, Judged]:
    sheet, found = sheet_of(appraisal), {}
    for option in sheet.options:
        for place, criterion in enumerate(sheet.criteria):
            usual = USUAL.get(criterion.key, {}).get(option.letter, 2)
            score = min(4, max(0, usual + leaning.get(option.letter, 0) * (1 if place % 2 == 0 else 0)))
            cannot = (key, criterion.key) in CANNOT_SAY
            reason = why[option.letter][score > 0] if score in EXTREMES else ""
            found[option.pk, criterion.pk] = Judged(None if cannot else score, cannot, reason=reason)
    return found
