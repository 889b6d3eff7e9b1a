"""What waits for a signatory stands on the first page once; sheets and forms say on whose behalf an answer is written down."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.documents import rendering
from dialogues.documents.awaiting import awaited_answers
from dialogues.documents.forms.opening import OpenRoundForm
from dialogues.documents.models import Endorsement
from dialogues.documents.services import rounds
from dialogues.documents.states import EndorsementState, Position, SignedBy
from dialogues.states import Channel, DelegateRole
from inspired.core.states import StateError
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
    return [str(todo.action) for todo in awaited_answers(user)]


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


def test_an_announcement_does_not_replace_what_a_delegate_prepared(asked) -> None:
    round_, host, seat, _head, alternate = asked
    rounds.prepare_answer(
        round_, by=alternate, seat=seat, said=doc.said(Position.ABSTAIN), sha256=round_.version.sha256
    )
    with pytest.raises(StateError, match="prepared an answer"):
        rounds.announce_answer(round_, by=host, seat=seat, said=doc.said(), channel=Channel.PHONE)
    kept = Endorsement.objects.get()
    assert (kept.position, kept.state) == (Position.ABSTAIN, EndorsementState.PREPARED)


def test_the_later_of_two_signatories_sees_both_answers_before_one_replaces_the_other(asked) -> None:
    round_, _host, seat, head, _alternate = asked
    document, second = round_.version.document, make.delegate(seat)
    url = reverse("round_answer", args=[document.dialogue.slug, document.pk, 1, round_.invitees.get().pk])
    browsers = {user: Client() for user in (head, second)}
    shared = {"sha256": round_.version.sha256, "wish-TOTAL_FORMS": "0", "wish-INITIAL_FORMS": "0"}
    typed = {}
    for user, browser in browsers.items():
        browser.force_login(user)
        typed[user] = shared | {"turn": browser.get(url).context["turn"], "step": "give"}
    typed[head] |= {"position": "decline", "note": "FIRST-SAYS"}
    typed[second] |= {"position": "not_yet", "note": "SECOND-SAYS"}
    checked = browsers[second].post(url, typed[second] | {"step": "check"})
    assert browsers[head].post(url, typed[head]).status_code == 302
    assert browsers[head].post(url, typed[head]).status_code == 302, "sent twice is no conflict"
    assert checked.context["turn"] == typed[second]["turn"] == ""
    conflict = browsers[second].post(url, typed[second])
    assert conflict.status_code == 200
    shown = conflict.content.decode().split('id="conflict"')[1].split("</div>")[0]
    assert "FIRST-SAYS" in shown
    assert "SECOND-SAYS" in shown
    assert Endorsement.objects.get().note == "FIRST-SAYS"
    again = typed[second] | {"turn": conflict.context["turn"]}
    assert browsers[second].post(url, again).status_code == 302
    assert Endorsement.objects.get().note == "SECOND-SAYS"


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


def test_the_host_is_told_that_an_answer_stands_before_another_takes_its_place(asked) -> None:
    round_, host, seat, _head, _alternate = asked
    document = round_.version.document
    browser = Client()
    browser.force_login(host)
    place = [document.dialogue.slug, document.pk, round_.number, round_.invitees.get(seat=seat).pk]
    pages = [reverse(name, args=place) for name in ("round_announce", "round_letter")]
    told = "An answer of this organisation stands already."
    assert all(told not in browser.get(page).content.decode() for page in pages)
    rounds.announce_answer(round_, by=host, seat=seat, said=doc.said(), channel=Channel.PHONE)
    assert all(told in browser.get(page).content.decode() for page in pages)


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


def test_delegates_sign_themselves_only_where_the_round_says_so() -> None:
    version = doc.version()
    dialogue = version.document.dialogue
    seat, unsigned = make.seat(dialogue), make.seat(dialogue)
    make.delegate(seat)
    colleague = make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    watcher = make.delegate(seat, role=DelegateRole.OBSERVER)
    speaker = make.delegate(unsigned, role=DelegateRole.ALTERNATE, may_sign=False)
    usual = doc.round_(version, [seat, unsigned])
    assert list(usual.seats.all()) == [seat]
    assert doc.answer(usual, seat, colleague).state == EndorsementState.PREPARED
    rounds.close_round(usual, by=make.host_of(dialogue))

    opened = doc.round_(version, [seat, unsigned], signed_by=SignedBy.DELEGATE)

    assert set(opened.seats.all()) == {seat, unsigned}
    assert doc.answer(opened, unsigned, speaker).state == EndorsementState.GIVEN
    assert doc.answer(opened, seat, colleague, Position.ABSTAIN).state == EndorsementState.GIVEN
    for nobody in (watcher, make.host_of(dialogue)):
        with pytest.raises((StateError, PermissionDenied)):
            doc.answer(opened, seat, nobody, Position.DECLINE)


def test_host_cannot_ask_for_a_signatory_where_there_is_none() -> None:
    version = doc.version()
    dialogue = version.document.dialogue
    ((signed, _head),) = doc.table(dialogue, 1)
    unsigned = make.seat(dialogue, "Institute without signatory")
    make.delegate(unsigned, role=DelegateRole.ALTERNATE, may_sign=False)
    days = {"due_on": timezone.localdate() + timedelta(days=9), "shown": "host", "shown_after": "organisation"}
    words = {**days, "seats": [signed.pk, unsigned.pk], "note": ""}
    form = OpenRoundForm({**words, "signed_by": "signatory"}, dialogue=dialogue)
    assert "Institute without signatory" in str(form.errors["seats"])
    assert OpenRoundForm({**words, "signed_by": "delegate"}, dialogue=dialogue).is_valid()
