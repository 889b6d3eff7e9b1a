"""The knowledge shelf: entries added by the host team or proposed, answered, renewed, taken down, published."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dialogues.convening.models import ShelfEntry, ShelfVersion
from dialogues.convening.states.shelf import BROUGHT, MOVES, OFFERED, WITHHELD, ShelfKind, ShelfState
from dialogues.models import Dialogue, Seat
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.services import take_in
from inspired.core.states import StaleError, StateError, check_move

MOST_VERSIONS = 99
LABELS = ("title", "why", "languages", "source", "author", "dated", "licence", "phase", "themes")
TOLD = ("text", "place", "way_in")  # of experiences and peers alone


@transaction.atomic
def bring(
    dialogue: Dialogue,
    *,
    by: User,
    kind: str,
    upload: UploadedFile[Any] | None = None,
    address: str = "",
    seat: Seat | None = None,
    form_key: UUID | None = None,
    **labels: str,
) -> ShelfEntry:
    """Put an entry on the shelf, or propose it when somebody else than the host team brings it.

    The same form sent twice is one entry. Raises StateError for a file that cannot be taken, an address that leads
    elsewhere than http or https, both or neither of the two, and for a seat that the person does not speak for.
    """
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.bring_to_shelf", locked)
    standing = locked.standing_of(by)
    if seat is not None and seat.pk not in standing.speaking:
        raise StateError(_("You do not speak for this seat."))
    key = form_key or uuid4()
    if (known := made_before(ShelfEntry.objects.filter(dialogue=locked, by=by), key)) is not None:
        return known
    if kind not in BROUGHT or (kind == ShelfKind.DOCUMENT and upload is None):
        raise StateError(_("A document comes as a file."))
    entry = ShelfEntry.objects.create(
        dialogue=locked,
        kind=kind,
        by=by,
        seat=None if standing.is_team else seat,
        is_from_team=standing.is_team,
        state=ShelfState.STANDS if standing.is_team else ShelfState.PROPOSED,
        form_key=key,
        **{name: labels.get(name, "") for name in LABELS},
    )
    add_version(entry, by=by, upload=upload, address=address)
    record(by, "shelf_entry.added" if standing.is_team else "shelf_entry.proposed", entry, kind=kind)
    return entry


@transaction.atomic
def edit_entry(entry: ShelfEntry, *, by: User, revision: int, **labels: str) -> ShelfEntry:
    """Change what the shelf says about an entry. Raises StaleError when somebody else did meanwhile."""
    entry = _locked(entry)
    require(by, "convening.keep_shelf_entry", entry)
    known = LABELS + TOLD if entry.kind in OFFERED else LABELS
    changed = [name for name in known if name in labels and getattr(entry, name) != labels[name]]
    if not changed:
        return entry
    if revision != entry.revision:
        raise StaleError(entry)
    for name in changed:
        setattr(entry, name, labels[name])
    entry.revision += 1
    entry.save(update_fields=[*changed, "revision"])
    record(by, "shelf_entry.edited", entry, fields=changed)
    return entry


@transaction.atomic
def renew(
    entry: ShelfEntry, *, by: User, upload: UploadedFile[Any] | None = None, address: str = "", note: str = ""
) -> ShelfVersion:
    """Replace an entry's file or address by a newer one; the older ones stay as its history. Raises StateError like ``bring``."""
    entry = _locked(entry)
    require(by, "convening.keep_shelf_entry", entry)
    if entry.kind == ShelfKind.DOCUMENT and upload is None:
        raise StateError(_("A document comes as a file."))
    if entry.is_peer and upload is not None:
        raise StateError(_("Of a peer give an address."))
    version = add_version(entry, by=by, upload=upload, address=address, note=note)
    record(by, "shelf_entry.renewed", entry, number=version.number)
    return version


@transaction.atomic
def put_on_shelf(entry: ShelfEntry, *, by: User) -> ShelfEntry:
    """Take a proposal, or put back what was taken down or not taken. Raises StateError for what stands already."""
    entry = _move(entry, by, ShelfState.STANDS, "")
    record(by, "shelf_entry.accepted", entry)
    return entry


@transaction.atomic
def withhold(entry: ShelfEntry, *, by: User, reason: str) -> ShelfEntry:
    """Answer a proposal with no, or take down what stands; whoever brought it reads the reason. It is then no longer public.

    Raises StateError for what is off the shelf already.
    """
    target = WITHHELD.get(ShelfEntry.objects.values_list("state", flat=True).get(pk=entry.pk), "")
    entry = _move(entry, by, target, reason)
    record(by, "shelf_entry.declined" if target == ShelfState.DECLINED else "shelf_entry.taken_down", entry)
    return entry


@transaction.atomic
def publish_entry(entry: ShelfEntry, *, by: User, published_on: date | None) -> ShelfEntry:
    """Open an entry to everybody from a day on, or with None to insiders alone.

    Raises StateError unless it stands on the shelf, and for a peer, who has agreed to be known at the table alone.
    """
    entry = _locked(entry)
    require(by, "convening.keep_shelf_entry", entry)
    if entry.is_peer and published_on:
        raise StateError(_("A peer is named to the people of this dialogue alone."))
    if entry.state != ShelfState.STANDS:
        raise StateError(_("Only what stands on the shelf can be public."))
    if entry.published_on != published_on:
        entry.published_on = published_on
        entry.save(update_fields=["published_on"])
        day = published_on.isoformat() if published_on else ""
        record(by, "shelf_entry.published" if published_on else "shelf_entry.unpublished", entry, day=day)
    return entry


def _move(entry: ShelfEntry, by: User, target: str, reason: str) -> ShelfEntry:
    entry = _locked(entry)
    require(by, "convening.keep_shelf_entry", entry)
    check_move(entry.state, target, MOVES, _("Somebody has decided this already."))
    entry.state, entry.reason = target, reason
    if target != ShelfState.STANDS:
        entry.published_on = None
    entry.save(update_fields=["state", "reason", "published_on"])
    return entry


def add_version(
    entry: ShelfEntry, *, by: User, upload: UploadedFile[Any] | None, address: str, note: str = ""
) -> ShelfVersion:
    """Store a file or an address as the newest version, inside the caller's transaction. Raises StateError like ``bring``."""
    number = (entry.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > MOST_VERSIONS:
        raise StateError(_("This entry has had enough versions; please add a new one."))
    stored = take_in(upload, address, by=by)
    return ShelfVersion.objects.create(entry=entry, number=number, file=stored, address=address, note=note)


def _locked(entry: ShelfEntry) -> ShelfEntry:
    return ShelfEntry.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=entry.pk)
