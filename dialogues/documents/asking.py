"""Says which seats can be asked about an exact text, and whether it can be put to them. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.documents.models import Version
from dialogues.documents.states import RoundStatus, SignedBy, VersionStatus
from dialogues.models import Seat
from inspired.core.states import StateError


def asked_seats(version: Version, due_at: datetime, seats: Iterable[Seat], signed_by: str) -> list[Seat]:
    """Return those of the seats that can answer. Raises StateError when the text, the date or the seats do not allow a round."""
    if version.status != VersionStatus.FINAL_DRAFT or not version.is_intact:
        raise StateError(_("A round can be opened on a final draft only."))
    if due_at <= timezone.now():
        raise StateError(_("Choose a date that has not passed."))
    if version.rounds.filter(status=RoundStatus.OPEN).exists():
        raise StateError(_("A round on this version is open already."))
    able = Seat.objects.may_be_spoken_for() if signed_by == SignedBy.DELEGATE else Seat.objects.may_be_signed()
    here = able.filter(dialogue=version.document.dialogue_id)
    asked = list(here.filter(pk__in=[seat.pk for seat in seats]))
    if version.document.group_id and len(asked) < here.count():
        raise StateError(_("What a group prepared is put to every organisation at the table that can sign."))
    if not asked:
        raise StateError(_("Choose at least one organisation with somebody who may sign for it."))
    return asked
