"""*Women in the labour market*: the third phase, in which commitments are followed."""

from __future__ import annotations

from dialogues.documents.models import Document
from dialogues.documents.naming import named_beyond_their_wish
from dialogues.documents.services.versions import publish_version
from dialogues.services.dialogue import publish_dialogue
from inspired.core.models import User
from inspired.front.demo.cast import WOMEN, Table, appear_in_public
from inspired.front.demo.clock import Clock
from inspired.front.demo.lighter import Phase, Story, analyse, gather, turn
from inspired.front.demo.women_monitoring import follow_commitments
from inspired.front.demo.women_roadmap import agree_on_roadmap

TITLE = "Women in the labour market"
STORY = Story(
    set_up={
        "title": TITLE,
        "purpose": "Raise the share of women in paid work in the regions, with employers who make it possible.",
        "country": "Highland Republic",
        "language": "en",
        "time_zone": "Asia/Yerevan",
        "host_organisation": "Centre for Public Dialogue",
        "donor": "Delegation of the Union",
        "government_counterpart": "Ministry of Economy",
        "incentives": "A fictional country; everything in this dialogue is invented.",
    },
    policy_area="Women’s employment in the regions",
    parts=WOMEN,
    groups=("Mothers of small children", "Women in border villages"),
    rules="1. Everybody speaks for their organisation.\n\n2. Meetings end before the last bus to the regions.",
    folder="women",
    begins=-520,
    opened_because="The employment strategy ends next year, and the ministry has asked for a joint proposal.",
    adopted_because="All five organisations endorse it.",
)


def tell(clock: Clock, host: User) -> None:
    """Tell the story."""
    table = gather(clock, host, STORY)
    document = analyse(clock, table, STORY)
    turn(clock, table, -400, Phase.ASSESSMENT, Phase.CONSENSUS, why="The analysis is adopted by all.")
    roadmap = agree_on_roadmap(clock, table, document)
    turn(
        clock,
        table,
        -150,
        Phase.CONSENSUS,
        Phase.MONITORING,
        why="The Roadmap for Reform is endorsed by all five, and was signed on paper too.",
    )
    _publish(clock, table, document)
    follow_commitments(clock, table, roadmap)


def _publish(clock: Clock, table: Table, document: Document) -> None:
    with clock.at(-140):
        appear_in_public(table, table.seats)
        publish_dialogue(table.dialogue, by=table.host)
        version = document.versions.get(number=1)
        publish_version(version, by=table.host, told=named_beyond_their_wish(version))
