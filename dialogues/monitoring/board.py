"""Puts the board of commitments together: what is late, who says what, and where owner and others differ. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.models import Seat
from dialogues.monitoring.models import Commitment, CommitmentAnswer, Report
from dialogues.monitoring.models.commitments import NEWEST, CommitmentQuerySet
from dialogues.monitoring.states import PROGRESS_TONES, SETTLED, TAKEN_ON, Progress, Side
from dialogues.monitoring.titles import Titles
from inspired.core.access import Anyone
from inspired.core.listing import Column
from workinggroups.naming import Names

SORTS: dict[str, Any] = {
    "late": (
        gettext_lazy("Overdue first"),
        ("-is_late", F("due_on").asc(nulls_last=True), "recommendation__number", "part"),
    ),
    "number": (gettext_lazy("By recommendation"), ("recommendation__number", "part")),
    "reported": (gettext_lazy("Reported last"), (F("owner_on").desc(nulls_last=True),)),
}


def for_board(rows: CommitmentQuerySet, user: Anyone) -> QuerySet[Commitment]:
    """Add to commitments what the board shows: statuses of both sides, the day of the owner's, late, differing, waiting for its seat."""
    said = Report.objects.counted().filter(commitment=OuterRef("pk"), side=Side.OWNER).order_by(*NEWEST)
    waiting = CommitmentAnswer.objects.waiting().visible_to(user).filter(commitment=OuterRef("pk"))
    differs = ~Q(owner_status="") & ~Q(other_status="") & ~Q(owner_status=F("other_status"))
    return rows.with_status().annotate(
        owner_on=Subquery(said.values("on")[:1], DateField()),
        is_announced=Exists(waiting),
        is_late=is_late(),
        differs=_flag(differs),
    )


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
            titles.of(one.recommendation),
            words[one.owner_status],
            tones[one.owner_status],
            words[one.other_status],
            tones[one.other_status],
        )
        for one in rows
    ]


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
        Column(gettext_lazy("Title"), lambda one: titles.of(one.recommendation)),
        Column(gettext_lazy("Organisation"), lambda one: names.of(one.seat)),
        Column(gettext_lazy("Part"), lambda one: one.get_part_display()),
        Column(gettext_lazy("Status"), lambda one: label_of(one.owner_status)),
        Column(gettext_lazy("As of"), "owner_on"),
        Column(gettext_lazy("Until"), "due_on"),
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
