"""Who gets which answer on every page of participants and invitations: view × actor."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.models import Delegate, Mandate
from dialogues.services import balance, invitations, mandates
from dialogues.states import Category, Role
from tests import make

pytestmark = pytest.mark.django_db
ACTORS = [
    "host",
    "facilitator",
    "head",
    "alternate",
    "observer_delegate",
    "donor",
    "government",
    "observer",
    "media",
    "foreign_host",
    "stranger",
    "staff",
    "anonymous",
]
TEAM = {"host", "facilitator"}
SEAT = {"head", "alternate", "observer_delegate"}
INSIDE = TEAM | SEAT | {"donor", "government", "observer"}
MEMBERS = INSIDE | {"media"}
OUTSIDE = {"foreign_host", "stranger", "staff"}
# name of the page: who may (200 or a redirect after a post), who sees it but may not (403); others get 404 or sign in
TABLE = {
    "participants": (INSIDE, {"media"}),
    "seat": (INSIDE, set()),
    "welcome": (MEMBERS, set()),
    "appearance": (TEAM | SEAT, {"donor", "government", "observer"}),
    "seat_add": (TEAM, MEMBERS - TEAM),
    "balance": (TEAM, MEMBERS - TEAM),
    "delegate_list": (TEAM, MEMBERS - TEAM),
    "invitation_list": (TEAM, MEMBERS - TEAM),
    "invitation_import": (TEAM, MEMBERS - TEAM),
    "category_need": (TEAM, MEMBERS - TEAM),
    "invitation_send": (TEAM, MEMBERS - TEAM),
    "seat_edit": (TEAM, INSIDE - TEAM),
    "seat_join": (TEAM, INSIDE - TEAM),
    "seat_leave": (TEAM, INSIDE - TEAM),
    "invitation_add": (TEAM, INSIDE - TEAM),
    "delegate_add": (TEAM, INSIDE - TEAM),
    "delegate_edit": (TEAM, SEAT),
    "mandate_add": (TEAM, SEAT),
    "mandate_end": (TEAM, SEAT),
    "group_remove": (TEAM, MEMBERS - TEAM),
    "invitation_resend": (TEAM, set()),
    "invitation_revoke": (TEAM, set()),
}
POSTS = {"category_need", "group_remove", "invitation_send", "invitation_resend"}


def place() -> tuple[dict[str, object], dict[str, list[object]]]:
    """A dialogue with everybody in it, and the addresses of every page."""
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    people = {"host": host, "foreign_host": make.host_of(make.dialogue()), "stranger": make.user()}
    people["staff"] = make.user(is_staff=True, is_superuser=True)
    people |= {"head": make.delegate(seat), "alternate": make.delegate(seat, role="alternate")}
    people["observer_delegate"] = make.delegate(seat, role="observer")
    for role in (Role.FACILITATOR, Role.DONOR, Role.GOVERNMENT, Role.OBSERVER, Role.MEDIA):
        people[role.value] = make.role(dialogue, make.user(), role).user
    person = mandates.add_delegate(seat, by=host, name="Without account")
    mandate = mandates.give_mandate(person, by=host, role="alternate")
    group = balance.add_group(dialogue, by=host, name="Group")
    invitation = invitations.invite(seat, by=host, email="waiting@example.org")
    rows = {
        "delegate_edit": person, "mandate_add": person, "mandate_end": mandate, "group_remove": group,
        "invitation_resend": invitation, "invitation_revoke": invitation,
    }  # fmt: skip
    arguments: dict[str, list[object]] = {name: [dialogue.slug, row.pk] for name, row in rows.items()}
    arguments["category_need"] = [dialogue.slug, Category.MEDIA]
    of_dialogue = {
        "participants",
        "welcome",
        "seat_add",
        "balance",
        "delegate_list",
        "invitation_list",
        "invitation_import",
        "invitation_send",
    }
    for name in TABLE:
        arguments.setdefault(name, [dialogue.slug] if name in of_dialogue else [dialogue.slug, seat.pk])
    return people, arguments


@pytest.mark.parametrize("actor", ACTORS)
def test_every_page_answers_every_actor_as_declared(actor: str) -> None:
    people, arguments = place()
    client = Client()
    if actor != "anonymous":
        client.force_login(people[actor])  # type: ignore[arg-type]
    wrong = {}
    for name, (may, sees) in TABLE.items():
        url = reverse(name, args=arguments[name])
        answer = client.post(url, {"back": "1"}) if name in POSTS else client.get(url)
        expected = {200, 302} if actor in may else {403} if actor in sees else {302} if actor == "anonymous" else {404}
        to_sign_in = answer.status_code == 302 and "/accounts/" in answer["Location"]
        if answer.status_code not in expected or to_sign_in != (actor == "anonymous"):
            wrong[name] = answer.status_code
    assert not wrong


def test_what_is_hidden_answers_like_what_never_existed() -> None:
    people, arguments = place()
    client = Client()
    client.force_login(people["foreign_host"])  # type: ignore[arg-type]
    for name, given in arguments.items():
        never = (
            ["never-was", *given[1:]]
            if len(given) == 1
            else [given[0], 999_999 if isinstance(given[1], int) else given[1]]
        )
        call = client.post if name in POSTS else client.get
        real, unknown = call(reverse(name, args=given)), call(reverse(name, args=never))
        assert (real.status_code, real.content) == (unknown.status_code, unknown.content), name


def test_a_child_is_found_under_its_own_dialogue_only() -> None:
    _people, arguments = place()
    own = make.dialogue()
    client = Client()
    host = make.host_of(own)
    client.force_login(host)
    for name, given in arguments.items():
        if len(given) == 2 and isinstance(given[1], int):
            call = client.post if name in POSTS else client.get
            assert call(reverse(name, args=[own.slug, given[1]])).status_code == 404, name


def test_a_closed_dialogue_is_read_but_no_longer_changed_by_its_host() -> None:
    people, arguments = place()
    mandate = Mandate.objects.first()
    dialogue = mandate.delegate.seat.dialogue
    dialogue.status = "closed"
    dialogue.save()
    client = Client()
    client.force_login(people["host"])  # type: ignore[arg-type]
    reads = {"participants", "seat", "welcome", "appearance", "delegate_list", "invitation_list"}
    for name, given in arguments.items():
        answer = client.post(reverse(name, args=given)) if name in POSTS else client.get(reverse(name, args=given))
        assert answer.status_code == (200 if name in reads else 403), name
    assert Delegate.objects.exists()
