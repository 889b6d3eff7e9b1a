"""Naming who keeps the room and who writes the minutes of a meeting in place of the host team."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.keeping import able_to_keep
from dialogues.activities.models import Meeting
from dialogues.activities.services.meetings import locked_meeting
from dialogues.activities.states.meetings import Keeping
from dialogues.models import Delegate
from dialogues.services.notices import announce
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StateError


@transaction.atomic
def name_keepers(
    meeting: Meeting, *, by: User, facilitator: Delegate | None = None, rapporteur: Delegate | None = None
) -> Meeting:
    """Name who keeps the room and who writes the minutes, or nobody; those newly named are told. The same again changes nothing.

    Raises StateError for somebody who does not speak today for a seat that knows of the meeting, or has no account.
    """
    meeting = locked_meeting(meeting, by=by)
    require(by, "activities.name_keepers", meeting)
    chosen = {Keeping.FACILITATOR: facilitator, Keeping.RAPPORTEUR: rapporteur}
    for task, delegate in chosen.items():
        _name(meeting, by, task, delegate)
    return meeting


def _name(meeting: Meeting, by: User, task: Keeping, delegate: Delegate | None) -> None:
    before = getattr(meeting, task)
    if (before.pk if before else None) == (delegate.pk if delegate else None):
        return
    if delegate is not None and not able_to_keep(meeting).filter(pk=delegate.pk).exists():
        raise StateError(
            _("Only somebody with an account who speaks for a seat that knows of this meeting can keep it.")
        )
    setattr(meeting, task, delegate)
    meeting.save(update_fields=[task.value])
    if delegate is None:
        record(by, "meeting.keeper_relieved", meeting, task=task.value, seat=before.seat_id if before else None)
        return
    record(by, "meeting.keeper_named", meeting, task=task.value, seat=delegate.seat_id)
    if delegate.user is not None:
        key = f"{meeting.pk}:{task.value}:{delegate.pk}:{timezone.now():%Y%m%d%H%M%S%f}"  # told anew when named anew
        announce("activities.keeper_named", meeting, to=[delegate.user], by=by, key=key)
