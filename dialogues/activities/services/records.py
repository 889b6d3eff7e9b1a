"""Verbs of what is recorded of a tool: its texts, and the rows of its parts, whichever table holds them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.layouts import Kind, RecordPart, layout_of
from dialogues.activities.models import Activity, Grant, PlainRow, RecordRow, RecordText, ToolRecord
from dialogues.activities.states.records import HeldBack
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.states import StaleError, StateError


@transaction.atomic
def write_record(activity: Activity, *, by: User, revision: int, **said: Any) -> ToolRecord:
    """Keep what is said under the names of the tool's layout. Raises StaleError after somebody else's change."""
    activity = _locked(activity, by)
    kept, _made = ToolRecord.objects.get_or_create(activity=activity, defaults={"by": by})
    kept.activity = activity
    known = {one.name: one for one in kept.texts.all()}
    fields = [one for one in layout_of(activity.tool).fields if one.name in said]
    changed = [one for one in fields if (known[one.name].value if one.name in known else "") != (said[one.name] or "")]
    if not changed:
        return kept
    if revision != kept.revision:
        raise StaleError(kept)
    for one in changed:
        text = known.get(one.name) or RecordText(record=kept, name=one.name)
        value = said[one.name] or ""
        text.day, text.text = (value, "") if isinstance(value, date) else (None, str(value))
        text.tier, text.is_held = one.tier, one.is_held
        text.save(update_fields=["day", "text", "tier", "is_held"] if text.pk else None)
    kept.revision += 1
    kept.by, kept.at = by, timezone.now()
    kept.save(update_fields=["revision", "by", "at"])
    record(by, "record.written", activity, number=len(changed))
    return kept


@transaction.atomic
def add_row(activity: Activity, name: str, *, by: User, form_key: UUID | None = None, **said: Any) -> RecordRow:
    """Add a row to a part of the record; the same form sent twice adds one.

    Raises StateError for a part that the tool does not have, a seat or a grant from elsewhere, a row without its party.
    """
    activity = _locked(activity, by)
    part = _part(activity, name)
    key = form_key or uuid4()
    if (known := made_before(part.table.objects.filter(activity=activity, by=by), key)) is not None:
        return known
    row = part.table(activity=activity, part=name, by=by, form_key=key)
    _fill(row, part, said)
    row.save(force_insert=True)
    record(by, "record.row_added", activity, part=name)
    return row


@transaction.atomic
def edit_row(row: RecordRow, *, by: User, revision: int, **said: Any) -> RecordRow:
    """Change a row. Raises StaleError after somebody else's change, StateError like ``add_row``."""
    activity, row = _locked_row(row, by)
    part = _part(activity, row.part)
    names = [one.name for one in part.fields if one.name in said]
    if all((row.value_of(name) or "") == (said[name] or "") for name in names):
        return row
    if revision != row.revision:
        raise StaleError(row)
    touched = _fill(row, part, said)
    row.revision += 1
    row.save(update_fields=[*touched, "revision"])
    if isinstance(row, Grant):
        row.instalments.update(seat=row.seat)
    record(by, "record.row_changed", activity, part=row.part)
    return row


@transaction.atomic
def remove_row(row: RecordRow, *, by: User) -> None:
    """Take a row out; the instalments of a grant go with it."""
    activity, row = _locked_row(row, by)
    part = row.part
    row.delete()
    record(by, "record.row_removed", activity, part=part)


def _locked(activity: Activity, by: User) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("dialogue")
    found = rows.get(pk=activity.pk)
    require(by, "activities.keep_record", found)
    return found


def _locked_row(row: RecordRow, by: User) -> tuple[Activity, RecordRow]:
    activity = _locked(row.activity, by)
    found = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise StateError(_("Somebody has taken this row out meanwhile."))
    found.activity = activity
    return activity, found


def _part(activity: Activity, name: str) -> RecordPart:
    part = layout_of(activity.tool).part(name)
    if part is None:
        raise StateError(_("This tool has no such part."))
    return part


def _fill(row: RecordRow, part: RecordPart, said: dict[str, Any]) -> list[str]:
    values = {one.name: said[one.name] for one in part.fields if one.name in said}
    for one in part.fields:
        given = values.get(one.name)
        if one.kind == Kind.SEAT and given is not None and given.dialogue_id != row.activity.dialogue_id:
            raise StateError(_("This organisation has no seat in this dialogue."))
        if one.kind == Kind.GRANT and given is not None and given.activity_id != row.activity_id:
            raise StateError(_("This grant belongs to another activity."))
    _check_party(part, values)
    touched = row.take(values, part.tier)
    if isinstance(row, PlainRow) and any(one.choices is HeldBack for one in part.fields):
        row.is_held = row.value_of("held") != HeldBack.NOW
        touched.append("is_held")
    return touched


def _check_party(part: RecordPart, values: dict[str, Any]) -> None:
    """Somebody is meant: a seat or a name, and an undertaking or a decision has its day."""
    names = [one.name for one in part.fields]
    if "party" in names and not (values.get("seat") or str(values.get("party") or "").strip()):
        raise StateError(_("Say which party: choose its seat or write its name."))
    dated: Iterable[tuple[str, str, str]] = (("pledge", "none", "on"), ("state", "applied", "decided_on"))
    for choice, undated, day in dated:
        if choice in names and day in names and values.get(choice) != undated and not values.get(day):
            raise StateError(_("Say on which day it was given or decided."))
