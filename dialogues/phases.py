"""Computes where each phase stands from its log; the state itself is never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dialogues.states import STATE_AFTER, Phase, PhaseMove, PhaseState

if TYPE_CHECKING:
    from dialogues.models import PhaseLogEntry
    from django_stubs_ext import StrOrPromise

_SINCE: dict[str, StrOrPromise] = {
    PhaseState.OPEN: gettext_lazy("Open since %(date)s"),
    PhaseState.PAUSED: gettext_lazy("Paused on %(date)s"),
    PhaseState.CLOSED: gettext_lazy("Closed on %(date)s"),
}


@dataclass
class PhaseView:
    """One phase as the strip shows it. ``statuses`` are sentences contributed by other apps."""

    key: str
    number: int
    name: str
    state: PhaseState = PhaseState.AHEAD
    entries: list[PhaseLogEntry] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)

    @property
    def last(self) -> PhaseLogEntry | None:
        """The entry that made the phase what it is now."""
        return self.entries[-1] if self.entries else None

    @property
    def steps_back(self) -> int:
        """How many times the phase was opened again after it had been closed."""
        return sum(entry.move == PhaseMove.STEP_BACK for entry in self.entries)

    @property
    def is_reached(self) -> bool:
        """Was the phase ever opened?"""
        return bool(self.entries)

    @property
    def sentences(self) -> list[str]:
        """What the strip says about the phase: its state with the date, the steps back, what other apps add."""
        if self.last is None:
            return [str(self.state.label), *self.statuses]
        said = [_SINCE[self.state] % {"date": date_format(timezone.localtime(self.last.at), _("j F"))}]
        if self.steps_back:
            said.append(
                ngettext("stepped back once", "stepped back %(count)d times", self.steps_back)
                % {"count": self.steps_back}
            )
        return [*said, *self.statuses]


def phases_from(log: Iterable[PhaseLogEntry]) -> list[PhaseView]:
    """Build the three phases from log entries in the order in which they were written."""
    views = {phase.value: PhaseView(phase.value, number, str(phase.label)) for number, phase in enumerate(Phase, 1)}
    for entry in log:
        view = views[entry.phase]
        view.entries.append(entry)
        view.state = STATE_AFTER[entry.move]
    return list(views.values())
