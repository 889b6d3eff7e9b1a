"""A host erases people without an account from one dialogue; what another dialogue knows of them stays."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from dialogues.models import Delegate, Mandate
from dialogues.services import invitations, mandates
from dialogues.services.erasing import erase_delegate
from dialogues.states import DelegateRole, Role, Status
from inspired.core.audit import verify
from inspired.core.models import Event, Person
from inspired.core.states import StateError
from tests import make
from tests.erasure.reading import raw_rows

pytestmark = pytest.mark.django_db
NAME, ADDRESS, PHONE = "Paper Canary", "paper-canary@example.org", "+238-555-0142"


def told(dialogue: object, **fields: str) -> Delegate:
    """Somebody whom the host wrote down, with a mandate and an invitation."""
    host = make.host_of(dialogue)  # type: ignore[arg-type]
    seat = make.seat(dialogue)  # type: ignore[arg-type]
    noted = mandates.add_delegate(seat, by=host, name=NAME, function="paper-function", email=ADDRESS, phone=PHONE)
    mandates.give_mandate(noted, by=host, role=DelegateRole.HEAD)
    return noted


def places() -> list[str]:
    """Where the canaries stand in the database."""
    return [table for table, text in raw_rows() for word in (NAME, ADDRESS, PHONE, "paper-function") if word in text]


def test_nothing_of_the_person_is_left_and_the_trail_holds() -> None:
    dialogue = make.dialogue()
    noted, host = told(dialogue), make.host_of(dialogue)
    invitations.invite(make.seat(dialogue), by=host, email=ADDRESS, name=NAME)
    assert {"core_person", "dialogues_delegate", "dialogues_invitation", "core_outboxmail"} <= set(places())
    erase_delegate(noted, by=host)
    assert places() == []
    assert not Mandate.objects.active().filter(delegate=noted).exists()
    assert Event.objects.filter(verb="delegate.erased", scope=dialogue.audit_scope).count() == 1
    assert not list(verify(dialogue.audit_scope))


def test_another_dialogue_keeps_what_it_noted() -> None:
    here, there = make.dialogue(), make.dialogue()
    noted = told(here)
    other = Delegate.objects.create(seat=make.seat(there), person=noted.person, email=ADDRESS, phone=PHONE)
    erase_delegate(noted, by=make.host_of(here))
    other.refresh_from_db()
    noted.refresh_from_db()
    assert (other.person.name, other.email, other.phone) == (NAME, ADDRESS, PHONE)
    assert (noted.person.name, noted.email, noted.phone, noted.function) == ("", "", "", "")
    assert noted.person != other.person and noted.person.erased_at


def test_people_with_an_account_erase_themselves() -> None:
    dialogue = make.dialogue()
    account = make.delegate(make.seat(dialogue))
    with pytest.raises(StateError, match="account"):
        erase_delegate(Delegate.objects.get(user=account), by=make.host_of(dialogue))
    assert Person.objects.get(pk=account.person_id).name


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.DONOR, Role.OBSERVER])
def test_only_hosts_of_this_dialogue_erase(role: str) -> None:
    dialogue = make.dialogue()
    noted = told(dialogue)
    for by in (make.role(dialogue, make.user(), role).user, make.host_of(make.dialogue())):
        with pytest.raises(PermissionDenied):
            erase_delegate(noted, by=by)


def test_a_closed_dialogue_can_still_forget_people() -> None:
    dialogue = make.dialogue()
    noted, host = told(dialogue), make.host_of(dialogue)
    type(dialogue).objects.filter(pk=dialogue.pk).update(status=Status.CLOSED)
    erase_delegate(noted, by=host)
    assert places() == []
