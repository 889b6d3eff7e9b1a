"""A seat objects to what was entered on its behalf: the team is told, nobody else sees it, and it can answer again."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dialogues.inputs.services import enter_on_behalf
from dialogues.inputs.services.answers import Typed
from dialogues.ledger.models import Entry
from dialogues.ledger.services import confirm, object_to
from dialogues.models import Notice
from dialogues.states import Channel
from inspired.core import ports
from inspired.core.models import Event
from inspired.core.models.audit import Tier
from inspired.core.services import store_upload
from inspired.core.states import StateError
from tests import make
from tests.core.files import PDF, upload

pytestmark = pytest.mark.django_db


def entered(client: Client) -> tuple[Entry, str]:
    dialogue = make.dialogue()
    call = make.call(dialogue, tier=Tier.PARTICIPANTS)
    seat = make.seat(dialogue)
    host = make.host_of(dialogue)
    typed = Typed("en", {call.questions.get().pk: "Said by telephone"})
    scan = store_upload(upload(PDF, "sheet.pdf"), by=host)
    answer = enter_on_behalf(call, seat, by=host, channel=Channel.PHONE, typed=typed, key=dialogue.form_key, scan=scan)
    return answer.entry, reverse("answer_scan", args=[dialogue.slug, call.pk, answer.pk])


def test_an_objection_needs_words_and_hides_the_entry_from_everybody_else(client: Client) -> None:
    entry, scan = entered(client)
    speaker, neighbour = make.delegate(entry.seat), make.delegate(make.seat(entry.dialogue))
    assert entry in Entry.objects.visible_to(neighbour)
    client.force_login(speaker)
    page = reverse("entry_object", args=[entry.dialogue.slug, entry.number])
    assert page in client.get(entry.get_absolute_url()).content.decode()
    assert scan in client.get(entry.get_absolute_url()).content.decode()
    assert b"".join(client.get(scan).streaming_content).startswith(b"%PDF")
    assert "error" in client.post(page, {"objection": " "}).content.decode()
    assert client.post(page, {"objection": "We named another figure"}).url == entry.get_absolute_url()
    assert "We named another figure" in client.get(entry.get_absolute_url()).content.decode()
    assert entry not in Entry.objects.visible_to(neighbour)
    assert "another figure" not in str(Event.objects.get(verb="entry.objected_to").details)
    host = make.host_of(entry.dialogue)
    assert Notice.objects.get(kind="ledger.objected").user == host
    assert "objects" in str([todo.title for todo in ports.todo.collect(host)])
    client.force_login(neighbour)
    assert client.get(scan).status_code == 404


def test_after_an_objection_the_seat_confirms_after_all_or_answers_itself(client: Client) -> None:
    entry, _scan = entered(client)
    speaker = make.delegate(entry.seat)
    with pytest.raises(PermissionDenied):
        object_to(entry, by=make.host_of(entry.dialogue), objection="No")
    with pytest.raises(StateError):
        object_to(entry, by=speaker, objection=" ")
    object_to(entry, by=speaker, objection="No")
    own = make.answer(entry.answer.call, entry.seat, speaker, "Our own words")
    assert own.entry != entry
    again = confirm(entry, by=speaker)
    assert (again.objected_at, again.objection) == (None, "")
    with pytest.raises(StateError):
        object_to(entry, by=speaker, objection="No")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(objected_at=entry.created_at)
