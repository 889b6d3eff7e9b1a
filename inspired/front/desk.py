"""Gathers what home shows to somebody who is signed in: what awaits them, and the dialogues they belong to. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, Seat, Standing, standings_of
from dialogues.phases import phases_from
from dialogues.states import PhaseState, Role, Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Todo

FAR = datetime.max.replace(tzinfo=UTC)
AT_MOST = 10  # the rest stands on the list of dialogues
ORDER = [Status.OPEN, Status.DRAFT, Status.PAUSED, Status.CLOSED, Status.ARCHIVED]


@dataclass(frozen=True)
class Waiting:
    """One thing to do, with the words and the zone of the dialogue it belongs to."""

    todo: Todo
    place: str = ""
    zone: str = ""
    note: str = ""


@dataclass(frozen=True)
class Mine:
    """A dialogue this person belongs to: what they are in it, where its phases stand, how much waits."""

    dialogue: Dialogue
    part: str
    phases: str
    waiting: int


@dataclass(frozen=True)
class Desk:
    """All that home shows. ``groups`` holds everything but the first thing to do, by the place it belongs to.

    ``more`` is how many of the person's dialogues stand on the list of dialogues alone.
    """

    first: Waiting | None
    groups: list[tuple[str, list[Waiting]]]
    dialogues: list[Mine]
    total: int
    more: int = 0


def awaiting(user: Anyone) -> list[Todo]:
    """Return what awaits this person everywhere: by rank, then date, then title; one query per provider."""
    return sorted(ports.todo.collect(user), key=lambda todo: (todo.rank, todo.due or FAR, todo.title))


def desk_of(user: Anyone) -> Desk:
    """Gather home for somebody signed in; the number of queries does not grow with the number of dialogues."""
    todos = awaiting(user)
    dialogues = list(Dialogue.objects.of_member(user).select_related("host_organisation"))
    known = {dialogue.pk: dialogue for dialogue in dialogues}
    waiting = [_waiting(todo, known.get(todo.dialogue_id or 0)) for todo in todos]
    first = sorted(dialogues, key=lambda one: (ORDER.index(Status(one.status)), one.title))[:AT_MOST]
    prefetch_related_objects(first, "phase_log")
    more = len(dialogues) - len(first)
    return Desk(waiting[0] if waiting else None, _grouped(waiting[1:]), _mine(user, first, todos), len(todos), more)


def _waiting(todo: Todo, dialogue: Dialogue | None) -> Waiting:
    place = dialogue.title if dialogue else ""
    note = "" if todo.context == place else todo.context
    return Waiting(todo, place, dialogue.time_zone if dialogue else "", note)


def _grouped(waiting: Iterable[Waiting]) -> list[tuple[str, list[Waiting]]]:
    groups: dict[str, list[Waiting]] = {}
    for item in waiting:
        groups.setdefault(item.place, []).append(item)
    return list(groups.items())


def _mine(user: Anyone, dialogues: Iterable[Dialogue], todos: Iterable[Todo]) -> list[Mine]:
    standings = standings_of(user)
    seats = Seat.objects.visible_to(user).filter(pk__in={seat for one in standings.values() for seat in one.seats})
    names = {seat.pk: seat.organisation.name for seat in seats.select_related("organisation")}
    counts: dict[int | None, int] = {}
    for todo in todos:
        counts[todo.dialogue_id] = counts.get(todo.dialogue_id, 0) + 1
    return [
        Mine(dialogue, _part(standings[dialogue.pk], names), _phases(dialogue), counts.get(dialogue.pk, 0))
        for dialogue in dialogues
        if dialogue.pk in standings
    ]


def _part(standing: Standing, names: dict[int, str]) -> str:
    words = [str(role.label) for role in Role if role in standing.roles]
    for seat in sorted(standing.seats, key=lambda pk: names.get(pk, "")):
        if name := names.get(seat, ""):
            sentence = _("you sign for %(name)s") if seat in standing.signing else _("you belong to %(name)s")
            sentence = _("you speak for %(name)s") if seat in standing.speaking - standing.signing else sentence
            words.append(sentence % {"name": name})
    joined = ", ".join(words)
    return joined[:1].upper() + joined[1:]


def _phases(dialogue: Dialogue) -> str:
    views = phases_from(dialogue.phase_log.all())
    said = [
        _("%(phase)s: %(state)s") % {"phase": view.name, "state": view.state.label.lower()}
        for view in views
        if view.is_reached and view.state != PhaseState.CLOSED
    ]
    return " · ".join(said) or str(_("No phase is open"))
