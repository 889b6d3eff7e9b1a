"""Invitations as capabilities: what opens, what never does, and that it happens once."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Delegate, Dialogue, DialogueRole, Invitation, Mandate, Seat
from dialogues.services import invitations, mandates, seats
from dialogues.services.invitations import PURPOSE, InvitationClosed
from dialogues.states import DelegateRole, InvitationState, Role, Status
from inspired.core import ports
from inspired.core.models import Event, Person, User
from inspired.core.states import StateError
from inspired.core.tokens import derive
from tests import make

pytestmark = pytest.mark.django_db
EMAIL = "ana@example.org"


def invited(dialogue: Dialogue | None = None, email: str = EMAIL, **fields: object) -> Invitation:
    dialogue = dialogue or make.dialogue()
    seat = make.seat(dialogue, joined_at=None)
    return invitations.invite(seat, by=make.host_of(dialogue), email=email, may_sign=True, **fields)  # type: ignore[arg-type]


def follow(token: str, email: str = EMAIL, client: Client | None = None) -> HttpResponse:
    """Open a link, enter an address, and return the answer to that."""
    client = client or Client()
    assert client.get(reverse("invitation", args=[token])).status_code == 302
    return client.post(reverse("invitation_enter"), {"email": email})


def token(invitation: Invitation, purpose: str = PURPOSE, generation: int | None = None) -> str:
    return derive(purpose, invitation.pk, generation or invitation.generation)


def bare(answer: HttpResponse) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)


def test_every_failure_gives_the_same_bytes() -> None:
    good = invited()
    used, expired, revoked, declined, resent, left, closed = (invited(email=EMAIL) for _ in range(7))
    answers = {
        "forged": follow("1.1." + "A" * 43),
        "nonsense": follow("x" * 500),
        "another purpose": follow(token(good, purpose="access_slip")),
        "another address": follow(token(good), "other@example.org"),
    }
    invitations.accept_as_new(used, by=None, generation=1, name="Ana")
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    invitations.revoke(revoked, by=make.host_of(revoked.dialogue))
    invitations.decline(declined, by=None, generation=1)
    invitations.resend(resent, by=make.host_of(resent.dialogue))
    seats.leave_seat(left.seat, by=make.host_of(left.dialogue), reason="Gone")
    Dialogue.objects.filter(pk=closed.dialogue_id).update(status=Status.CLOSED)
    for name, row in {"used": used, "expired": expired, "revoked": revoked, "declined": declined, "left": left}.items():
        answers[name] = follow(token(row))
    answers["resent"] = follow(token(resent, generation=1))
    answers["closed"] = follow(token(closed))
    answers["no session"] = Client().post(reverse("invitation_enter"), {"email": EMAIL})
    answers["nothing entered"] = Client().get(reverse("invitation_answer"))
    assert {(answer.status_code, bare(answer)) for answer in answers.values()} == {(404, bare(answers["forged"]))}, {
        name: answer.status_code for name, answer in answers.items()
    }
    assert follow(token(resent, generation=2)).status_code == 302
    assert follow(token(good)).status_code == 302


def test_scanners_change_nothing() -> None:
    invitation = invited()
    before = Invitation.objects.values().get(pk=invitation.pk)
    link, events = reverse("invitation", args=[token(invitation)]), Event.objects.count()
    scanner = Client()
    for method in ("get", "head", "post", "put", "options", "delete"):
        getattr(scanner, method)(link)
    scanner.post(reverse("invitation_enter"), {})
    scanner.post(reverse("invitation_enter"), {"email": "scanner@example.org"})
    for name in ("invitation_answer", "invitation_decline"):
        scanner.get(reverse(name))
        assert scanner.post(reverse(name), {"name": "Scanner", "language": "en"}).status_code == 404
    assert Invitation.objects.values().get(pk=invitation.pk) == before
    assert Event.objects.count() == events
    assert not User.objects.filter(email=EMAIL).exists()


def test_the_landing_says_nothing_and_the_token_is_not_kept() -> None:
    invitation = invited()
    client = Client()
    answer = client.get(reverse("invitation", args=[token(invitation)]))
    assert answer.url == reverse("invitation_enter")
    landing = client.get(answer.url)
    for secret in (invitation.dialogue.title, EMAIL, str(invitation.seat), token(invitation)):
        assert secret not in landing.content.decode()
    assert token(invitation) not in str(dict(client.session))
    stranger = client.get(reverse("invitation_stranger")).content.decode()
    assert invitation.dialogue.title not in stranger


def test_guessing_the_address_is_slowed_down() -> None:
    invitation = invited()
    for number in range(10):
        follow(token(invitation), f"guess{number}@example.org")
    assert follow(token(invitation)).status_code == 404


def test_an_account_signs_in_first_and_only_the_invited_one_may_accept() -> None:
    account, other = make.user(EMAIL), make.user()
    invitation = invited()
    client = Client()
    follow(token(invitation), client=client)
    shown = client.get(reverse("invitation_answer")).content.decode()
    assert reverse("account_login") in shown
    assert 'name="name"' not in shown
    client.post(reverse("invitation_answer"), {"name": "x", "language": "en"})
    assert not Delegate.objects.exists()
    wrong = Client()
    wrong.force_login(other)
    follow(token(invitation), client=wrong)
    wrong.post(reverse("invitation_answer"))
    assert not Delegate.objects.exists()
    with pytest.raises(InvitationClosed):
        invitations.accept(invitation, by=other, generation=1)
    right = Client()
    right.force_login(account)
    follow(token(invitation), client=right)
    answer = right.post(reverse("invitation_answer"))
    assert answer.url == reverse("welcome", args=[invitation.dialogue.slug])
    assert Delegate.objects.get().user == account
    assert right.get(answer.url).status_code == 200


def invitations_of(user: User) -> list[ports.Todo]:
    return [todo for todo in ports.todo.collect(user) if "/invitations/" in todo.url]


def test_a_waiting_invitation_awaits_its_account_at_home() -> None:
    account = make.user(EMAIL)
    invitation = invited(email=EMAIL.upper())
    (todo,) = invitations_of(account)
    client = Client()
    client.force_login(account)
    assert client.get(todo.url).url == reverse("invitation_answer")
    assert invitation.dialogue.title in client.get(reverse("invitation_answer")).content.decode()
    stranger = Client()
    stranger.force_login(make.user())
    assert stranger.get(todo.url).status_code == 404
    assert invitations_of(make.user()) == []
    invitations.accept(invitation, by=account, generation=1)
    assert invitations_of(account) == []


def test_a_known_delegate_without_account_becomes_the_account() -> None:
    from dialogues.services import mandates

    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    known = mandates.add_delegate(seat, by=host, name="Ana", email=EMAIL, function="Director")
    mandates.give_mandate(known, by=host, role=DelegateRole.HEAD, may_sign=True)
    invitation = invitations.invite(seat, by=host, email=EMAIL)
    user = invitations.accept_as_new(invitation, by=None, generation=1, name="Ana Tavares")
    known.refresh_from_db()
    assert (known.user, known.person, known.function) == (user, user.person, "Director")
    assert Mandate.objects.count() == 1


def test_the_name_a_host_wrote_down_goes_when_the_person_has_an_account_of_their_own() -> None:
    account = make.user(EMAIL)
    seat = make.seat(make.dialogue(), joined_at=None)
    host = make.host_of(seat.dialogue)
    noted = mandates.add_delegate(seat, by=host, name="Ana as the host spells it", email=EMAIL)
    elsewhere = mandates.add_delegate(make.seat(seat.dialogue), by=host, name="Somebody else")
    invitation = invitations.invite(seat, by=host, email=EMAIL)
    invitations.accept(invitation, by=account, generation=invitation.generation)
    assert Delegate.objects.get(pk=noted.pk).person_id == account.person_id
    assert not Person.objects.filter(name="Ana as the host spells it").exists()
    assert Person.objects.get(pk=elsewhere.person_id).name == "Somebody else"


def test_a_role_is_taken_once_and_roles_are_invited_once() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    invitation = invitations.invite_role(dialogue, by=host, role=Role.DONOR, email=EMAIL)
    with pytest.raises(StateError):
        invitations.invite_role(dialogue, by=host, role=Role.DONOR, email=EMAIL)
    user = invitations.accept_as_new(invitation, by=None, generation=1, name="Donor")
    assert DialogueRole.objects.get(user=user).role == Role.DONOR
    with pytest.raises(StateError):
        invitations.invite_role(dialogue, by=host, role=Role.DONOR, email=EMAIL)
    client = Client()
    client.force_login(user)
    assert client.get(reverse("welcome", args=[dialogue.slug])).status_code == 200


def test_who_accepts_before_the_dialogue_opens_sees_nothing_of_it_yet() -> None:
    invitation = invited(make.dialogue(status=Status.DRAFT))
    client = Client()
    follow(token(invitation), client=client)
    answer = client.post(reverse("invitation_answer"), {"name": "Ana", "language": "en", "password": ""})
    assert answer.url == "/"
    assert client.get(reverse("participants", args=[invitation.dialogue.slug])).status_code == 404


def test_declining_needs_no_account_and_leaves_a_note_for_the_team() -> None:
    invitation = invited()
    client = Client()
    follow(token(invitation), client=client)
    assert client.post(reverse("invitation_decline"), {"note": "No time"}).url == reverse("invitation_declined")
    invitation.refresh_from_db()
    assert (invitation.state, invitation.declined_note) == (InvitationState.DECLINED, "No time")
    again = invitations.invite(invitation.seat, by=make.host_of(invitation.dialogue), email=EMAIL)
    assert again.state == InvitationState.WAITING


def test_a_weak_password_is_refused_and_what_was_typed_stays() -> None:
    invitation = invited()
    client = Client()
    follow(token(invitation), client=client)
    answer = client.post(reverse("invitation_answer"), {"name": "Ana Maria", "language": "fr", "password": "12345"})
    assert answer.status_code == 200
    assert "Ana Maria" in answer.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_the_first_pages_keep_their_budget() -> None:
    import gzip

    invitation = invited()
    client = Client()
    client.get(reverse("invitation", args=[token(invitation)]))
    pages = [client.get(reverse("invitation_enter"))]
    client.post(reverse("invitation_enter"), {"email": EMAIL})
    pages.append(client.get(reverse("invitation_answer")))
    answer = client.post(reverse("invitation_answer"), {"name": "Ana", "language": "en", "password": ""})
    pages.append(client.get(answer.url))
    for page in pages:
        assert len(gzip.compress(page.content)) <= 14 * 1024
        fetched = set(re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', page.content.decode()))
        assert len(fetched) <= 3, fetched  # with the page and its redirect: five requests


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run acts in threads that start together; return what each returned or raised."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int) -> None:
        try:
            barrier.wait()
            results[place] = acts[place]()
        except StateError as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_account", [True, False])
def test_accepted_twice_at_once_counts_once(has_account: bool) -> None:
    invitation = invited()
    if has_account:
        user = make.user(EMAIL)
        results = at_once(*[lambda: invitations.accept(invitation, by=user, generation=1)] * 4)
    else:
        results = at_once(*[lambda: invitations.accept_as_new(invitation, by=None, generation=1, name="Ana")] * 4)
    assert sum(isinstance(result, InvitationClosed) for result in results) == 3
    assert Delegate.objects.filter(seat=invitation.seat).count() == 1
    assert Mandate.objects.count() == 1
    assert Event.objects.filter(verb="invitation.accepted").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_resent_leaving_and_accepting_at_once_end_in_one_story(_round: int) -> None:
    invitation = invited()
    host, seat = make.host_of(invitation.dialogue), invitation.seat
    at_once(
        lambda: invitations.accept_as_new(invitation, by=None, generation=1, name="Ana"),
        lambda: invitations.resend(invitation, by=host),
        lambda: seats.leave_seat(seat, by=host, reason="Gone"),
    )
    invitation.refresh_from_db()
    seat = Seat.objects.get(pk=seat.pk)
    accepted = invitation.accepted_at is not None
    assert accepted == Delegate.objects.filter(seat=seat).exists()
    assert not (accepted and invitation.generation > 1)
    assert seat.left_at
    assert not Invitation.objects.answerable().exists()


def test_an_invitation_runs_out_after_fourteen_days() -> None:
    invitation = invited()
    assert invitation.expires_at - invitation.sent_at == timedelta(days=14)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(InvitationClosed):
        invitations.accept_as_new(invitation, by=None, generation=1, name="Late")
    invitations.resend(invitation, by=make.host_of(invitation.dialogue))
    assert invitations.accept_as_new(invitation, by=None, generation=2, name="In time")
