"""The answers of a round as a table that somebody takes along: no more of them than the page of the round shows. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from dialogues.documents.models import Reservation, Round
from dialogues.documents.tally import Spoken, Tally
from inspired.core.access import Anyone
from inspired.core.text import to_plain


def header() -> list[str]:
    """Return what stands above the columns."""
    answer = [_("Organisation"), _("Answer"), _("Standing"), _("Note"), _("Reservations")]
    return [*answer, _("Came in"), _("Function of the signatory")]


def lines(round_: Round, counted: Tally, user: Anyone) -> Iterator[list[Any]]:
    """Yield a line for each answer that this reader sees and, for the host team, one for each seat without any."""
    is_team = round_.version.document.dialogue.standing_of(user).is_team
    for spoken in counted.answers:
        yield _line(spoken)
    answered = {spoken.answer.seat_id for spoken in counted.answers}
    for invitee in counted.waiting if is_team else ():
        if invitee.seat_id not in answered:
            yield [invitee.seat.organisation.name, "", _("No answer yet"), "", "", "", ""]


def _line(spoken: Spoken) -> list[Any]:
    answer = spoken.answer
    if answer.state != "given":  # the page says no more of an answer that does not count yet
        came_in = answer.get_channel_display() if answer.state == "announced" else ""
        return [spoken.name, answer.get_position_display(), answer.get_state_display(), "", "", came_in, ""]
    wishes = "\n".join(_wish(wish, number) for wish, number in spoken.wishes)
    signed = answer.channel == "letter"
    said = [spoken.name, answer.get_position_display(), answer.get_state_display(), answer.note, wishes]
    return [*said, _("By signed letter") if signed else "", answer.signatory_function if signed else ""]


def _on_place(number: int | str | None) -> str:
    if not number:
        return _("On the whole text")
    words = _("On recommendation %(number)s") if isinstance(number, str) else _("On paragraph %(number)s")
    return words % {"number": number}


def _wish(wish: Reservation, number: int | str | None) -> str:
    """Say one reservation in a few lines: on what, the wording wished, why, and what became of it."""
    parts = [f"{_on_place(number)} · {wish.get_status_display()}"]
    if wish.wording:
        parts.append(_("Wording wished: %(text)s") % {"text": to_plain(wish.wording)})
    parts.append(_("Why: %(text)s") % {"text": to_plain(wish.reason)})
    if wish.resolution:
        parts.append(_("What was done: %(text)s") % {"text": wish.resolution})
    return "\n".join(parts)
