"""What a seat says about an exact text, and whether it may be said that way. Nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.documents.freezing import find_paragraph
from dialogues.documents.models import Endorsement, Round, Version
from dialogues.documents.models.rounds import EndorsementQuerySet
from dialogues.documents.states import EndorsementState, Position, VersionStatus
from dialogues.states import ANNOUNCED
from inspired.core.printing import uncovered
from inspired.core.states import StaleError, StateError


@dataclass(frozen=True)
class Wish:
    """A reservation as it is handed in: on a paragraph of the frozen text, or on the whole when the id is empty."""

    reason: str
    paragraph_id: str = ""
    wording: str = ""


@dataclass(frozen=True)
class Said:
    """What a seat says about an exact text."""

    position: str
    note: str = ""
    wishes: tuple[Wish, ...] = field(default_factory=tuple)
    consents_to_be_named: bool = False

    @property
    def label(self) -> str:
        """The position in words."""
        return str(Position(self.position).label)


def said_in(answer: Endorsement) -> Said:
    """Read back what an answer says, with its reservations; one query."""
    wishes = tuple(Wish(wish.reason, wish.paragraph_id, wish.wording) for wish in answer.reservations.all())
    return Said(answer.position, answer.note, wishes, answer.consents_to_be_named)


def standing(answer: Endorsement) -> tuple[str, str, Said]:
    """Return how an answer stands: its state, the way it came in, and what it says."""
    return answer.state, answer.channel, said_in(answer)


def refuse_stale(stored: Endorsement | None, wanted: tuple[str, str, Said], turn: str) -> None:
    """Raise StaleError when somebody else has said something else than is wanted since the ``turn`` that was read."""
    if stored is not None and stored.turn != turn and standing(stored) != wanted:
        raise StaleError(stored)


def check_announced(answers: EndorsementQuerySet, channel: str) -> None:
    """Raise StateError when a seat has given or prepared an answer itself, or for a channel that is not spoken."""
    if channel not in ANNOUNCED:
        raise StateError(
            _("Say how the answer came in: by telephone, by e-mail, on paper, in person or through a colleague.")
        )
    if answers.given().exists():
        raise StateError(_("This organisation has given its answer already."))
    if answers.filter(state=EndorsementState.PREPARED).exists():
        raise StateError(
            _("This organisation has prepared an answer on this site. Ask whoever may sign for it to confirm that one.")
        )


def refuse_unprintable(*texts: str) -> None:
    """Raise StateError that names the characters no bundled font has: what is signed is printed, and never as boxes."""
    if missing := uncovered(texts):
        named = ", ".join(f"{char} – {name}" for char, name, _count in missing)
        raise StateError(_("No font of ours has: %(characters)s. Please replace it.") % {"characters": named})


def signed_at(round_: Round, signed_on: date | None) -> datetime:
    """Return when a sheet was signed: at noon of the day that it bears, or now where that is not told.

    Raises StateError once the version is adopted or given up, for a day that is to come, before the text was frozen or past
    the deadline, and without a day when the round takes no answers any more.
    """
    zone, now = ZoneInfo(round_.version.document.dialogue.time_zone), timezone.now()
    if round_.version.status != VersionStatus.FINAL_DRAFT:
        raise StateError(_("Nothing can be filed on this version any more: it was adopted or given up."))
    if signed_on is None and not round_.takes_answers:
        raise StateError(_("The round does not take answers any more. Say which day stands on the sheet."))
    if signed_on is None:
        return now
    if signed_on > now.astimezone(zone).date():
        raise StateError(_("The day on the sheet is still to come."))
    if signed_on < round_.version.frozen_at.astimezone(zone).date():
        raise StateError(_("The text was not frozen yet on the day on the sheet."))
    if signed_on > round_.due_at.astimezone(zone).date():
        raise StateError(_("The sheet was signed after the deadline of the round."))
    return min(datetime.combine(signed_on, time(12), zone), now)


def check_said(version: Version, said: Said) -> None:
    """Raise StateError when an answer lacks what it needs, cannot be printed, or names a paragraph that does not exist."""
    if said.position not in Position.values:
        raise StateError(_("Choose one of the five answers."))
    if (said.position == Position.RESERVE) != bool(said.wishes):
        raise StateError(_("A reservation, and nothing else, says what it is about and why."))
    if any(not wish.reason.strip() for wish in said.wishes):
        raise StateError(_("Say why you make the reservation."))
    refuse_unprintable(*(text for wish in said.wishes for text in (wish.wording, wish.reason)))
    content = version.data
    if any(wish.paragraph_id and find_paragraph(content, wish.paragraph_id) is None for wish in said.wishes):
        raise StateError(_("The reservation names a paragraph that this version does not have."))
    if said.position in {Position.NOT_YET, Position.DECLINE} and not said.note.strip():
        raise StateError(_("Say what you need, or why you cannot support the text."))
