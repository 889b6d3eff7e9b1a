"""What a page shows or finds tells nobody whose a nameless word is, and a signatory sees what they confirm."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.documents.models import Endorsement
from dialogues.documents.services import rounds, sections
from dialogues.documents.states import Position, Shown
from dialogues.documents.tally import tally
from dialogues.ledger.services import add_entry
from dialogues.ledger.states import Source
from dialogues.states import Appearance, Attribution, DelegateRole
from inspired.core.models import User
from inspired.core.models.audit import Tier
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_drafter_cannot_search_for_the_organisation_behind_a_nameless_input() -> None:
    dialogue = make.dialogue()
    host, document = make.host_of(dialogue), doc.ppa(dialogue)
    hidden = make.seat(dialogue, "Zunft der Verborgenen")
    author, drafter = make.delegate(hidden), make.delegate(make.seat(dialogue))
    add_entry(
        dialogue,
        by=author,
        source=Source.ANSWER,
        seat=hidden,
        text="Wages are withheld",
        tier=Tier.PARTICIPANTS,
        attribution=Attribution.NOBODY,
    )
    sections.add_drafter(document, by=host, user=drafter)
    url = f"{document.get_absolute_url()}sections/issue/sources/?q="
    assert "Wages are withheld" in client_of(drafter).get(f"{url}Wages").content.decode()
    assert "Wages are withheld" not in client_of(drafter).get(f"{url}Verborgenen").content.decode()
    assert "Wages are withheld" in client_of(host).get(f"{url}Verborgenen").content.decode()


def test_the_order_of_answers_does_not_tell_a_hidden_name() -> None:
    dialogue = make.dialogue()
    version = doc.version(doc.ppa(dialogue))
    names = ("Z last", "Aaa first", "M middle")
    pairs = [(seat, make.delegate(seat)) for seat in (make.seat(dialogue, name) for name in names)]
    hidden = pairs[0][0]
    hidden.appear_to_participants = Appearance.UNLISTED
    hidden.save()
    round_ = doc.round_(version, [seat for seat, _user in pairs], shown=Shown.PARTICIPANTS)
    for seat, user in pairs:
        doc.answer(round_, seat, user)
    shown = [one.name for one in tally(round_, pairs[1][1]).answers]
    assert shown == ["A participant", "Aaa first", "M middle"]


def test_whoever_confirms_reads_the_whole_answer_on_the_page() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    assistant = make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    round_ = doc.round_(version, [seat])
    said = rounds.Said(Position.RESERVE, "A note", (rounds.Wish("Too early by a year", "", "From 2030 on"),), True)
    rounds.prepare_answer(round_, by=assistant, seat=seat, said=said, sha256=version.sha256)
    url = f"{round_.get_absolute_url()}answers/{round_.invitees.get().pk}/"
    page = client_of(signatory).get(url).content.decode()
    notice = page.partition('name="turn"')[0].rpartition("Prepared")[2]
    for words in ("A note", "Too early by a year", "From 2030 on", "May be named, whatever it is: Yes"):
        assert words in notice, words
    client_of(signatory).post(f"{url}confirm/", {"sha256": version.sha256, "turn": "2020-01-01"})
    assert not Endorsement.objects.given().exists()
    client_of(signatory).post(f"{url}confirm/", {"sha256": version.sha256, "turn": Endorsement.objects.get().turn})
    assert Endorsement.objects.given().get().signed_by == signatory


@pytest.mark.parametrize("count", ["abc", "-1", "9" * 30, "", "²"])
def test_another_reservation_is_offered_whatever_the_form_says_it_holds(count: str) -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat], due_at=timezone.now() + timedelta(days=2))
    url = f"{round_.get_absolute_url()}answers/{round_.invitees.get().pk}/"
    data = {"step": "more", "wish-TOTAL_FORMS": count, "wish-INITIAL_FORMS": "0"}
    assert client_of(signatory).post(url, data).status_code == 200
