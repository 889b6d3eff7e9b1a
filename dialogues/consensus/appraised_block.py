"""Puts what came of an appraisal into the plain values that a version freezes: anybody may come to read them.

A version can be published, and two versions can be compared. So nothing is printed of fewer than five scores, of which
lowest, median and highest would be nearly all; and figures that were printed once are repeated as they were until at least
five seats answered anew or took their answer back: the difference of two versions would tell what the others said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from dialogues.consensus.appraised import Grade, Outcome
from dialogues.consensus.models import Opinion, Recommendation
from dialogues.documents.freezing import entries
from dialogues.documents.models import Document, Version

FEWEST_PRINTED = 5  # scores before anything is said of them in what may be published, and answers before it changes
Block = dict[str, Any]
Printed = Mapping[tuple[str, str], Block]


def blocks_of(document: Document, outcomes: Mapping[int, Outcome]) -> dict[int, Block]:
    """Return by the id of its option what is printed of each outcome; two queries where there is anything to print."""
    if not outcomes:
        return {}
    printed = _printed(document)
    submitted = _submitted({one.appraisal.pk for one in outcomes.values()}) if printed else {}
    found = {pk: _block(one) for pk, one in outcomes.items()}
    for pk, block in found.items():
        before = printed.get((block["of"], block["letter"]))
        if before is not None and not may_change(before, submitted.get(outcomes[pk].appraisal.pk, ())):
            found[pk] = before
    return found


def appraised(row: Recommendation, blocks: Mapping[int, Block]) -> list[Block]:
    """Return what is printed of the chosen option first, then of those that were not chosen."""
    asked = [one.pk for one in row.options]
    return [{**blocks[pk], "is_chosen": pk == row.option_id} for pk in asked if pk in blocks]


def may_change(before: Block, submitted: Iterable[datetime]) -> bool:
    """Do so many answers differ from those behind what was printed that the difference tells nothing of a single one?

    ``submitted`` says when each answer that counts now was handed in. Dots belong to nobody and may always change.
    """
    if before["how"] == "dots":
        return True
    since, times = datetime.fromisoformat(before["as_of"]), list(submitted)
    new = sum(at > since for at in times)
    gone = before["seats"] - (len(times) - new)
    return max(new, gone) >= FEWEST_PRINTED or new == gone == 0


def _block(one: Outcome) -> Block:
    closed = one.appraisal.closed_at
    return {
        "of": f"{one.appraisal.challenge.number}.{one.appraisal.number}",
        "as_of": closed.isoformat() if closed else "",
        "letter": one.option.letter,
        "option": one.option.lettered,
        "how": str(one.appraisal.depth),
        "seats": one.seats,
        "grades": [_grade(grade) for grade in one.grades],
        "dots": list(one.dots or ()),
    }


def _grade(grade: Grade) -> Block:
    told, scored = grade.told, len(grade.told.scores)
    plain: Block = {"criterion": grade.criterion, "scored": scored}
    if scored >= FEWEST_PRINTED:
        plain |= {"median": str(grade.median), "low": told.low, "high": told.high}
    return plain


def _printed(document: Document) -> dict[tuple[str, str], Block]:
    """Return by appraisal and option what the versions so far printed last."""
    found: dict[tuple[str, str], Block] = {}
    for version in Version.objects.filter(document=document).order_by("number"):
        for entry in entries(version.data):
            for block in entry.get("appraised", ()):
                plain = {name: value for name, value in block.items() if name != "is_chosen"}
                found[block["of"], block["letter"]] = plain
    return found


def _submitted(appraisals: Iterable[int]) -> dict[int, list[datetime]]:
    rows = Opinion.objects.filter(appraisal__in=appraisals, submitted_at__isnull=False)
    found: dict[int, list[datetime]] = {}
    for appraisal, at in rows.values_list("appraisal", "submitted_at"):
        if at is not None:
            found.setdefault(appraisal, []).append(at)
    return found
