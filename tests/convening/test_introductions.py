"""Introductions to decision-makers: who reads them, who takes them up, what is recorded, and what nobody else learns."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.convening.models import Introduction
from dialogues.convening.personal import erase, preview
from dialogues.convening.services import introductions as verbs
from dialogues.convening.services.shelf_offering import offer
from dialogues.models import Notice
from dialogues.states import DelegateRole, Role, Status
from inspired.core import ports
from inspired.core.models import Event
from inspired.core.personal import parts_of
from inspired.core.states import StateError
from tests import make

from .test_contact_races import at_once

pytestmark = pytest.mark.django_db
WISH = {"whom": "Minister of Labour", "why": "The ceiling of contributions"}
TODAY = timezone.localdate


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue)


@pytest.fixture
def head(seat):
    return make.delegate(seat)


@pytest.fixture
def donor(dialogue):
    return make.role(dialogue, make.user(name="Dana Donor"), Role.DONOR).user


@pytest.fixture
def focal(dialogue):
    return make.role(dialogue, make.user(), Role.GOVERNMENT).user


def ask(seat, by, **said):
    return verbs.ask_for_introduction(seat.dialogue, by=by, seat=seat, **{**WISH, **said})


def settle(introduction, by, **said):
    said = {"state": "obtained", "on": TODAY(), "outcome": "Half an hour on Friday"} | said
    return verbs.settle(introduction, by=by, **said)


def sees(user):
    return Introduction.objects.visible_to(user).exists()


def todos(user):
    return [todo.title for todo in ports.todo.collect(user) if WISH["whom"] in todo.title]


def test_the_host_team_and_the_own_seat_read_it_and_nobody_else(dialogue, host, seat, head, donor, focal):
    ask(seat, head)
    watcher = make.delegate(seat, role=DelegateRole.OBSERVER)
    team = make.role(dialogue, make.user(), Role.FACILITATOR).user
    for reader in (head, watcher, host, team):
        assert sees(reader)
    others = [make.role(dialogue, make.user(), role).user for role in (Role.MEDIA, Role.OBSERVER)]
    outside = [make.user(), make.user(is_superuser=True, is_staff=True), make.host_of(make.dialogue()), AnonymousUser()]
    for reader in (make.delegate(make.seat(dialogue)), donor, focal, *others, *outside):
        assert not sees(reader)
    assert todos(host) and not todos(donor) and not todos(focal)


@pytest.mark.parametrize("role", ["donor", "focal"])
def test_shown_to_a_role_only_while_it_waits(role, dialogue, seat, head, donor, focal):
    first, other = (donor, focal) if role == "donor" else (focal, donor)
    wish = ask(seat, head, **{"for_donors" if role == "donor" else "for_government": True})
    second = make.role(dialogue, make.user(), Role.DONOR if role == "donor" else Role.GOVERNMENT).user
    assert sees(first) and sees(second) and not sees(other) and todos(first) and not todos(other)
    with pytest.raises(PermissionDenied):
        verbs.take_up(wish, by=other)
    taken = verbs.take_up(wish, by=first)
    assert (taken.state, taken.taken_by, taken.taken_as) == ("taken_up", first, first.dialogue_roles.get().role)
    assert sees(first) and not sees(second), "whoever does not help has no need to know"
    with pytest.raises(StateError):
        verbs.take_up(wish, by=second)
    assert "You took up" in todos(first)[0] and not todos(second)
    verbs.give_back(taken, by=first)
    assert sees(second) and todos(second)


def test_what_came_of_it_is_recorded_with_day_and_person(client, seat, head, host, donor):
    taken = verbs.take_up(ask(seat, head, for_donors=True), by=donor)
    for somebody in (head, make.delegate(make.seat(seat.dialogue))):
        with pytest.raises(PermissionDenied):
            settle(taken, somebody)
    for wrong in ({"state": "withdrawn"}, {"on": TODAY() + timedelta(days=1)}, {"next_on": TODAY()}):
        with pytest.raises(StateError):
            settle(taken, donor, **wrong)
    done = settle(taken, donor, next_step="Send two pages", next_on=TODAY() + timedelta(days=3))
    assert (done.state, done.settled_on, done.settled_by) == ("obtained", TODAY(), donor)
    for again in (
        lambda: settle(done, donor),
        lambda: settle(done, host, state="declined"),
        lambda: verbs.withdraw(done, by=head),
    ):
        with pytest.raises(StateError):
            again()
    client.force_login(head)
    page = client.get(f"/dialogues/main/introductions/{done.pk}/").content.decode()
    assert "Half an hour on Friday" in page and "Dana Donor" in page and "Send two pages" in page
    assert verbs.plan_next(done, by=head, next_step="").next_step == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.filter(pk=done.pk).update(settled_on=None)


def test_declined_and_tried_another_way(seat, head, host, donor):
    declined = settle(
        verbs.take_up(ask(seat, head, for_donors=True), by=donor), donor, state="declined", outcome="No time"
    )
    with pytest.raises(PermissionDenied):
        verbs.take_up(declined, by=donor)
    again = verbs.take_up(declined, by=host)
    assert (again.settled_on, again.outcome, again.taken_by) == (None, "", host) and not sees(donor)
    assert settle(again, host).settled_by == host


def test_whoever_asked_is_told_once_that_something_moved_and_not_what(seat, head, host):
    wish = verbs.take_up(ask(seat, head), by=host)
    settle(wish, host)
    notices = Notice.objects.filter(user=head, matter="convening.introduction")
    assert notices.count() == 2 and not Notice.objects.filter(user=host, matter="convening.introduction")
    for event in Event.objects.filter(verb__startswith="introduction."):
        assert WISH["whom"] not in str(event.details) and "Friday" not in str(event.details)


def test_only_who_may_asks_and_withdraws(dialogue, host, seat, head, donor, focal):
    for somebody in (donor, focal, make.delegate(seat, role=DelegateRole.OBSERVER), make.user()):
        with pytest.raises(PermissionDenied):
            ask(seat, somebody)
    for wrong in (make.seat(dialogue), make.seat(make.dialogue())):
        with pytest.raises(StateError):
            verbs.ask_for_introduction(dialogue, by=head, seat=wrong, **WISH)
    with pytest.raises(StateError):
        verbs.ask_for_introduction(dialogue, by=head, **WISH)
    wish = ask(seat, head)
    for somebody in (host, make.delegate(make.seat(dialogue))):
        with pytest.raises(PermissionDenied):
            verbs.withdraw(wish, by=somebody)
    assert verbs.withdraw(wish, by=make.delegate(seat, role=DelegateRole.ALTERNATE)).state == "withdrawn"
    ours = verbs.ask_for_introduction(dialogue, by=host, seat=seat, **WISH)
    assert ours.is_from_team and ours.seat is None and sees(head) is not False
    key = uuid4()
    assert ask(seat, head, form_key=key) == ask(seat, head, form_key=key)
    dialogue.status = Status.CLOSED
    dialogue.save(update_fields=["status"])
    for act in (lambda: ask(seat, head), lambda: verbs.take_up(ours, by=host), lambda: settle(ours, host)):
        with pytest.raises(PermissionDenied):
            act()


def test_whoever_lost_the_role_reads_and_records_no_more(dialogue, seat, head, donor):
    taken = verbs.take_up(ask(seat, head, for_donors=True), by=donor)
    dialogue.roles.filter(user=donor).update(ended_at=timezone.now())
    assert not sees(donor)
    with pytest.raises(PermissionDenied):
        settle(taken, donor)


@pytest.mark.django_db(transaction=True)
def test_taken_up_at_once_it_is_in_one_pair_of_hands():
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    wish = ask(seat, make.delegate(seat), for_donors=True)
    helpers = [make.role(dialogue, make.user(), Role.DONOR).user for _number in range(4)]
    ended = at_once(*[lambda one=one: verbs.take_up(wish, by=one) for one in helpers])
    assert ended == {"done": 1, "StateError": 3}
    assert Event.objects.filter(verb="introduction.taken_up").count() == 1


def test_pages_carry_it_from_the_wish_to_the_outcome(client, dialogue, seat, head, donor):
    url = "/dialogues/main/introductions/"
    client.force_login(head)
    assert "No introduction concerns you yet" in client.get(url).content.decode()
    said = {"whom": "<b>Minister</b>", "why": "", "seat": seat.pk, "for_donors": "on", "form_key": str(uuid4())}
    page = client.post(f"{url}ask/", said).content.decode()
    assert "&lt;b&gt;Minister" in page and not Introduction.objects.exists()
    assert client.post(f"{url}ask/", said | {"why": "=SUM(1)"}).url == url
    wish = Introduction.objects.get()
    client.force_login(donor)
    assert b"<b>Minister" not in client.get(url).content
    client.post(f"{url}{wish.pk}/take/")
    outcome = {"state": "declined", "on": TODAY().isoformat(), "outcome": "", "next_step": "Try in May", "next_on": ""}
    page = client.post(f"{url}{wish.pk}/settle/", outcome).content.decode()
    assert "Try in May" in page and "error" in page
    client.post(f"{url}{wish.pk}/settle/", outcome | {"outcome": "Not before the vote"})
    rows = client.get(f"{url}?format=csv").getvalue().decode()
    assert "'=SUM(1)" in rows and "Dana Donor, Donor" in rows and "Not before the vote" in rows
    assert "Try in May" in client.get(f"{url}{wish.pk}/next/").content.decode()


def test_list_narrows_and_costs_the_same_for_one_and_for_thirty(client, seat, head, host, django_assert_num_queries):
    settle(ask(seat, head), host)
    client.force_login(head)
    url = "/dialogues/main/introductions/"
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)
    for number in range(29):
        verbs.take_up(ask(seat, head, whom=f"Office {number}"), by=host)
    with django_assert_num_queries(7):
        client.get(url)
    for query, found in (
        ("state=obtained", 1),
        ("state=taken_up", 29),
        ("q=minister", 1),
        ("sort=next", 30),
        ("sort=whom", 30),
    ):
        assert client.get(f"{url}?{query}").context["listing"].total == found, query


def test_erasing_takes_the_name_and_the_way_to_a_peer(dialogue, host, seat, head, donor):
    wish = verbs.take_up(ask(seat, head, for_donors=True), by=donor)
    peer = make.user("peer@example.org")
    said = {"title": "Peer", "why": "So", "languages": ",en,", "way_in": "Write to Peer@example.org"}
    entry = offer(dialogue, by=donor, kind="peer", **said)
    counts = {str(effect.what): effect.count for effect in preview(peer.person, "")}
    assert counts["Ways to reach you as a peer, on knowledge shelves"] == 1
    erase(peer.person, "")
    entry.refresh_from_db()
    assert entry.way_in == "" and entry.title == "Peer"
    mine = {part.name: part.rows for part in parts_of(head)}
    assert any(WISH["whom"] in str(rows) for rows in mine.values()) and Introduction.objects.filter(pk=wish.pk).exists()
