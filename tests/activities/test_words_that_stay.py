"""What people approved stays as they read it, what only the host team knows stays with it, and nobody confirms what they wrote."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dialogues.activities.awaiting import meetings_waiting
from dialogues.activities.models import Minutes, Remark, SeatPosition
from dialogues.activities.services.meetings import edit_meeting, set_agenda
from dialogues.activities.services.minutes import approve_minutes, circulate, take_back_minutes, write_minutes
from dialogues.activities.services.taking import confirm_recorded
from dialogues.ledger.models import Entry
from dialogues.models import Dialogue, Seat
from dialogues.states import Attribution, Role
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError
from tests import make
from tests.activities import make as acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue() -> Dialogue:
    return make.dialogue()


@pytest.fixture
def seat(dialogue: Dialogue) -> Seat:
    return make.seat(dialogue)


@pytest.fixture
def head(seat: Seat) -> User:
    return make.delegate(seat)


def sent_round(dialogue: Dialogue, seat: Seat, **about: Any) -> Minutes:
    """Minutes of a meeting in which the seat was there, stood somewhere and said something."""
    meeting = acts.meeting(dialogue, **about)
    host, point = make.host_of(dialogue), meeting.agenda.first()
    assert point is not None
    acts.taken(meeting, acts.attends(seat), acts.position(seat, point.pk), acts.remark(seat))
    meeting = acts.held(meeting)
    write_minutes(meeting, by=host, revision=0, text="We met.", language="en")
    return circulate(meeting, by=host)


@pytest.mark.parametrize("is_approved", [False, True])
def test_minutes_that_were_sent_round_say_what_people_read(dialogue, seat, head, is_approved) -> None:
    minutes = sent_round(dialogue, seat)
    meeting, host = minutes.meeting, make.host_of(dialogue)
    if is_approved:
        approve_minutes(minutes, seat, by=head, approves=True, round_number=minutes.round)
    words = acts.remark(seat, "Never said")
    for change in (
        lambda: acts.taken(meeting, words),
        lambda: acts.taken(meeting, acts.position(seat, meeting.agenda.first().pk, "against")),
        lambda: acts.taken(meeting, acts.attends(seat, "no")),
        lambda: set_agenda(meeting, by=host, points=[("Another name", 5), ("A working day", 60)]),
        lambda: edit_meeting(meeting, by=host, revision=meeting.revision, title="Another meeting"),
    ):
        with pytest.raises(StateError, match="sent round"):
            change()
    take_back_minutes(meeting, by=host)
    assert acts.taken(meeting, words) == 1


def test_an_entry_that_is_sent_again_counts_once_also_after_the_minutes_went_round(dialogue, seat) -> None:
    meeting, said = acts.meeting(dialogue), acts.remark(seat)
    acts.taken(meeting, acts.attends(seat), said)
    meeting = acts.held(meeting)
    write_minutes(meeting, by=make.host_of(dialogue), revision=0, text="We met.", language="en")
    circulate(meeting, by=make.host_of(dialogue))
    assert acts.taken(meeting, said) == 0


def test_the_rule_of_attribution_holds_once_somebody_took_a_position_under_it(dialogue, seat) -> None:
    meeting = acts.meeting(dialogue, attribution=Attribution.NOBODY)
    acts.taken(meeting, acts.position(seat, meeting.agenda.first().pk))
    with pytest.raises(StateError, match="attribution"):
        edit_meeting(
            meeting,
            by=make.host_of(dialogue),
            revision=meeting.revision,
            attribution=Attribution.ORGANISATION,
        )


def test_remarks_close_again_when_minutes_are_taken_back(dialogue, seat) -> None:
    minutes = sent_round(dialogue, seat)
    assert set(Entry.objects.values_list("tier", flat=True)) == {Tier.PARTICIPANTS}
    take_back_minutes(minutes.meeting, by=make.host_of(dialogue))
    assert set(Entry.objects.values_list("tier", flat=True)) == {Tier.HOST}


def test_nothing_that_only_the_host_team_knows_is_recorded_for_a_seat(dialogue, seat, head) -> None:
    meeting = acts.meeting(dialogue, tier=Tier.HOST)
    for given in (acts.remark(seat), acts.position(seat, meeting.agenda.first().pk)):
        with pytest.raises(StateError, match="host team"):
            acts.taken(meeting, given)
    assert not Remark.objects.exists() and not SeatPosition.objects.exists()


def test_a_seat_outside_a_closed_circle_is_told_nothing_of_it(dialogue, seat, head) -> None:
    invited = make.seat(dialogue)
    meeting = acts.meeting(dialogue, tier=Tier.GROUP, seats=[invited])
    meeting.activity.asks_all = False
    meeting.activity.save(update_fields=["asks_all"])
    point = meeting.agenda.first().pk
    with pytest.raises(StateError, match="not invited"):
        acts.taken(meeting, acts.position(seat, point))
    assert acts.taken(meeting, acts.position(invited, point)) == 1
    SeatPosition.objects.update(seat=seat)
    assert not SeatPosition.objects.visible_to(head).exists()


def test_nobody_of_the_host_team_confirms_or_approves_what_the_team_wrote(dialogue, seat, head) -> None:
    both = make.role(dialogue, make.user(), Role.FACILITATOR).user
    make.delegate(seat, both)
    minutes = sent_round(dialogue, seat)
    asked = {person: {todo.url for todo in meetings_waiting(person)} for person in (head, both)}
    place = [dialogue.slug, minutes.meeting_id]
    pages = {reverse("meeting_confirm", args=place), reverse("meeting_minutes", args=place)}
    assert pages <= asked[head] and not pages & asked[both]
    with pytest.raises(PermissionDenied):
        confirm_recorded(minutes.meeting, seat, by=both)
    with pytest.raises(PermissionDenied):
        approve_minutes(minutes, seat, by=both, approves=True, round_number=minutes.round)
    assert confirm_recorded(minutes.meeting, seat, by=head) == 3
