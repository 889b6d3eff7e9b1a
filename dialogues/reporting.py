"""The report of a deletion as plain data: counts, fingerprints, dates and keys, never a name."""

from __future__ import annotations

from typing import Any

from dialogues.models import Deletion


def report_of(deletion: Deletion) -> dict[str, Any]:
    """Say what went, who asked for it and what stays to be recognised."""
    return {
        "title": deletion.title,
        "country": deletion.country,
        "host": deletion.host,
        "reason": deletion.reason,
        "asked_by": deletion.asked_by.person_key if deletion.asked_by else "",
        "asked_at": deletion.asked_at.isoformat(),
        "begun_at": deletion.begun_at.isoformat() if deletion.begun_at else None,
        "finished_at": deletion.finished_at.isoformat() if deletion.finished_at else None,
        "rows": deletion.counts,
        "issued": [
            {
                "title": one.title,
                "kind": one.kind,
                "sha256": one.sha256,
                "issued_at": one.issued_at.isoformat(),
                "was_public": one.was_public,
            }
            for one in deletion.issued.all()
        ],
        "closed_chain": {
            "scope": deletion.scope,
            "number": deletion.closing_number,
            "digest": deletion.closing_digest,
        },
    }
