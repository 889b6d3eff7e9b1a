"""From a new dialogue to a closed phase, page by page, as a host does it."""

from __future__ import annotations

import pytest
from django.test import Client

from dialogues.models import Dialogue, DialogueRole, Invitation
from dialogues.states import AreaOutcome, PhaseMove, Role, Status
from tests import make

pytestmark = pytest.mark.django_db
NEW = {
    "title": "Decent work for domestic workers",
    "purpose": "Make the rules for domestic work ready for the first reading.",
    "country": "Ilhas do Sul",
    "policy_area": "Informal labour",
    "host_organisation": "National women’s-rights organisation",
    "donor": "Delegation of the Union",
    "language": "pt",
    "other_languages": ["en", "pt"],
    "time_zone": "Atlantic/Cape_Verde",
    "incentives": "Trade preferences are monitored.",
    "incentives_tier": "host",
}


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def test_a_host_creates_opens_and_closes() -> None:
    client = signed_in(make.user(is_host=True))
    page = client.get("/dialogues/new/")
    key = page.context["form"]["form_key"].value()
    answer = client.post("/dialogues/new/", {**NEW, "form_key": key})
    assert answer.status_code == 302, answer.context["form"].errors
    made = Dialogue.objects.get()
    assert (made.status, made.slug, made.other_languages) == (Status.DRAFT, "decent-work-for-domestic-workers", ["en"])
    assert made.policy_area_changes.get().outcome == AreaOutcome.SELECTED
    assert client.post("/dialogues/new/", {**NEW, "form_key": key}).status_code == 302
    assert Dialogue.objects.count() == 1

    place = made.get_absolute_url()
    opened = client.post(f"{place}manage/status/open/", {"reason": "The code is revised", "open_first_phase": "on"})
    assert opened.status_code == 302
    overview = client.get(place)
    assert b"Open since" in overview.content
    closing = client.get(f"{place}manage/phases/assessment/close/")
    assert "No ground rules have been proposed." in closing.content.decode()
    assert "No version of the PPA is adopted yet." in closing.content.decode()
    fields = list(closing.context["form"].fields)
    assert fields[:6] == ["pertinent", "outcome", "area", "missing", "indicators", "ways"]
    assert fields[-1] == "reason"
    assert {"ppa_adopted", "calls", "undecided"} <= set(fields)
    closed = client.post(
        f"{place}manage/phases/assessment/close/",
        {
            "pertinent": "Yes: the code is on the calendar.",
            "outcome": "adjusted",
            "area": "Domestic work",
            "missing": "Employers",
            "reason": "The analysis is adopted.",
        },
    )
    assert closed.status_code == 302, closed.context["form"].errors
    made.refresh_from_db()
    assert made.policy_area == "Domestic work"
    entry = made.phase_log.get(move=PhaseMove.CLOSE)
    said = {item["key"]: item for item in entry.closing_answers}
    assert said["missing"]["answer"] == "Employers"
    assert said["policy_area"]["answer"] == "Adjusted"
    assert said["ways"]["open_items"] == ["No ground rules have been proposed."]
    assert "The analysis is adopted." in client.get(f"{place}manage/phases/").content.decode()


def test_a_host_asks_somebody_to_hold_a_role() -> None:
    dialogue = make.dialogue()
    client = signed_in(make.host_of(dialogue))
    place = f"{dialogue.get_absolute_url()}manage/team/"
    said = {"email": "Someone@Example.org", "role": "facilitator", "language": "fr"}
    assert client.post(f"{place}invite/", {**said, "role": "king"}).status_code == 200
    assert client.post(f"{place}invite/", said).status_code == 302
    again = client.post(f"{place}invite/", said)
    assert "invited already" in again.content.decode()
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.language) == ("someone@example.org", "facilitator", "fr")
    assert "someone@example.org" in client.get(place).content.decode()


def test_a_host_ends_a_role_after_being_asked_once() -> None:
    dialogue = make.dialogue()
    client = signed_in(make.host_of(dialogue))
    role = make.role(dialogue, make.user(), Role.DONOR)
    place = f"{dialogue.get_absolute_url()}manage/team/{role.pk}/end/"
    assert "End this role?" in client.get(place).content.decode()
    assert client.post(place).status_code == 302
    assert not DialogueRole.objects.active().filter(pk=role.pk).exists()
    elsewhere = make.role(make.dialogue(), make.user(), Role.DONOR)
    assert client.post(f"{dialogue.get_absolute_url()}manage/team/{elsewhere.pk}/end/").status_code == 404


def test_every_page_of_a_host_answers() -> None:
    dialogue = make.dialogue()
    client = signed_in(make.host_of(dialogue))
    make.seat(dialogue)
    place = dialogue.get_absolute_url()
    manage = f"{place}manage/"
    for url in (
        "/dialogues/",
        "/dialogues/new/",
        place,
        f"{place}rules/",
        f"{place}rules/propose/",
        manage,
        f"{manage}settings/",
        f"{manage}status/paused/",
        f"{manage}status/archived/",
        f"{manage}policy-area/",
        f"{manage}phases/",
        f"{manage}phases/assessment/open/",
        f"{manage}phases/assessment/close/",
        f"{manage}publication/",
        f"{manage}team/",
        f"{manage}team/{dialogue.roles.get().pk}/end/",
        f"{manage}trail/",
    ):
        assert client.get(url).status_code == 200, url
    for url in (f"{manage}status/draft/", f"{manage}phases/none/open/", f"{manage}phases/assessment/jump/"):
        assert client.get(url).status_code == 404, url


def test_what_waits_in_a_dialogue_does_not_name_that_dialogue_at_every_line() -> None:
    dialogue = make.dialogue(title="Work of carers")
    delegate = make.delegate(make.seat(dialogue))
    for name in ("What carers earn", "What carers need"):
        make.call(dialogue, title=name)
    page = signed_in(delegate).get(dialogue.get_absolute_url()).content.decode()
    waiting = page.split("Also waiting for you")[1].split("</ul>")[0]
    assert "What carers" in waiting
    assert "Work of carers" not in waiting
