"""Experiences and peers that a donor offers to the knowledge shelf; whether they stand there is the host team's to decide; taken back until then."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.convening.models import ShelfEntry
from dialogues.convening.services.shelf import LABELS, TOLD, add_version
from dialogues.convening.states.shelf import MOVES, OFFERED, ShelfKind, ShelfState
from dialogues.models import Dialogue
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.states import StateError, check_move


@transaction.atomic
def offer(
    dialogue: Dialogue,
    *,
    by: User,
    kind: str,
    upload: UploadedFile[Any] | None = None,
    address: str = "",
    form_key: UUID | None = None,
    **said: str,
) -> ShelfEntry:
    """Offer an experience from elsewhere or a peer to talk to; it waits for the host like every proposal.

    The same form sent twice is one offer. Raises StateError for another kind, for an experience that is told neither in
    words nor by a file or an address, for a peer without a way to get in touch, and for what ``add_version`` refuses.
    """
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.offer_to_shelf", locked)
    key = form_key or uuid4()
    if (known := made_before(ShelfEntry.objects.filter(dialogue=locked, by=by), key)) is not None:
        return known
    _check(kind, upload, address, said)
    labels = {name: said.get(name, "") for name in LABELS + TOLD if name != "licence"}
    if said.get("licence"):
        labels["licence"] = said["licence"]
    entry = ShelfEntry.objects.create(dialogue=locked, kind=kind, by=by, is_from_donor=True, form_key=key, **labels)
    if upload is not None or address:
        add_version(entry, by=by, upload=upload, address=address)
    record(by, "shelf_entry.offered", entry, kind=kind)
    return entry


@transaction.atomic
def take_back(entry: ShelfEntry, *, by: User) -> ShelfEntry:
    """Take an offer back before the host has answered it; how to get in touch with a peer is forgotten at once.

    Raises StateError once the host has answered, and when it was taken back already.
    """
    entry = ShelfEntry.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=entry.pk)
    check_move(
        entry.state, ShelfState.TAKEN_BACK, MOVES, _("The host team has answered it, or you took it back already.")
    )
    require(by, "convening.take_back_offer", entry)
    entry.state, entry.way_in = ShelfState.TAKEN_BACK, ""
    entry.save(update_fields=["state", "way_in"])
    record(by, "shelf_entry.taken_back", entry)
    return entry


def _check(kind: str, upload: UploadedFile[Any] | None, address: str, said: dict[str, str]) -> None:
    if kind not in OFFERED:
        raise StateError(_("Offer an experience or a peer."))
    is_peer = kind == ShelfKind.PEER
    if is_peer and upload is not None:
        raise StateError(_("Of a peer give an address."))
    if is_peer and not said.get("way_in"):
        raise StateError(_("Say how one gets in touch with the peer."))
    if not is_peer and said.get("way_in"):
        raise StateError(_("How to get in touch is asked of peers alone."))
    if not is_peer and not (said.get("text") or upload or address):
        raise StateError(_("Tell the experience in words, or add a file or an address."))
