"""Commitments by signed letter: what is filed counts at once, takes the place of what was announced, never of a seat's own word."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dialogues.models import Notice
from dialogues.monitoring.models import Commitment
from dialogues.monitoring.services.commitments import answer_commitment, enter_answer, file_letter
from dialogues.monitoring.states import Answer
from dialogues.states import Channel
from inspired.core.models import Event, User
from inspired.core.services import store_upload
from inspired.core.states import StateError
from tests import make
from tests.core.files import PDF, upload
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> dict[str, Any]:
    dialogue = make.dialogue()
    (seat, person), (_other, outside) = mo.table(dialogue)
    (one,) = mo.asked(dialogue, seat)
    return {"one": one, "host": make.host_of(dialogue), "person": person, "outside": outside, "slug": dialogue.slug}


def filed(stage: dict[str, Any], by: User | None = None, **said: Any) -> Any:
    by = by or stage["host"]
    scan = store_upload(upload(PDF, "letter.pdf"), by=by)
    said = {"answer": Answer.CONFIRMED, "signatory_function": "Director", **said}
    return file_letter(stage["one"], by=by, scan=scan, **said)


def test_a_signed_letter_counts_at_once_and_the_seat_is_told(stage) -> None:
    enter_answer(stage["one"], by=stage["host"], channel=Channel.PHONE, answer=Answer.CONFIRMED)
    assert Commitment.objects.get().answer == Answer.ASKED
    made = filed(stage, answer=Answer.AMENDED, words="Two of three regions")
    one = Commitment.objects.get()
    assert (one.answer, one.own_words, made.channel) == (Answer.AMENDED, "Two of three regions", Channel.LETTER)
    assert made.confirmed_at and Event.objects.filter(verb="commitment.signed").count() == 1
    assert Notice.objects.filter(user=stage["person"], kind="monitoring.letter_filed").exists()
    filed(stage)  # a later letter takes the place of the earlier one
    assert Commitment.objects.get().answer == Answer.CONFIRMED
    answer_commitment(one, by=stage["person"], answer=Answer.DECLINED, note="No")
    with pytest.raises(StateError):
        filed(stage)
    assert Commitment.objects.get().answer == Answer.DECLINED


def test_only_the_host_team_files_and_a_letter_needs_a_signatory(stage) -> None:
    for nobody in (stage["person"], stage["outside"]):
        with pytest.raises(PermissionDenied):
            filed(stage, by=nobody)
    with pytest.raises(StateError):
        filed(stage, signatory_function=" ")


def test_the_letter_is_filed_on_its_page_and_opened_by_host_and_seat_alone(stage) -> None:
    clients = {}
    for who in ("host", "person", "outside"):
        clients[who] = Client()
        clients[who].force_login(stage[who])
    url = reverse("commitment_letter", args=[stage["slug"], stage["one"].pk])
    assert url in clients["host"].get(stage["one"].get_absolute_url()).content.decode()
    typed = {"answer": "confirmed", "signatory_function": "Director", "words": "", "note": ""}
    assert clients["host"].post(url, typed).status_code == 200  # no scan
    refused = clients["host"].post(url, {**typed, "scan": upload(b"<svg/>", "letter.svg")})
    assert refused.status_code == 200 and Commitment.objects.get().answer == Answer.ASKED
    assert clients["host"].post(url, {**typed, "scan": upload(PDF, "letter.pdf")}).status_code == 302
    answer = stage["one"].answers.get()
    scan = reverse("commitment_scan", args=[stage["slug"], stage["one"].pk, answer.pk])
    for who in ("host", "person"):
        file = clients[who].get(scan)
        assert b"".join(file.streaming_content) == PDF
    assert clients["outside"].get(scan).status_code == 403
    page = clients["outside"].get(stage["one"].get_absolute_url()).content.decode()
    assert "By signed letter" in page and scan not in page


def test_another_letter_is_offered_until_the_seat_answers_here_itself(stage) -> None:
    client, place = Client(), stage["one"].get_absolute_url()
    client.force_login(stage["host"])
    letter = reverse("commitment_letter", args=[stage["slug"], stage["one"].pk])
    filed(stage)
    told = client.get(place).content.decode()
    assert letter in told and "File another letter in place of this one" in told
    amended = {"answer": "amended", "signatory_function": "Director", "words": "", "note": ""}
    refused = client.post(letter, {**amended, "scan": upload(PDF, "letter.pdf")}).content.decode()
    assert "Say in its own words what the organisation takes on" in refused and "your organisation" not in refused
    answer_commitment(stage["one"], by=stage["person"], answer=Answer.DECLINED, note="No")
    assert letter not in client.get(place).content.decode()
