"""Who gets what from every page of inputs and the ledger: one table, actor by page."""

import pytest
from django.test import Client

from dialogues.inputs.models import Question
from dialogues.states import DelegateRole, Role
from inspired.core.models.audit import Tier
from tests import make

pytestmark = pytest.mark.django_db
ACTORS = [
    "host",
    "facilitator",
    "head",
    "alternate",
    "seat_observer",
    "other_seat",
    "government",
    "observer",
    "donor",
    "media",
    "other_dialogue",
    "stranger",
    "staff",
]
TEAM = {"host", "facilitator"}
SPEAKERS = {"head", "alternate"}
SEATED = {*SPEAKERS, "seat_observer", "other_seat"}
READERS = {*TEAM, *SEATED, "government", "observer"}
MEMBERS = {*READERS, "donor", "media"}
PAGES = {  # page: who reads it (200), who sees the row but may not (403); everybody else 404
    "": (READERS, {"donor", "media"}),
    "all/": (READERS, {"donor", "media"}),
    "ledger/": (READERS, {"donor", "media"}),
    "figures/": ({*READERS, "donor"}, {"media"}),
    "mine/": (SEATED, MEMBERS - SEATED),
    "calls/new/": (TEAM, MEMBERS - TEAM),
    "calls/{call}/": ({*TEAM, *SEATED}, set()),
    "calls/{call}/edit/": (set(), {*TEAM, *SEATED}),
    "calls/{call}/questions/new/": (set(), {*TEAM, *SEATED}),
    "calls/{call}/open/": (TEAM, SEATED),
    "calls/{call}/close/": (TEAM, SEATED),
    "calls/{call}/remind/": (TEAM, SEATED),
    "calls/{call}/extend/": (TEAM, SEATED),
    "calls/{call}/reopen/": (TEAM, SEATED),
    "calls/{call}/enter/": (TEAM, SEATED),
    "calls/{call}/seats/{seat}/": (SPEAKERS, {*TEAM, "seat_observer"}),
    "calls/{call}/answers/{draft}/check/": (SPEAKERS, {"seat_observer"}),
    "calls/{call}/answers/{answer}/receipt/": ({*TEAM, *SPEAKERS, "seat_observer"}, set()),
    "{host_only}/": ({*TEAM, *SPEAKERS, "seat_observer"}, set()),
    "{host_only}/decide/": (TEAM, {*SPEAKERS, "seat_observer"}),
    "{host_only}/translate/": ({*TEAM, *SPEAKERS}, {"seat_observer"}),
    "{shared}/": (READERS, set()),
    "{shared}/decide/": (TEAM, READERS - TEAM),
    "calls/{hidden}/": (TEAM, set()),
}


@pytest.fixture
def world():
    dialogue = make.dialogue()
    seat, other = make.seat(dialogue), make.seat(dialogue)
    actors = {
        "host": make.host_of(dialogue),
        "facilitator": make.user(),
        "head": make.delegate(seat),
        "alternate": make.delegate(seat, role=DelegateRole.ALTERNATE),
        "seat_observer": make.delegate(seat, role=DelegateRole.OBSERVER),
        "other_seat": make.delegate(other),
        "other_dialogue": make.delegate(make.seat(make.dialogue())),
        "stranger": make.user(),
        "staff": make.user(is_staff=True, is_superuser=True),
    }
    for name in ("government", "observer", "donor", "media"):
        actors[name] = make.user()
        make.role(dialogue, actors[name], Role(name))
    make.role(dialogue, actors["facilitator"], Role.FACILITATOR)
    call = make.call(dialogue, takes_several=True)
    open_call = make.call(dialogue, tier=Tier.PARTICIPANTS)
    answer = make.answer(call, seat, actors["head"], "only for the host")
    ids = {
        "call": call.pk,
        "hidden": make.call(dialogue, Question(text="Not yet"), status="draft").pk,
        "seat": seat.pk,
        "answer": answer.pk,
        "host_only": answer.entry.number,
        "shared": make.answer(open_call, seat, actors["head"], "for all of us").entry.number,
        "draft": make.draft(call, seat, actors["head"]).pk,
    }
    return dialogue, actors, ids


def expected(page, actor):
    reads, sees = PAGES[page]
    if page.endswith("seats/{seat}/") and actor == "other_seat":
        return 404  # speaks for a seat that is asked, but not for this one
    return 200 if actor in reads else 403 if actor in sees else 404


@pytest.mark.parametrize("actor", ACTORS)
def test_each_actor_gets_what_the_table_says(world, actor) -> None:
    dialogue, actors, ids = world
    client = Client()
    client.force_login(actors[actor])
    base = f"/dialogues/{dialogue.slug}/inputs/"
    got = {page: client.get(base + page.format(**ids)).status_code for page in PAGES}
    assert got == {page: expected(page, actor) for page in PAGES}


def test_anonymous_people_are_sent_to_sign_in_whether_or_not_it_exists(world) -> None:
    dialogue, _actors, ids = world
    for slug in (dialogue.slug, "no-such-dialogue"):
        for page in PAGES:
            answer = Client().get(f"/dialogues/{slug}/inputs/" + page.format(**ids))
            assert (answer.status_code, "/accounts/login/" in answer.url) == (302, True), page


def test_what_is_hidden_answers_like_what_never_existed(world) -> None:
    dialogue, actors, ids = world
    other = Client()
    other.force_login(actors["other_seat"])
    base = f"/dialogues/{dialogue.slug}/inputs/"
    for hidden, never in (
        (f"{ids['host_only']}/", "98765/"),
        (f"calls/{ids['hidden']}/", "calls/98765/"),
        (f"calls/{ids['call']}/seats/{ids['seat']}/", f"calls/{ids['call']}/seats/98765/"),
        (f"calls/{ids['call']}/answers/{ids['draft']}/check/", f"calls/{ids['call']}/answers/98765/check/"),
    ):
        first, second = other.get(base + hidden), other.get(base + never)
        assert (first.status_code, first.content) == (second.status_code, second.content)
        assert first.status_code == 404


def test_rows_of_another_dialogue_are_not_found_under_this_one(world) -> None:
    dialogue, actors, ids = world
    elsewhere = make.dialogue(actors["host"])
    host = Client()
    host.force_login(actors["host"])
    for page in ("calls/{call}/", "calls/{call}/close/", "{shared}/", "{shared}/decide/"):
        address = f"/dialogues/{elsewhere.slug}/inputs/" + page.format(**ids)
        assert host.get(address).status_code == 404, page
    other_call = make.call(dialogue)
    inside = f"/dialogues/{dialogue.slug}/inputs/calls/{other_call.pk}/answers/{ids['answer']}/receipt/"
    assert host.get(inside).status_code == 404


def test_nobody_but_the_team_acts_by_post(world) -> None:
    dialogue, actors, ids = world
    base = f"/dialogues/{dialogue.slug}/inputs/"
    for actor in set(ACTORS) - TEAM:
        client = Client()
        client.force_login(actors[actor])
        for page in ("all/review/", "calls/{call}/close/", "calls/{call}/enter/", "{shared}/decide/"):
            assert client.post(base + page.format(**ids)).status_code in {403, 404}, (actor, page)
