"""The secrets planted in the world, who may read each, and the addresses where somebody could come upon one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from dialogues.activities.models import AgreedSummary, BilateralNote
from dialogues.activities.states.papers import PaperKind
from dialogues.keys import calendar_token
from dialogues.models import PrivateLinks, Seat
from tests.policy import canaries_consensus as consensus
from tests.policy.reading import GROUPS, ROUTES, declared, url_of
from tests.policy.table import ROWS
from tests.policy.world import SHADED, World

TEAM = frozenset(GROUPS["team"])
OWN = frozenset(GROUPS["own"])
TABLE = TEAM | set(GROUPS["participants"]) | set(SHADED)
CONTACTS = (  # every field of the contact list, of its cards, its log and its history
    "WANTED-ORGANISATION",
    "ADDRESS-OF-LISTED",
    "MARK-OF-LISTED",
    "NOTES-ON-LISTED",
    "NEXT-STEP-OF-LISTED",
    "NAME-ON-CARD",
    "SALUTATION-ON-CARD",
    "FUNCTION-ON-CARD",
    "TELEPHONE-ON-CARD",
    "address-on-card@example.org",
    "ASSISTANT-ON-CARD",
    "NOTES-ON-CARD",
    "REASON-OF-MOVE",
    "STEP-OF-MOVE",
    "OUTCOME-IN-LOG",
)
NOMINATED = ("NOMINATED-ORGANISATION", "WHY-NOMINATED", "HINT-OF-NOMINATION", "ANSWER-TO-HEAD")
INSIDE = TABLE | {"donor"}
SHELVED = ("SHELVED-ENTRY", "FILE-ON-SHELF", "ENTRY-BY-SHY")
SHELVED += ("PEER-ON-SHELF", "TEXT-PEER-ON-SHELF", "PLACE-OF-PEER", "WAY-TO-PEER")
DOORS = ("DOOR-OF-NEIGHBOUR", "MATTER-OF-NEIGHBOUR", "OUTCOME-OF-DOOR", "STEP-AFTER-DOOR")
ASKED = ("DOOR-THAT-WAITS", "MATTER-THAT-WAITS", "DOOR-WITH-DONOR", "MATTER-WITH-DONOR")
GIVEN = ("GIVEN-THAT-WAITS", "TEXT-GIVEN-THAT-WAITS", "GIVEN-NOT-TAKEN", "REASON-TO-DONOR")
OFFERED = ("PROPOSED-ENTRY", "DECLINED-ENTRY", "REASON-FOR-DECLINING")
BODIES = ("PROPOSED-BODY", "CONCERN-OF-BODY", "LISTED-BODY", "REASON-ABOUT-BODY")
LETTERS = (  # every field of letters, their texts, answers, files and runs
    "HEAD-OF-LETTER",
    "SIGNATORY-OF-LETTER",
    "OWN-TEXT-OF-LETTER",
    "SUBJECT-OF-LETTER",
    "TEXT-OF-LETTER",
    "PRINT-OF-LETTER",
    "NOTE-ON-ANSWER",
    "SCAN-OF-ANSWER",
    "NAMED-IN-ANSWER",
    "named-in-answer@example.org",
    "TELEPHONE-IN-ANSWER",
    "SUBSTITUTE-IN-ANSWER",
    "TEXT-OF-RUN",
    "PRINT-OF-RUN",
    "BUNDLE-OF-RUN",
    "LOGO-OF-HOST",
)
MEETINGS = (
    "ACTIVITY-OF-ALL",
    "PURPOSE-ACTIVITY-OF-ALL",
    "PLACE-OF-ACTIVITY",
    "MEETING-TO-COME",
    "MEETING-THAT-WAS",
)
MEETINGS += ("POINT-OF-AGENDA", "POSITION-OF-OWN", "REMARK-OF-OWN", "TASK-OF-MEETING", "TEXT-OF-MINUTES")
SECRETS: dict[str, frozenset[str] | set[str]] = {
    "INCENTIVES-OF-HOST": TEAM,
    "TITLE-TO-BE-DELETED": frozenset({"host"}),
    "REASON-FOR-DELETION": frozenset({"host"}),
    "REASON-BESIDE-EVENT": frozenset({"host"}),
    "NAME-OF-HEAD": TEAM | OWN,
    "address-of-head@example.org": TEAM | {"head"},
    "REASON-FOR-LEAVING": TEAM,
    "NAME-OF-LEAVER": TEAM | OWN,
    "NAME-OF-SUCCESSOR": TEAM | OWN,
    "TELEPHONE-OF-SUCCESSOR": TEAM,
    "PRINTED-BRIEF": frozenset({"head"}),
    "address-on-paper@example.org": TEAM,
    "TELEPHONE-ON-PAPER": TEAM,
    "invited-address@example.org": TEAM,
    "INVITED-PERSON": TEAM,
    "UNLISTED-ORGANISATION": TEAM | {"shy"},
    "CATEGORY-ORGANISATION": TEAM | {"modest"},
    "DRAFT-OF-ANSWER": OWN,
    "FILE-OF-DRAFT": OWN,
    "INPUT-FOR-HOST": TEAM | {"neighbour"},
    "REASON-FOR-NEIGHBOUR": TEAM | {"neighbour"},
    "INPUT-BY-TELEPHONE": TEAM | OWN,
    "QUESTION-OF-DRAFT-CALL": TEAM,
    "DRAFT-CALL": TEAM,
    "NOTE-OF-HEAD": TEAM | OWN,
    "NOTE-OF-NEIGHBOUR": TEAM | {"neighbour"},
    "RESERVATION-OF-NEIGHBOUR": TEAM | {"neighbour"},
    "WORDING-OF-NEIGHBOUR": TEAM | {"neighbour"},
    "NOTE-OF-SHY": TEAM | {"shy"},
    "NOTE-OF-MODEST": TEAM | {"modest"},
    "PRIVATE-DRAFT-OF-HEAD": frozenset({"head"}),
    "LIVING-TEXT": TABLE,
    "COMMENT-BY-HEAD": TABLE,
    "COMMENT-BY-SHY": TABLE,
    **dict.fromkeys(("NAME-OF-ASKER", "HOUSE-OF-ASKER", "REACH-OF-ASKER", "NOTE-OF-ASKER"), TEAM),
    "PERSON-WITH-SLIP": TEAM | {"neighbour"},
    **dict.fromkeys(CONTACTS, TEAM),
    **dict.fromkeys(LETTERS, TEAM),
    **dict.fromkeys(NOMINATED, TEAM | OWN),
    **dict.fromkeys(("WHY-OF-NEIGHBOUR", "HINT-OF-NEIGHBOUR"), TEAM | {"neighbour"}),
    **dict.fromkeys(SHELVED, INSIDE),
    "REMARK-IN-THE-BOX": frozenset(),
    **dict.fromkeys(OFFERED, TEAM | OWN),
    **dict.fromkeys(DOORS, TEAM | {"neighbour", "government"}),
    **dict.fromkeys(ASKED, TEAM | OWN | {"donor"}),
    **dict.fromkeys(("DOOR-FOR-HOST", "MATTER-FOR-HOST"), TEAM | OWN),
    **dict.fromkeys(GIVEN, TEAM | {"donor"}),
    **dict.fromkeys(("ENTRY-TAKEN-DOWN", "REASON-FOR-TAKING-DOWN"), TEAM),
    **dict.fromkeys(BODIES, TEAM | {"government"}),
}
SECRETS |= dict.fromkeys(("MESSAGE-IN-CONFIDENCE", "SUBJECT-IN-CONFIDENCE", "ANSWER-IN-CONFIDENCE"), TEAM | {"head"})
SECRETS["FILE-IN-CONFIDENCE"] = TEAM | {"head"}
SECRETS |= dict.fromkeys(MEETINGS, TABLE)
SECRETS["LINK-OF-ACTIVITY"] = TEAM | OWN | {"neighbour", *SHADED}  # the seats it invites
SECRETS |= dict.fromkeys(
    ("ACTIVITY-OF-GROUP", "PURPOSE-ACTIVITY-OF-GROUP", "MEETING-OF-GROUP", "PLACE-MEETING-OF-GROUP"), TEAM | OWN
)
SECRETS |= dict.fromkeys(
    ("ACTIVITY-PROPOSED", "PURPOSE-PROPOSED", "SUBSTITUTE-AT-MEETING", "NOTE-IN-ANSWER"), TEAM | OWN
)
SECRETS |= dict.fromkeys(
    ("ACTIVITY-OF-HOST", "PURPOSE-ACTIVITY-OF-HOST", "MEETING-OF-HOST", "PLACE-MEETING-OF-HOST"), TEAM
)
SECRETS["SCAN-OF-SEALED-ANSWER"] = TEAM | OWN
SECRETS |= dict.fromkeys(("WHO-WALKED-IN", "SIGNED-SHEET", "DRAFT-OF-MINUTES"), TEAM)
SECRETS |= {"WHO-SAT-ON-OWN": TEAM | OWN, "WHO-SAT-ON-NEIGHBOUR": TEAM | {"neighbour"}}
SECRETS["OBJECTION-TO-MINUTES"] = TEAM | {"neighbour"}
INSIDE_GROUP = TEAM | {"head"}
SECRETS |= dict.fromkeys(("GROUP-OF-MEMBERS", "MISSION-OF-MEMBERS"), TEAM | {"neighbour"})
SECRETS |= dict.fromkeys(("PROPOSED-GROUP", "WHY-OF-GROUP", "SPECIALISM-OF-SEAT"), TEAM | OWN)
SECRETS |= dict.fromkeys(("TASK-OF-GROUP", "NOTE-ON-BOARD", "DRAFT-TITLE", "ASKED-TITLE"), INSIDE_GROUP)
IN_FILES = ("FILE-OF-GROUP", "SOURCE-OF-EVIDENCE", "RELIABILITY-NOTED", "STORED-NAME")
SECRETS |= dict.fromkeys(IN_FILES, INSIDE_GROUP)
SECRETS |= dict.fromkeys(("TEXT-OF-DRAFT-TITLE", "TEXT-OF-ASKED-TITLE", "VOICE-ON-wdoc_asked"), INSIDE_GROUP)
SECRETS |= {"EARLIER-OPEN-TO-ALL": INSIDE_GROUP, "PRINT-OF-GROUP": frozenset({"head"})}
SECRETS |= dict.fromkeys(("GROUP-AT-WORK", "OUTPUT-OF-GROUP", "OPEN-TO-ALL"), TABLE)
NOTES = ("WHO-WAS-MET", "POSITION-IN-NOTE", "RED-LINES-IN-NOTE", "CONTENTION-IN-NOTE", "COMMITMENTS-IN-NOTE")
NOTES += ("PARTY-WITHOUT-SEAT", "SUMMARY-NOT-SHOWN")
BRIEFING = ("BRIEFING-A", "BRIEFING-B", "BRIEFING-C", "PRICE-OF-MISSION", "RECEIVED-BY", "MESSAGE-OF-MISSION")
BRIEFING += ("OBTAINED-IN-MEETING", "STRATEGY-OF-HOST", "HOW-WE-WEIGH", "PARTY-BEFORE", "WHY-IT-MOVED")
RECORDED = ("COACH-FROM-HERE", "OBTAINED-BY-MISSION", "CALL-FOR-GRANTS", "PROJECT-AWARDED", "APPROACH-TO-PARTIES")
RECORDED += ("PARTY-THAT-PLEDGES", "WORDS-OF-PLEDGE")
OF_OWN = ("GOAL-OF-OWN", "PROGRESS-OF-OWN", "REPORT-ON-GRANT", "WHO-WAS-TRAINED", "SAID-OF-TRAINING", "SUMMARY-SHOWN")
NEEDED = ("ACCESS-OF-OWN", "DIET-OF-OWN", "CHILDCARE-OF-OWN", "INTO-LANGUAGE")
APPLIED = ("PROJECT-APPLIED", "RECOMMENDATION-APPLIED", "REASON-TO-APPLICANT", "SESSION-OF-NEIGHBOUR")
SECRETS |= dict.fromkeys((*NOTES, *BRIEFING, "PRINTED-PAPER", "742913"), TEAM)
SECRETS |= dict.fromkeys(RECORDED, TABLE) | dict.fromkeys(OF_OWN, TEAM | OWN)
SECRETS |= dict.fromkeys(NEEDED, TEAM | OWN - {"watcher"}) | dict.fromkeys(APPLIED, TEAM | {"neighbour"})
SECRETS |= dict.fromkeys(("HELD-MESSAGES", "HELD-MATERIAL-RELEASE"), TEAM | OWN) | {"RISKS-OF-EVENT": TEAM}
SECRETS |= dict.fromkeys(("TOLD-MESSAGES", "TOLD-MATERIAL-RELEASE"), TEAM | OWN | {"media"})
SECRETS |= dict.fromkeys(("HELD-MATERIAL-NOW", "TOLD-MATERIAL-NOW"), TABLE)
SECRETS |= consensus.SECRETS
READERS = ("anonymous", "stranger", "former", "left", "admin", "host", "head", "neighbour", *SHADED, "observer")
READERS += ("donor", "media", "government")
LISTS = ("dialogues", "participants", "delegate_list", "invitation_list", "inputs", "my_inputs", "ledger", "comments")
LISTS += ("audit_trail", "library", "letters", "contacts", "notifications")
LISTS += ("contact_log", "contact_calls", "nominations", "public_bodies", "slips")
LISTS += ("shelf", "pulses", "introductions")
LISTS += ("invitation_requests", "activities", "groups", "tasks", "group_files")
LISTS += consensus.LISTS


def addresses(actor: str, world: World) -> Iterator[str]:
    """Name every address whose row promises this actor a page, and the like of it for the world's other objects."""
    alike = "neighbour" if actor in SHADED else actor
    for name, row in ROWS.items():
        if declared(row)[alike][0] != "page" and not (actor in SHADED and name in {"round_answer", "answer_edit"}):
            continue
        yield (url := url_of(name, row, world))
        if name in LISTS:
            yield from (f"{url}?format=csv", f"{url}?format=xlsx")
    yield from feed_of(actor, world)
    yield from _others(world)


