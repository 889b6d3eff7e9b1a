"""Two of the host team change an activity or its release at once: the second reads both and loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.activities.forms.activities import EditForm
from dialogues.activities.models import Activity, Release
from dialogues.activities.services.activities import edit_activity
from dialogues.activities.services.releases import set_release
from dialogues.activities.states.activities import Tool
from dialogues.models import Dialogue
from tests import make
from tests.activities import make as acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue() -> Dialogue:
    return make.dialogue(slug="main")


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_activity_with_seats_and_a_facilitator_is_changed_by_two(dialogue) -> None:
    host, seats = make.host_of(dialogue), [make.seat(dialogue, f"Seat {name}") for name in ("ONE", "TWO", "THREE")]
    activity = acts.activity(dialogue, seats=seats[:2], asks_all=False, facilitator=host)
    typed = {name: value for name, value in EditForm.stored(activity).items() if value is not None}
    typed |= {"revision": activity.revision, "seats": [seats[2].pk], "title": "TYPED-HERE", "group": ""}
    edit_activity(
        activity, by=host, revision=activity.revision, seats=seats[:2], asks_all=False, title="SAVED-MEANWHILE"
    )
    answer = client_of(host).post(reverse("activity_edit", args=["main", activity.pk]), typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Somebody else saved meanwhile" in page
    table = page.split("What differs")[1].split("</table>")[0]
    assert "SAVED-MEANWHILE" in table and "TYPED-HERE" in table
    assert "Seat ONE, Seat TWO" in table and "Seat THREE" in table
    assert "Facilitator" not in table, "nobody changed it"
    assert Activity.objects.get(pk=activity.pk).title == "SAVED-MEANWHILE"


def test_a_release_is_settled_by_two(dialogue) -> None:
    host, seat = make.host_of(dialogue), make.seat(dialogue, "Seat ONE")
    event = acts.activity(dialogue, tool=Tool.PUBLIC_EVENTS)
    url = reverse("activity_release", args=["main", event.pk])
    set_release(event, by=host, revision=0, opens_on=None, seats=[seat])
    typed = {"opens_on": "2035-06-03", "revision": 0}
    page = client_of(host).post(url, typed).content.decode()
    assert "Somebody else saved meanwhile" in page and 'value="2035-06-03"' in page
    assert "Seat ONE" in page.split("What differs")[1].split("</table>")[0]
    assert Release.objects.get().opens_on is None
    typed["revision"] = page.split('name="revision" value="')[1].split('"')[0]
    assert client_of(host).post(url, typed).status_code == 302
    assert str(Release.objects.get().opens_on) == "2035-06-03"
