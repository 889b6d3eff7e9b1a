"""*Women in the labour market*: who takes on what, what was reported on it, and what is followed beside."""

from __future__ import annotations

from dialogues.documents.models import Version
from dialogues.models import Dialogue
from dialogues.monitoring.models import Commitment
from dialogues.monitoring.services.commitments import (
    answer_commitment,
    ask_for_commitments,
    enter_answer,
    file_letter,
)
from dialogues.monitoring.services.correcting import correct_followed, withdraw_followed
from dialogues.monitoring.services.following import log_adaptation, log_step, name_watcher, note_influence
from dialogues.monitoring.services.publishing import publish_status
from dialogues.monitoring.services.reports import ask_for_reports, report
from dialogues.monitoring.states import Answer, InfluenceKind, Progress, StepKind
from dialogues.states import Channel, Phase
from inspired.core.services import store_upload
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.paper import scan
from workinggroups.models import Group
from workinggroups.services.groups import open_group
from workinggroups.services.members import accept_invitation, appoint, invite_members
from workinggroups.states import Formality, GroupKind, Openness

AHEAD = 4  # hours by which the clocks of this country are ahead
MISSION = "Look every three months at what was taken on, say what stands in the way, and keep the channel to the ministries open."
AMENDED = "Negotiates with three of the five regions this year, with the others next year"
DECLINED = "Our members pay for transport already; we give the shift times to the regions without paying a part."
LETTER = ("To the host of the dialogue", "", "This Office takes on recommendation 6 as it is worded.", "The Defender")
# recommendation, seat, day, status, what was done, how one can see it
REPORTS = (
    (1, "w-economy", -95, Progress.DISCUSSION, "The budget line is in the draft of the regional programme.", "Draft, page 31"),
    (1, "w-economy", -18, Progress.IMPLEMENTATION, "Seven of twelve kindergartens stay open until six.", "Contracts with seven municipalities"),
    (1, "w-network", -20, Progress.IMPLEMENTATION, "Eleven carers are trained, nine of them hired.", "List of the training centre"),
    (2, "w-economy", -94, Progress.BLOCKED, "The ministry of health asks for another opinion on hygiene.", "Letter of the ministry of health"),
    (3, "w-economy", -92, Progress.TAKEN_UP, "The northern region has put later buses into its tender.", "Tender 7, annex 2"),
    (4, "w-economy", -90, Progress.DISCUSSION, "The amendment is before the tripartite commission.", "Agenda of the commission"),
    (5, "w-employers", -60, Progress.IMPLEMENTED, "Four in five vacancies of members name pay and hours.", "Count of the secretariat"),
    (5, "w-union", -55, Progress.IMPLEMENTED, "We read 200 advertisements: 78 % name both.", "Table on our site"),
    (6, "w-defender", -70, Progress.IMPLEMENTED, "The line is open on weekdays from nine to five.", "Order of the Defender no. 14"),
)  # fmt: skip


def follow_commitments(clock: Clock, table: Table, version: Version) -> None:
    """Ask, answer, report, look independently, and note what moves around the commitments."""
    with clock.at(-146):
        ask_for_commitments(version, by=table.host, answer_by=clock.end_of(-125, AHEAD))
    commitments = _known(table.dialogue)
    _answer(clock, table, commitments)
    group = _found_group(clock, table)
    with clock.at(-100):
        ask_for_reports(table.dialogue, by=table.host, due_at=clock.end_of(-88, AHEAD))
    for number, key, day, status, note, evidence in REPORTS:
        with clock.at(day):
            one, by = commitments[number, key], table.people[key]
            report(one, by=by, seat=table.seats[key], status=status, note=note, evidence=evidence)
    _look(clock, table, commitments, group)
    _move(clock, table, commitments)
    _adapt(clock, table, commitments)
    with clock.at(-14):
        publish_status(table.dialogue, by=table.host)
    with clock.at(-10):
        note = "The working group meets in two weeks."
        ask_for_reports(table.dialogue, by=table.host, due_at=clock.end_of(9, AHEAD), note=note)


def _known(dialogue: Dialogue) -> dict[tuple[int, str], Commitment]:
    rows = Commitment.objects.filter(dialogue=dialogue).select_related(
        "seat__organisation", "recommendation", "dialogue"
    )
    by_name = {"Ministry": "w-economy", "Confederation": "w-union", "Union": "w-employers", "Women’s": "w-network"}
    return {
        (one.recommendation.number, by_name.get(one.seat.organisation.name.split()[0], "w-defender")): one
        for one in rows
    }


