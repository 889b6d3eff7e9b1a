"""Slips, pulses, nominations, cards and the log at the same moment; real threads on a real database."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.models import AccessSlip, ContactCard, ListedOrganisation, LoggedContact, PulseBox
from dialogues.convening.services import contact_cards, contact_log, contacts, nominations, pulse, slips
from dialogues.convening.states.slips import TRIES
from dialogues.models import Delegate, Dialogue
from dialogues.services.mandates import add_delegate
from dialogues.states import Role
from inspired.core.audit import verify
from inspired.core.models import Event, User
from inspired.core.sealing import unseal
from inspired.core.tokens import derive_code, derive_short
from tests import make
from tests.racing import at_once, ends_of

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


@pytest.fixture
def dialogue() -> Dialogue:
    return make.dialogue()


@pytest.fixture
def team(dialogue: Dialogue) -> list[User]:
    """A host and a facilitator."""
    return [make.host_of(dialogue), make.role(dialogue, make.user(), Role.FACILITATOR).user]


@pytest.fixture
def slip(dialogue: Dialogue, team: list[User]) -> AccessSlip:
    delegate = add_delegate(make.seat(dialogue, joined_at=None), by=team[0], name="Rosa Lima")
    return slips.make_slip(delegate, by=team[0], role="head", may_sign=True)


def test_a_slip_used_by_several_at_once_lets_one_in(slip: AccessSlip) -> None:
    assert at_once(*[lambda: slips.use_slip(slip, by=None)] * AT_ONCE) == {"done": 1, "SlipClosed": AT_ONCE - 1}
    assert User.objects.filter(person=slip.delegate.person_id).count() == 1
    delegate = Delegate.objects.get(pk=slip.delegate_id)
    assert delegate.mandates.count() == 1
    for verb in ("slip.used", "seat.joined"):
        assert Event.objects.filter(verb=verb).count() == 1
    assert not list(verify(delegate.seat.dialogue.audit_scope))


def test_browsers_that_use_one_slip_at_once_open_one_session(slip: AccessSlip) -> None:
    link = reverse("slip", args=[derive_short(slips.PURPOSE, slip.pk)])
    people = [Client() for _number in range(4)]
    for person in people:
        person.get(link)
        person.post(reverse("slip_enter"), {"code": derive_code(slips.PURPOSE, slip.pk)})
    ended = ends_of(*(lambda person=person: person.post(reverse("slip_answer")).status_code for person in people))
    assert Counter(ended) == {302: 1, 404: 3}
    assert sum("_auth_user_id" in person.session for person in people) == 1


def test_guesses_at_once_are_all_counted(slip: AccessSlip) -> None:
    wrong = "1" * 8 if derive_code(slips.PURPOSE, slip.pk) != "1" * 8 else "2" * 8
    ended = ends_of(*[lambda: slips.try_code(slip.pk, by=None, code=wrong)] * (TRIES + 4))
    assert ended == [False] * (TRIES + 4)
    slip.refresh_from_db()
    assert slip.tries > TRIES
    assert not slips.try_code(slip.pk, by=None, code=derive_code(slips.PURPOSE, slip.pk)), "no try is left"


def test_of_tries_at_once_no_more_than_the_promised_number_fits(slip: AccessSlip) -> None:
    code = derive_code(slips.PURPOSE, slip.pk)
    ended = ends_of(*[lambda: slips.try_code(slip.pk, by=None, code=code)] * (TRIES + 4))
    assert Counter(ended) == {True: TRIES, False: 4}


def test_a_code_is_told_to_one_of_those_who_ask_at_once(slip: AccessSlip, team: list[User]) -> None:
    ended = at_once(*(lambda by=by: slips.tell_code(slip, by=by) for by in team * 3))
    assert ended == {"done": 1, "StateError": 5}
    assert Event.objects.filter(verb="slip.told").count() == 1


def test_of_slips_made_at_once_the_last_alone_is_open(slip: AccessSlip, team: list[User]) -> None:
    delegate = slip.delegate
    assert at_once(*(lambda by=by: slips.make_slip(delegate, by=by, role="head") for by in team * 2)) == {"done": 4}
    assert AccessSlip.objects.open().filter(delegate=delegate).count() == 1


def test_revoked_and_used_at_once_is_one_of_both(slip: AccessSlip, team: list[User]) -> None:
    ended = at_once(lambda: slips.use_slip(slip, by=None), lambda: slips.revoke_slip(slip, by=team[0]))
    assert ended["done"] == 1
    slip.refresh_from_db()
    assert bool(slip.used_at) != bool(slip.revoked_at)
    assert User.objects.filter(person=slip.delegate.person_id).exists() == bool(slip.used_at)


def test_a_pulse_answered_by_one_person_several_times_at_once_holds_one_answer(
    dialogue: Dialogue, team: list[User]
) -> None:
    until = timezone.now() + timedelta(days=7)
    asked = pulse.ask_pulse(dialogue, by=team[0], question="Are you heard?", kind="scale", closes_at=until)
    people = [make.delegate(make.seat(dialogue)) for _number in range(4)]
    acts = [
        lambda one=one, value=value: pulse.answer_pulse(asked, by=one, value=value) for one in people for value in "123"
    ]
    assert at_once(*acts) == {"done": 4, "StateError": 8}
    box = PulseBox.objects.get()
    assert len(unseal(box.sealed)["answers"]) == len(box.marks) == 4


def test_a_pulse_closed_while_it_is_answered_counts_every_answer_that_was_taken(
    dialogue: Dialogue, team: list[User]
) -> None:
    until = timezone.now() + timedelta(days=7)
    asked = pulse.ask_pulse(dialogue, by=team[0], question="Are you heard?", kind="scale", closes_at=until)
    people = [make.delegate(make.seat(dialogue)) for _number in range(8)]
    for one in people[:5]:
        pulse.answer_pulse(asked, by=one, value="4")
    late = [lambda one=one: pulse.answer_pulse(asked, by=one, value="4") for one in people[5:]]
    closing = [lambda by=by: pulse.close_pulse(asked, by=by) for by in team]
    ended = ends_of(*late, *closing)
    refused = [end for end in ended if isinstance(end, Exception)]
    assert {type(end).__name__ for end in refused} <= {"StateError", "PermissionDenied"}
    taken = 5 + sum(end is None for end in ended[:3])
    asked.refresh_from_db()
    assert asked.closed_at and not PulseBox.objects.exists()
    assert asked.result["total"] == taken, asked.result
    assert Event.objects.filter(verb="pulse.closed").count() == 1


def test_a_nomination_answered_by_two_at_once_has_one_answer(dialogue: Dialogue, team: list[User]) -> None:
    seat = make.seat(dialogue)
    made = nominations.nominate(
        dialogue, by=make.delegate(seat), seat=seat, organisation="Night school", why="They know", category="academia"
    )
    acts = [
        lambda n=n: nominations.answer_nomination(
            made, by=team[n % 2], state="taken_up" if n % 2 else "declined", answer=f"Answer {n}"
        )
        for n in range(4)
    ]
    ended = ends_of(*acts)
    assert Counter(type(end).__name__ for end in ended) == {"Nomination": 1, "StateError": 3}
    made.refresh_from_db()
    (winner,) = [number for number, end in enumerate(ended) if not isinstance(end, Exception)]
    assert made.answer == f"Answer {winner}" and made.answered_by == team[winner % 2]
    assert ListedOrganisation.objects.count() == winner % 2
    assert Event.objects.filter(verb="nomination.answered").count() == 1


def test_nominations_of_one_name_taken_up_at_once_are_listed_once(dialogue: Dialogue, team: list[User]) -> None:
    made = [
        nominations.nominate(dialogue, by=make.delegate(seat), seat=seat, organisation="Night school", why="So")
        for seat in (make.seat(dialogue), make.seat(dialogue))
    ]
    acts = [
        lambda one=one, by=by: nominations.answer_nomination(one, by=by, state="taken_up", answer="Yes")
        for one, by in zip(made, team, strict=True)
    ]
    assert at_once(*acts) == {"done": 2}
    assert ListedOrganisation.objects.count() == 1


def sent(client: Client, url: str, data: dict[str, Any]) -> tuple[int, str]:
    answer = client.post(url, data)
    return answer.status_code, answer.content.decode()


def test_colleagues_who_write_to_one_card_and_its_log_at_once_lose_no_text(
    dialogue: Dialogue, team: list[User]
) -> None:
    listed = contacts.list_organisation(dialogue, by=team[0], name="Guild")
    card = contact_cards.add_card(listed, by=team[0], name="Ana", phones=["1"])
    clients = [Client(), Client()]
    for client, user in zip(clients, team, strict=True):
        client.force_login(user)
    url = reverse("card_edit", args=[dialogue.slug, card.pk])
    typed = [{"name": "Ana", "way": "phone", "phones": "1", "notes": f"Noted by {n}", "revision": "1"} for n in (0, 1)]
    forms = [lambda c=c, t=t: sent(c, url, t) for c, t in zip(clients, typed, strict=True)]
    calls = [
        lambda by=by: contact_log.log_contact(listed, by=by, outcome=f"Spoken by {by.pk}", card=card) for by in team
    ]
    letters_of_others = [lambda: contacts.edit_listed(listed, by=team[1], revision=1, notes="About the house")]
    ended = ends_of(*forms, *calls, *letters_of_others)
    assert sorted(status for status, _page in ended[:2]) == [200, 302]
    card = ContactCard.objects.get()
    ((loser, page),) = [(n, page) for n, (status, page) in enumerate(ended[:2]) if status == 200]
    assert card.notes == f"Noted by {1 - loser}"
    assert card.notes in page and f"Noted by {loser}" in page, "whoever lost reads both texts"
    assert {one.outcome for one in LoggedContact.objects.all()} == {f"Spoken by {by.pk}" for by in team}
    listed.refresh_from_db()
    assert listed.notes == ("About the house" if not isinstance(ended[4], Exception) else "")
    assert isinstance(ended[4], ListedOrganisation) or type(ended[4]).__name__ == "StaleError"
    assert not list(verify(dialogue.audit_scope))


def test_a_card_forgotten_while_a_colleague_edits_it_stays_forgotten(dialogue: Dialogue, team: list[User]) -> None:
    listed = contacts.list_organisation(dialogue, by=team[0], name="Guild")
    card = contact_cards.add_card(listed, by=team[0], name="SECRET-NAME", notes="SECRET-NOTE")
    ended = ends_of(
        lambda: contact_cards.forget_card(card, by=team[0]),
        lambda: contact_cards.edit_card(card, by=team[1], revision=1, name="SECRET-NAME", notes="SECRET-NOTE, more"),
        lambda: contact_log.log_contact(listed, by=team[1], outcome="Spoken", card=card),
    )
    known = {"NoneType", "ContactCard", "DoesNotExist", "LoggedContact", "PermissionDenied", "StateError"}
    assert {type(end).__name__ for end in ended} <= known
    assert ended[0] is None and not ContactCard.objects.exists()
    card.person.refresh_from_db()
    assert card.person.name == ""
