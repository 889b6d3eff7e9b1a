"""Puts the board of commitments together: what is late, who says what, and where owner and others differ. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.consensus.states.recommendations import Part
from dialogues.models import Seat
from dialogues.monitoring.models import Commitment, CommitmentAnswer, Report
from dialogues.monitoring.models.commitments import CommitmentQuerySet
from dialogues.monitoring.models.reports import NEWEST, ReportQuerySet
from dialogues.monitoring.states import PROGRESS_TONES, SETTLED, TAKEN_ON, Progress, Side
from dialogues.monitoring.titles import Titles
from inspired.core.access import Anyone
from inspired.core.listing import Column
from workinggroups.naming import Names

PRIORITY = tuple(f"recommendation__{name}" for name in ("challenge__rank", "challenge__number", "rank", "number"))
SORTS: dict[str, Any] = {
    "late": (
        gettext_lazy("Overdue first"),
        ("-is_late", F("shown_due_on").asc(nulls_last=True), *PRIORITY, "shown_part"),
    ),
    "priority": (gettext_lazy("By priority"), (*PRIORITY, "shown_part")),
    "number": (gettext_lazy("By recommendation"), ("recommendation__number", "shown_part")),
    "reported": (gettext_lazy("Reported last"), (F("owner_on").desc(nulls_last=True),)),
}
PUBLIC_SORTS: dict[str, Any] = {  # priorities are moved inside, after what was published
    **{name: sort for name, sort in SORTS.items() if name != "priority"},
    "late": (
        gettext_lazy("Overdue first"),
        ("-is_late", F("shown_due_on").asc(nulls_last=True), "recommendation__number", "shown_part"),
    ),
}


def for_board(rows: CommitmentQuerySet, user: Anyone) -> QuerySet[Commitment]:
    """Add to commitments what the board shows: statuses of both sides, the day of the owner's, late, differing, waiting for its seat."""
    said = Report.objects.of_its_commitment(Side.OWNER)
    waiting = CommitmentAnswer.objects.waiting().visible_to(user).filter(commitment=OuterRef("pk"))
    differs = ~Q(owner_status="") & ~Q(other_status="") & ~Q(owner_status=F("other_status"))
    found = _shown(rows.with_status(), said, F("part"), F("due_on"))
    return found.annotate(
        is_announced=Exists(waiting), is_late=_flag(_late() & Q(answer__in=TAKEN_ON)), differs=_flag(differs)
    )


def for_public(rows: CommitmentQuerySet) -> QuerySet[Commitment]:
    """Add to commitments what the public reads of them, as the host published it: nothing of what they say since."""
    said = Report.objects.of_its_commitment(Side.OWNER).on_published_words()
    found = _shown(rows.with_public_status(), said, F("public_part"), F("public_due_on"))
    unseen = Value("", CharField())  # what others see is for those inside
    return found.annotate(is_late=_flag(_late()), other_status=unseen)


def _shown(rows: Any, said: ReportQuerySet, part: F, due_on: F) -> Any:
    since = Subquery(said.order_by(*NEWEST).values("on")[:1], DateField())
    return rows.annotate(shown_part=part, shown_due_on=due_on, owner_on=since)


def _late() -> Q:
    return Q(shown_due_on__lt=timezone.localdate()) & ~Q(owner_status__in=SETTLED)


def is_late() -> Case:
    """Say of commitments ``with_owner_status`` whether their day has passed and they are not done."""
    late = Q(due_on__lt=timezone.localdate(), answer__in=TAKEN_ON) & ~Q(owner_status__in=SETTLED)
    return _flag(late)


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


@dataclass(frozen=True)
class Line:
    """One commitment as the board shows it to one reader: what the owner says last and what others saw last, in words."""

    commitment: Any
    name: str
    part: str
    title: str
    owner: str
    owner_tone: str
    other: str
    other_tone: str


def lines_of(rows: Iterable[Any], names: Names, titles: Titles) -> list[Line]:
    """Put the lines of a page together."""
    words = {"": "", **{value: str(label) for value, label in Progress.choices}}
    tones = {value: PROGRESS_TONES.get(value, "wait") for value in words}
    return [
        Line(
            one,
            names.of(one.seat),
            part_of(one),
            titles.of_commitment(one),
            words[one.owner_status],
            tones[one.owner_status],
            words[one.other_status],
            tones[one.other_status],
        )
        for one in rows
    ]


def part_of(one: Any) -> str:
    """Say in words which part the reader knows a commitment to have."""
    return str(Part(one.shown_part).label)


def label_of(status: str) -> str:
    """Say a status in words; nothing where nobody has reported."""
    return str(Progress(status).label) if status else ""


def named_seats(user: Anyone, dialogue: int) -> QuerySet[Seat]:
    """Return the seats with a commitment here whose organisation this person may know by name."""
    asked = Commitment.objects.inside_of(user).filter(dialogue=dialogue)
    return Seat.objects.named_to(user).filter(pk__in=asked.values("seat"))


def by_name(user: Anyone, dialogue: int) -> Any:
    """Return a way to search for the organisations this person may know by name, and for no others."""
    return lambda word: Q(seat__in=named_seats(user, dialogue).filter(organisation__name__icontains=word).values("pk"))


def public_columns(names: Names, titles: Titles) -> list[Column]:
    """The columns of what is published: what, who, where it stands and since when one knows."""
    return [
        Column(gettext_lazy("Recommendation"), lambda one: one.recommendation.code),
        Column(gettext_lazy("Title"), titles.of_commitment),
        Column(gettext_lazy("Organisation"), lambda one: names.of(one.seat)),
        Column(gettext_lazy("Part"), part_of),
        Column(gettext_lazy("Status"), lambda one: label_of(one.owner_status)),
        Column(gettext_lazy("As of"), "owner_on"),
        Column(gettext_lazy("Until"), "shown_due_on"),
    ]


def columns(names: Names, titles: Titles) -> list[Column]:
    """The columns of the board for those inside."""
    return [
        *public_columns(names, titles),
        Column(gettext_lazy("Overdue"), lambda one: _("Overdue") if one.is_late else ""),
        Column(gettext_lazy("Independent view"), lambda one: label_of(one.other_status)),
        Column(gettext_lazy("Differ"), lambda one: _("Differ") if one.differs else ""),
        Column(gettext_lazy("Answer"), lambda one: one.get_answer_display()),
        Column(gettext_lazy("Announced, unconfirmed"), lambda one: _("Yes") if one.is_announced else ""),
        Column(gettext_lazy("What it is asked to take on"), "words"),
        Column(gettext_lazy("What it takes on"), lambda one: one.said if one.is_taken_on else ""),
    ]
