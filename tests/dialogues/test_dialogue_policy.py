"""Who gets which page of a dialogue: one table of page × role, and what hidden and public dialogues give away."""

from __future__ import annotations

import pytest
from django.test import Client

from dialogues.services.dialogue import publish_dialogue
from dialogues.services.rules import propose_rules
from dialogues.states import Status
from tests import make
from tests.dialogues.cast import EVERYBODY, MEMBERS, READERS, TEAM, cast_of, client_of

pytestmark = pytest.mark.django_db
HOST = frozenset({"host"})
PAGES = {
    "": MEMBERS,
    "rules/": READERS,
    "rules/propose/": TEAM,
    "rules/1/answer/": frozenset({"head"}),
    "rules/1/enter/": TEAM,
    "rules/1/agree/": HOST,
    "manage/": TEAM,
    "manage/settings/": TEAM,
    "manage/status/paused/": HOST,
    "manage/policy-area/": READERS,
    "manage/phases/": READERS,
    "manage/phases/assessment/open/": HOST,
    "manage/phases/assessment/close/": HOST,
    "manage/publication/": HOST,
    "manage/team/": TEAM,
    "manage/team/invite/": HOST,
    "manage/trail/": HOST,
}


def expected(page: str, who: str) -> int:
    if who in PAGES[page]:
        return 200
    if who == "anonymous":
        return 302
    if page.startswith("rules/1") and who == "media":
        return 404  # the rules themselves are hidden, not only what may be done with them
    return 403 if who in MEMBERS else 404


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_by_role(page: str) -> None:
    dialogue = make.dialogue()
    people = cast_of(dialogue)
    propose_rules(dialogue, by=people["host"], text="We listen.")
    got = {who: client_of(people, who).get(f"{dialogue.get_absolute_url()}{page}").status_code for who in EVERYBODY}
    assert got == {who: expected(page, who) for who in EVERYBODY}


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_is_the_teams_alone(page: str) -> None:
    dialogue = make.dialogue(status=Status.DRAFT)
    people = cast_of(dialogue)
    propose_rules(dialogue, by=people["host"], text="We listen.")
    for who in EVERYBODY:
        if who not in TEAM:
            got = client_of(people, who).get(f"{dialogue.get_absolute_url()}{page}").status_code
            assert got == (302 if who == "anonymous" else 404), who


def test_a_hidden_dialogue_answers_like_one_that_does_not_exist() -> None:
    dialogue = make.dialogue()
    client = Client()
    client.force_login(make.user())
    for page in PAGES:
        hidden = client.get(f"{dialogue.get_absolute_url()}{page}")
        never = client.get(f"/dialogues/never-was-there/{page}")
        assert (hidden.status_code, hidden.content) == (404, never.content)


def test_posts_are_refused_like_gets() -> None:
    dialogue = make.dialogue()
    people = cast_of(dialogue)
    for who in EVERYBODY:
        if who == "host":
            continue
        answer = client_of(people, who).post(
            f"{dialogue.get_absolute_url()}manage/phases/assessment/open/", {"reason": "Because"}
        )
        assert answer.status_code == (302 if who == "anonymous" else 403 if who in MEMBERS else 404), who
        ended = client_of(people, who).post(f"{dialogue.get_absolute_url()}manage/publication/end/")
        assert ended.status_code == (302 if who == "anonymous" else 403 if who in MEMBERS else 404), who
    assert not dialogue.phase_log.exists()


SECRETS = ("Trade talk behind closed doors", "call +999", "Quiet association", "We listen in secret")


def test_the_public_reads_general_information_only() -> None:
    dialogue = make.dialogue(
        incentives=SECRETS[0], incentives_tier="participants", contact=SECRETS[1], donor=make.organisation("A donor")
    )
    people = cast_of(dialogue)
    make.seat(dialogue, SECRETS[2])
    make.seat(dialogue, "Proud association", appear_in_public="organisation")
    propose_rules(dialogue, by=people["host"], text=SECRETS[3])
    publish_dialogue(dialogue, by=people["host"])
    for who in ("anonymous", "stranger", "media", "admin", "other host"):
        page = client_of(people, who).get(dialogue.get_absolute_url())
        text = page.content.decode()
        assert page.status_code == 200
        assert "Proud association" in text
        assert "A donor" in text
        assert not [secret for secret in (*SECRETS, "Ground rules") if secret in text], who
        assert client_of(people, who).get(f"{dialogue.get_absolute_url()}rules/").status_code in {302, 403}


@pytest.mark.parametrize(
    ("tier", "readers"),
    [
        ("host", TEAM),
        ("participants", TEAM | {"head", "observer delegate", "government", "observer"}),
        ("public", MEMBERS),
    ],
)
def test_incentives_are_shown_by_tier(tier: str, readers: frozenset[str]) -> None:
    dialogue = make.dialogue(incentives="Budget support is tied to a figure", incentives_tier=tier)
    people = cast_of(dialogue)
    got = {
        who
        for who in MEMBERS
        if "Budget support" in client_of(people, who).get(dialogue.get_absolute_url()).content.decode()
    }
    assert got == readers


def test_only_hosts_start_dialogues() -> None:
    client = Client()
    client.force_login(make.user())
    assert client.get("/dialogues/new/").status_code == 403
    assert client.post("/dialogues/new/", {"title": "Mine"}).status_code == 403
    assert Client().get("/dialogues/new/").status_code == 302
