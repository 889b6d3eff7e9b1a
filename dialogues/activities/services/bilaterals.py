"""Verbs of notes of bilateral meetings and of the summary a party may be shown. The trail says that, never what or of whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.models import Activity, AgreedSummary, BilateralNote
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.states import StaleError, StateError

FIELDS = ("seat", "party", "on", "who", "position", "red_lines", "contention", "commitments")


@transaction.atomic
def write_note(activity: Activity, *, by: User, form_key: UUID | None = None, **said: Any) -> BilateralNote:
    """Write a note of a bilateral meeting; the same form sent twice makes one.

    Raises StateError for a party from another dialogue, for none at all, and for a day that has not come yet.
    """
    activity = Activity.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=activity.pk)
    require(by, "activities.write_note", activity)
    key = form_key or uuid4()
    if (known := made_before(BilateralNote.objects.filter(activity=activity, by=by), key)) is not None:
        return known
    values = {name: said[name] for name in FIELDS if name in said}
    note = BilateralNote(activity=activity, by=by, form_key=key, **values)
    _check(note)
    note.save(force_insert=True)
    record(by, "bilateral.noted", activity.dialogue)
    return note


@transaction.atomic
def edit_note(note: BilateralNote, *, by: User, revision: int, **said: Any) -> BilateralNote:
    """Change a note. Raises StaleError after somebody else's change, StateError like ``write_note``.

    The party of a note whose summary is shown stays: the summary was shown to it.
    """
    note = _locked(note, by)
    values = {name: said[name] for name in FIELDS if name in said}
    if all(getattr(note, name) == value for name, value in values.items()):
        return note
    if revision != note.revision:
        raise StaleError(note)
    shown = AgreedSummary.objects.filter(note=note, shown_at__isnull=False).exists()
    if shown and values.get("seat", note.seat) != note.seat:
        raise StateError(_("The summary is shown to this party. Stop showing it before you change the party."))
    for name, value in values.items():
        setattr(note, name, value)
    _check(note)
    note.revision += 1
    note.save(update_fields=[*values, "revision"])
    record(by, "bilateral.noted", note.activity.dialogue)
    return note


@transaction.atomic
def forget_note(note: BilateralNote, *, by: User) -> None:
    """Delete a note and its summary for good; the trail keeps that one was deleted."""
    rows = BilateralNote.objects.select_for_update(of=("self",)).select_related("activity__dialogue")
    found = rows.filter(pk=note.pk).first()
    if found is None:
        return
    require(by, "activities.forget_note", found)
    dialogue = found.activity.dialogue
    found.delete()
    record(by, "bilateral.forgotten", dialogue)


@transaction.atomic
def write_summary(note: BilateralNote, *, by: User, text: str, revision: int) -> AgreedSummary:
    """Write what host and party agree to have talked about; nobody is shown it by this.

    Raises StaleError after somebody else's change, StateError while it is shown: what the party reads does not change.
    """
    note = _locked(note, by)
    summary = AgreedSummary.objects.select_for_update(of=("self",)).filter(note=note).first()
    if summary is None:
        summary = AgreedSummary(note=note, revision=0)
    summary.note = note
    if summary.text == text:
        return summary
    if revision != summary.revision:
        raise StaleError(summary)
    if summary.shown_at:
        raise StateError(_("The party reads this summary. Stop showing it before you change it."))
    summary.text = text
    summary.revision += 1
    summary.save(update_fields=["text", "revision"] if summary.pk else None)
    record(by, "bilateral.summarised", note.activity.dialogue)
    return summary


@transaction.atomic
def show_summary(summary: AgreedSummary, *, by: User) -> AgreedSummary:
    """Show the summary to the party, and to nobody else; its delegates are told that there is one.

    Raises StateError for a party without a seat, for an empty text, and when it is shown already.
    """
    summary = _locked_summary(summary, by)
    if summary.note.seat_id is None:
        raise StateError(_("Only a party with a seat can be shown it here."))
    if summary.shown_at or not summary.text.strip():
        raise StateError(_("It is shown already, or there is nothing to show."))
    summary.shown_at, summary.shown_by = timezone.now(), by
    summary.save(update_fields=["shown_at", "shown_by"])
    record(by, "bilateral.shown", summary.note.activity.dialogue)
    seat = summary.note.seat_id
    announce("activities.summary_shown", summary, to=speakers_of([seat]), by=by, seats=[seat])
    return summary


@transaction.atomic
def hide_summary(summary: AgreedSummary, *, by: User) -> AgreedSummary:
    """Stop showing the summary; whoever read it has read it."""
    summary = _locked_summary(summary, by)
    if summary.shown_at is None:
        raise StateError(_("It is not shown."))
    summary.shown_at = summary.shown_by = None
    summary.save(update_fields=["shown_at", "shown_by"])
    record(by, "bilateral.hidden", summary.note.activity.dialogue)
    return summary


def _locked(note: BilateralNote, by: User) -> BilateralNote:
    rows = BilateralNote.objects.select_for_update(of=("self",)).select_related("activity__dialogue", "seat")
    found = rows.filter(pk=note.pk).first()
    if found is None:
        raise StateError(_("Somebody has deleted this note meanwhile."))
    require(by, "activities.keep_note", found)
    return found


def _locked_summary(summary: AgreedSummary, by: User) -> AgreedSummary:
    rows = AgreedSummary.objects.select_for_update(of=("self",)).select_related("note__activity__dialogue")
    found = rows.filter(pk=summary.pk).first()
    if found is None:
        raise StateError(_("Somebody has deleted this note meanwhile."))
    require(by, "activities.keep_note", found.note)
    return found


def _check(note: BilateralNote) -> None:
    if note.seat is not None and note.seat.dialogue_id != note.activity.dialogue_id:
        raise StateError(_("This organisation has no seat in this dialogue."))
    if note.seat is None and not note.party.strip():
        raise StateError(_("Say which party: choose its seat or write its name."))
    if note.on > timezone.localdate():
        raise StateError(_("This day has not come yet."))