def _answer(clock: Clock, table: Table, commitments: dict[tuple[int, str], Commitment]) -> None:
    """Let everybody confirm but the employers on buses; the union has said it by telephone only."""
    for place, ((number, key), one) in enumerate(commitments.items()):
        by = table.people[key]
        with clock.at(-140 + place):
            if (number, key) == (3, "w-employers"):
                answer_commitment(one, by=by, answer=Answer.DECLINED, note=DECLINED)
            elif (number, key) == (3, "w-economy"):
                answer_commitment(one, by=by, answer=Answer.AMENDED, words=AMENDED)
            elif (number, key) == (6, "w-defender"):
                paper, signs = store_upload(scan(LETTER), by=table.host), "Human Rights Defender"
                file_letter(one, by=table.host, answer=Answer.CONFIRMED, scan=paper, signatory_function=signs)
            elif (number, key) == (4, "w-union"):
                enter_answer(one, by=table.host, channel=Channel.PHONE, answer=Answer.CONFIRMED)
            else:
                answer_commitment(one, by=by, answer=Answer.CONFIRMED)


def _found_group(clock: Clock, table: Table) -> Group:
    """Open the working group of government and others that looks at the commitments."""
    with clock.at(-135):
        group = open_group(
            table.dialogue,
            by=table.host,
            name="Follow-up of the Roadmap",
            kind=GroupKind.MONITORING,
            formality=Formality.FORMAL,
            openness=Openness.DONOR,
            mission=MISSION,
            phases=[Phase.MONITORING.value],
            outputs=[("View of the commitments, every three months", clock.end_of(14, AHEAD))],
        )
        seats = {table.seats[key].pk: "" for key in ("w-economy", "w-network", "w-defender")}
        places = invite_members(group, by=table.host, seats=seats)
    with clock.at(-132):
        for place in places:
            key = next(key for key, seat in table.seats.items() if seat.pk == place.seat_id)
            accept_invitation(place, by=table.people[key])
            if key == "w-network":
                appoint(place, by=table.host, coordinator=True)
        name_watcher(
            table.dialogue,
            by=table.people["w-defender"],
            seat=table.seats["w-defender"],
            why="Own mandate: reports to parliament once a year on equal treatment at work",
        )
    return group


def _look(clock: Clock, table: Table, commitments: dict[tuple[int, str], Commitment], group: Group) -> None:
    """Let others say what they see: the working group differs from the ministry on afternoon care."""
    views = (
        (1, "w-network", -15, Progress.IMPLEMENTATION, "We visited eight villages: in five the doors were closed at three.", group),
        (2, "w-defender", -40, Progress.BLOCKED, "The opinion on hygiene was given three months ago; nobody has asked for it.", None),
        (4, "w-union", -35, Progress.NOT_STARTED, "The commission has taken it off the agenda twice.", None),
    )  # fmt: skip
    for number, key, day, status, note, of_group in views:
        with clock.at(day):
            one = commitments[number, "w-economy"]
            by, seat = table.people[key], table.seats[key]
            report(one, by=by, seat=seat, status=status, note=note, group=of_group)


def _move(clock: Clock, table: Table, commitments: dict[tuple[int, str], Commitment]) -> None:
    """Note what moved: the budget, a memorandum, a hearing."""
    care, network = commitments[1, "w-economy"].recommendation, table.seats["w-network"]
    with clock.at(-80):
        line = note_influence(
            table.dialogue,
            by=table.people["w-network"],
            seat=network,
            kind=InfluenceKind.BUDGET,
            title="The regional programme has a line for afternoon care",
            text="Half of what was asked for, for two years.",
            source="Regional development programme, line 4.2",
            recommendation=care,
        )
    with clock.at(-76):
        half = "Four tenths of what was asked for, for two years."
        correct_followed(line, by=table.people["w-network"], revision=line.revision, text=half)
    with clock.at(-70):
        rumour = note_influence(
            table.dialogue, by=table.host, kind=InfluenceKind.SPEECH, title="The minister announces a second line"
        )
    with clock.at(-68):
        reason = "The record of the speech names no second line: the newspaper was wrong."
        withdraw_followed(rumour, by=table.host, revision=rumour.revision, reason=reason)
    with clock.at(-50):
        note_influence(
            table.dialogue,
            by=table.host,
            kind=InfluenceKind.MEMORANDUM,
            title="Memorandum of the ministry and seven municipalities",
            recommendation=care,
        )
        log_step(
            table.dialogue,
            by=table.host,
            kind=StepKind.COMMITTEE,
            title="The committee on labour puts the Roadmap on its agenda twice a year",
            text="Undertaken by its chair at the presentation of the Roadmap.",
        )


def _adapt(clock: Clock, table: Table, commitments: dict[tuple[int, str], Commitment]) -> None:
    """Note what the union did for part-time insurance, and how buses were adapted."""
    with clock.at(-45):
        log_step(
            table.dialogue,
            by=table.people["w-union"],
            seat=table.seats["w-union"],
            kind=StepKind.ADVOCACY,
            title="Open letter on part-time insurance",
            result="The minister has invited the union to talk.",
            recommendation=commitments[4, "w-economy"].recommendation,
        )
    with clock.at(-30):
        log_adaptation(
            table.dialogue,
            by=table.host,
            recommendation=commitments[3, "w-economy"].recommendation,
            title="Shared taxis where no bus runs",
            before="Regional timetables follow the shifts of the ten largest employers.",
            after="Where fewer than twenty people leave a shift, the region pays for shared taxis.",
            text="Two regions have no bus company any more.",
        )