def feed_of(actor: str, world: World) -> Iterator[str]:
    """Name the address of this person's calendar, which opens without sign-in."""
    if (user := world.people.get(actor)) is not None:
        PrivateLinks.objects.update_or_create(user=user, defaults={"has_calendar": True})
        yield reverse("calendar_feed", args=[calendar_token(user)])


def _others(world: World) -> Iterator[str]:
    slug = world.dialogue.slug
    for seat in Seat.objects.filter(dialogue=world.dialogue):
        yield reverse("seat", args=[slug, seat.pk])
        yield reverse("appearance", args=[slug, seat.pk])
    for entry in world.dialogue.entries.all():
        yield reverse("entry", args=[slug, entry.number])
    pages = ("shelf_entry", "introduction", "letter", "call")
    for page, rows in zip(pages, ("shelf", "introductions", "letters", "calls"), strict=True):
        yield from (reverse(page, args=[slug, row.pk]) for row in getattr(world.dialogue, rows).all())
    yield from _of_activities(world)
    yield from _of_groups(world)
    yield from _of_tools(world)
    yield from consensus.addresses(world)
    for invitee in world.round.invitees.all():
        yield reverse("round_answer", args=[slug, world.document.pk, 1, invitee.pk])
    for section in ("issue", "evidence"):
        yield reverse("section_history", args=[slug, world.document.pk, section])
        yield f"{reverse('section_edit', args=[slug, world.document.pk, section])}?draft=1"
        yield f"{reverse('section_cite', args=[slug, world.document.pk, section])}?entry={world.hidden.pk}"


