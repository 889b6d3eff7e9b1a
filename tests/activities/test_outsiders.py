"""What pages of activities keep from those who are not invited, and lists from those who are not inside."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.activities.models import Activity, Meeting
from dialogues.activities.services.attending import invite_seats
from dialogues.services.dialogue import publish_dialogue
from dialogues.states import Role
from inspired.core.models.audit import Tier
from tests import make
from tests.activities import make as acts

pytestmark = pytest.mark.django_db
LINK = "https://rooms.example.org/secret-room"
LEADS_TO = "Chapter six, unannounced"


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main")


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue)


@pytest.fixture
def people(dialogue, seat):
    """Somebody of each kind who opens the pages of an activity that participants know of."""
    return {
        "host": make.host_of(dialogue),
        "facilitator": make.role(dialogue, make.user(), Role.FACILITATOR).user,
        "invited": make.delegate(seat),
        "other": make.delegate(make.seat(dialogue)),
        "observer": make.role(dialogue, make.user(), Role.OBSERVER).user,
    }


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def readers(people, address: str, words: str) -> set[str]:
    """Open a page as each of them; return who reads these words on it."""
    answers = {who: client_of(user).get(address) for who, user in people.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {who for who, answer in answers.items() if words in answer.content.decode()}


TEAM = {"host", "facilitator"}


def test_the_link_of_an_activity_is_for_the_host_team_and_the_seats_it_invites(dialogue, seat, people) -> None:
    some = acts.activity(dialogue, [seat], link=LINK)
    assert readers(people, some.get_absolute_url(), LINK) == TEAM | {"invited"}
    everybody = acts.activity(dialogue, link=LINK)
    assert readers(people, everybody.get_absolute_url(), LINK) == TEAM | {"invited", "other"}


def test_the_link_of_a_meeting_is_for_the_host_team_and_the_seats_invited_to_it(dialogue, seat, people) -> None:
    meeting = acts.meeting(dialogue)
    Meeting.objects.update(link=LINK)
    assert readers(people, meeting.get_absolute_url(), LINK) == TEAM
    invite_seats(meeting, by=people["host"], seats=[seat])
    assert readers(people, meeting.get_absolute_url(), LINK) == TEAM | {"invited"}


def test_no_calendar_and_no_export_holds_a_link(dialogue, seat, people) -> None:
    meeting = acts.meeting(dialogue, seats=[seat])
    Meeting.objects.update(link=LINK)
    Activity.objects.update(link=LINK)
    addresses = (
        reverse("meeting_calendar", args=["main", meeting.pk]),
        reverse("activities", args=["main"]) + "?format=csv",
        reverse("activities", args=["main"]) + "?q=secret-room",
    )
    for address in addresses:
        answer = client_of(people["host"]).get(address)
        assert answer.status_code == 200
        assert LINK not in answer.content.decode(), address


def test_what_an_activity_leads_to_is_neither_exported_nor_found_outside(dialogue, people) -> None:
    publish_dialogue(dialogue, by=people["host"])
    acts.activity(dialogue, tier=Tier.PUBLIC, output=LEADS_TO)
    address = reverse("activities", args=["main"])

    def told(client: Client) -> tuple[bool, bool]:
        listed, found = client.get(address + "?format=csv"), client.get(address + "?q=unannounced")
        assert listed.status_code == found.status_code == 200
        exported = b"".join(listed) if listed.streaming else listed.content
        assert acts.SAID["title"] in exported.decode()
        return LEADS_TO in exported.decode(), acts.SAID["title"] in found.content.decode()

    media = make.role(dialogue, make.user(), Role.MEDIA).user
    assert told(client_of(people["other"])) == (True, True)
    assert told(Client()) == (False, False)
    assert told(client_of(make.user())) == (False, False)
    assert told(client_of(media)) == (False, False)
