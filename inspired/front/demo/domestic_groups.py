"""The three working groups of the story: what they prepared, submitted and closed, and what they work on now."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogues.documents.models import Document
from dialogues.documents.naming import named_beyond_their_wish
from dialogues.documents.services.comments import add_comment, close_comments
from dialogues.documents.services.outputs import ask_agreement, close_agreement, give_voice, start_output, submit_output
from dialogues.documents.services.rounds import Wish, close_round
from dialogues.documents.services.sections import save_section
from dialogues.documents.services.versions import adopt, publish_version
from dialogues.documents.services.ways import agree_way
from dialogues.documents.states import Position, WayOut
from dialogues.ledger.services import decide
from dialogues.ledger.states import Disposition
from dialogues.states import Phase
from inspired.front.demo import domestic_group_words as words
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.domestic_group_files import file_early, file_now
from inspired.front.demo.writing import answer, ask, freeze_now
from workinggroups.models import Group
from workinggroups.services.groups import close_group, open_group, propose_group, reconvene_group
from workinggroups.services.members import accept_invitation, appoint, decline_invitation, describe_seat, invite_members
from workinggroups.services.work import add_task, finish_task, post_note
from workinggroups.states import Formality, GroupKind, Openness

FIRST = [Phase.ASSESSMENT.value]


@dataclass
class Groups:
    """The groups while their story is told."""

    evidence: Group
    landscape: Group
    indicators: Group
    texts: dict[str, Document] = field(default_factory=dict)


def found_groups(clock: Clock, table: Table) -> Groups:
    """Open the three groups and let their members join."""
    with clock.at(-266):
        for key, said in words.SPECIALISMS.items():
            describe_seat(table.seats[key], by=table.people[key], words=said)
    with clock.at(-262):
        evidence = _open(
            table, "Evidence", GroupKind.RESEARCH, words.EVIDENCE, ("Section on evidence", clock.end_of(-196))
        )
        landscape = _open(
            table,
            "Legal landscape",
            GroupKind.MAPPING,
            words.LANDSCAPE,
            ("Section on the policy landscape", clock.end_of(-196)),
        )
        expected = ("Policy indicators with their keepers", clock.end_of(-66))
        indicators = _open(
            table, "Indicators", GroupKind.INDICATORS, words.INDICATORS, expected, openness=Openness.PUBLIC
        )
    _join(clock, table, evidence, "university", "statistics", "workers", "confederation", "freeunions")
    _join(clock, table, landscape, "commission", "committee", "inspectorate", "freeunions")
    _join(clock, table, indicators, "socialsecurity", "statistics", "inspectorate", "university")
    file_early(clock, table, evidence, landscape)
    return Groups(evidence, landscape, indicators)


def _open(
    table: Table, name: str, kind: str, mission: str, output: tuple[str, object], openness: str = Openness.DONOR
) -> Group:
    said = {"name": name, "kind": kind, "formality": Formality.FORMAL, "openness": openness}
    return open_group(table.dialogue, by=table.host, mission=mission, phases=FIRST, outputs=[output], **said)  # type: ignore[list-item]


def _join(clock: Clock, table: Table, group: Group, *keys: str) -> None:
    with clock.at(-261):
        invite_members(group, by=table.host, seats={table.seats[key].pk: words.SPECIALISMS[key] for key in keys})
    for number, key in enumerate(keys):
        with clock.at(-259 + number, 11):
            seat, person = table.seats[key], table.people[key]
            comes = seat.delegates.filter(user=person).first()
            accept_invitation(group.members.get(seat=seat), by=person, delegate=comes)
    with clock.at(-250):
        appoint(group.members.get(seat=table.seats[keys[0]]), by=table.host, coordinator=True)
        appoint(group.members.get(seat=table.seats[keys[1]]), by=table.host, rapporteur=True)


def hand_in_first(clock: Clock, table: Table, groups: Groups, whole: Document) -> None:
    """Let two groups submit their parts of the analysis, answer the comments, and become part of it."""
    for group, title, text, key in (
        (groups.evidence, "What we know about domestic work", words.EVIDENCE_TEXT, "evidence"),
        (groups.landscape, "Laws and institutions", words.LANDSCAPE_TEXT, "landscape"),
    ):
        lead, reader = _lead(table, group), "chamber" if key == "landscape" else "employers"
        with clock.at(-204):
            document = _written(table, group, lead, title, text)
            _agree(table, document, lead)
        with clock.at(-202):
            place = {"part_of": whole, "section": whole.sections.get(key=key)}
            submit_output(document, by=table.people[lead], due_at=clock.end_of(-195), way=WayOut.PART, **place)
        with clock.at(-198):
            said = (
                "Please name the source of each figure." if key == "evidence" else "Collective agreements are missing."
            )
            given = add_comment(document, by=table.people[reader], seat=table.seats[reader], text=said)
        with clock.at(-194):
            close_comments(document, by=table.host)
            reason = (
                "It stands beside each figure now." if key == "evidence" else "They are named in the second paragraph."
            )
            decide(given.entry, by=table.people[lead], disposition=Disposition.ACCEPTED, reason=reason)
        with clock.at(-192):
            agree_way(document, by=table.host, way=WayOut.PART, **place)
        groups.texts[key] = document


def _lead(table: Table, group: Group) -> str:
    place = group.members.get(is_coordinator=True)
    return next(key for key, seat in table.seats.items() if seat.pk == place.seat_id)


def _written(table: Table, group: Group, lead: str, title: str, text: str) -> Document:
    output = group.missions.get(closed_at__isnull=True).outputs.first()
    document = start_output(group, by=table.people[lead], title=title, output=output)
    section = document.sections.get()
    save_section(section, by=table.people[lead], text=text, revision=section.revision)
    return document


def _agree(table: Table, document: Document, lead: str, **dissents: str) -> None:
    ask_agreement(document, by=table.people[lead])
    people = {seat.pk: key for key, seat in table.seats.items()}
    for member in document.group.members.accepted() if document.group else ():
        key = people[member.seat_id]
        note = dissents.get(key, "")
        give_voice(document, by=table.people[key], member=member, agrees=not note, note=note)
    close_agreement(document, by=table.people[lead])


def close_first(clock: Clock, table: Table, groups: Groups) -> None:
    """Close two groups with the phase, and call one together again when the dialogue steps back."""
    with clock.at(-119):
        close_group(groups.evidence, by=table.host, outcomes=words.OUTCOMES_EVIDENCE)
        close_group(groups.landscape, by=table.host, outcomes=words.OUTCOMES_LANDSCAPE)
    with clock.at(-83):
        reason = "The survey of working hours shows that live-in workers were missed."
        expected = [
            ("Hours of those who live in", clock.end_of(-6)),
            ("What the options need to know", clock.end_of(40)),
        ]
        phases = [Phase.ASSESSMENT.value, Phase.CONSENSUS.value]
        reconvene_group(
            groups.evidence, by=table.host, mission=words.EVIDENCE_AGAIN, phases=phases, reason=reason, outputs=expected
        )


def endorse_indicators(clock: Clock, table: Table, groups: Groups) -> None:
    """Take the indicators the whole way: dissent within the group, comments, endorsement by all, with a reservation."""
    group, lead = groups.indicators, "socialsecurity"
    with clock.at(-68):
        document = _written(table, group, lead, "Policy indicators", words.INDICATORS_TEXT)
        _agree(table, document, lead, inspectorate=words.DISSENT)
    with clock.at(-67):
        submit_output(document, by=table.people[lead], due_at=clock.end_of(-60), way=WayOut.OWN)
    with clock.at(-63):
        said = "Count those who work for several employers apart."
        given = add_comment(document, by=table.people["workers"], seat=table.seats["workers"], text=said)
    with clock.at(-59):
        close_comments(document, by=table.host)
        reason = "The register cannot tell them apart yet. It is written down as the first thing to build."
        decide(given.entry, by=table.people[lead], disposition=Disposition.PARTLY, reason=reason)
        agree_way(document, by=table.host, way=WayOut.OWN)
        version = freeze_now(document, by=table.host)
        round_ = ask(table, version, due_at=clock.end_of(-44))
    for number, key in enumerate(table.signing):
        with clock.at(-57 + number % 9, 9 + number % 6):
            if key == "finance":
                answer(table, round_, key, Position.RESERVE, wishes=(Wish(words.RESERVATION),))
            else:
                answer(table, round_, key)
    with clock.at(-43):
        close_round(round_, by=table.host)
        adopt(version, by=table.host, reason="Sixteen organisations endorse them; one reservation is on record.")
    with clock.at(-34):
        publish_version(version, by=table.host, told=named_beyond_their_wish(version))
    groups.texts["indicators"] = document


def _tasks(clock: Clock, table: Table, groups: Groups) -> None:
    group, lead = groups.evidence, table.people["university"]
    owners = {key: group.members.get(seat=table.seats[key]) for key in ("statistics", "workers", "confederation")}
    with clock.at(-40):
        done = add_task(
            group,
            by=lead,
            title="Questionnaire on nights and Sundays",
            owner=owners["workers"],
            due_at=clock.end_of(-30),
        )
        finish_task(done, by=table.people["workers"])
        add_task(
            group, by=lead, title="Figures of the module by island", owner=owners["statistics"], due_at=clock.end_of(-4)
        )
        add_task(
            group, by=lead, title="Talk to twenty workers who live in", owner=owners["workers"], due_at=clock.end_of(6)
        )
        add_task(
            group, by=lead, title="What collective agreements say about being on call", owner=owners["confederation"]
        )


def work_on(clock: Clock, table: Table, groups: Groups) -> None:
    """Show what the groups do today: tasks, notes, a text that waits for its members' word, an invitation, a proposal."""
    group, lead = groups.evidence, table.people["university"]
    _tasks(clock, table, groups)
    file_now(clock, table, group, groups.indicators)
    with clock.at(-18):
        said = "**Where we stand:** the hours are counted, the text waits for your word. What we dispute: does sleeping in the house count as being on call?"
        post_note(group, by=lead, text=said, is_pinned=True)
    with clock.at(-10):
        post_note(
            group,
            by=table.people["workers"],
            text="Eleven talks are done. Two workers ask that not even the island is named.",
        )
    with clock.at(-3):
        document = _written(table, group, "university", "Hours of those who live in", words.HOURS_TEXT)
        ask_agreement(document, by=lead)
        for key in ("university", "statistics"):
            place = group.members.get(seat=table.seats[key])
            give_voice(document, by=table.people[key], member=place, agrees=True)
    _invite_and_propose(clock, table, groups)


def _invite_and_propose(clock: Clock, table: Table, groups: Groups) -> None:
    with clock.at(-2):
        asked = {table.seats[key].pk: "What workers can keep themselves" for key in ("workers", "chamber")}
        places = {one.seat_id: one for one in invite_members(groups.indicators, by=table.host, seats=asked)}
        note = "Our people are bound by the budget talks until next month."
        decline_invitation(places[table.seats["chamber"].pk], by=table.people["chamber"], note=note)
        _propose(table)


def _propose(table: Table) -> None:
    propose_group(
        table.dialogue,
        by=table.people["rural"],
        seat=table.seats["rural"],
        name="Radio campaign",
        kind=GroupKind.ADVOCACY,
        mission="Prepare a series on the radio for the day the Roadmap is signed, with release dates that all have agreed to.",
        phases=[Phase.CONSENSUS.value, Phase.MONITORING.value],
        why="Women on the smaller islands hear the radio and read nothing. If we begin when the Roadmap is signed, it is too late.",
    )
