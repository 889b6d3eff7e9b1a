"""Reads who may keep a meeting in place of the host team, who does, and which seats they find in the room. Decides nothing."""

from __future__ import annotations

from django.db.models import Q

from dialogues.activities.models import Invited, Meeting
from dialogues.activities.states.meetings import Keeping
from dialogues.appearing import NAMED
from dialogues.models import Delegate, DialogueRole, Mandate, Seat
from dialogues.models.seats import DelegateQuerySet, SeatQuerySet
from dialogues.speakers import speakers_of
from dialogues.states import DelegateRole
from inspired.core.access import Anyone
from inspired.core.models import User
from inspired.core.models.audit import Tier


def seats_in_room(user: Anyone, meeting: Meeting) -> SeatQuerySet:
    """Return the seats for which this person records: for the host team all at the table.

    Whoever keeps the room in its place finds those invited that are named to participants, and their own: who chose
    not to be named is recorded by the host team.
    """
    table = Seat.objects.at_the_table().filter(dialogue=meeting.activity.dialogue_id)
    standing = meeting.activity.dialogue.standing_of(user)
    if standing.is_team:
        return table
    invited = Invited.objects.filter(meeting=meeting).values("seat")
    named = Q(appear_to_participants__in=sorted(NAMED)) | Q(pk__in=standing.seats)
    return table.filter(named, Q(pk__in=invited) | Q(pk__in=meeting.activity.asked().values("pk")))


def reading_seats(meeting: Meeting) -> SeatQuerySet:
    """Return the seats at the table whose people read that this meeting takes place."""
    table = Seat.objects.at_the_table().filter(dialogue=meeting.activity.dialogue_id)
    if meeting.activity.tier == Tier.HOST:
        return table.none()
    return table.filter(pk__in=meeting.activity.asked().values("pk")) if meeting.activity.tier == Tier.GROUP else table


def able_to_keep(meeting: Meeting) -> DelegateQuerySet:
    """Return who may be named: people with an account who speak today for a seat that knows of the meeting, none of the team."""
    speaking = Mandate.objects.active().exclude(role=DelegateRole.OBSERVER).values("delegate")
    team = DialogueRole.objects.active().team().filter(dialogue=meeting.activity.dialogue_id).values("user")
    seats = reading_seats(meeting).values("pk")
    return Delegate.objects.filter(pk__in=speaking, seat__in=seats, user__is_active=True).exclude(user__in=team)


def named_keepers(meeting: Meeting) -> dict[Keeping, Delegate]:
    """Return whom the host has named and who may still keep the meeting today; one query, none where nobody is named."""
    named = {task: delegate for task in Keeping if (delegate := getattr(meeting, task)) is not None}
    if not named:
        return {}
    keys = [delegate.pk for delegate in named.values()]
    able = set(able_to_keep(meeting).filter(pk__in=keys).values_list("pk", flat=True))
    return {task: delegate for task, delegate in named.items() if delegate.pk in able}


def writers_of(meeting: Meeting) -> list[User]:
    """Return who writes the minutes beside the host team: whoever is named, and who speaks for the seat that keeps its group's record."""
    named, group = named_keepers(meeting).get(Keeping.RAPPORTEUR), meeting.activity.group
    seat = group.reporting_seat() if group is not None and group.is_active else None
    by_function = speakers_of([seat]) if seat is not None else []
    return [*by_function, *([named.user] if named is not None and named.user is not None else [])]


def kept_words(meeting: Meeting) -> list[tuple[str, Delegate]]:
    """Return what is kept by whom that the host has named, in words."""
    return [(str(task.label), delegate) for task, delegate in named_keepers(meeting).items()]