def _of_activities(world: World) -> Iterator[str]:
    slug = world.dialogue.slug
    for activity in world.dialogue.activities.all():
        pages: tuple[str, ...] = ("activity", "activity_record", "bilateral_notes")
        yield from (reverse(page, args=[slug, activity.pk]) for page in pages)
        for meeting in activity.meetings.all():
            pages = ("meeting", "meeting_minutes", "meeting_confirm", "meeting_room", "meeting_calendar")
            yield from (reverse(page, args=[slug, meeting.pk]) for page in pages)


def _of_groups(world: World) -> Iterator[str]:
    for one in world.dialogue.documents.filter(group__isnull=False):
        paths = ("", "output/", "comments/", "draft.docx", "sections/text/history/", "sections/text/edit/", "way/")
        yield from (f"{one.get_absolute_url()}{path}" for path in paths)
    yield from (one.get_absolute_url() for one in world.dialogue.working_groups.all())


def _of_tools(world: World) -> Iterator[str]:
    """Name the pages of every note and summary, and every paper of a meeting, as page and as spreadsheet."""
    slug, meeting = world.dialogue.slug, world.objects["meeting"].pk
    for note in BilateralNote.objects.all():
        pages = ("bilateral_note", "bilateral_note_edit", "bilateral_summary_edit", "bilateral_note_forget")
        yield from (reverse(page, args=[slug, note.pk]) for page in pages)
    yield from (reverse("agreed_summary", args=[slug, one.pk]) for one in AgreedSummary.objects.all())
    for kind in PaperKind.values:
        url = reverse("meeting_paper", args=[slug, meeting, kind])
        yield from (url, f"{url}?format=xlsx")


def text_of(answer: Any) -> str:
    """Return what an answer says, packed files unpacked, headers included."""
    content = getattr(answer, "read_content", b"") or (b"" if answer.streaming else answer.content)
    said = [" ".join(answer.headers.values())]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    elif content.startswith(b"BEGIN:VCALENDAR"):
        content = content.replace(b"\r\n ", b"")  # long lines are folded
    return "\n".join([*said, content.decode(errors="replace")])


__all__ = ["LISTS", "READERS", "ROUTES", "SECRETS", "addresses", "feed_of", "text_of"]
