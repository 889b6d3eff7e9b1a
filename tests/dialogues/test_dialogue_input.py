"""Bad and hostile input: all errors at once, what was typed survives, nothing answers 500 or runs."""

from __future__ import annotations

import pytest
from django.test import Client

from dialogues.models import Dialogue
from dialogues.services.dialogue import edit_dialogue
from inspired.core.models import User
from tests import make

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>{{ 7|add:7 }}"
SETTINGS = {
    "title": "Typed by me",
    "purpose": "Agree",
    "country": "Here",
    "host_organisation": "Us",
    "language": "en",
    "time_zone": "UTC",
    "incentives_tier": "host",
}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_all_errors_come_at_once_and_what_was_typed_stays() -> None:
    page = client_of(make.user(is_host=True)).post(
        "/dialogues/new/", {"purpose": "Kept words", "language": "xx", "time_zone": "Nowhere", "form_key": "no"}
    )
    assert page.status_code == 200
    assert set(page.context["form"].errors) >= {
        "title",
        "country",
        "policy_area",
        "host_organisation",
        "language",
        "time_zone",
        "incentives_tier",
        "form_key",
    }
    assert "Kept words" in page.content.decode()
    assert not Dialogue.objects.exists()


@pytest.mark.parametrize("text", [SCRIPT, "x" * 100_000, "\x00null", "‮reversed", "a\nb"])
def test_hostile_titles_are_refused_or_harmless(text: str) -> None:
    client = client_of(make.user(is_host=True))
    page = client.get("/dialogues/new/")
    key = page.context["form"]["form_key"].value()
    answer = client.post("/dialogues/new/", {**SETTINGS, "policy_area": text, "title": text, "form_key": key})
    assert answer.status_code in {200, 302}
    if made := Dialogue.objects.first():
        for place in ("", "manage/", "manage/settings/", "manage/trail/", "manage/policy-area/"):
            assert "<script>alert" not in client.get(f"{made.get_absolute_url()}{place}").content.decode()


def test_a_stale_settings_form_shows_both_and_saves_on_the_second_try() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    client = client_of(host)
    place = f"{dialogue.get_absolute_url()}manage/settings/"
    edit_dialogue(dialogue, by=host, revision=1, title="Saved by a colleague")
    page = client.post(place, {**SETTINGS, "revision": 1})
    text = page.content.decode()
    assert "Saved by a colleague" in text
    assert "Typed by me" in text
    assert page.context["form"]["revision"].value() == "2"
    assert client.post(place, {**SETTINGS, "revision": 2}).status_code == 302
    dialogue.refresh_from_db()
    assert dialogue.title == "Typed by me"


def test_fields_that_are_not_in_the_form_are_ignored() -> None:
    dialogue = make.dialogue()
    client = client_of(make.host_of(dialogue))
    client.post(
        f"{dialogue.get_absolute_url()}manage/settings/",
        {**SETTINGS, "revision": 1, "status": "archived", "visibility": "public", "slug": "mine", "policy_area": "X"},
    )
    dialogue.refresh_from_db()
    assert (dialogue.title, dialogue.status, dialogue.visibility) == ("Typed by me", "open", "participants")
    assert (dialogue.slug, dialogue.policy_area) != ("mine", "X")


def test_a_move_that_came_too_late_keeps_its_reason() -> None:
    dialogue = make.dialogue()
    page = client_of(make.host_of(dialogue)).post(
        f"{dialogue.get_absolute_url()}manage/phases/assessment/pause/", {"reason": "My long reason"}
    )
    assert page.status_code == 200
    assert "My long reason" in page.content.decode()
    assert "moved on" in page.content.decode()


def test_publication_asks_to_be_understood() -> None:
    dialogue = make.dialogue()
    client = client_of(make.host_of(dialogue))
    place = f"{dialogue.get_absolute_url()}manage/publication/"
    assert client.post(place, {"on": "2026-13-45"}).status_code == 200
    assert client.post(place, {}).status_code == 200
    assert not Dialogue.objects.published().exists()
    assert client.post(place, {"understood": "on"}).status_code == 302
    assert Client().get(dialogue.get_absolute_url()).status_code == 200
    assert client.post(f"{place}end/").status_code == 302
    assert Client().get(dialogue.get_absolute_url()).status_code == 302


def test_the_publication_day_begins_in_the_dialogues_own_zone() -> None:
    dialogue = make.dialogue(time_zone="Pacific/Auckland")
    client = client_of(make.host_of(dialogue))
    client.post(f"{dialogue.get_absolute_url()}manage/publication/", {"understood": "on", "on": "2030-01-15"})
    dialogue.refresh_from_db()
    assert dialogue.published_at.isoformat() == "2030-01-14T11:00:00+00:00"
    assert Client().get(dialogue.get_absolute_url()).status_code == 302


def test_a_former_name_of_a_time_zone_stays_until_another_is_chosen() -> None:
    dialogue = make.dialogue(time_zone="Asia/Calcutta")
    client = Client()
    client.force_login(make.host_of(dialogue))
    page = client.get(f"/dialogues/{dialogue.slug}/manage/settings/").content.decode()
    assert '<option value="Asia/Calcutta" selected>' in page and 'value="Asia/Kolkata"' in page
    other = make.dialogue(make.host_of(dialogue))
    assert "Asia/Calcutta" not in client.get(f"/dialogues/{other.slug}/manage/settings/").content.decode()
