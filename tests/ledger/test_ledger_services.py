"""The verbs of the ledger: reasons are needed, history stays, authors are told, nothing is overwritten unseen."""

import pytest
from django.core import mail
from django.test import Client

from dialogues.ledger.models import Entry
from dialogues.ledger.offers import entries_waiting, undecided_at_closing
from dialogues.ledger.services import confirm, decide, put_under_review, translate
from dialogues.ledger.states import Disposition, StaleEntry
from dialogues.models import Notice
from dialogues.services.notices import set_pace
from dialogues.states import Pace
from inspired.core import running
from inspired.core.models.audit import Event
from inspired.core.states import StateError
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    dialogue = make.dialogue(title="A secret title")
    return make.answer(make.call(dialogue), make.seat(dialogue)).entry


def host(entry):
    return make.host_of(entry.dialogue)


@pytest.mark.parametrize("disposition", ["accepted", "partly", "not_accepted", "parked"])
def test_a_final_disposition_needs_a_reason(entry, disposition) -> None:
    with pytest.raises(StateError):
        decide(entry, by=host(entry), disposition=disposition, reason="  ")


def test_nothing_becomes_new_again(entry) -> None:
    with pytest.raises(StateError):
        decide(entry, by=host(entry), disposition=Disposition.NEW, reason="x")


def test_the_decision_before_stays_readable(entry) -> None:
    decide(entry, by=host(entry), disposition=Disposition.PARKED, reason="Not now")
    decide(entry, by=host(entry), disposition=Disposition.ACCEPTED, reason="The survey is in")
    assert [row.reason for row in entry.decisions.all()] == ["The survey is in", "Not now"]
    assert not Event.objects.filter(details__icontains="survey").exists()


def test_the_same_said_twice_tells_the_author_once(entry) -> None:
    for _time in range(2):
        decide(entry, by=host(entry), disposition=Disposition.ACCEPTED, reason="Well argued")
    notice = Notice.objects.get(kind="ledger.decided")
    set_pace(notice.user, pace=Pace.ONCE, dialogue=None, by=notice.user)
    running.work_off()
    (sent,) = [sent for sent in mail.outbox if sent.to == [notice.user.email]]
    for confidential in ("A secret title", "Well argued", "Wages", "Accepted"):
        assert confidential not in sent.subject + sent.body


def test_a_form_read_before_another_write_is_refused_with_both_texts(entry) -> None:
    client = Client()
    client.force_login(host(entry))
    decide(entry, by=host(entry), disposition=Disposition.ACCEPTED, reason="First words")
    with pytest.raises(StaleEntry):
        decide(entry, by=host(entry), disposition=Disposition.PARKED, reason="x", revision=0)
    sent = {"disposition": "parked", "reason": "Second words", "revision": "0"}
    page = client.post(f"{entry.get_absolute_url()}decide/", sent).content.decode()
    assert "First words" in page
    assert "Second words" in page
    entry.refresh_from_db()
    assert entry.reason == "First words"
    assert client.post(f"{entry.get_absolute_url()}decide/", {**sent, "revision": "1"}).status_code == 302


def test_only_new_entries_of_the_dialogue_are_put_under_review(entry) -> None:
    elsewhere = make.dialogue()
    foreign = make.answer(make.call(elsewhere), make.seat(elsewhere)).entry
    assert put_under_review(entry.dialogue, [entry.number], by=host(entry)) == 1
    assert put_under_review(entry.dialogue, [entry.number], by=host(entry)) == 0
    foreign.refresh_from_db()
    assert foreign.disposition == Disposition.NEW


def test_the_original_stays_beside_its_translation(entry) -> None:
    original = entry.text
    translate(entry, by=host(entry), text="Les salaires", language="fr", translated_by="An office")
    entry.refresh_from_db()
    assert (entry.text, entry.translation, entry.translated_by) == (original, "Les salaires", "An office")


def test_what_came_in_on_the_site_needs_no_confirmation(entry) -> None:
    with pytest.raises(StateError):
        confirm(entry, by=host(entry))


def test_the_team_is_told_what_waits(entry) -> None:
    assert [todo.title for todo in entries_waiting(host(entry))] == ["1 contribution waits for a disposition"]
    (question,) = undecided_at_closing(host(entry), entry.dialogue, "assessment")
    assert question.open_items == ("1 contribution has no disposition yet",)
    decide(entry, by=host(entry), disposition=Disposition.PARKED, reason="Later")
    assert not list(entries_waiting(host(entry)))
    assert not Entry.objects.undecided().exists()
