"""The release of an event: who reads what is held back before the day, under the embargo, and after it; who is told what."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.activities.awaiting import meetings_waiting
from dialogues.activities.models import PlainRow, RecordText, Release
from dialogues.activities.services.activities import edit_activity
from dialogues.activities.services.records import add_row, write_record
from dialogues.activities.services.releases import set_release
from dialogues.activities.states.activities import Tool
from dialogues.states import Category
from inspired.core.models.audit import Tier
from inspired.core.states import StaleError, StateError
from tests import make
from tests.activities import make as acts
from tests.dialogues.cast import PARTICIPANTS, TEAM, cast_of

pytestmark = pytest.mark.django_db
BEFORE, TODAY, AFTER = "before", "today", "after"
NAMED, PRESS = frozenset({"named"}), frozenset({"press"})
AROUND = frozenset({"media"})
TABLE = TEAM | PARTICIPANTS | NAMED


def day(shift: int) -> date:
    return timezone.localdate() + timedelta(days=shift)


@pytest.fixture
def stage() -> dict[str, Any]:
    """An event that everybody may know of, its messages, and material of both kinds; one of each role, a seat that is named."""
    dialogue = make.dialogue()
    people: dict[str, Any] = cast_of(dialogue) | {"anonymous": AnonymousUser()}
    named = make.seat(dialogue)
    people |= {"named": make.delegate(named), "press": make.delegate(make.seat(dialogue, category=Category.MEDIA))}
    host = people["host"]
    event = acts.activity(dialogue, tool=Tool.PUBLIC_EVENTS, tier=Tier.PUBLIC, output="A declaration")
    write_record(event, by=host, revision=0, messages="A working day has an end", audience="Everybody")
    add_row(event, "materials", by=host, title="Press release", held="release")
    add_row(event, "materials", by=host, title="Invitation", held="now")
    return {"dialogue": dialogue, "people": people, "event": event, "named": named, "host": host}


def settle(stage: dict[str, Any], **said: Any) -> Release:
    known = Release.objects.filter(activity=stage["event"]).first()
    revision = known.revision if known else 0
    return set_release(stage["event"], by=stage["host"], revision=revision, seats=[stage["named"]], **said)


def readers(stage: dict[str, Any], words: str) -> frozenset[str]:
    """Name who reads the messages, or the material of this title, and check that the page says the same as the rows."""
    if words == "messages":
        found = {
            name: RecordText.objects.visible_to(user).filter(name="messages").exists()
            for name, user in stage["people"].items()
        }
    else:
        found = {
            name: any(row.words["title"] == words for row in PlainRow.objects.visible_to(user))
            for name, user in stage["people"].items()
        }
    return frozenset(name for name, reads in found.items() if reads)


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ({"opens_on": 1}, TEAM | NAMED),
        ({"opens_on": 1, "tells_media": True}, TEAM | NAMED | PRESS | AROUND),
        ({"opens_on": 0}, TABLE | PRESS),
        ({"opens_on": 0, "embargo_on": 0}, TABLE),
        ({"opens_on": 0, "embargo_on": 0, "tells_media": True}, TABLE | PRESS | AROUND),
        ({"opens_on": -3, "embargo_on": -1}, TABLE | PRESS),
        ({"opens_on": -3, "embargo_on": -1, "tells_media": True}, TABLE | PRESS | AROUND),
    ],
)
def test_what_is_held_back_is_read_by_role_and_day(stage, said, who) -> None:
    days = {name: day(value) for name, value in said.items() if name != "tells_media"}
    settle(stage, tells_media=said.get("tells_media", False), **days)
    assert readers(stage, "messages") == readers(stage, "Press release") == who
    assert readers(stage, "Invitation") == TABLE | PRESS


def test_without_a_day_messages_are_open_and_marked_material_waits(stage) -> None:
    assert readers(stage, "messages") == TABLE | PRESS
    assert readers(stage, "Press release") == TEAM
    settle(stage, opens_on=None)
    assert readers(stage, "messages") == TABLE | PRESS
    assert readers(stage, "Press release") == TEAM | NAMED
    client = Client()
    client.force_login(stage["host"])
    form = client.get(reverse("record_edit", args=[stage["dialogue"].slug, stage["event"].pk])).content.decode()
    assert "until one is, participants read them" in form


def test_what_is_held_back_stays_so_when_it_is_written_anew(stage) -> None:
    settle(stage, opens_on=day(1))
    write_record(stage["event"], by=stage["host"], revision=1, messages="A working day ends at six")
    row = PlainRow.objects.get(words__title="Invitation")
    assert readers(stage, "messages") == TEAM | NAMED and not row.is_held


def page_for(stage: dict[str, Any], name: str) -> str:
    client = Client()
    client.force_login(stage["people"][name])
    url = reverse("activity_record", args=[stage["dialogue"].slug, stage["event"].pk])
    return client.get(url).content.decode()


def test_the_page_says_what_waits_and_until_when(stage) -> None:
    settle(stage, opens_on=date(2035, 6, 3), embargo_on=date(2035, 6, 4))
    for name in ("host", "named"):
        page = page_for(stage, name)
        assert "A working day has an end" in page and "Press release" in page
        assert "Not before 3 June 2035; the media keep to an embargo until the end of 4 June 2035" in page
    assert str(stage["named"]) in page_for(stage, "host")
    page = page_for(stage, "head")
    assert "A working day has an end" not in page and "Press release" not in page and "Invitation" in page
    assert "Not before 3 June 2035" in page and "stand here from then on" in page
    media = page_for(stage, "media")
    assert "A working day has an end" not in media and "2035" not in media
    settle(stage, opens_on=date(2035, 6, 3), embargo_on=date(2035, 6, 4), tells_media=True)
    media = page_for(stage, "media")
    assert "A working day has an end" in media and "Under embargo until the end of 4 June 2035" in media
    assert "A declaration" not in media, "what it leads to is not told outside"
    assert "Everybody" not in media.split("<h2>")[1].split("In short")[0], "other texts are not for the media"


def test_once_the_day_and_the_embargo_are_past_nothing_stands_beside_it(stage) -> None:
    settle(stage, opens_on=day(-3), embargo_on=day(-1))
    page = page_for(stage, "head")
    assert "A working day has an end" in page and "Not before" not in page and "embargo" not in page


def test_the_day_begins_on_the_clocks_of_the_place(stage) -> None:
    release = settle(stage, opens_on=date(2035, 6, 3), embargo_on=date(2035, 6, 3))
    stage["event"].refresh_from_db()
    edit_activity(
        stage["event"], by=stage["host"], revision=stage["event"].revision, time_zone="Pacific/Auckland", asks_all=True
    )
    release.refresh_from_db()
    assert release.opens_at.isoformat() == "2035-06-02T12:00:00+00:00"
    assert release.lifts_at - release.opens_at == timedelta(days=1)


def test_only_the_host_team_settles_it_and_only_of_events(stage) -> None:
    for name, user in stage["people"].items():
        if name not in TEAM:
            with pytest.raises(PermissionDenied):
                set_release(stage["event"], by=user, revision=0, opens_on=day(1))
    with pytest.raises(PermissionDenied):
        set_release(acts.activity(stage["dialogue"]), by=stage["host"], revision=0, opens_on=day(1))


def test_what_contradicts_itself_is_refused(stage) -> None:
    with pytest.raises(StateError, match="needs a release date"):
        settle(stage, opens_on=None, embargo_on=day(2))
    with pytest.raises(StateError, match="before the release date"):
        settle(stage, opens_on=day(5), embargo_on=day(3))
    with pytest.raises(StateError, match="only once there is a release date"):
        settle(stage, opens_on=None, tells_media=True)
    with pytest.raises(StateError, match="no seat in this dialogue"):
        set_release(stage["event"], by=stage["host"], revision=0, opens_on=day(1), seats=[make.seat(make.dialogue())])
    settle(stage, opens_on=day(1))
    with pytest.raises(StaleError):
        set_release(stage["event"], by=stage["host"], revision=0, opens_on=day(2))
    with pytest.raises(IntegrityError):
        Release.objects.update(opens_at=None)


@pytest.mark.parametrize(("shift", "waits"), [(1, False), (0, True), (-1, False)])
def test_the_host_team_is_reminded_on_the_day(stage, shift, waits) -> None:
    settle(stage, opens_on=day(shift))
    told = {
        name: [one.title for one in meetings_waiting(user) if "release date" in one.title]
        for name, user in stage["people"].items()
        if name != "anonymous"
    }
    assert {name for name, found in told.items() if found} == (TEAM if waits else frozenset())


def test_the_form_settles_it_and_shows_what_is_settled(stage) -> None:
    client = Client()
    client.force_login(stage["host"])
    url = reverse("activity_release", args=[stage["dialogue"].slug, stage["event"].pk])
    said = {"opens_on": "2035-06-03", "embargo_on": "2035-06-01", "revision": 0, "seats": [stage["named"].pk]}
    assert "ends before the release date" in client.post(url, said).content.decode()
    undated = said | {"opens_on": "", "embargo_on": "", "tells_media": "on"}
    assert "only once there is a release date" in client.post(url, undated).content.decode()
    assert client.post(url, said | {"embargo_on": "2035-06-04"}).status_code == 302
    release = Release.objects.get()
    assert list(release.seats.all()) == [stage["named"]] and not release.tells_media
    page = client.get(url).content.decode()
    assert 'value="2035-06-03"' in page and f'value="{stage["named"].pk}" checked' in page


def test_days_go_back_among_the_texts_and_forth_again(stage) -> None:
    release = settle(stage, opens_on=date(2035, 6, 3), embargo_on=date(2035, 6, 4))
    migration = import_module("dialogues.activities.migrations.0004_planning")
    migration.put_days_back(apps, SimpleNamespace(connection=connection))
    texts = RecordText.objects.filter(record__activity=stage["event"], day__isnull=False)
    assert dict(texts.values_list("name", "day")) == {"release_on": date(2035, 6, 3), "embargo_on": date(2035, 6, 4)}
    Release.objects.all().delete()
    migration.keep_releases(apps, None)
    again = Release.objects.get()
    assert (again.opens_at, again.lifts_at) == (release.opens_at, release.lifts_at) and not texts.exists()
