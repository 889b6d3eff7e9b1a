"""Who may do what with criteria in each state of the set: rule × state × role, and what their pages show and cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dialogues.consensus.models import CriteriaSet, Criterion, Weighing
from dialogues.consensus.services import criteria
from dialogues.consensus.states.criteria import SetStatus, Weighting
from dialogues.services.rules import agree_rules, propose_rules
from dialogues.states import Channel, DelegateRole, Role, Status
from inspired.core.access import may
from tests import make
from tests.consensus import make_challenges as mk
from tests.counting import costs_of

pytestmark = pytest.mark.django_db

SET_RULES = {
    "consensus.see_criteria": dict.fromkeys(SetStatus.values, "host facilitator head watcher observer donor"),
    "consensus.propose_criterion": {"collecting": "host facilitator head"},
    "consensus.begin_weighing": {"collecting": "host facilitator"},
    "consensus.weigh": {"weighing": "head"},
    "consensus.manage_weighing": {"weighing": "host facilitator"},
    "consensus.reopen_criteria": {"locked": "host facilitator"},
}
CRITERION_RULES = {
    "consensus.note_criterion": {"collecting": "host facilitator head", "weighing": "host facilitator head"},
    "consensus.keep_criterion": {"collecting": "host facilitator"},
    "consensus.leave_out_criterion": {"collecting": "host facilitator"},
}


def cast(dialogue) -> dict[str, Any]:
    seat = make.seat(dialogue)
    roles = {"facilitator": Role.FACILITATOR, "observer": Role.OBSERVER, "donor": Role.DONOR, "media": Role.MEDIA}
    people = {name: make.role(dialogue, make.user(), role).user for name, role in roles.items()}
    people |= {"host": make.host_of(dialogue), "head": make.delegate(seat), "stranger": make.user()}
    return people | {"watcher": make.delegate(seat, role=DelegateRole.OBSERVER)}


def who_may(people: dict[str, Any], rule: str, obj: Any) -> set[str]:
    """Who both sees the row and may."""
    rows = type(obj).objects
    return {
        name for name, one in people.items() if rows.visible_to(one).filter(pk=obj.pk).exists() and may(one, rule, obj)
    }


@pytest.mark.parametrize("status", SetStatus.values)
def test_each_state_of_a_set_opens_its_acts_to_its_people(status: str) -> None:
    dialogue = make.dialogue()
    people = cast(dialogue)
    begun = criteria.begin_set(dialogue, by=people["host"])
    proposed = criteria.propose_criterion(begun, by=people["host"], title="Environment")
    begun.status = proposed.criteria_set.status = status
    proposed.criteria_set.dialogue = dialogue
    for rule, states in SET_RULES.items():
        assert who_may(people, rule, begun) == set(states.get(status, "").split()), rule
    for rule, states in CRITERION_RULES.items():
        assert who_may(people, rule, proposed) == set(states.get(status, "").split()), rule


@pytest.mark.parametrize("status", [Status.CLOSED, Status.ARCHIVED])
def test_nothing_is_done_in_a_dialogue_that_has_ended(status: str) -> None:
    weighed = mk.being_weighed()
    people = cast(weighed.dialogue)
    weighed.dialogue.status = status
    assert not [rule for rule in SET_RULES if rule != "consensus.see_criteria" and who_may(people, rule, weighed)]


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_the_whole_way_of_a_set_in_the_browser() -> None:
    dialogue = make.dialogue()
    people = cast(dialogue)
    seat = dialogue.seats.get()
    host, head = signed_in(people["host"]), signed_in(people["head"])
    base = f"{dialogue.get_absolute_url()}consensus/criteria/"
    assert "Value for money" in page(host, f"{base}begin/")
    assert host.post(f"{base}begin/").status_code == 302
    url = f"{base}1/"
    form = page(head, f"{url}propose/")
    key = form.split('name="form_key" value="')[1].split('"')[0]
    said = {"title": "Environment", "question": "Does nature bear it?", "why": "Water is short", "form_key": key}
    assert head.post(f"{url}propose/", {**said, "seat": seat.pk}).status_code == 302
    assert "Water is short" in page(host, url)
    assert host.post(f"{url}weighing/", {"weighting": Weighting.RANK}).status_code == 200, "a proposal waits"
    assert host.post(f"{url}list/environment/keep/").status_code == 302
    assert host.post(f"{url}weighing/", {"weighting": Weighting.POINTS}).status_code == 302
    weigh = f"{url}seats/{seat.pk}/"
    answer = head.post(weigh, {"weight_fairness": "60", "agrees": "yes"})
    assert "The points together are 60" in answer.content.decode()
    assert head.post(weigh, {"weight_fairness": "60", "weight_environment": "40", "agrees": "yes"}).status_code == 302
    assert Weighing.objects.get().agrees
    assert "60" in page(head, url)
    assert host.post(f"{url}lock/", {"sent": "1"}).status_code == 302, "the one seat agreed"
    assert head.get(weigh).status_code == 403
    assert host.post(f"{url}reopen/", {"reason": "A law has changed"}).status_code == 302
    assert "A law has changed" in page(head, f"{base}2/")
    assert "The set before" in page(head, f"{base}2/")


def test_more_than_three_extra_criteria_are_warned_of() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    begun = criteria.begin_set(dialogue, by=host)
    for number in range(3):
        criteria.propose_criterion(begun, by=host, title=f"Extra {number}")
    client = signed_in(host)
    assert "More than three extra" not in page(client, begun.get_absolute_url())
    assert "three others already" in page(client, f"{begun.get_absolute_url()}propose/")
    criteria.propose_criterion(begun, by=host, title="A fourth")
    assert "More than three extra" in page(client, begun.get_absolute_url())


def locked_with(count: int, attribution: str = "organisation") -> tuple[CriteriaSet, list[Any]]:
    """A locked set which so many seats weighed, under agreed rules."""
    weighed = mk.being_weighed()
    dialogue, host = weighed.dialogue, make.host_of(weighed.dialogue)
    rules = propose_rules(dialogue, by=host, text="We listen", attribution=attribution, answers_shown=attribution)
    agree_rules(rules, by=host, reason="Nobody objected")
    table = mk.table(dialogue, count)
    for seat, head in table:
        criteria.weigh(weighed, by=head, seat=seat, values={"fairness": 1, "legality": 2}, note="SECRET-NOTE")
    return criteria.lock_set(weighed, by=host), table


def test_weights_show_once_locked_the_spread_not_to_donors() -> None:
    locked, table = locked_with(3)
    donor = signed_in(make.role(locked.dialogue, make.user(), Role.DONOR).user)
    shown = page(signed_in(table[0][1]), locked.get_absolute_url())
    assert "What counts more" in shown and "37 %" in shown and "From – to" in shown
    assert str(table[1][0]) in shown, "who agreed is named where the rules allow it"
    told = page(donor, locked.get_absolute_url())
    assert "37 %" in told and "From – to" not in told and str(table[1][0]) not in told and "SECRET-NOTE" not in told


def test_two_answers_are_listed_where_the_rules_name_organisations_and_else_only_counted() -> None:
    named, table = locked_with(2)
    shown = page(signed_in(table[0][1]), named.get_absolute_url())
    assert "they all count the same" in shown and f"<bdi>{table[1][0]}</bdi>" in shown
    silent, table = locked_with(2, "nobody")
    told = page(signed_in(table[0][1]), silent.get_absolute_url())
    assert "2 of 2" in told and str(table[1][0]) not in told


@pytest.mark.parametrize("who", ["host", "head", "donor"])
def test_the_page_of_a_set_costs_the_same_for_one_and_thirty(who: str) -> None:
    weighed = mk.being_weighed()
    dialogue, host = weighed.dialogue, make.host_of(weighed.dialogue)
    ((seat, head),) = mk.table(dialogue, 1)
    criteria.weigh(weighed, by=head, seat=seat, values={"fairness": 1})
    for note_by, own in ((head, seat), (host, None)):
        criteria.note_criterion(weighed.criteria.first(), by=note_by, seat=own, text="A note")
    people = {"host": host, "head": head, "donor": make.role(dialogue, make.user(), Role.DONOR).user}
    client, urls = signed_in(people[who]), [weighed.get_absolute_url()]
    before = costs_of(client, urls)
    for other, _head in mk.table(dialogue, 29):
        values = dict.fromkeys(weighed.criteria.values_list("key", flat=True), 1)
        Weighing.objects.create(criteria_set=weighed, seat=other, values=values, channel=Channel.PHONE)
    for criterion in Criterion.objects.all():
        criteria.note_criterion(criterion, by=host, text="More")
    assert costs_of(client, urls) == before
    assert before[0] <= 12, before
