"""The audit trail page: a sentence for every event, names from keys, filters, downloads, and a chain that tells."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.html import strip_tags

from dialogues.activities.services.changing import EVENTS as CHANGES
from dialogues.documents.states import EndorsementState, ReservationStatus
from dialogues.inputs.services import close_call, enter_on_behalf, extend_call
from dialogues.inputs.services.answers import Typed
from dialogues.inputs.services.questions import add_question
from dialogues.inputs.states import CallStatus
from dialogues.models import Dialogue
from dialogues.services.balance import add_group, remove_group
from dialogues.services.dialogue import STATUS_VERBS, edit_dialogue
from dialogues.services.invitations import invite
from dialogues.services.phases import VERBS
from dialogues.services.seats import edit_seat
from dialogues.states import AreaOutcome, Category, Channel, Phase, Role
from dialogues.trail import Teller
from inspired.core import ports
from inspired.core.audit import record, verify
from inspired.core.models import Event
from tests import make
from tests.core.test_audit import without_triggers
from tests.documents import make as documents

pytestmark = pytest.mark.django_db
RECORDERS = {"record": 1, "record_with_reason": 0, "_record_with_reason": 0, "_recorded_as": 1}  # where the verb stands
EXPANDED = {
    "verb": [],  # handed on by what records with a reason
    "f'policy_area.{outcome}'": [
        f"policy_area.{outcome}" for outcome in AreaOutcome.values if outcome != AreaOutcome.SELECTED
    ],
    "STATUS_VERBS[target]": list(STATUS_VERBS.values()),
    "VERBS[move]": list(VERBS.values()),
    "EVENTS[kind]": list(CHANGES.values()),
    "f'{what}.exported'": [f"{what}.exported" for what in ("inputs", "ledger", "comments")],
    "f'endorsement.{state}'": [f"endorsement.{state}" for state in EndorsementState.values],
    "f'commitment.{verb}'": [f"commitment.{verb}" for verb in ("answered", "prepared", "entered", "signed")],
    **{
        f"f'{{noted._meta.model_name}}.{move}'": [f"{kind}.{move}" for kind in ("influence", "adaptation", "step")]
        for move in ("corrected", "withdrawn")
    },
    "f'reservation.{status}'": [f"reservation.{status}" for status in ReservationStatus.values],
}


def trail(dialogue: Dialogue, query: str = "") -> str:
    client = Client()
    client.force_login(make.host_of(dialogue))
    return client.get(f"/dialogues/{dialogue.slug}/manage/trail/{query}").content.decode()


def rows(page: str) -> str:
    return strip_tags(page.partition("<tbody>")[2].partition("</tbody>")[0])


def eventful() -> Dialogue:
    dialogue = make.dialogue(make.user(name="Ada Host", is_host=True))
    host = dialogue.roles.get().user
    edit_dialogue(dialogue, by=host, revision=1, title="Another title", language="fr")
    observer = make.user(name="Bo Observer")
    given = make.role(dialogue, observer, Role.OBSERVER)
    record(host, "role.given", given, role=Role.OBSERVER, holder=observer.person_key)
    return dialogue


def recorded_verbs() -> Iterator[str]:
    """Every verb that the source hands to ``record``."""
    for folder in ("inspired", "dialogues", "toolkit", "workinggroups"):
        for path in (Path(__file__).parents[2] / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
                if name in RECORDERS:
                    yield from said_in(node.args[RECORDERS[name]])


def said_in(said: ast.expr) -> Iterator[str]:
    """The verbs that one argument may stand for."""
    if isinstance(said, ast.IfExp):
        yield from said_in(said.body)
        yield from said_in(said.orelse)
    elif isinstance(said, ast.Constant):
        yield str(said.value)
    else:
        yield from EXPANDED[ast.unparse(said)]


def test_every_verb_has_a_sentence_and_every_sentence_a_verb() -> None:
    told = {verb.partition(":")[0] for telling in ports.event_words.collect(None) for verb in telling.sentences}
    written = set(recorded_verbs())
    assert len(written) > 90
    assert written == told


def test_keys_become_names_and_verbs_become_sentences() -> None:
    dialogue = eventful()
    page = trail(dialogue)
    for words in (
        "Ada Host",
        "Bo Observer was given the role “Observer”",
        "The settings of the dialogue were changed",
        "Authoritative language: English → French".lower(),
        "Changed: title",
        "The trail is unbroken up to event 2",
    ):
        assert words in page or words in page.lower(), words
    assert make.host_of(dialogue).person_key not in page


def busy() -> Dialogue:
    """A dialogue in which events of every app were written."""
    dialogue = make.dialogue(make.user(name="Ada Host", is_host=True), time_zone="Atlantic/Cape_Verde")
    host, seat = make.host_of(dialogue), make.seat(dialogue, "Ministry of Labour")
    signatory = make.delegate(seat)
    edit_seat(seat, by=host, category=Category.ADMINISTRATION, from_phase=Phase.ASSESSMENT)
    invite(seat, by=host, email="new@example.org", name="New Person")
    call = make.call(dialogue, title="What is paid?", due_at=timezone.now() + timedelta(days=3))
    make.answer(call, seat, signatory)
    extend_call(call, by=host, due_on=timezone.localdate() + timedelta(days=9))
    gone = add_group(dialogue, by=host, name="Cooks in private homes")
    add_group(dialogue, by=host, name="Night cleaners")
    remove_group(gone, by=host)
    other = make.seat(dialogue, "Union of Cooks")
    typed = Typed("en", {call.questions.get().pk: "Too little"})
    enter_on_behalf(
        call, other, by=host, channel=Channel.PHONE, typed=typed, key="7b0c7a3e-3a52-4b6e-9a0e-0a8f3a1c2d3e"
    )
    close_call(call, by=host)
    return dialogue


def test_events_are_told_in_words_without_numbers_of_rows_or_json() -> None:
    told = rows(trail(busy()))
    for words in (
        "The seat of Ministry of Labour was changed",
        "category: Civil society organisations → Public administration",
        "An invitation was sent to new@example.org (Ministry of Labour)",
        "Ministry of Labour answered the call “What is paid?”",
        "An answer of Union of Cooks to the call “What is paid?” was entered on its behalf",
        "By which way: By telephone",
        "More time was given to answer the call “What is paid?”",
        "The call “What is paid?” was closed",
        "The affected group “Night cleaners” was put on the list",
        "The affected group “(no longer there)” was put on the list",
        "An affected group was taken off the list",
    ):
        assert words in told or words.lower() in told.lower(), (words, told)
    assert re.search(r"Date: \d+ \w+ \d{4}, \d\d:\d\d → \d+ \w+ \d{4}, \d\d:\d\d", told)
    assert not re.search(r"[{}\[\]]|dialogues\.|inputs\.|no words for|: \d+$", told)


def test_an_endorsement_is_told_with_its_organisation_and_version() -> None:
    version = documents.version(documents.ppa(make.dialogue()))
    dialogue = version.document.dialogue
    seat = make.seat(dialogue, "Ministry of Labour")
    signatory = make.delegate(seat)
    round_ = documents.round_(version, [seat])
    documents.answer(round_, seat, signatory)
    assert f"Ministry of Labour endorsed version 1 of “{version.document.title}”" in rows(trail(dialogue))


def test_filters_and_search_keep_what_was_asked_for() -> None:
    dialogue = busy()
    host = make.host_of(dialogue)
    assert "answered the call" not in rows(trail(dialogue, "?what=participants"))
    assert "The seat of Ministry" in rows(trail(dialogue, "?what=participants"))
    by_host = rows(trail(dialogue, f"?who={host.person.pk}"))
    assert "was closed" in by_host
    assert "Ministry of Labour answered" not in by_host
    assert "answered the call" in rows(trail(dialogue, "?words=ministry+answered"))
    assert "was closed" not in rows(trail(dialogue, "?words=ministry+answered"))
    assert not rows(trail(dialogue, "?words=zzz"))
    today = timezone.localdate()
    assert not rows(trail(dialogue, f"?since={today + timedelta(days=2)}"))
    assert rows(trail(dialogue, f"?until={today + timedelta(days=2)}"))
    assert trail(dialogue, "?until=9999-12-31&since=0001-01-01&what=x&who=y&words=%00")


def test_the_page_costs_the_same_with_many_events() -> None:
    dialogue = busy()
    client = Client()
    client.force_login(make.host_of(dialogue))
    address = f"/dialogues/{dialogue.slug}/manage/trail/"
    counts = []
    client.get(address)  # the session is marked as fresh
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
        seat = make.seat(dialogue)
        for _number in range(15):
            for category in (Category.MEDIA, Category.ACADEMIA):
                edit_seat(seat, by=make.host_of(dialogue), category=category, from_phase=Phase.ASSESSMENT)
    assert counts[0] == counts[1]
    assert counts[0] <= 12, "\n".join(query["sql"][:150] for query in asked.captured_queries)


def test_a_touched_chain_is_told() -> None:
    dialogue = eventful()
    without_triggers()
    Event.objects.filter(scope=dialogue.audit_scope, number=1).update(verb="dialogue.praised")
    page = trail(dialogue)
    assert "The trail was broken" in page
    assert "<li>event 1 is not as it was written" in page
    assert "no words for" in page
    with translation.override("fr"):
        faults = list(verify(dialogue.audit_scope))
    assert faults[0].said != "event 1 is not as it was written"


def test_a_question_is_named_by_its_words() -> None:
    dialogue = make.dialogue()
    call = make.call(dialogue, status=CallStatus.DRAFT)
    add_question(
        call, by=make.host_of(dialogue), text="What is a fair day?", hint="", kind="text", choices=[], is_required=True
    )
    assert "The question “What is a fair day?” was added to the call" in rows(trail(dialogue))


def test_an_erased_person_has_no_name_here() -> None:
    dialogue = eventful()
    person = make.host_of(dialogue).person
    type(person).objects.filter(pk=person.pk).update(name="")
    assert "Ada Host" not in trail(dialogue)


def test_the_download_is_noted_and_other_trails_stay_out() -> None:
    dialogue, other = eventful(), eventful()
    answer = trail(dialogue, "?format=csv")
    assert [line.split(",")[3] for line in answer.splitlines()[1:]] == [
        "The audit trail was downloaded",
        "Bo Observer was given the role “Observer”",
        "The settings of the dialogue were changed",
    ]
    assert Event.objects.filter(scope=dialogue.audit_scope).last().verb == "list.exported"
    assert not Event.objects.filter(scope=other.audit_scope, verb="list.exported").exists()


def test_only_kinds_that_a_dialogue_can_have_are_offered_as_filters() -> None:
    dialogue = make.dialogue()
    teller = Teller(make.host_of(dialogue), dialogue, [])
    offered = {group for group, _label in teller.groups()}
    assert {"participants", "work"} <= offered
    assert {telling.group for telling in teller.tellings} - offered == {"accounts", "catalogue"}
