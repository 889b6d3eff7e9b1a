"""Closing a group thanks its members as each has chosen to appear, and the host reads beforehand what they will read."""

from __future__ import annotations

import pytest
from django.test import Client

from dialogues.models import Delegate, Notice
from dialogues.states import Appearance, Category, Role
from inspired.core.models import User
from inspired.core.services import erase_person
from tests import make
from tests.workinggroups import make as wg
from workinggroups.models import Group, Thanks
from workinggroups.services import groups, members
from workinggroups.states import Openness
from workinggroups.thanking import thanked

pytestmark = pytest.mark.django_db


def page(user: User | None, url: str) -> str:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(url).content.decode()


def finished() -> tuple[Group, User, list[User]]:
    """A group of three: one wishes to be named in person, one as an organisation, one by category alone."""
    dialogue = make.dialogue(visibility="public", published_at=make.timezone.now())
    wishes = (Appearance.NAME, Appearance.ORGANISATION, Appearance.CATEGORY)
    seats = [
        make.seat(dialogue, name=f"House {number}", appear_to_participants=wish) for number, wish in enumerate(wishes)
    ]
    speakers = [make.delegate(seat) for seat in seats]
    Delegate.objects.filter(user__in=speakers).update(appear_to_participants=Appearance.NAME)
    made = wg.group(dialogue, *seats, openness=Openness.PUBLIC)
    for seat, by in zip(seats, speakers, strict=True):
        place, comes = made.members.get(seat=seat), seat.delegates.get(user=by)
        members.name_people(place, by=by, delegate=comes, substitute=None, specialisation="")
    return made, make.host_of(dialogue), speakers


def expected(speakers: list[User]) -> list[str]:
    return sorted([f"{speakers[0].name}, House 0", "House 1", f"A participant from: {Category.CIVIL_SOCIETY.label}"])


def test_the_preview_and_the_page_say_the_same() -> None:
    made, host, speakers = finished()
    before = page(host, f"{made.get_absolute_url()}close/")
    for name in expected(speakers):
        assert f"<bdi>{name}</bdi>" in before
    assert "House 2" not in before.partition("The host thanks")[2]
    groups.close_group(made, by=host, outcomes="A survey that all stand behind")
    for reader in (host, speakers[0]):
        after = page(reader, made.get_absolute_url())
        assert all(f"<bdi>{name}</bdi>" in after for name in expected(speakers))
    mission = made.missions.get()
    assert thanked(speakers[1], made)[mission.pk] == expected(speakers)
    assert Notice.objects.filter(kind="workinggroups.closed", user__in=speakers).count() == 3


def test_nobody_outside_the_dialogue_reads_whom_the_host_thanks() -> None:
    made, host, speakers = finished()
    groups.close_group(made, by=host, outcomes="A survey that all stand behind")
    donor = make.role(made.dialogue, make.user(), Role.DONOR).user
    assert thanked(donor, made)
    for reader in (None, make.user()):
        told = page(reader, made.get_absolute_url())
        assert "A survey that all stand behind" in told and "House" not in told and speakers[0].name not in told


def test_a_new_mission_thanks_for_itself_and_a_changed_wish_is_obeyed() -> None:
    made, host, speakers = finished()
    groups.close_group(made, by=host, outcomes="First")
    groups.reconvene_group(made, by=host, mission="Again", phases=["monitoring"], reason="So")
    members.end_membership(made.members.get(seat__organisation__name="House 1"), by=host)
    groups.close_group(made, by=host, outcomes="Second")
    first, second = made.missions.order_by("number")
    assert len(thanked(host, made)[first.pk]) == 3 and len(thanked(host, made)[second.pk]) == 2
    Delegate.objects.filter(user=speakers[0]).update(appear_to_participants=Appearance.ORGANISATION)
    assert "House 0" in thanked(host, made)[first.pk]


def test_who_is_erased_is_thanked_as_their_organisation() -> None:
    made, host, speakers = finished()
    groups.close_group(made, by=host, outcomes="First")
    erase_person(speakers[0].person, by=speakers[0])
    assert not Thanks.objects.filter(delegate__user=speakers[0]).exists()
    assert "House 0" in thanked(host, made)[made.missions.get().pk]
