"""Comments on the drafts of the main story and what became of each."""

from __future__ import annotations

from dialogues.documents.models import Comment, Document
from dialogues.documents.services.comments import add_comment
from dialogues.documents.services.rounds import Said
from dialogues.documents.states import Position
from dialogues.ledger.services import decide
from dialogues.ledger.states import Disposition
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.writing import paragraph_with

YES, PARTLY, NO, LATER = Disposition.ACCEPTED, Disposition.PARTLY, Disposition.NOT_ACCEPTED, Disposition.PARKED
FIRST = (  # seat, section, words of the paragraph (none: the section), comment, wording, disposition, reason
    ("chamber", "contention", "Who pays when", "Say clearly that nothing is due for past years.",
     "No contribution is asked for time before the law.", YES, "The sentence stands in section 7."),
    ("workers", "contention", "private homes", "The worker must be able to ask for the visit herself.",
     "", YES, "Added as a question to be solved."),
    ("employers", "challenges", "three counters", "One counter is not enough: add the telephone.",
     "by telephone and at one counter", YES, "“By telephone” was added."),
    ("finance", "contention", "Who pays when", "The cost for the budget is missing.", "",
     PARTLY, "A range is given; the exact cost depends on the option and belongs to phase 2."),
    ("opposition", "issue", "", "The text should say that the government has known this for years.",
     "", NO, "Sixteen organisations are to stand behind the text; it describes, it does not blame."),
    ("statistics", "indicators", "Policy indicators", "Give the source of every baseline.", "", YES,
     "The table has a column for the source."),
    ("university", "evidence", "620 domestic workers", "Name the margin of error.",
     "The margin of error is four points.", YES, "Added."),
    ("commission", "landscape", "Domestic Workers Convention", "Mention the reporting cycle of the conventions.", "", YES,
     "Added in the political calendar."),
    ("rural", "participants", "", "Say that meetings in the capital exclude us in the rainy season.", "", YES,
     "Added, with what was done about it."),
    ("confederation", "priorities", "", "Collective bargaining should stand first.", "", PARTLY,
     "It stands among the priorities; their order was ranked by all."),
    ("freeunions", "stakeholders", "", "Unions are described as late comers. We were not invited before.", "", YES,
     "Worded anew."),
    ("inspectorate", "contention", "private homes", "Mediation comes before any visit.", "", LATER,
     "An option for phase 2: kept for the working group on enforcement."),
)  # fmt: skip
SECOND = (
    ("workers", "evidence", "fourteen hours", "Rest at night must be counted too.", "", YES, "The night rest is named."),
    ("employers", "evidence", "fourteen hours", "Presence is not the same as work.",
     "fourteen hours of presence, ten of work", PARTLY, "Both are named; the survey counts presence."),
    ("finance", "contention", "Who pays when", "With the ceiling we can agree.", "", YES, "The ceiling stands."),
)  # fmt: skip


def comment_on_first(clock: Clock, table: Table, document: Document) -> None:
    """Let the seats comment on the first draft."""
    _comment(clock, table, document, FIRST, from_day=-174)


def comment_on_second(clock: Clock, table: Table, document: Document) -> None:
    """Let the seats comment on what the second draft adds."""
    _comment(clock, table, document, SECOND, from_day=-74)


def decide_on_first(clock: Clock, table: Table, document: Document) -> None:
    """Tell every author what became of the comment, before the text is frozen."""
    with clock.at(-152):
        _decide(table, document, FIRST, version="PPA, version 1")


def decide_on_second(clock: Clock, table: Table, document: Document) -> None:
    """The same for the second draft."""
    with clock.at(-59):
        _decide(table, document, SECOND, version="PPA, version 2")


def announced() -> Said:
    """Return what the employers' convenor said by telephone."""
    note = "Said by telephone: the group agrees and will confirm it after its meeting."
    return Said(position=Position.ENDORSE, note=note)


def _comment(
    clock: Clock, table: Table, document: Document, said: tuple[tuple[str, ...], ...], *, from_day: int
) -> None:
    for number, (key, section_key, words, text, wording, _disposition, _reason) in enumerate(said):
        section = document.sections.get(key=section_key)
        place = paragraph_with(section.paragraphs, words) if words else ""
        with clock.at(from_day + number % 11, 9 + number % 9):
            add_comment(
                document,
                by=table.people[key],
                seat=table.seats[key],
                text=text,
                section=section,
                paragraph_id=place,
                wording=wording,
            )


def _decide(table: Table, document: Document, said: tuple[tuple[str, ...], ...], *, version: str) -> None:
    for key, _section, _words, text, _wording, disposition, reason in said:
        comment = Comment.objects.select_related("entry").get(
            document=document, entry__seat=table.seats[key], entry__text=text
        )
        label = version if disposition in {YES, PARTLY} else ""
        decide(comment.entry, by=table.host, disposition=disposition, reason=reason, version_label=label)
