"""Appends to the audit trail and checks it. The key stands outside the database, the heads in a file beside it."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspired.core.canonical import canonical
from inspired.core.commit import after_commit
from inspired.core.models.audit import PLATFORM, ChainHead, Event, Tier, subject_of
from inspired.core.models.people import User
from inspired.core.states import StateError

Head = tuple[int, str]


class ChainClosedError(StateError):
    """Raised when something is to be recorded in a chain that has ended: what it is about is being deleted."""


@dataclass(frozen=True)
class Fault:
    """Something that does not hold, in the reader's language; ``scope`` names the chain, or the heads file if there is one."""

    scope: str
    said: str

    def __str__(self) -> str:
        return f"{self.scope}: {self.said}" if self.scope else self.said


HEAD_LINE = re.compile(r"\S+ (?P<scope>.+) (?P<number>\d+) (?P<digest>[0-9a-f]{64})")


def heads_file() -> Path:
    """The file that keeps each chain's heads, appended after every commit: ``scope number digest`` a line."""
    return Path(settings.DATA) / "audit" / "heads.log"


def digest_of(previous: str, event: Event) -> str:
    """Return HMAC-SHA-256 over the previous digest and everything the event says."""
    said = {
        "scope": event.scope,
        "number": event.number,
        "verb": event.verb,
        "subject": event.subject,
        "actor": event.actor,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "tier": str(event.tier),
        "details": event.details,
    }
    return hmac.new(settings.AUDIT_KEY.encode(), previous.encode() + canonical(said), hashlib.sha256).hexdigest()


def record(
    by: User | None, verb: str, obj: models.Model, *, tier: str = Tier.HOST, scope: str = "", **details: Any
) -> Event:
    """Append one event to the chain of the object's scope, inside the caller's transaction.

    ``by`` is None for what the system does by itself. ``details`` holds plain JSON values: what changed, never a name,
    an address or confidential text. The scope is the object's ``audit_scope`` unless given. After commit the new head
    is appended to the heads file. Raises ChainClosedError once the chain has ended.
    """
    scope = scope or getattr(obj, "audit_scope", PLATFORM)
    head = _lock_head(scope)
    event = Event(
        scope=scope,
        number=head.number + 1,
        verb=verb,
        subject=subject_of(obj),
        actor=by.person_key if by else "",
        at=timezone.now(),
        tier=tier,
        details=details,
    )
    event.digest = digest_of(head.digest, event)
    event.save(force_insert=True)
    head.number, head.digest = event.number, event.digest
    head.save(update_fields=["number", "digest"])
    after_commit(lambda: _append_head(scope, event.number, event.digest))
    return event


def edited(row: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``record`` may keep of an edit, from the row as it was and the values it is to take.

    ``changes`` holds [before, after] of choices, dates, flags and numbers; ``fields`` names the rest, whose text and
    persons do not belong into the trail.
    """
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    kept = {name: [_kept(getattr(row, name)), _kept(values[name])] for name in changed if _may_be_kept(row, name)}
    return {"changes": kept, "fields": [name for name in changed if name not in kept]}


def _may_be_kept(row: models.Model, name: str) -> bool:
    column = row._meta.get_field(name)
    plain = (models.DateField, models.BooleanField, models.IntegerField)
    return bool(getattr(column, "choices", None)) or isinstance(column, plain)


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _lock_head(scope: str) -> ChainHead:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record() belongs into the transaction of what it records.")
    ChainHead.objects.get_or_create(scope=scope)
    head = ChainHead.objects.select_for_update(of=("self",)).get(scope=scope)
    if head.closed_at is not None:
        raise ChainClosedError(_("This dialogue is being deleted; nothing can be changed in it any more."))
    return head


def close_chain(scope: str) -> None:
    """Let a chain end with the event it has now, inside the caller's transaction: whoever records later is refused."""
    ChainHead.objects.filter(scope=scope).update(closed_at=timezone.now())


def _append_head(scope: str, number: int, digest: str) -> None:
    path = heads_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    line = f"{timezone.now():%Y-%m-%dT%H:%M:%SZ} {scope} {number} {digest}\n".encode()
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line)
    finally:
        os.close(file)


def audit_head(scope: str) -> Head:
    """Return number and digest of a chain's last event; (0, "") for a chain that has none."""
    head = ChainHead.objects.filter(scope=scope).first()
    return (head.number, head.digest) if head else (0, "")


def verify(scope: str = "") -> Iterator[Fault]:
    """Walk the chains and yield one for each fault: an edited, missing, inserted or moved event, a cut tail.

    Of one chain, or of all: then a heads file that is gone although there are events is a fault too. Rotated heads
    files (``heads.log.1`` …) are read as well. Events that are appended meanwhile are no faults.
    """
    noted, faults = _noted_heads()
    yield from faults
    if not scope and not noted and Event.objects.exists():
        yield Fault("", _("%(file)s is missing or empty: a cut tail would not show") % {"file": heads_file().name})
    for name in [scope] if scope else sorted({*noted, *_scopes()}):
        yield from _verify_chain(name, noted.get(name, []))


def _scopes() -> set[str]:
    heads = ChainHead.objects.exclude(number=0).values_list("scope", flat=True)
    return {*Event.objects.values_list("scope", flat=True).distinct(), *heads}


def _verify_chain(scope: str, noted: list[Head]) -> Iterator[Fault]:
    head, previous, expected = None, "", 1
    digests: dict[int, str] = {}
    for event in _with_head(scope).order_by("number").iterator(chunk_size=1000):
        if event.number != expected:
            yield Fault(scope, _("event %(number)s is missing") % {"number": expected})
            expected = event.number
        if not hmac.compare_digest(digest_of(previous, event), event.digest):
            yield Fault(scope, _("event %(number)s is not as it was written") % {"number": event.number})
        previous, digests[event.number] = event.digest, event.digest
        head = (event.head_number or 0, event.head_digest or "")
        expected += 1
    if not _ends_at((expected - 1, previous), head or audit_head(scope), scope):
        yield Fault(scope, _("the chain does not end where its head says"))
    for number, digest in noted:
        if digests.get(number) != digest:
            yield Fault(scope, _("event %(number)s of the heads file is missing or differs") % {"number": number})


def _with_head(scope: str) -> models.QuerySet[Any]:
    """Read the events and, with them, where their chain says it ends: one query, one moment."""
    head = ChainHead.objects.filter(scope=scope)[:1]
    return Event.objects.filter(scope=scope).annotate(
        head_number=models.Subquery(head.values("number")), head_digest=models.Subquery(head.values("digest"))
    )


def _ends_at(last: Head, head: Head, scope: str) -> bool:
    """Tell whether a chain ends at its head; both may have moved on while the chain was read."""
    return last == head or head[0] < last[0] <= audit_head(scope)[0]


def _noted_heads() -> tuple[dict[str, list[Head]], list[Fault]]:
    """Read the heads files: numbers and digests by scope, and a sentence for each line that cannot be read."""
    noted: dict[str, list[Head]] = {}
    faults = []
    for path in sorted(heads_file().parent.glob(f"{heads_file().name}*")):
        for place, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
            found = HEAD_LINE.fullmatch(line)
            if found is None:
                faults.append(Fault(path.name, _("line %(number)s cannot be read") % {"number": place}))
                continue
            noted.setdefault(found["scope"], []).append((int(found["number"]), found["digest"]))
    return noted, faults


__all__ = [
    "PLATFORM",
    "ChainClosedError",
    "Fault",
    "audit_head",
    "close_chain",
    "edited",
    "heads_file",
    "record",
    "verify",
]
