"""Plain functions that make real rows for tests; each takes what matters and fills in the rest."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from dialogues.inputs.models import Answer, Call, Question
from dialogues.inputs.services import save_draft, submit
from dialogues.inputs.services.answers import Typed
from dialogues.inputs.states import CallStatus, QuestionKind
from dialogues.models import Delegate, Dialogue, DialogueRole, Mandate, Organisation, Seat
from dialogues.states import Category, DelegateRole, Role, Status
from inspired.core.models import User

PASSWORD = "a long enough password"
_numbers = count(1)


def user(email: str = "", **fields: Any) -> User:
    """An account with a name, an address and PASSWORD."""
    number = next(_numbers)
    fields.setdefault("name", f"Person {number}")
    return User.objects.create_user(email or f"person{number}@example.org", PASSWORD, **fields)


def organisation(name: str = "", **fields: Any) -> Organisation:
    """An organisation of its own name."""
    return Organisation.objects.create(name=name or f"Organisation {next(_numbers)}", **fields)


def dialogue(host: User | None = None, **fields: Any) -> Dialogue:
    """An open dialogue with one host."""
    number = next(_numbers)
    values = {
        "slug": f"dialogue-{number}",
        "title": f"Dialogue {number}",
        "purpose": "To agree on what is to be done",
        "country": "Ilhas do Sul",
        "policy_area": "Domestic work",
        "status": Status.OPEN,
        "host_organisation": fields.pop("host_organisation", None) or organisation(),
        **fields,
    }
    made = Dialogue.objects.create(**values)
    role(made, host or user(is_host=True), Role.HOST)
    return made


def role(dialogue: Dialogue, holder: User, name: str, **fields: Any) -> DialogueRole:
    """A role held from yesterday on."""
    fields.setdefault("starts_on", timezone.localdate() - timedelta(days=1))
    return DialogueRole.objects.create(dialogue=dialogue, user=holder, role=name, **fields)


def host_of(dialogue: Dialogue) -> User:
    """The dialogue's host."""
    return dialogue.roles.filter(role=Role.HOST).earliest("pk").user


def seat(dialogue: Dialogue, name: str = "", **fields: Any) -> Seat:
    """A seat at the table, without delegates."""
    fields.setdefault("category", Category.CIVIL_SOCIETY)
    fields.setdefault("joined_at", timezone.now())
    return Seat.objects.create(dialogue=dialogue, organisation=organisation(name), **fields)


def delegate(seat: Seat, holder: User | None = None, **mandate: Any) -> User:
    """A head delegate with signing authority, mandated from yesterday on; returns the account."""
    account = holder or user()
    made = Delegate.objects.create(seat=seat, person=account.person, user=account, email=account.email or "")
    mandate.setdefault("role", DelegateRole.HEAD)
    mandate.setdefault("may_sign", mandate["role"] != DelegateRole.OBSERVER)
    mandate.setdefault("starts_on", timezone.localdate() - timedelta(days=1))
    Mandate.objects.create(delegate=made, **mandate)
    return account


def call(dialogue: Dialogue, *questions: Question, **fields: Any) -> Call:
    """An open call to all seats; asks one needed text question unless given others."""
    values = {"title": f"Call {next(_numbers)}", "status": CallStatus.OPEN, "opened_at": timezone.now(), **fields}
    made = Call.objects.create(dialogue=dialogue, **values)
    for number, asked in enumerate(questions or (Question(text="What do you see?"),), start=1):
        asked.call, asked.number = made, number
        asked.save()
    return made


def draft(call: Call, seat: Seat, by: User, text: str = "Wages are low", **fields: Any) -> Answer:
    """A saved draft with the same text for every text question."""
    values = {question.pk: text for question in call.questions.filter(kind=QuestionKind.TEXT)}
    revision = fields.pop("revision", 0)
    return save_draft(call, seat, by=by, revision=revision, typed=Typed("en", values, **fields))


def answer(call: Call, seat: Seat, by: User | None = None, text: str = "Wages are low") -> Answer:
    """A submitted answer, given by a delegate of the seat."""
    account = by or delegate(seat)
    saved = draft(call, seat, account, text)
    return submit(saved, by=account, revision=saved.revision)
