"""What a seat signs is printed: characters that no font has are named when it is written, and are never boxes."""

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.documents.issuing import context_of, unprintable
from dialogues.documents.models import Endorsement, Reservation
from dialogues.documents.rendering import to_page
from dialogues.documents.services import rounds
from dialogues.documents.services.rounds import Wish
from dialogues.documents.states import Position
from dialogues.states import Channel
from inspired.core.services import store_upload
from inspired.core.states import StateError
from tests import make
from tests.core.files import PDF, upload
from tests.documents import make as doc

pytestmark = pytest.mark.django_db
NAMED = "漢 – CJK UNIFIED IDEOGRAPH-6F22 (U+6F22)"
NONE_OF_THEM = "No font of ours has:"


@pytest.fixture
def asked():
    """A round on a frozen version, its host, and the one seat with its signatory."""
    frozen = doc.version()
    [(seat, head)] = doc.table(frozen.document.dialogue, 1)
    return doc.round_(frozen, [seat]), make.host_of(frozen.document.dialogue), seat, head


def sent(asked, who, name: str, **typed: object) -> str:
    round_, *_rest = asked
    document = round_.version.document
    browser = Client()
    browser.force_login(who)
    words = {
        "position": "reserve",
        "wish-TOTAL_FORMS": "1",
        "wish-INITIAL_FORMS": "0",
        "wish-0-paragraph_id": "",
        "wish-0-wording": "",
        "wish-0-reason": "Too early.",
        "sha256": round_.version.sha256,
        "turn": "",
    }
    place = [document.dialogue.slug, document.pk, round_.number, round_.invitees.get().pk]
    return browser.post(reverse(name, args=place), words | typed).content.decode()


@pytest.mark.parametrize("field", ["wish-0-wording", "wish-0-reason"])
@pytest.mark.parametrize("step", ["check", "give"])
def test_a_seat_is_told_which_characters_its_reservation_cannot_have(asked, field: str, step: str) -> None:
    _round, _host, _seat, head = asked
    page = sent(asked, head, "round_answer", step=step, **{field: "В 2024 году … 漢"})
    assert NONE_OF_THEM in page and NAMED in page
    assert "Say below what your reservation is about" not in page
    assert not Endorsement.objects.exists()


def test_the_host_is_told_when_noting_an_answer_and_when_filing_a_sheet(asked) -> None:
    _round, host, _seat, _head = asked
    spoken = {"channel": Channel.PHONE, "step": "record"}
    assert NAMED in sent(asked, host, "round_announce", **spoken, **{"wish-0-reason": "漢"})
    sheet = {"step": "record", "scan": upload(PDF, "sheet.pdf")}
    assert NAMED in sent(asked, host, "round_letter", **sheet, signatory_function="Министр 漢")
    assert not Endorsement.objects.exists()


def test_the_verbs_refuse_what_cannot_be_printed(asked) -> None:
    round_, host, seat, head = asked
    said = doc.said(Position.RESERVE, "", Wish("Too early.", wording="漢"))
    with pytest.raises(StateError, match="U\\+6F22"):
        rounds.prepare_answer(round_, by=head, seat=seat, said=said, sha256=round_.version.sha256)
    with pytest.raises(StateError, match="U\\+6F22"):
        rounds.announce_answer(round_, by=host, seat=seat, said=said, channel=Channel.PHONE)
    scan = store_upload(upload(PDF, "sheet.pdf"), by=host)
    with pytest.raises(StateError, match="U\\+6F22"):
        rounds.file_letter(round_, by=host, seat=seat, said=doc.said(), scan=scan, signatory_function="漢")


def test_what_is_left_is_named_before_adoption_and_printed_as_its_code(asked) -> None:
    round_, host, seat, head = asked
    doc.answer(round_, seat, head, Position.RESERVE)
    rounds.close_round(round_, by=host)
    version = round_.version
    browser, adopt = Client(), reverse("version_adopt", args=[version.document.dialogue.slug, version.document_id, 1])
    browser.force_login(host)
    assert "Some characters cannot be printed" not in browser.get(adopt).content.decode()
    seat.delegates.update(function="Minister 字")
    Reservation.objects.update(wording="В 2024 году 漢")
    page = browser.get(adopt).content.decode()
    assert "Some characters cannot be printed" in page and NAMED in page and "U+5B57" in page
    assert [char for char, _name, _count in unprintable(version)] == ["字", "漢"]
    printed = to_page("endorsed", context_of(version, "endorsed"))
    assert "漢" not in printed and "字" not in printed
    assert "В 2024 году [U+6F22]" in printed and "Minister [U+5B57]" in printed
