"""The door: who passes, what others are told, and that nothing is remembered beyond one request."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from dialogues.models import Dialogue, Seat
from dialogues.models.standing import standing_of
from inspired.core.access import may, require, requires, rule
from inspired.core.audit import record
from inspired.core.memory import remembered, remembering
from inspired.core.models import Event
from inspired.core.models.audit import ImmutableError
from tests import make


def ask(view, user, method: str = "get", **kwargs):
    request = getattr(RequestFactory(), method)("/somewhere/?a=1")
    request.user = user
    return view(request, **kwargs)


@requires("dialogues.manage_seat", Seat, related=("dialogue",), dialogue__slug="slug", pk="pk")
def managed(_request, seat, **rest):
    return HttpResponse(f"{seat.pk} {sorted(rest)}")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_door_tells_apart_who_asks(method):
    seat = make.seat(make.dialogue())
    place = {"slug": seat.dialogue.slug, "pk": seat.pk}
    assert ask(managed, make.host_of(seat.dialogue), method, **place).status_code == 200
    with pytest.raises(PermissionDenied):
        ask(managed, make.delegate(seat), method, **place)
    with pytest.raises(Http404):
        ask(managed, make.user(), method, **place)
    answer = ask(managed, AnonymousUser(), method, **place)
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/somewhere/%3Fa%3D1"


@pytest.mark.django_db
def test_door_finds_a_child_under_its_parent_only():
    seat = make.seat(make.dialogue())
    host = make.host_of(seat.dialogue)
    other = make.dialogue(host)
    with pytest.raises(Http404):
        ask(managed, host, slug=other.slug, pk=seat.pk)
    with pytest.raises(Http404):
        ask(managed, host, slug=seat.dialogue.slug, pk=2**70)


@pytest.mark.django_db
def test_door_is_shut_for_accounts_that_are_switched_off():
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    assert may(host, "dialogues.edit_dialogue", dialogue)
    host.is_active = False
    assert not may(host, "dialogues.edit_dialogue", dialogue)
    with pytest.raises(PermissionDenied):
        require(host, "dialogues.edit_dialogue", dialogue)


@pytest.mark.django_db
def test_door_loads_what_is_related_in_the_same_query(django_assert_num_queries):
    seat = make.seat(make.dialogue())

    @requires("dialogues.see_seat", Seat, related=("dialogue", "organisation"), pk="pk")
    def shown(_request, found):
        with django_assert_num_queries(0):
            return HttpResponse(f"{found.dialogue.title}, {found.organisation.name}")

    assert ask(shown, make.host_of(seat.dialogue), pk=seat.pk).status_code == 200


def test_rules_are_registered_once_and_known_by_name():
    def edit_dialogue(_user, _dialogue) -> bool:
        return True

    edit_dialogue.__module__ = "dialogues.permissions"
    with pytest.raises(ValueError, match=r"dialogues\.edit_dialogue exists already"):
        rule(edit_dialogue)
    with pytest.raises(KeyError):
        may(AnonymousUser(), "dialogues.no_such_rule", None)


@pytest.mark.django_db
def test_nothing_is_remembered_beyond_a_request_or_for_somebody_else():
    dialogue = make.dialogue()
    host, stranger = make.host_of(dialogue), make.user()
    with remembering():
        assert standing_of(host, dialogue.pk).is_host
        assert not standing_of(stranger, dialogue.pk).is_member
        dialogue.roles.all().delete()
        assert standing_of(host, dialogue.pk).is_host
    with remembering():
        assert not standing_of(host, dialogue.pk).is_host


def test_threads_do_not_share_what_they_remember():
    barrier, seen = Barrier(8), {}

    def one(number: int) -> None:
        with remembering():
            barrier.wait()
            seen[number] = [remembered("who", lambda: number) for _ in range(50)]

    threads = [Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {number: [number] * 50 for number in range(8)}
    assert remembered("who", lambda: "nobody") == "nobody"


@pytest.mark.django_db
def test_events_are_written_once_and_read_by_their_own():
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    with transaction.atomic():
        event = record(host, "dialogue.tested", dialogue)
        record(host, "account.tested", host)
    for change in (event.save, event.delete):
        with pytest.raises(ImmutableError):
            change()
    assert event in Event.objects.visible_to(host)
    for reader in (AnonymousUser(), make.user(), make.delegate(make.seat(dialogue)), make.host_of(make.dialogue())):
        assert not Event.objects.visible_to(reader).exists()
    admin = make.user(is_staff=True, is_superuser=True)
    assert {event.scope for event in Event.objects.visible_to(admin)} == {"platform"}


@pytest.mark.django_db(transaction=True)
def test_events_are_recorded_inside_a_transaction_only():
    dialogue = make.dialogue()
    with pytest.raises(transaction.TransactionManagementError):
        record(None, "dialogue.tested", dialogue)
    assert not Event.objects.exists()
    assert Dialogue.objects.filter(pk=dialogue.pk).exists()
