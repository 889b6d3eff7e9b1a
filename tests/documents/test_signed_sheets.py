"""Signed sheets: their scans are opened by the host team and the seat alone."""

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.documents.models import Endorsement
from dialogues.documents.services import rounds
from dialogues.states import DelegateRole
from inspired.core.services import store_upload
from tests import make
from tests.core.files import PDF, upload
from tests.documents import make as doc

pytestmark = pytest.mark.django_db


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def asked():
    """A round on a frozen version, its host, and two seats with their signatories."""
    frozen = doc.version()
    pairs = doc.table(frozen.document.dialogue, 2)
    return doc.round_(frozen, [seat for seat, _head in pairs]), make.host_of(frozen.document.dialogue), pairs


def filed(round_, host, seat, **words) -> Endorsement:
    scan = store_upload(upload(PDF, "sheet.pdf"), by=host)
    return rounds.file_letter(round_, by=host, seat=seat, said=doc.said(), scan=scan, signatory_function="Director")


def test_the_scan_of_a_signed_sheet_is_opened_by_host_team_and_that_seat_alone(asked) -> None:
    round_, host, [(seat, head), (_other, neighbour)] = asked
    dialogue = round_.version.document.dialogue
    answer = filed(round_, host, seat)
    assistant = make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    scan = reverse("endorsement_scan", args=[dialogue.slug, round_.version.document_id, answer.pk])
    assert browser(neighbour).get(scan).status_code == 404
    rounds.close_round(round_, by=host)
    for user in (host, head, assistant):
        file = browser(user).get(scan)
        assert b"".join(file.streaming_content) == PDF
        assert scan in browser(user).get(round_.get_absolute_url()).content.decode()
    page = browser(neighbour).get(round_.get_absolute_url()).content.decode()
    assert "By signed letter" in page and scan not in page
    assert browser(neighbour).get(scan).status_code == 403


def test_an_answer_without_a_sheet_has_no_scan_to_open(asked) -> None:
    round_, host, [(seat, head), _other] = asked
    answer = doc.answer(round_, seat, head)
    scan = reverse(
        "endorsement_scan", args=[answer.version.document.dialogue.slug, answer.version.document_id, answer.pk]
    )
    assert browser(host).get(scan).status_code == 403
    assert scan not in browser(host).get(round_.get_absolute_url()).content.decode()
