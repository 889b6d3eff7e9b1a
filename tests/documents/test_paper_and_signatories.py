"""What waits for a signatory stands on the first page once; sheets and forms say on whose behalf an answer is written down."""

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.documents import rendering
from dialogues.documents.offers import awaited_answers, prepared_for_me
from dialogues.documents.services import rounds
from dialogues.states import Channel
from tests import make
from tests.documents import make as doc
from tests.documents import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A round on a frozen version, its host, and the one seat with its signatory and an alternate who may not sign."""
    frozen = doc.version()
    [(seat, head)] = doc.table(frozen.document.dialogue, 1)
    alternate = make.delegate(seat, may_sign=False)
    return doc.round_(frozen, [seat]), make.host_of(frozen.document.dialogue), seat, head, alternate


def waits(user) -> list[str]:
    return [str(todo.action) for offer in (awaited_answers, prepared_for_me) for todo in offer(user)]


def test_a_prepared_answer_waits_for_the_signatory_once_and_for_nobody_else(asked) -> None:
    round_, _host, seat, head, alternate = asked
    assert waits(head) == waits(alternate) == ["Read and answer"]
    rounds.prepare_answer(round_, by=alternate, seat=seat, said=doc.said(), sha256=round_.version.sha256)
    assert waits(head) == ["Look and confirm"]
    assert waits(alternate) == []


def test_an_unconfirmed_answer_of_a_closed_round_does_not_hide_a_new_round(asked) -> None:
    round_, host, seat, head, _alternate = asked
    rounds.announce_answer(round_, by=host, seat=seat, said=doc.said(), channel=Channel.PHONE)
    assert waits(head) == ["Look and confirm"]
    rounds.close_round(round_, by=host)
    doc.round_(round_.version, [seat])
    assert waits(head) == ["Read and answer"]


def test_the_host_writes_down_what_the_organisation_said_and_not_what_we_said(asked) -> None:
    round_, host, seat, _head, _alternate = asked
    document = round_.version.document
    browser = Client()
    browser.force_login(host)
    place = [document.dialogue.slug, document.pk, round_.number, round_.invitees.get(seat=seat).pk]
    for name in ("round_announce", "round_letter"):
        page = browser.get(reverse(name, args=place)).content.decode()
        assert "The organisation’s answer" in page
        assert "Our answer may be named" not in page


def test_the_sheet_asks_for_the_consent_to_be_named_and_says_who_will_see_the_answer(asked) -> None:
    round_, host, _seat, head, _alternate = asked
    sheet = reverse("signature_sheet", args=[round_.version.document.dialogue.slug, round_.version.document_id, 1])
    browser = Client()
    browser.force_login(head)
    page = browser.get(sheet).content.decode()
    assert "Our answer may be named in documents and in public" in page
    assert "Until the round closes only the host sees each answer" in page
    assert sheet in browser.get(round_.get_absolute_url()).content.decode()
    rounds.close_round(round_, by=host)
    assert sheet not in browser.get(round_.get_absolute_url()).content.decode()


def test_the_cover_does_not_say_twice_what_kind_of_document_it_is() -> None:
    context = sample.context(sections=1)
    kind = "Participatory Policy Analysis"
    context["content"]["document"].update(title=kind, kind="ppa")
    cover = rendering.to_page("draft", context).split('<header class="cover">')[1].split("</header>")[0]
    assert cover.count(kind) == 1
    context["content"]["document"]["title"] = "What domestic workers need"
    cover = rendering.to_page("draft", context).split('<header class="cover">')[1].split("</header>")[0]
    assert cover.count(kind) == 1
