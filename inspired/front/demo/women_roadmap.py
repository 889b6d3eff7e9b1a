"""*Women in the labour market*: challenges, recommendations, and the Roadmap that all five organisations endorse."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues.consensus.grounding import resting_on
from dialogues.consensus.models import Challenge, Option, Recommendation
from dialogues.consensus.services.challenges import add_challenge
from dialogues.consensus.services.options import add_option
from dialogues.consensus.services.recommendations import add_recommendation, agree_recommendation, set_shares
from dialogues.consensus.services.roadmap import begin_roadmap
from dialogues.consensus.states.measures import Measure, Stage
from dialogues.consensus.states.recommendations import Part, RoadmapType
from dialogues.documents.models import Document, Version
from dialogues.documents.naming import named_beyond_their_wish
from dialogues.documents.services.rounds import close_round
from dialogues.documents.services.versions import adopt, publish_version
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.writing import answer, ask, freeze_now, paragraph_with, write

BEGINS = -150  # the day from which the months of the Roadmap count
CHALLENGES = (
    ("Care ends at two in the afternoon", "challenges", "Care in the afternoon", "Survey in nine villages"),
    ("The last bus leaves before the shift ends", "challenges", "A bus that fits", "Timetables of the regions"),
    ("Part-time work comes without full insurance", "challenges", "Part-time work", "Labour code, chapter 12"),
)
OPTIONS = (  # challenge, what could be done, on which source that rests if on one
    (0, "Kindergartens stay open longer", "Pilot of the municipality in the north"),
    (0, "Care in small groups at home", "Study visit to a neighbouring country"),
    (1, "Timetables follow the shifts", "Counts at ten factory gates"),
    (2, "Part-time work is insured by law", "Opinion of the tripartite commission"),
    (2, "Make pay and hours visible", ""),
)


@dataclass(frozen=True)
class Said:
    """A recommendation of the story: the option it carries out, by when, and who takes on what (the first leads)."""

    option: int
    title: str
    text: str
    ends: int
    measure: str
    shares: tuple[tuple[str, str], ...]


SAID = (
    Said(
        0,
        "Afternoon care in twelve border villages",
        "Twelve kindergartens stay open until six, with staff paid from the regional programme.",
        4,
        Measure.PROGRAMME,
        (
            ("w-economy", "Opens a budget line and signs with the municipalities"),
            ("w-network", "Finds and trains staff"),
        ),
    ),
    Said(
        1,
        "A standard for small care groups",
        "A regulation allows care groups of up to eight children in private homes.",
        9,
        Measure.REGULATION,
        (("w-economy", "Drafts the regulation"), ("w-defender", "Reviews it against the rights of the child")),
    ),
    Said(
        2,
        "Buses at the end of the shift",
        "Regional timetables follow the shifts of the ten largest employers.",
        8,
        Measure.BUDGET,
        (("w-economy", "Negotiates with the regions"), ("w-employers", "Gives shift times and pays a part")),
    ),
    Said(
        3,
        "Full insurance from the first hour",
        "Part-time work is insured like full-time work.",
        18,
        Measure.LAW,
        (("w-economy", "Tables the amendment"), ("w-union", "Brings it into the tripartite commission")),
    ),
    Said(
        4,
        "Job advertisements that name pay and hours",
        "Members of the employers’ union publish pay and hours with every vacancy.",
        6,
        Measure.AWARENESS,
        (("w-employers", "Asks its members and counts"), ("w-union", "Reads the advertisements once a quarter")),
    ),
    Said(
        4,
        "A telephone line for complaints about unequal pay",
        "The Human Rights Defender takes complaints and reports on them once a year.",
        5,
        Measure.INSTITUTION,
        (("w-defender", "Opens the line"), ("w-network", "Makes it known in the villages")),
    ),
)


def agree_on_roadmap(clock: Clock, table: Table, analysis: Document) -> Version:
    """Put three challenges on the table, agree on six recommendations, endorse the Roadmap."""
    options = _options(clock, table, _challenges(clock, table, analysis))
    with clock.at(-240):
        starts_on = clock.day(BEGINS).date()
        roadmap = begin_roadmap(table.dialogue, by=table.host, kind=RoadmapType.PLAN, starts_on=starts_on)
    for number, said in enumerate(SAID):
        _recommend(clock, table, options[said.option], number, said)
    document = Document.objects.get(roadmap=roadmap)
    with clock.at(-200):
        write(document, by=table.host, folder="women_roadmap")
    return _endorse(clock, table, document)


def _challenges(clock: Clock, table: Table, analysis: Document) -> list[Challenge]:
    version = analysis.versions.get(number=1)
    content = version.data
    made = []
    for number, (title, key, words, source) in enumerate(CHALLENGES):
        section = next(one for one in content["sections"] if one["key"] == key)
        place = paragraph_with(section["paragraphs"], words)
        with clock.at(-390 + number):
            grounds = resting_on(version, [place], [source])
            made.append(add_challenge(table.dialogue, by=table.host, title=title, grounds=grounds))
    return made


def _options(clock: Clock, table: Table, challenges: list[Challenge]) -> list[Option]:
    made = []
    for number, (challenge, title, source) in enumerate(OPTIONS):
        with clock.at(-300 + number):
            grounds = resting_on(None, [], [source] if source else [])
            made.append(add_option(challenges[challenge], by=table.host, title=title, grounds=grounds))
    return made


def _recommend(clock: Clock, table: Table, option: Option, number: int, said: Said) -> Recommendation:
    with clock.at(-230 + number):
        made = add_recommendation(
            option.challenge,
            by=table.host,
            option=option,
            title=said.title,
            text=said.text,
            rationale="The analysis names it as a reason why women in the regions are not in paid work.",
            measure=said.measure,
            stage=Stage.FORMULATION,
            begins_month=0,
            ends_month=said.ends,
            resources="Stated in the annex to the employment strategy",
            target_group="Women in border villages",
            indicators=["Share of women in the regions in paid work"],
        )
        parts = [Part.LEAD, *[Part.SUPPORT] * (len(said.shares) - 1)]
        shares = [(table.seats[key], part, words) for part, (key, words) in zip(parts, said.shares, strict=True)]
        made = set_shares(made, by=table.host, shares=shares)
    with clock.at(-210):
        return agree_recommendation(made, by=table.host)


def _endorse(clock: Clock, table: Table, document: Document) -> Version:
    with clock.at(-190):
        version = freeze_now(document, by=table.host)
    with clock.at(-189):
        round_ = ask(table, version, due_at=clock.end_of(-160))
    for number, key in enumerate(table.signing):
        with clock.at(-185 + number):
            answer(table, round_, key)
    with clock.at(-159):
        close_round(round_, by=table.host)
    with clock.at(-156):
        version = adopt(version, by=table.host, reason="All five organisations endorse it, on paper and here.")
    with clock.at(-150):
        return publish_version(version, by=table.host, told=named_beyond_their_wish(version))
