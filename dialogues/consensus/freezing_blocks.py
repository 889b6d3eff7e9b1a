"""Puts recommendations into the plain values that a version of the Roadmap freezes and its pages show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dialogues.consensus.appraised_block import appraised
from dialogues.consensus.models import Option, Recommendation, Roadmap, Share
from dialogues.consensus.months import last_day, time_in_words
from dialogues.consensus.states.recommendations import Part
from dialogues.documents.composing import participants, printed_name
from dialogues.models import Seat

PLAIN = (
    "title",
    "text",
    "rationale",
    "addressee",
    "target_group",
    "resources",
    "budget_line",
    "feasibility",
    "collaboration",
    "capacity_gaps",
    "standards",
)


def anchor_of(number: int) -> str:
    """Return the id under which comments and reservations point at a recommendation; it never changes."""
    return f"rec-{number}"


def block_of(
    row: Recommendation,
    roadmap: Roadmap | None,
    sizes: Mapping[str, int],
    appraisals: Mapping[int, dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """Return one recommendation as it is printed; needs its challenge, option, shares and rejected options loaded.

    ``sizes`` counts the seats at the table by category: an organisation is named only as it wishes to appear in documents.
    ``appraisals`` says by option what is printed of its appraisal.
    """
    start = roadmap.starts_on if roadmap else None
    return {
        "id": anchor_of(row.number),
        "number": row.number,
        "code": row.code,
        **{name: getattr(row, name) for name in PLAIN},
        "challenge": row.challenge.title,
        "challenge_number": row.challenge.number,
        "option": _option(row.option),
        "rejected": [{"option": _option(one.option), "why": one.why} for one in row.rejected.all()],
        "appraised": appraised(row, appraisals or {}),
        "measure": str(row.get_measure_display()),
        "stage": str(row.get_stage_display()),
        **_who(row, sizes),
        "time": time_in_words(row.begins_month, row.ends_month, start),
        "begins_month": row.begins_month,
        "ends_month": row.ends_month,
        "ends_on": _last_day(row, start),
        "indicators": [str(name) for name in row.indicators],
    }


def _last_day(row: Recommendation, start: date | None) -> str:
    if start is None or row.begins_month is None or row.ends_month is None:
        return ""
    return last_day(start, row.begins_month, row.ends_month).isoformat()


def _option(option: Option | None) -> str:
    return option.lettered if option else ""


def _who(row: Recommendation, sizes: Mapping[str, int]) -> dict[str, Any]:
    shares = sorted(row.shares.all(), key=lambda one: (one.part != Part.LEAD, one.pk))
    parts = [_part(share, sizes) for share in shares]
    lead = next((part for part in parts if part["part"] == Part.LEAD), None)
    support = [part for part in parts if part["part"] == Part.SUPPORT]
    return {
        "lead": lead["name"] if lead else "",
        "lead_id": lead["seat_id"] if lead else None,
        "support": [part["name"] for part in support],
        "support_ids": [part["seat_id"] for part in support],
        "parts": parts,
    }


def _part(share: Share, sizes: Mapping[str, int]) -> dict[str, Any]:
    name = printed_name(share.seat, Counter(sizes)) or _("A participant")
    said = {"part": share.part, "part_label": str(share.get_part_display())}
    return {"seat_id": share.seat_id, "name": name, "words": share.words, **said}


def signatories(seats: Iterable[Seat]) -> list[dict[str, Any]]:
    """Return by category who is to sign, as each wishes to appear in documents; others are counted, not named."""
    return [{"label": group.label, "names": list(group.names)} for group in participants(seats)]
