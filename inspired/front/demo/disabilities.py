"""*Work for persons with disabilities*: the analysis is adopted, the second phase has just begun."""

from __future__ import annotations

from dialogues.consensus.grounding import endorsed_analysis, resting_on, sections_of
from dialogues.consensus.services.challenges import add_challenge
from dialogues.consensus.services.criteria import begin_set
from dialogues.inputs.services import create_call, open_call
from dialogues.inputs.states import CallKind
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.front.demo.cast import DISABILITIES, Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.lighter import Phase, Story, analyse, gather, turn

TITLE = "Work for persons with disabilities"
STORY = Story(
    set_up={
        "title": TITLE,
        "purpose": "Find out why the employment quota does not lead to employment, and agree on what will.",
        "country": "Steppe Republic",
        "language": "en",
        "time_zone": "Asia/Ulaanbaatar",
        "host_organisation": "Foundation for an Open Society of the Steppe",
        "donor": "Delegation of the Union",
        "incentives": "A fictional country; everything in this dialogue is invented.",
    },
    policy_area="Employment of persons with disabilities",
    parts=DISABILITIES,
    groups=("Persons with intellectual disabilities", "Herders with disabilities"),
    rules="1. Nothing about us without us.\n\n2. Every meeting is interpreted into sign language.\n\n3. Texts are short.",
    folder="disabilities",
    begins=-190,
    opened_because="The law on the quota is reviewed this year, and all sides asked for a neutral place to meet.",
    adopted_because="All six organisations endorse it.",
)
CHALLENGES = (
    (
        "A levy is cheaper than a workplace",
        "Most employers pay and adapt nothing; advice comes after the bill, if at all.",
    ),
    (
        "Nobody knows what the fund is used for",
        "There is no public report, so that nobody trusts those who pay or spend.",
    ),
)


def tell(clock: Clock, host: User) -> None:
    """Tell the story."""
    table = gather(clock, host, STORY)
    analyse(clock, table, STORY)
    why = "The first agreement is adopted; the options can be weighed."
    turn(clock, table, -40, Phase.ASSESSMENT, Phase.CONSENSUS, why=why)
    with clock.at(-20):
        _put_on_table(table)
    with clock.at(-12):
        begin_set(table.dialogue, by=host)
    with clock.at(-6):
        call = create_call(
            table.dialogue,
            by=host,
            due_on=clock.day(18).date(),
            title="Which options should we compare?",
            introduction="Name one option that you would like the table to weigh, and why.",
            kind=CallKind.COMMENT,
            phase=Phase.CONSENSUS,
            tier=Tier.PARTICIPANTS,
            asks_all=True,
        )
        open_call(call, by=host)


def _put_on_table(table: Table) -> None:
    """Make two challenges of the section of the analysis that names them; criteria and options are still to be filled."""
    analysis = endorsed_analysis(table.host, table.dialogue)
    first = sections_of(analysis)[0]["paragraphs"][0] if analysis else {"id": ""}
    grounds = resting_on(analysis, [first["id"]])
    for title, text in CHALLENGES:
        add_challenge(table.dialogue, by=table.host, title=title, text=text, grounds=grounds)
