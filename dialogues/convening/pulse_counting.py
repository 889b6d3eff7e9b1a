"""Marks who has answered, and counts what may be shown. Holds no rows and asks none."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.encoding import force_bytes

from dialogues.convening.states.pulse import FEWEST
from inspired.core.canonical import canonical

PAD_TO = 8192
Answer = Sequence[Any]  # [number of the bloc, value, remark]


def marks_of(pulse: int, person_key: str) -> list[str]:
    """Return a person's mark for one pulse, under the key of today and those of before; one-way without the key."""
    said = f"{pulse}:{person_key}".encode()
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [
        hmac.new(hmac.digest(force_bytes(key), b"convening.pulse", "sha256"), said, hashlib.sha256).hexdigest()
        for key in keys
    ]


def packed(answers: Iterable[Answer], paper: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """Return the contents of a box: shuffled, and filled up so that its length tells no more than its thousands."""
    shuffled = list(answers)
    secrets.SystemRandom().shuffle(shuffled)
    contents = {"answers": shuffled, "paper": paper, "pad": ""}
    return contents | {"pad": " " * (-len(canonical(contents)) % PAD_TO)}


def result_of(
    answers: Iterable[Answer], paper: Mapping[str, Mapping[str, int]], names: Mapping[int, str]
) -> dict[str, Any]:
    """Count what may be shown; an empty result when that is nothing.

    Answers given on the page are dropped unless there are five: whoever counted the paper could else subtract it. A
    count by bloc is shown only when every bloc with an answer has five, on the page and in all, so that no difference
    leaves less. Remarks are shown when five people wrote one, shuffled, without bloc.
    """
    given = list(answers)
    given = given if len(given) >= FEWEST else []
    blocs = [
        _group(name, [one for one in given if one[0] == number], paper.get(str(number), {}))
        for number, name in names.items()
    ]
    every: Counter[str] = Counter(str(one[1]) for one in given)
    for counts in paper.values():
        every.update(counts)
    total = sum(every.values())
    if total < FEWEST:
        return {}
    remarks = [str(one[2]) for one in given if one[2]]
    secrets.SystemRandom().shuffle(remarks)
    shown = bool(blocs) and all(_is_enough(one) for one in blocs) and sum(one["total"] for one in blocs) == total
    return {
        "total": total,
        "paper": total - len(given),
        "counts": {value: count for value, count in sorted(every.items()) if count},
        "blocs": [{key: one[key] for key in ("name", "total", "counts")} for one in blocs] if shown else [],
        "remarks": remarks if len(remarks) >= FEWEST else [],
    }


def _group(name: str, given: list[Answer], paper: Mapping[str, int]) -> dict[str, Any]:
    counts: Counter[str] = Counter(str(one[1]) for one in given)
    counts.update(paper)
    counts = +counts
    return {"name": name, "given": len(given), "total": sum(counts.values()), "counts": dict(sorted(counts.items()))}


def _is_enough(group: Mapping[str, Any]) -> bool:
    return all(group[key] == 0 or group[key] >= FEWEST for key in ("given", "total"))
