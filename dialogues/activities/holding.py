"""Tells which planned activities are over: every meeting of theirs was held, and their last day has come. Reads only."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from dialogues.activities.models import Activity, Meeting
from dialogues.activities.models.activities import ActivityQuerySet
from dialogues.activities.models.meetings import MeetingQuerySet
from dialogues.activities.states.activities import ActivityState
from dialogues.activities.states.meetings import COMING, MeetingState
from inspired.core import clock
from inspired.core.access import Anyone


def is_over(user: Anyone) -> Q:
    """Match planned activities all of whose meetings that this person may see were held; one still to be added is nobody's guess.

    An activity whose last day is to come is not over: what was held so far prepared it.
    """
    return _over(Meeting.objects.visible_to(user))


def is_over_within(user: Anyone, dialogue_id: int) -> Q:
    """Match the same among the activities of one dialogue that this person sees: a shorter question."""
    return _over(Meeting.objects.beside(user, dialogue_id))


def is_over_of_team() -> Q:
    """Match the same among the host team's activities: it sees all their meetings, so that nothing else is asked."""
    return _over(Meeting.objects.all())


def _over(known: MeetingQuerySet) -> Q:
    meetings = known.filter(activity=OuterRef("pk"))
    last = Q(ends_on__lte=clock.today()) | Q(ends_on__isnull=True, starts_on__lte=clock.today())
    return (
        Q(state=ActivityState.PLANNED)
        & (last | Q(ends_on__isnull=True, starts_on__isnull=True))
        & Q(Exists(meetings.filter(state=MeetingState.HELD)))
        & ~Q(Exists(meetings.filter(state__in=COMING)))
    )


def awaiting_word(user: Anyone, dialogue_id: int) -> ActivityQuerySet:
    """Keep the activities of a dialogue that are over and of which the host has not yet said so."""
    return Activity.objects.visible_within(user, dialogue_id).filter(is_over_within(user, dialogue_id))
