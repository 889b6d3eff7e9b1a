"""The trust pulses of the main story: two blocs, two counts that may be shown, one that may not, and one under way."""

from __future__ import annotations

from collections.abc import Mapping

from dialogues.convening.models import Pulse
from dialogues.convening.services.pulse import agree_blocs, answer_pulse, ask_pulse, close_pulse, count_paper
from dialogues.convening.states.pulse import PulseKind
from dialogues.states import Category
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock

TRUST = "How far do you trust that this dialogue takes up what your organisation says?"
STATE = (Category.ADMINISTRATION, Category.PARLIAMENT, Category.PARTIES)
BLOCS = (
    ("Public institutions and parties", STATE),
    ("Society, economy and research", tuple(one for one in Category if one not in STATE)),
)
FIRST = {
    "labour": "3", "inspectorate": "3", "socialsecurity": "3", "finance": "1", "statistics": "3", "committee": "4",
    "women": "3", "opposition": "2", "confederation": "4", "freeunions": "3", "chamber": "2", "employers": "2",
    "workers": "4", "rural": "3", "commission": "4", "university": "3",
}  # fmt: skip
FIRST_REMARKS = {
    "finance": "Nobody has said yet what all this is to cost.",
    "employers": "We are spoken about more than with.",
    "workers": "For the first time we sit at the same table.",
    "rural": "Two hours in a boat for one hour of meeting.",
    "university": "Good will; the figures are still missing.",
    "opposition": "It depends on what the government does with it.",
}
LATER = {
    "labour": "4", "inspectorate": "4", "socialsecurity": "5", "finance": "3", "statistics": "4", "committee": "4",
    "women": "4", "opposition": "3", "confederation": "5", "freeunions": "4", "chamber": "3", "workers": "5",
    "rural": "4", "commission": "4", "university": "4",
}  # fmt: skip
LATER_REMARKS = {
    "finance": "The ceiling stands in the text now.",
    "workers": "Live-in workers were heard after we had asked for it.",
    "rural": "The travel costs are paid; please also send the papers earlier.",
    "statistics": "The new module exists because of this table.",
    "confederation": "Reservations are answered, not passed over.",
}
FEW = {"labour": "yes", "university": "yes", "employers": "unsure"}
NOW = {"labour": "4", "confederation": "4", "freeunions": "5", "commission": "4", "university": "4", "committee": "5"}


def feel_the_pulse(clock: Clock, table: Table) -> None:
    """Agree on the blocs and ask four times."""
    with clock.at(-296):
        agree_blocs(table.dialogue, by=table.host, blocs=BLOCS)
    _asked(clock, table, -295, TRUST, PulseKind.SCALE, "After the ground rules", FIRST, FIRST_REMARKS)
    _asked(clock, table, -66, "Was there time enough to read before the session on live-in work?", PulseKind.YES_NO, "After the online session", FEW, {})  # fmt: skip
    _asked(clock, table, -37, TRUST, PulseKind.SCALE, "After the adoption of version 2", LATER, LATER_REMARKS, {"2": {"4": 5, "5": 2}})  # fmt: skip
    with clock.at(-2, 17):
        pulse = ask_pulse(
            table.dialogue,
            by=table.host,
            question=TRUST,
            kind=PulseKind.SCALE,
            closes_at=clock.end_of(7),
            occasion="While version 3 is endorsed",
        )
    _answered(clock, table, pulse, -1, NOW, {})


def _asked(
    clock: Clock,
    table: Table,
    day: int,
    question: str,
    kind: str,
    occasion: str,
    values: Mapping[str, str],
    remarks: Mapping[str, str],
    counted: Mapping[str, Mapping[str, int]] | None = None,
) -> None:
    """Ask, answer, count what was handed in on paper, and close eight days later."""
    with clock.at(day, 17):
        pulse = ask_pulse(
            table.dialogue,
            by=table.host,
            question=question,
            kind=kind,
            closes_at=clock.end_of(day + 7),
            occasion=occasion,
        )
        if counted:
            count_paper(pulse, by=table.host, counts=counted)
    _answered(clock, table, pulse, day + 1, values, remarks)
    with clock.at(day + 8, 9):
        close_pulse(pulse, by=None)


def _answered(
    clock: Clock, table: Table, pulse: Pulse, day: int, values: Mapping[str, str], remarks: Mapping[str, str]
) -> None:
    with clock.at(day, 12):
        for key, value in values.items():
            answer_pulse(pulse, by=table.people[key], value=value, remark=remarks.get(key, ""))
