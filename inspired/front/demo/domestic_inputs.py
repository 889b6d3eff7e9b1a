"""Calls for input of the main story, the answers that came in by several ways, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dialogues.documents.models import Document
from dialogues.inputs.models import Call
from dialogues.inputs.services import (
    add_question,
    close_call,
    create_call,
    enter_on_behalf,
    open_call,
    save_draft,
    submit,
)
from dialogues.inputs.services.answers import Typed
from dialogues.inputs.states import CallKind, QuestionKind
from dialogues.ledger.models import Entry
from dialogues.ledger.services import confirm, decide, put_under_review, translate
from dialogues.ledger.states import Disposition
from dialogues.states import Channel, Phase
from inspired.core.models.audit import Tier
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.domestic_answers import CONTRACT, DECISIONS, EVIDENCE, HOURS, RANKING, TESTIMONY
from inspired.front.demo.writing import cite_at

SHARED: dict[str, Any] = {"tier": Tier.PARTICIPANTS, "asks_all": True, "takes_several": False}


def first_calls(clock: Clock, table: Table) -> None:
    """Ask for evidence and for testimony, take the answers, decide on each."""
    with clock.at(-285):
        evidence = create_call(
            table.dialogue,
            by=table.host,
            due_on=clock.day(-262).date(),
            title="What do we know about domestic work?",
            introduction="Figures, reports, decisions of courts, and what your members tell you. One finding is enough.",
            kind=CallKind.EVIDENCE,
            phase=Phase.ASSESSMENT,
            **SHARED,
        )
        open_call(evidence, by=table.host)
    _take(clock, table, evidence, EVIDENCE, from_day=-280)
    with clock.at(-258):
        close_call(evidence, by=table.host)
        testimony = create_call(
            table.dialogue,
            by=table.host,
            due_on=clock.day(-228).date(),
            title="A working day, told by those who live it",
            introduction="Ask a worker or an employer you know. Leave out every name.",
            kind=CallKind.TESTIMONY,
            phase=Phase.ASSESSMENT,
            **SHARED,
        )
        open_call(testimony, by=table.host)
    _take(clock, table, testimony, TESTIMONY, from_day=-252)
    with clock.at(-226):
        close_call(testimony, by=table.host)
    _decide(clock, table)


def later_calls(clock: Clock, table: Table) -> None:
    """Ask for working hours after the step back, and in the second phase for the criteria; the last call is open."""
    with clock.at(-34):
        criteria = create_call(
            table.dialogue,
            by=table.host,
            due_on=clock.day(12).date(),
            title="By which criteria do we weigh the options?",
            introduction="Three options for contributions are on the table. Before we compare them, tell us what matters "
            "most to your organisation, and what an option must never do.",
            kind=CallKind.QUESTIONS,
            phase=Phase.CONSENSUS,
            **SHARED,
        )
        for text, kind, choices, needed in (
            ("Which criterion comes first for you?", QuestionKind.CHOICE, ("Fairness", "Administrative feasibility", "Value for money", "Legality", "Access and choice", "Gender advancement"), True),
            ("How much weight has the cost for households?", QuestionKind.SCALE, (), True),
            ("What must an option never do?", QuestionKind.TEXT, (), True),
            ("How many of your members employ or are domestic workers?", QuestionKind.NUMBER, (), False),
        ):  # fmt: skip
            said = {"text": text, "hint": "", "kind": kind, "choices": list(choices), "is_required": needed}
            add_question(criteria, by=table.host, **said, scale_low="little", scale_high="most of all")
        open_call(criteria, by=table.host)
    _take(clock, table, criteria, RANKING, from_day=-30)
    _ask_for_contract(clock, table)
    with clock.at(-4):
        entries = Entry.objects.filter(answer__call=criteria).order_by("number")
        put_under_review(table.dialogue, [entry.number for entry in entries][:3], by=table.host)


def _ask_for_contract(clock: Clock, table: Table) -> None:
    with clock.at(-6):
        contract = create_call(
            table.dialogue,
            by=table.host,
            due_on=clock.day(16).date(),
            title="What belongs into a model contract?",
            introduction="One page that a household and a worker can sign at the kitchen table.",
            kind=CallKind.COMMENT,
            phase=Phase.CONSENSUS,
            **SHARED,
        )
        open_call(contract, by=table.host)
    _take(clock, table, contract, CONTRACT, from_day=-5)


def _take(clock: Clock, table: Table, call: Call, said: Mapping[str, tuple[str, ...]], *, from_day: int) -> None:
    for number, (key, (channel, language, *values)) in enumerate(said.items()):
        typed = Typed(
            language, dict(zip(call.questions.order_by("number").values_list("pk", flat=True), values, strict=False))
        )
        with clock.at(from_day + number * 2, 9 + number % 8):
            if channel == Channel.WEB:
                draft = save_draft(call, table.seats[key], by=table.people[key], revision=0, typed=typed)
                submit(draft, by=table.people[key], revision=1)
                continue
            form = uuid5(NAMESPACE_URL, f"demonstration:{call.pk}:{key}")
            enter_on_behalf(call, table.seats[key], by=table.host, channel=channel, typed=typed, key=form)


def entry_of(table: Table, key: str, call: int) -> Entry:
    """Return what a seat answered to the first, second … call of the dialogue."""
    calls = list(Call.objects.filter(dialogue=table.dialogue).order_by("pk"))
    return Entry.objects.get(answer__call=calls[call], answer__seat=table.seats[key])


def _decide(clock: Clock, table: Table) -> None:
    with clock.at(-215):
        for key, call in (("rural", 0), ("chamber", 0), ("rural", 1), ("workers", 1)):
            confirm(entry_of(table, key, call), by=table.people[key])
        original = entry_of(table, "committee", 0)
        text = "The committee has received forty-one petitions on domestic work in two years; not one led to a hearing."
        translate(original, by=table.host, text=text, language="en", translated_by="The host team")
    with clock.at(-200):
        for call, decisions in enumerate(DECISIONS):
            for key, (disposition, reason) in decisions.items():
                label = "" if disposition in {Disposition.NOT_ACCEPTED, Disposition.PARKED} else "PPA, version 1"
                entry = entry_of(table, key, call)
                decide(entry, by=table.host, disposition=disposition, reason=reason, version_label=label)


def cite_first(table: Table, document: Document) -> None:
    """Place the first inputs into the sections that rest on them."""
    for key, words, call, seats in (
        ("evidence", "no official figures", 0, ("statistics", "university")),
        ("evidence", "registered with social security", 0, ("socialsecurity",)),
        ("evidence", "Three testimonies", 1, ("workers", "rural", "employers")),
        ("landscape", "petitions", 0, ("committee",)),
        ("contention", "private homes", 0, ("commission", "inspectorate")),
    ):
        cite_at(document, key, words, [entry_of(table, seat, call) for seat in seats], by=table.host)


def cite_second(table: Table, document: Document) -> None:
    """Place what live-in workers told into the second text."""
    cite_at(document, "evidence", HOURS, [entry_of(table, "workers", 1)], by=table.host)
