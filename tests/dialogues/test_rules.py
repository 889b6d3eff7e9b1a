"""Ground rules: versions, the seats' answers, the statement that they are agreed, and what comes after."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from dialogues.models import Dialogue, GroundRules, Notice
from dialogues.services.rules import agree_rules, answer_rules, enter_rules_answer, propose_rules
from dialogues.states import Appearance, Channel, DelegateRole, RulesStatus, Status
from inspired.core import ports
from inspired.core.models import User
from inspired.core.states import StateError
from tests import make

pytestmark = pytest.mark.django_db


def proposed(dialogue: Dialogue, text: str = "We listen.") -> GroundRules:
    return propose_rules(dialogue, by=make.host_of(dialogue), text=text)


def statuses(dialogue: Dialogue) -> list[str]:
    return list(dialogue.ground_rules.order_by("number").values_list("status", flat=True))


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_versions_follow_each_other() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    first = proposed(dialogue)
    assert proposed(dialogue) == first
    agree_rules(first, by=host)
    second = proposed(dialogue, "We listen well.")
    third = proposed(dialogue, "We listen better.")
    assert statuses(dialogue) == ["agreed", "superseded", "proposed"]
    with pytest.raises((StateError, PermissionDenied)):
        agree_rules(second, by=host)
    agree_rules(third, by=host)
    assert statuses(dialogue) == ["superseded", "superseded", "agreed"]
    assert [rules.number for rules in (first, second, third)] == [1, 2, 3]


def test_a_seat_answers_and_may_change_its_mind() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    head = make.delegate(seat)
    rules = proposed(dialogue)
    answer_rules(rules, by=head, seat=seat, agrees=False, note="Point 3")
    answer_rules(rules, by=head, seat=seat, agrees=True)
    assert rules.answers.get().agrees


def test_nobody_answers_for_another_seat() -> None:
    dialogue = make.dialogue()
    seat, other = make.seat(dialogue), make.seat(dialogue)
    head, observer = make.delegate(seat), make.delegate(other, role=DelegateRole.OBSERVER)
    rules = proposed(dialogue)
    for by, whose in ((head, other), (observer, other), (make.host_of(dialogue), seat), (make.user(), seat)):
        with pytest.raises(PermissionDenied):
            answer_rules(rules, by=by, seat=whose, agrees=True)
    assert not rules.answers.exists()


def test_answers_end_with_the_proposal() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    head = make.delegate(seat)
    rules = proposed(dialogue)
    agree_rules(rules, by=make.host_of(dialogue), reason="All but one agree")
    with pytest.raises(PermissionDenied):
        answer_rules(rules, by=head, seat=seat, agrees=True)


def test_agreeing_without_every_seat_needs_a_reason() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    head = make.delegate(seat)
    make.seat(dialogue, joined_at=None)
    rules = proposed(dialogue)
    with pytest.raises(StateError):
        agree_rules(rules, by=make.host_of(dialogue), reason=" ")
    answer_rules(rules, by=head, seat=seat, agrees=True)
    assert agree_rules(rules, by=make.host_of(dialogue)).status == RulesStatus.AGREED


def test_the_delegate_is_asked_until_the_seat_has_answered() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    head, observer = make.delegate(seat), make.delegate(seat, role=DelegateRole.OBSERVER)
    rules = proposed(dialogue)
    asked = {who: [todo.url for todo in ports.todo.collect(who) if "/rules/" in todo.url] for who in (head, observer)}
    assert asked == {head: [f"/dialogues/{dialogue.slug}/rules/"], observer: []}
    answer_rules(rules, by=head, seat=seat, agrees=True)
    assert not [todo for todo in ports.todo.collect(head) if "/rules/" in todo.url]


def test_what_seats_said_stands_on_the_page_by_organisation() -> None:
    dialogue = make.dialogue()
    loud, shy = make.seat(dialogue, "Loud union"), make.seat(dialogue, "Shy union", appear_to_participants="category")
    hidden = make.seat(dialogue, "Hidden union", appear_to_participants=Appearance.UNLISTED)
    head, shy_head = make.delegate(loud), make.delegate(shy)
    make.delegate(hidden)
    rules = proposed(dialogue)
    answer_rules(rules, by=shy_head, seat=shy, agrees=False, note="Please change point 2")
    page = client_of(head).get(f"/dialogues/{dialogue.slug}/rules/").content.decode()
    assert "Loud union" in page
    assert "Please change point 2" in page
    assert "Shy union" not in page
    assert "Hidden union" not in page
    team = client_of(make.host_of(dialogue)).get(f"/dialogues/{dialogue.slug}/rules/").content.decode()
    assert all(name in team for name in ("Loud union", "Shy union", "Hidden union"))


def test_the_form_answers_for_the_seat_and_agrees() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    head = make.delegate(seat)
    rules = proposed(dialogue)
    place = f"/dialogues/{dialogue.slug}/rules/1/"
    wrong = client_of(head).post(f"{place}answer/", {"seat": make.seat(dialogue).pk, "agrees": "yes"})
    assert wrong.status_code == 200
    assert client_of(head).post(f"{place}answer/", {"seat": seat.pk, "agrees": "not_yet"}).status_code == 302
    assert not rules.answers.get().agrees
    host = client_of(make.host_of(dialogue))
    assert "0 of 2 seats agree" in host.get(f"{place}agree/").content.decode()
    assert host.post(f"{place}agree/", {}).status_code == 200
    assert host.post(f"{place}agree/", {"reason": "We go on"}).status_code == 302
    rules.refresh_from_db()
    assert (rules.status, rules.agreed_reason) == (RulesStatus.AGREED, "We go on")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PAUSED, Status.CLOSED])
def test_seats_answer_while_the_dialogue_is_open(status: str) -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    head = make.delegate(seat)
    rules = proposed(dialogue)
    Dialogue.objects.filter(pk=dialogue.pk).update(status=status)
    with pytest.raises(PermissionDenied):
        answer_rules(rules, by=head, seat=seat, agrees=True)


def test_an_answer_by_telephone_is_entered_marked_and_told_and_gives_way_to_the_seats_own() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue, "Weavers’ guild")
    head, other = make.delegate(seat), make.delegate(make.seat(dialogue))
    rules = proposed(dialogue)
    page, address = client_of(host), f"/dialogues/{dialogue.slug}/rules/1/enter/"
    form = {"seat": seat.pk, "channel": "phone", "agrees": "yes", "note": "Called on Monday"}
    assert address in page.get(f"/dialogues/{dialogue.slug}/rules/").content.decode()
    assert page.post(address, form).status_code == page.post(address, form).status_code == 302
    answer = rules.answers.get()
    assert (answer.seat, answer.agrees, answer.channel, answer.by) == (seat, True, Channel.PHONE, host)
    listed = client_of(head).get(f"/dialogues/{dialogue.slug}/rules/").content.decode()
    assert "By telephone, entered by the host team" in listed
    told = Notice.objects.filter(kind="dialogues.rules_entered")
    assert [notice.user for notice in told] == [head]
    trail = page.get(f"/dialogues/{dialogue.slug}/manage/trail/").content.decode()
    assert "The answer of Weavers’ guild to the ground rules was entered on its behalf" in trail
    answer_rules(rules, by=head, seat=seat, agrees=False)
    assert rules.answers.get().channel == Channel.WEB
    refused = page.post(address, form)
    assert refused.status_code == 200
    assert not rules.answers.get().agrees
    with pytest.raises(StateError):
        enter_rules_answer(rules, by=host, seat=seat, agrees=True, channel=Channel.PHONE)
    assert client_of(other).get(address).status_code == 403


@pytest.mark.parametrize("channel", [Channel.WEB, Channel.LETTER, "pigeon"])
def test_an_answer_is_entered_with_a_way_by_which_it_came(channel: str) -> None:
    dialogue = make.dialogue()
    seat, rules = make.seat(dialogue), proposed(dialogue)
    with pytest.raises(StateError):
        enter_rules_answer(rules, by=make.host_of(dialogue), seat=seat, agrees=True, channel=channel)


def test_nothing_is_entered_for_strangers_absent_seats_or_old_versions() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    head, rules = make.delegate(seat), proposed(dialogue)
    for wrong in (make.seat(make.dialogue()), make.seat(dialogue, joined_at=None)):
        with pytest.raises(StateError):
            enter_rules_answer(rules, by=host, seat=wrong, agrees=True, channel=Channel.PAPER)
    with pytest.raises(PermissionDenied):
        enter_rules_answer(rules, by=head, seat=seat, agrees=True, channel=Channel.PAPER)
    agree_rules(rules, by=host, reason="Nobody objects")
    with pytest.raises(PermissionDenied):
        enter_rules_answer(rules, by=host, seat=seat, agrees=True, channel=Channel.PAPER)
    assert not rules.answers.exists()
