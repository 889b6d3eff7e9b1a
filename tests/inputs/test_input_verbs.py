"""Verbs of calls and answers ask their rule themselves: whoever reaches one past a page is refused all the same."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.inputs.models import Answer, Call, Question
from dialogues.inputs.services import (
    add_question,
    change_question,
    close_call,
    create_call,
    edit_call,
    enter_on_behalf,
    extend_call,
    move_question,
    open_call,
    remind,
    remove_question,
    reopen_call,
    save_draft,
    submit,
)
from dialogues.inputs.services.answers import Typed
from dialogues.inputs.states import CallStatus, QuestionKind
from dialogues.models import Dialogue
from dialogues.states import Channel, Role
from inspired.core.models import Event, User
from tests import make

pytestmark = pytest.mark.django_db
ASKED = {"text": "Why?", "hint": "", "kind": QuestionKind.TEXT, "choices": [], "is_required": True}
Act = Callable[[User], Any]


def outsiders(dialogue: Dialogue) -> Iterator[User]:
    """Everybody who is near and yet not of the host team."""
    for role in (Role.DONOR, Role.OBSERVER, Role.MEDIA):
        account = make.user()
        make.role(dialogue, account, role)
        yield account
    yield make.delegate(make.seat(dialogue))
    yield make.host_of(make.dialogue())
    yield make.user(is_staff=True, is_superuser=True)


def team_verbs(dialogue: Dialogue) -> list[Act]:
    """Every verb of the host team on a draft or an open call."""
    draft, call, closed = (
        make.call(dialogue, status=CallStatus.DRAFT, opened_at=None),
        make.call(dialogue),
        make.call(dialogue, status=CallStatus.CLOSED),
    )
    question = draft.questions.get()
    later = timezone.localdate() + timedelta(days=9)
    seat = make.seat(dialogue)
    typed = Typed("en", {call.questions.get().pk: "Said by telephone"})
    return [
        lambda by: create_call(dialogue, by=by, title="T", kind="evidence"),
        lambda by: edit_call(draft, by=by, due_on=None, title="Other"),
        lambda by: open_call(draft, by=by),
        lambda by: extend_call(call, by=by, due_on=later),
        lambda by: remind(call, by=by),
        lambda by: close_call(call, by=by),
        lambda by: reopen_call(closed, by=by, due_on=later),
        lambda by: add_question(draft, by=by, **ASKED),
        lambda by: change_question(question, by=by, **ASKED),
        lambda by: move_question(question, by=by, up=True),
        lambda by: remove_question(question, by=by),
        lambda by: enter_on_behalf(call, seat, by=by, channel=Channel.PHONE, typed=typed, key=uuid.uuid4()),
    ]


def test_a_verb_of_the_team_refuses_everybody_else() -> None:
    dialogue = make.dialogue()
    verbs = team_verbs(dialogue)
    for account in outsiders(dialogue):
        for verb in verbs:
            with pytest.raises(PermissionDenied):
                verb(account)
    assert not Event.objects.exists()
    assert Question.objects.count() == Call.objects.count()
    assert not Answer.objects.exists()


def test_another_seats_delegate_and_the_host_write_no_answer() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    call, member = make.call(dialogue), make.delegate(seat)
    for account in [*outsiders(dialogue), make.host_of(dialogue)]:
        with pytest.raises(PermissionDenied):
            make.draft(call, seat, account)
    draft = make.draft(call, seat, member)
    for account in [*outsiders(dialogue), make.host_of(dialogue)]:
        with pytest.raises(PermissionDenied):
            submit(draft, by=account, revision=draft.revision)
        with pytest.raises(PermissionDenied):
            save_draft(call, seat, by=account, revision=draft.revision, typed=Typed("en", {}))
    assert submit(draft, by=member, revision=draft.revision).status == "submitted"


def test_nothing_moves_in_a_paused_or_closed_dialogue_that_is_not_live() -> None:
    dialogue = make.dialogue()
    verbs, host = team_verbs(dialogue), make.host_of(dialogue)
    Dialogue.objects.filter(pk=dialogue.pk).update(status="closed")
    for verb in verbs[1:-1]:
        with pytest.raises(PermissionDenied):
            verb(host)


def test_an_edit_keeps_which_seats_are_asked_and_nothing_new_is_no_edit() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue, "Union of Cooks")
    draft = make.call(dialogue, status=CallStatus.DRAFT, opened_at=None, asks_all=False)
    edits = Event.objects.filter(verb="call.edited")
    edit_call(draft, by=host, due_on=None, seats=[seat])
    before = edits.count()
    assert edits.get().details["seats"] == [seat.pk]
    assert "Cooks" not in str(edits.get().details)
    edit_call(draft, by=host, due_on=None, seats=[seat])
    assert edits.count() == before
    edit_call(draft, by=host, due_on=None, seats=[make.seat(make.dialogue())])
    assert edits.order_by("number").last().details["seats"] == []
    assert not draft.seats.exists()
