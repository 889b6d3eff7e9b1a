"""Signed sheets: who opens their scans, and until when they are filed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.documents.answering import signed_at
from dialogues.documents.models import Endorsement, Round
from dialogues.documents.services import rounds, versions
from dialogues.states import Channel, DelegateRole
from inspired.core.services import store_upload
from inspired.core.states import StateError
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
    return rounds.file_letter(
        round_, by=host, seat=seat, said=doc.said(), scan=scan, signatory_function="Director", **words
    )


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


def test_the_close_page_names_the_answers_that_nobody_confirmed(asked) -> None:
    round_, host, [(seat, _head), (other, neighbour)] = asked
    place = [round_.version.document.dialogue.slug, round_.version.document_id, round_.number]
    warned = "Answers that nobody has confirmed do not count"
    assert warned not in browser(host).get(reverse("round_close", args=place)).content.decode()
    doc.answer(round_, other, neighbour)
    rounds.announce_answer(round_, by=host, seat=seat, said=doc.said(), channel=Channel.PHONE)
    page = browser(host).get(reverse("round_close", args=place)).content.decode()
    told = page.split(warned)[1].split("</ul>")[0]
    assert f"{seat.organisation.name}: Endorse" in told and "Announced, unconfirmed" in told
    assert other.organisation.name not in told


def test_a_sheet_signed_before_the_deadline_is_filed_between_close_and_adoption(asked) -> None:
    round_, host, [(seat, head), (other, neighbour)] = asked
    version = round_.version
    doc.answer(round_, other, neighbour)
    rounds.announce_answer(round_, by=host, seat=seat, said=doc.said(), channel=Channel.PHONE)
    rounds.close_round(round_, by=host)
    invitee = round_.invitees.get(seat=seat)
    place = [version.document.dialogue.slug, version.document_id, round_.number, invitee.pk]
    letter, announce = reverse("round_letter", args=place), reverse("round_announce", args=place)
    page = browser(host).get(round_.get_absolute_url()).content.decode()
    assert letter in page and announce not in page
    assert letter not in browser(head).get(round_.get_absolute_url()).content.decode()
    assert browser(head).get(letter).status_code == 403
    typed = {
        "position": "endorse",
        "signatory_function": "Director",
        "wish-TOTAL_FORMS": "0",
        "wish-INITIAL_FORMS": "0",
    }
    sent = {"step": "record", **typed}
    assert browser(host).post(letter, sent | {"scan": upload(PDF, "sheet.pdf")}).status_code == 200, "no day"
    day = timezone.localdate()
    filled = sent | {"scan": upload(PDF, "sheet.pdf"), "signed_on": day.isoformat()}
    assert browser(host).post(letter, filled).status_code == 302
    answer = Endorsement.objects.given().get(seat=seat)
    assert answer.channel == Channel.LETTER and answer.signed_at.date() == day
    assert letter not in browser(host).get(round_.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("days", "said"),
    [(None, "Say which day"), (1, "still to come"), (-40, "not frozen yet"), (-1, "after the deadline")],
)
def test_late_sheets_bear_a_day_on_which_they_could_be_signed(asked, days, said) -> None:
    round_, host, [(seat, _head), _other] = asked
    now = timezone.now()
    Round.objects.update(due_at=now - timedelta(days=2))
    round_.refresh_from_db()
    day = now.date() + timedelta(days=days) if days is not None else None
    round_.version.frozen_at = now - timedelta(days=9)
    with pytest.raises(StateError, match=said):
        signed_at(round_, day)
    with pytest.raises(StateError):
        filed(round_, host, seat, signed_on=day)
    assert not Endorsement.objects.exists()
    assert signed_at(round_, now.date() - timedelta(days=3)) < round_.due_at


def test_no_sheet_is_filed_on_a_version_that_is_adopted(asked) -> None:
    round_, host, [(seat, _head), (other, neighbour)] = asked
    doc.answer(round_, other, neighbour)
    rounds.close_round(round_, by=host)
    versions.adopt(round_.version, by=host, reason="They stand behind it.")
    with pytest.raises(StateError, match="adopted or given up"):
        filed(round_, host, seat, signed_on=timezone.localdate())
    assert not Endorsement.objects.filter(seat=seat).exists()
    place = [round_.version.document.dialogue.slug, round_.version.document_id, 1, round_.invitees.get(seat=seat).pk]
    assert browser(host).get(reverse("round_letter", args=place)).status_code == 403
    page = browser(host).get(round_.get_absolute_url()).content.decode()
    assert reverse("round_letter", args=place) not in page


def test_neither_seat_nor_neighbour_files_a_late_sheet(asked) -> None:
    round_, host, pairs = asked
    rounds.close_round(round_, by=host)
    for _seat, user in pairs:
        with pytest.raises(PermissionDenied):
            filed(round_, user, pairs[0][0], signed_on=timezone.localdate())
