"""What the activities of the main story lead to, and what the closing conference says and from when on."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from dialogues.activities.models import Activity
from dialogues.activities.services.activities import edit_activity
from dialogues.activities.services.records import add_row, write_record
from dialogues.activities.services.releases import set_release
from dialogues.documents.linking import document_key, section_key
from dialogues.documents.models import Document
from dialogues.documents.states import DocumentKind
from inspired.front.demo import domestic_meeting_words as meetings
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock

CONFERENCE = {
    "audience": "Families that employ, and those who work for them; the evening news of the day.",
    "messages": "A working day has an end, also in somebody else’s house.\nWe disagreed for a year, and signed together.",
    "speakers": "The convenor of the employers and the president of the workers’ association, side by side",
    "risks": "Whoever reads of the signing before it happens may be asked at home not to come.",
}
MATERIALS = (
    ("Press release of the conference", "Eleven organisations sign one Roadmap. Names and figures follow on the day.", "release"),
    ("Invitation to families", "Bring the person who works in your house; both of you have a seat.", "now"),
)  # fmt: skip


def lead_and_release(clock: Clock, table: Table) -> None:
    """Tie activities to the texts they prepare, and settle the release of the conference."""
    analysis = table.dialogue.documents.get(kind=DocumentKind.PPA)
    section = analysis.sections.get(key="evidence")
    text = Document.objects.filter(dialogue=table.dialogue, kind=DocumentKind.OUTPUT).order_by("-created_at").first()
    with clock.at(-2, 10):
        _lead(table, meetings.FOCUS["title"], section_key(analysis.pk, section.key))
        if text is not None:
            _lead(table, meetings.HOURS["title"], document_key(text.pk))
        _release(clock, table, table.dialogue.activities.get(title=meetings.CLOSING["title"]))


def _lead(table: Table, title: str, key: str) -> None:
    activity: Activity = table.dialogue.activities.get(title=title)
    seats = list(activity.seats.all())
    edit_activity(activity, by=table.host, revision=activity.revision, seats=seats, output_key=key, output="")


def _release(clock: Clock, table: Table, conference: Activity) -> None:
    write_record(conference, by=table.host, revision=0, **CONFERENCE)
    for title, said, held in MATERIALS:
        key = uuid5(NAMESPACE_URL, f"material:{conference.pk}:{title}")
        add_row(conference, "materials", by=table.host, form_key=key, title=title, words=said, held=held)
    day = clock.day(40).date()
    named = [table.seats[name] for name in ("workers", "labour")]
    set_release(conference, by=table.host, revision=0, opens_on=day, embargo_on=day, tells_media=True, seats=named)
