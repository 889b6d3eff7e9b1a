"""Write that says what became of a reservation."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.documents.models import Reservation
from dialogues.documents.states import RESERVATION_MOVES, ReservationStatus
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError, check_move


@transaction.atomic
def settle_reservation(reservation: Reservation, *, by: User, status: str, resolution: str) -> Reservation:
    """Say what became of a reservation: accommodated in a later version, maintained, or open again."""
    rows = Reservation.objects.select_for_update(of=("self",))
    reservation = rows.select_related("endorsement__version__document__dialogue").get(pk=reservation.pk)
    require(by, "documents.settle_reservation", reservation.endorsement)
    check_move(reservation.status, status, RESERVATION_MOVES, _("The reservation stands there already."))
    if status != ReservationStatus.OPEN and not resolution.strip():
        raise StateError(_("Say what was done about the reservation."))
    reservation.status, reservation.resolution = status, resolution.strip()
    reservation.save(update_fields=["status", "resolution"])
    record(by, f"reservation.{status}", reservation, scope=reservation.endorsement.audit_scope, tier=Tier.PARTICIPANTS)
    return reservation
