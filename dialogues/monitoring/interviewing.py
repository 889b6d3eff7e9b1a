"""Says what each reader may know of a request for an interview: host team, the seat that is asked, the media user. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dialogues.appearing import NAMED, label, sizes
from dialogues.models import Dialogue, Seat
from dialogues.models.seats import SeatQuerySet
from dialogues.monitoring.models import Interview
from dialogues.monitoring.states import INTERVIEW_TONES, InterviewStatus
from dialogues.states import Audience
from inspired.core.access import Anyone
from inspired.core.listing import Column

RELATED = ("version__document", "seat__organisation", "passed_to__organisation", "asked_by__person")


@dataclass(frozen=True)
class InterviewLine:
    """One request as one reader sees it; what is not theirs to know is empty."""

    interview: Interview
    is_team: bool
    is_own: bool
    wished: str
    passed: str
    status: str
    tone: str
    asker: str
    reach: str
    passed_words: str
    seat_words: str
    words: str


def may_be_asked(dialogue: Dialogue) -> SeatQuerySet:
    """Keep the seats at the table that are named in public: a media user asks for no other."""
    return dialogue.seats.at_the_table().filter(appear_in_public__in=NAMED)


def loaded(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    """Load with requests what a line says of them; the text of the version is long and stays where it is."""
    return rows.select_related(*RELATED).defer("version__content")


def told_media(status: str) -> str:
    """Say to a media user where a request stands: that a seat did not accept is between the seat and the host."""
    shown = InterviewStatus.PASSED_ON if status == InterviewStatus.REFUSED else InterviewStatus(status)
    return str(shown.label)


def lines_of(user: Anyone, dialogue: Dialogue, rows: Iterable[Interview]) -> list[InterviewLine]:
    """Put requests together for one reader; one query at most, where somebody asked for a seat."""
    found, standing = list(rows), dialogue.standing_of(user)
    for one in found:
        one.dialogue = dialogue
    counts = sizes(dialogue) if not standing.is_team and any(one.seat_id for one in found) else {}
    return [_line(user, standing, counts, one) for one in found]


def columns_of(user: Anyone, dialogue: Dialogue) -> list[Column]:
    """Return the columns of the file: of each request what its line shows to this reader; one query at most."""
    standing = dialogue.standing_of(user)
    counts = {} if standing.is_team else sizes(dialogue)

    def of(name: str) -> Callable[[Interview], Any]:
        return lambda one: getattr(_line(user, standing, counts, one), name)

    return [
        Column(_("Text"), lambda one: one.version.document.title),
        Column(_("Question"), "question"),
        Column(_("Medium"), "medium"),
        Column(_("Asked by"), of("asker")),
        Column(_("Would like to talk to"), of("wished")),
        Column(_("Passed on to"), of("passed")),
        Column(_("Status"), of("status")),
        Column(_("Asked on"), "asked_at"),
        Column(_("Reply until"), "due_at"),
        Column(_("Reply"), of("words")),
    ]


def _line(user: Anyone, standing: Any, counts: dict[str, int], one: Interview) -> InterviewLine:
    is_team, is_own = standing.is_team, one.asked_by_id is not None and one.asked_by_id == user.pk
    speaks = one.passed_to_id in standing.speaking
    inside, asks = is_team or speaks, is_team or is_own
    hides = one.status == InterviewStatus.REFUSED and not inside
    return InterviewLine(
        interview=one,
        is_team=is_team,
        is_own=is_own,
        wished=_wished(one.seat, counts, is_team=is_team) if asks else "",
        passed=str(one.passed_to.organisation.name) if one.passed_to and (inside or one.accepted_at) else "",
        status=str(one.get_status_display()) if inside else told_media(one.status),
        tone="wait" if hides else INTERVIEW_TONES[one.status],
        asker=one.asked_by.name if one.asked_by else "",
        reach=one.reach if asks else "",
        passed_words=one.passed_words if inside else "",
        seat_words=one.seat_words if inside else "",
        words=one.words if asks or (speaks and one.accepted_at) else "",
    )


def _wished(seat: Seat | None, counts: dict[str, int], *, is_team: bool) -> str:
    """Name whom the media user would like to talk to, as openly as the seat wishes by now."""
    if seat is None:
        return _("The host")
    return str(seat.organisation.name) if is_team else label(seat, Audience.PUBLIC, counts)
