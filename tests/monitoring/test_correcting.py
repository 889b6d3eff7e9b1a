"""Notes corrected and withdrawn: by whom, what stays readable, what leaves files and other pages; adaptations on the recommendation."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dialogues.models import Notice
from dialogues.monitoring.models import Influence
from dialogues.monitoring.services.correcting import correct_followed, withdraw_followed
from dialogues.monitoring.services.following import log_adaptation, log_step, note_influence
from dialogues.monitoring.states import InfluenceKind, StepKind
from inspired.core.models import Event, User
from inspired.core.states import StaleError, StateError
from tests import make
from tests.counting import costs_of
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def stage() -> dict[str, Any]:
    dialogue = make.dialogue()
    (seat, person), (_other, outside) = mo.table(dialogue)
    (asked,) = mo.asked(dialogue, seat)
    host, about = make.host_of(dialogue), asked.recommendation
    note = note_influence(
        dialogue, by=person, seat=seat, kind=InfluenceKind.BILL, title="OLD-TITLE", text="Text", recommendation=about
    )
    adapted = log_adaptation(
        dialogue, by=host, recommendation=about, title="Taxis", after="OLD-WORDING", text="No buses"
    )
    step = log_step(dialogue, by=host, kind=StepKind.PARTY, title="Promise")
    return {
        "dialogue": dialogue, "person": person, "outside": outside, "host": host,
        "note": note, "adapted": adapted, "step": step, "commitment": asked, "about": about,
    }  # fmt: skip


def test_a_correction_keeps_the_earlier_wording_and_says_by_whom(stage) -> None:
    note = correct_followed(stage["note"], by=stage["person"], revision=1, title="NEW-TITLE", kind=InfluenceKind.SPEECH)
    assert (note.title, note.revision, note.earlier[0]["title"]) == ("NEW-TITLE", 2, "OLD-TITLE")
    event = Event.objects.get(verb="influence.corrected")
    assert event.details["fields"] == ["title"] and event.details["changes"] == {"kind": ["bill", "speech"]}
    page = client_of(stage["outside"]).get(reverse("influence", args=[stage["dialogue"].slug])).content.decode()
    assert "NEW-TITLE" in page and "OLD-TITLE" in page and "Corrected on" in page
    assert f"by <bdi>{note.seat.organisation.name}" in page and "/correct/" not in page
    correct_followed(note, by=stage["person"], revision=1, title="NEW-TITLE")  # the same again changes nothing
    with pytest.raises(StaleError):
        correct_followed(note, by=stage["host"], revision=1, title="Other")
    correct_followed(note, by=stage["host"], revision=2, title="Third")
    page = client_of(stage["person"]).get(reverse("influence", args=[stage["dialogue"].slug])).content.decode()
    assert "by <bdi>Host team" in page and "/correct/" in page


def test_only_its_seat_and_the_host_team_change_a_note(stage) -> None:
    for one, nobody in (
        (stage["note"], stage["outside"]),
        (stage["step"], stage["person"]),
        (stage["adapted"], stage["person"]),
    ):
        with pytest.raises(PermissionDenied):
            correct_followed(one, by=nobody, revision=1, title="Theirs")
        with pytest.raises(PermissionDenied):
            withdraw_followed(one, by=nobody, revision=1, reason="Theirs")
    for wrong in ({"title": " "}, {"recommendation": mo.recommendation(make.dialogue())}):
        with pytest.raises(StateError):
            correct_followed(stage["note"], by=stage["host"], revision=1, **wrong)
    with pytest.raises(StateError):
        correct_followed(stage["adapted"], by=stage["host"], revision=1, after=" ")
    with pytest.raises(StateError):
        withdraw_followed(stage["note"], by=stage["host"], revision=1, reason=" ")


def test_what_is_withdrawn_stands_struck_in_its_list_and_nowhere_else(stage) -> None:
    slug, client = stage["dialogue"].slug, client_of(stage["outside"])
    withdraw_followed(stage["note"], by=stage["person"], revision=1, reason="NOT-SO")
    url = reverse("influence", args=[slug])
    page = client.get(url).content.decode()
    assert "<s><bdi>OLD-TITLE" in page and "NOT-SO" in page and "Withdrawn on" in page
    assert "OLD-TITLE" not in client.get(f"{url}?format=csv").content.decode()
    assert "OLD-TITLE" not in client.get(stage["commitment"].get_absolute_url()).content.decode()
    withdraw_followed(stage["note"], by=stage["person"], revision=1, reason="NOT-SO")
    assert Event.objects.filter(verb="influence.withdrawn").count() == 1
    with pytest.raises(PermissionDenied):
        correct_followed(stage["note"], by=stage["person"], revision=2, title="Again")


def test_an_adaptation_stands_on_its_recommendation_until_it_is_withdrawn(stage) -> None:
    url = stage["about"].get_absolute_url()
    client = client_of(stage["outside"])
    page = client.get(url).content.decode()
    assert "Adapted since" in page and "OLD-WORDING" in page and f"#noted-{stage['adapted'].pk}" in page
    one = correct_followed(stage["adapted"], by=stage["host"], revision=1, after="NEW-WORDING")
    told = Notice.objects.filter(kind="monitoring.adaptation_changed").values_list("user", flat=True)
    assert stage["person"].pk in told and stage["outside"].pk not in told
    assert "NEW-WORDING" in client.get(url).content.decode()
    withdraw_followed(one, by=stage["host"], revision=2, reason="Buses are back")
    assert "Adapted since" not in client.get(url).content.decode()


def test_the_recommendation_costs_the_same_with_many_adaptations(stage) -> None:
    client, url = client_of(stage["person"]), stage["about"].get_absolute_url()
    (few,) = costs_of(client, [url])
    for number in range(30):
        log_adaptation(
            stage["dialogue"],
            by=stage["host"],
            recommendation=stage["about"],
            title=f"{number}",
            after="So",
            text="Since",
        )
    assert costs_of(client, [url]) == [few] and few <= 12


def test_the_forms_hold_what_stands_and_lose_nothing(stage) -> None:
    client, slug = client_of(stage["person"]), stage["dialogue"].slug
    url = reverse("influence_correct", args=[slug, stage["note"].pk])
    assert "OLD-TITLE" in client.get(url).content.decode()
    typed = {
        "title": "MINE",
        "on": stage["note"].on,
        "kind": "bill",
        "recommendation": stage["about"].pk,
        "text": "Text",
    }
    correct_followed(stage["note"], by=stage["host"], revision=1, title="THEIRS")
    page = client.post(url, {**typed, "revision": 1}).content.decode()
    assert "MINE" in page and "THEIRS" in page and "changed this note meanwhile" in page
    assert client.post(url, {**typed, "revision": 2}).status_code == 302
    assert Influence.objects.get().title == "MINE"
    for kind, one in (("adaptation", stage["adapted"]), ("step", stage["step"])):
        host = client_of(stage["host"])
        assert host.get(reverse(f"{kind}_correct", args=[slug, one.pk])).status_code == 200
        gone = reverse(f"{kind}_withdraw", args=[slug, one.pk])
        assert host.get(gone).status_code == 200
        assert host.post(gone, {"reason": "A mistake", "revision": 1}).status_code == 302
        one.refresh_from_db()
        assert one.is_withdrawn
