"""Members: invited, accepting with a substitute or declining, naming people, leaving; who fits and who is missing."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from dialogues.models import Notice
from dialogues.services import balance
from dialogues.services.seats import edit_seat
from dialogues.states import Category, DelegateRole
from inspired.core import ports
from inspired.core.ports import Leaver
from inspired.core.states import StateError
from tests import make
from tests.workinggroups import make as wg
from workinggroups.fitting import candidates
from workinggroups.inclusion import lacking
from workinggroups.models import Group, Member
from workinggroups.services import members, work
from workinggroups.states import MemberState

pytestmark = pytest.mark.django_db


def test_an_invitation_is_accepted_with_who_comes_and_who_stands_in() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    first, second = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    place = wg.invite(wg.group(dialogue), seat)
    assert Notice.objects.filter(kind="workinggroups.invited", user=first).count() == 1
    one, other = (seat.delegates.get(user=user) for user in (first, second))
    with pytest.raises(StateError):
        members.accept_invitation(place, by=first, delegate=one, substitute=one)
    stranger = make.seat(dialogue)
    make.delegate(stranger)
    with pytest.raises(StateError):
        members.accept_invitation(place, by=first, delegate=stranger.delegates.get())
    joined = members.accept_invitation(place, by=first, delegate=one, substitute=other, specialisation="surveys")
    assert (joined.delegate, joined.substitute, joined.specialisation) == (one, other, "surveys")
    with pytest.raises(StateError):
        members.decline_invitation(place, by=second)


def test_nobody_answers_for_another_seat_and_the_host_for_none() -> None:
    dialogue = make.dialogue()
    place = wg.invite(wg.group(dialogue), make.seat(dialogue))
    other = make.delegate(make.seat(dialogue))
    for user in (other, make.host_of(dialogue)):
        with pytest.raises(PermissionDenied):
            members.accept_invitation(place, by=user)


def test_who_declined_can_be_asked_anew_and_who_is_a_member_stays() -> None:
    dialogue = make.dialogue()
    made, host = wg.group(dialogue), make.host_of(dialogue)
    seat, other = make.seat(dialogue), make.seat(dialogue)
    by = make.delegate(seat)
    members.decline_invitation(wg.invite(made, seat), by=by)
    wg.join(made, other)
    again = members.invite_members(made, by=host, seats={seat.pk: "law", other.pk: ""})
    assert [(one.seat_id, one.state) for one in again] == [(seat.pk, MemberState.INVITED)]
    assert Notice.objects.filter(kind="workinggroups.invited", user=by).count() == 2


def test_only_the_table_is_invited() -> None:
    dialogue = make.dialogue()
    absent = make.seat(dialogue, joined_at=None)
    with pytest.raises(StateError):
        members.invite_members(wg.group(dialogue), by=make.host_of(dialogue), seats={absent.pk: ""})


def test_leaving_takes_the_role_along_and_ends_the_reading() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    made = wg.group(dialogue, seat)
    by = wg.speaker(seat)
    assert Group.objects.worked_in_by(by).exists()
    place = members.end_membership(made.members.get(), by=by)
    assert (place.state, place.is_coordinator) == (MemberState.LEFT, False)
    assert not Group.objects.worked_in_by(by).exists()


def test_whoever_has_left_the_seat_is_inside_no_longer() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    made = wg.group(dialogue, seat)
    former = make.delegate(seat, role=DelegateRole.OBSERVER)
    assert not Group.objects.worked_in_by(former).filter(pk=made.pk).exists(), "observers follow, they are not members"


def test_warnings_name_what_the_table_has_and_the_group_lacks() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    ministry = make.seat(dialogue, category=Category.ADMINISTRATION)
    union = make.seat(dialogue, category=Category.SOCIAL_AGENTS)
    workers = balance.add_group(dialogue, by=host, name="Live-in workers")
    edit_seat(union, by=host, category=union.category, from_phase=union.from_phase, speaks_for=[workers])
    made = wg.group(dialogue)
    assert lacking(host, made).is_empty
    wg.join(made, ministry)
    told = lacking(host, Group.objects.get(pk=made.pk))
    assert told.no_other_than_state and told.groups == ("Live-in workers",)
    assert told.categories == (str(Category.SOCIAL_AGENTS.label),)
    wg.join(made, union)
    assert not lacking(host, Group.objects.get(pk=made.pk)).is_anything


def test_members_are_proposed_by_what_they_know() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    near, far = make.seat(dialogue, "Institute"), make.seat(dialogue, "A chamber")
    members.describe_seat(near, by=make.delegate(near), words="surveys ,  working hours")
    members.describe_seat(far, by=host, words="trade")
    made = wg.group(dialogue)
    found = candidates(host, made)
    assert [one.seat for one in found] == [near, far]
    assert found[0].shared == ("hours", "working") and found[0].known_for == "surveys, working hours"
    with pytest.raises(PermissionDenied):
        members.describe_seat(near, by=make.delegate(far), words="Nothing")


def test_handing_over_names_the_successor_in_the_group() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    leaver, successor = make.delegate(seat), make.delegate(seat)
    made = wg.group(dialogue)
    place = wg.invite(made, seat)
    mine, theirs = (seat.delegates.get(user=user) for user in (leaver, successor))
    members.accept_invitation(place, by=leaver, delegate=mine, substitute=theirs)
    work.add_task(made, by=leaver, title="Count", owner=Member.objects.get(pk=place.pk))
    gone = Leaver(leaver, dialogue.pk, seat.pk)
    told = {held.what: held.count for held in ports.handover.preview(make.host_of(dialogue), gone)}
    assert told["Places in working groups"] == told["Open tasks in working groups"] == 1
    ports.handover.pass_on(gone, successor)
    place.refresh_from_db()
    assert place.delegate == theirs and place.substitute is None
