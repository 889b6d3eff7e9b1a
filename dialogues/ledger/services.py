"""Every write to the ledger: adding an entry, deciding on it, confirming and translating it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.ledger.models import Decision, Entry, EntryQuerySet
from dialogues.ledger.states import MOVES, UNDECIDED, Disposition, StaleEntry
from dialogues.models import Dialogue, Seat
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of, team_of
from dialogues.states import Attribution, Channel
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models.audit import Tier
from inspired.core.models.people import User
from inspired.core.states import StateError, check_move


@transaction.atomic
def add_entry(
    dialogue: Dialogue,
    *,
    by: User | None,
    source: str,
    seat: Seat | None,
    text: str,
    title: str = "",
    language: str = "en",
    channel: str = Channel.WEB,
    tier: str = Tier.HOST,
    attribution: str = Attribution.ORGANISATION,
) -> Entry:
    """Add a contribution under the dialogue's next number.

    What came in on the site has ``by`` as its author; what came in otherwise was entered by ``by`` on behalf of the
    seat, whose delegates are asked by mail to confirm it.
    """
    Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    last = Entry.objects.filter(dialogue=dialogue).aggregate(last=Max("number"))["last"] or 0
    is_own = channel == Channel.WEB
    entry = Entry.objects.create(
        dialogue=dialogue,
        number=last + 1,
        source=source,
        seat=seat,
        author=by if is_own else None,
        entered_by=None if is_own else by,
        channel=channel,
        title=title[:200],
        text=text,
        language=language,
        tier=tier,
        attribution=attribution,
    )
    record(by, "entry.added", entry, number=entry.number, source=source, channel=channel)
    if not is_own and seat is not None:
        _tell_delegates("ledger.confirm", entry, by)
    return entry


@transaction.atomic
def decide(
    entry: Entry, *, by: User, disposition: str, reason: str, version_label: str = "", revision: int | None = None
) -> Entry:
    """Give an entry its disposition and keep the one before; after commit its seat's delegates are told by mail.

    A final disposition needs a reason. With ``revision`` (the one the form was read from) a write in between raises
    StaleEntry. Saying the same again changes nothing. Raises StateError for a move that is not in the table.
    """
    entry = _locked(entry, revision)
    require(by, "ledger.decide_entry", entry)
    check_move(entry.disposition, disposition, MOVES, _("This disposition cannot be given to this entry."))
    reason = reason.strip()
    is_final = disposition not in UNDECIDED
    if is_final and not reason:
        raise StateError(_("Please give a reason: the author reads it."))
    if (entry.disposition, entry.reason, entry.version_label) == (disposition, reason, version_label):
        return entry
    entry.disposition, entry.reason, entry.version_label = disposition, reason, version_label
    entry.disposed_by, entry.disposed_at = (by, timezone.now()) if is_final else (None, None)
    entry.revision += 1
    entry.save(update_fields=["disposition", "reason", "version_label", "disposed_by", "disposed_at", "revision"])
    decision = Decision.objects.create(
        entry=entry, disposition=disposition, reason=reason, version_label=version_label, by=by
    )
    record(by, "entry.decided", entry, disposition=disposition, decision=decision.pk)
    if is_final:
        _tell_delegates("ledger.decided", entry, by, key=str(decision.pk))
    return entry


@transaction.atomic
def put_under_review(dialogue: Dialogue, numbers: list[int], *, by: User) -> int:
    """Mark the new entries among these numbers as being considered; return how many there were."""
    found = Entry.objects.select_for_update(of=("self",)).filter(
        dialogue=dialogue, number__in=numbers, disposition=Disposition.NEW
    )
    require(by, "ledger.keep_ledger", dialogue)
    entries = list(found.order_by("pk"))
    for entry in entries:
        entry.disposition, entry.revision = Disposition.UNDER_REVIEW, entry.revision + 1
        entry.save(update_fields=["disposition", "revision"])
    Decision.objects.bulk_create(
        [Decision(entry=entry, disposition=Disposition.UNDER_REVIEW, by=by) for entry in entries]
    )
    if entries:
        record(by, "entries.put_under_review", dialogue, numbers=sorted(entry.number for entry in entries))
    return len(entries)


@transaction.atomic
def confirm(entry: Entry, *, by: User) -> Entry:
    """Confirm for the seat what was entered on its behalf; a second click changes nothing."""
    entry = _locked(entry)
    if entry.channel == Channel.WEB:
        raise StateError(_("This was given on the site by the seat itself."))
    if entry.confirmed_at is not None:
        return entry
    require(by, "ledger.confirm_entry", entry)
    entry.confirmed_at, entry.objected_at, entry.objection = timezone.now(), None, ""
    entry.save(update_fields=["confirmed_at", "objected_at", "objection"])
    record(by, "entry.confirmed", entry)
    return entry


@transaction.atomic
def object_to(entry: Entry, *, by: User, objection: str) -> Entry:
    """Say for the seat that it did not say what was entered on its behalf, and what is not right.

    From then on only the host team and the seat see the entry; after the commit the host team is told by mail. A
    second click changes nothing. Raises StateError without words or when it was confirmed.
    """
    entry = _locked(entry)
    if entry.objected_at is not None:
        return entry
    if entry.channel == Channel.WEB or entry.confirmed_at is not None:
        raise StateError(_("This is confirmed as your organisation’s own words."))
    require(by, "ledger.object_to_entry", entry)
    if not objection.strip():
        raise StateError(_("Please say what is not right."))
    entry.objected_at, entry.objection = timezone.now(), objection.strip()
    entry.save(update_fields=["objected_at", "objection"])
    record(by, "entry.objected_to", entry)
    announce("ledger.objected", entry, to=team_of(entry.dialogue), by=by)
    return entry


@transaction.atomic
def translate(
    entry: Entry, *, by: User, text: str, language: str, translated_by: str, revision: int | None = None
) -> Entry:
    """Put a translation beside the original, which stays as it is; say who made it. An empty text takes it away."""
    entry = _locked(entry, revision)
    require(by, "ledger.translate_entry", entry)
    text = text.strip()
    entry.translation = text
    entry.translation_language = language if text else ""
    entry.translated_by = translated_by.strip() if text else ""
    entry.revision += 1
    entry.save(update_fields=["translation", "translation_language", "translated_by", "revision"])
    record(by, "entry.translated", entry, language=entry.translation_language)
    return entry


@transaction.atomic
def show_entries(dialogue: Dialogue, entries: EntryQuerySet, *, tier: str, by: User) -> int:
    """Open entries of this dialogue to a wider tier together; return how many there were."""
    require(by, "ledger.keep_ledger", dialogue)
    return move_entries(dialogue, entries, tier=tier, by=by)


@transaction.atomic
def move_entries(dialogue: Dialogue, entries: EntryQuerySet, *, tier: str, by: User) -> int:
    """Move entries of this dialogue to a tier together, within the verb that asks who may; return how many there were."""
    numbers = sorted(entries.filter(dialogue=dialogue).values_list("number", flat=True))
    Entry.objects.filter(dialogue=dialogue, number__in=numbers).update(tier=tier)
    if numbers:
        record(by, "entries.shown", dialogue, numbers=numbers, tier=tier)
    return len(numbers)


@transaction.atomic
def note_export(dialogue: Dialogue, *, by: User, what: str, kind: str, rows: int) -> None:
    """Log that a list left the site as a file."""
    require(by, "ledger.read_ledger", dialogue)
    record(by, f"{what}.exported", dialogue, kind=kind, rows=rows)


def _locked(entry: Entry, revision: int | None = None) -> Entry:
    found = Entry.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=entry.pk)
    if revision is not None and found.revision != revision:
        raise StaleEntry
    return found


def _tell_delegates(kind: str, entry: Entry, by: User | None, key: str = "") -> None:
    if entry.seat_id is not None:
        announce(kind, entry, to=speakers_of([entry.seat_id]), by=by, key=key, seats=[entry.seat_id])
