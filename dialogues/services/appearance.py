"""How seats and persons wish to appear before participants, in documents and in public."""

from __future__ import annotations

from django.db import transaction

from dialogues.models import Delegate, Seat
from dialogues.states import Audience
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User

FIELDS = [f"appear_{audience.value}" for audience in Audience]


@transaction.atomic
def choose_seat_appearance(
    seat: Seat, *, by: User, to_participants: str, in_documents: str, in_public: str, on_behalf: bool = False
) -> Seat:
    """Set how a seat appears before each audience. It holds for pages from the next request on, not for issued PDFs.

    ``on_behalf`` says that the host team set it for the seat.
    """
    seat = Seat.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=seat.pk)
    require(by, "dialogues.choose_appearance", seat)
    _set(seat, to_participants, in_documents, in_public)
    record(by, "seat.appearance_chosen", seat, on_behalf=on_behalf)
    return seat


@transaction.atomic
def choose_own_appearance(
    delegate: Delegate, *, by: User, to_participants: str, in_documents: str, in_public: str, on_behalf: bool = False
) -> Delegate:
    """Set how a person appears before each audience; never more openly than their seat, which is asked when shown."""
    rows = Delegate.objects.select_for_update(of=("self",)).select_related("person", "seat__dialogue")
    delegate = rows.get(pk=delegate.pk)
    require(by, "dialogues.choose_own_appearance", delegate)
    _set(delegate, to_participants, in_documents, in_public)
    record(by, "delegate.appearance_chosen", delegate, person=delegate.person.key, on_behalf=on_behalf)
    return delegate


def _set(row: Seat | Delegate, to_participants: str, in_documents: str, in_public: str) -> None:
    row.appear_to_participants = to_participants
    row.appear_in_documents = in_documents
    row.appear_in_public = in_public
    row.save(update_fields=FIELDS)
