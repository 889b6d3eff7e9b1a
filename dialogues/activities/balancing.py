"""Shows which categories, tools and phases the activities of a dialogue cover, and says in sentences which they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, CharField, Count, F, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.activities.holding import is_over
from dialogues.activities.models import Activity
from dialogues.activities.states.activities import ActivityState
from dialogues.models import Dialogue
from dialogues.states import Phase
from inspired.core.access import Anyone
from toolkit.known import Known, known_tools
from toolkit.states import ToolCategory

PREFERRED = {
    ToolCategory.CAPACITY: Phase.ASSESSMENT
}  # the phase in which the method says that a category is best begun
COUNTED = (ActivityState.PLANNED, ActivityState.HELD)
ROOM = 200


@dataclass(frozen=True)
class Cell:
    """How often a tool, or a category, is used in a phase: planned and held."""

    planned: int = 0
    held: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.planned + self.held

    @property
    def words(self) -> str:
        """Say it in words, for those who do not see the picture."""
        if not self.total:
            return _("none")
        held = ngettext("%(number)d held", "%(number)d held", self.held) % {"number": self.held}
        planned = ngettext("%(number)d planned", "%(number)d planned", self.planned) % {"number": self.planned}
        return ", ".join(word for word, count in ((held, self.held), (planned, self.planned)) if count)


@dataclass(frozen=True)
class Bar:
    """One bar of the picture: where it stands, how long what was held and what is planned are, in units of the picture."""

    phase: str
    y: int
    held: int
    planned: int
    cell: Cell


@dataclass(frozen=True)
class Line:
    """One tool, or one category, with its cells by phase."""

    label: str
    cells: tuple[Cell, ...]
    number: int = 0
    categories: str = ""

    @property
    def named(self) -> list[tuple[str, Cell]]:
        """The cells, each with the name of its phase."""
        return [(str(phase.label), cell) for phase, cell in zip(Phase, self.cells, strict=True)]

    @property
    def total(self) -> int:
        """All phases together."""
        return sum(cell.total for cell in self.cells)


class Balance:
    """The activities of one dialogue by tool and phase.

    It is whole when its reader sees all activities. Whoever sees some is not told what is missing: it may be there.
    """

    def __init__(
        self, rows: Iterable[tuple[int, str, str, int]], known: Iterable[Known], *, is_whole: bool = True
    ) -> None:
        self.is_whole = is_whole
        self.known = list(known)
        self.counts: Counter[tuple[int, str, str]] = Counter()
        for tool, phase, state, number in rows:
            self.counts[tool, phase, state] += number

    def _cell(self, tools: Iterable[int], phase: str) -> Cell:
        counts = [
            sum(self.counts[tool, phase, state] for tool in tools)
            for state in (ActivityState.PLANNED, ActivityState.HELD)
        ]
        return Cell(*counts)

    def _line(self, label: str, tools: tuple[int, ...], **said: int | str) -> Line:
        return Line(label, tuple(self._cell(tools, phase) for phase in Phase.values), **said)  # type: ignore[arg-type]

    @cached_property
    def tools(self) -> list[Line]:
        """The tools of the catalogue in its order; one in draft only where it is used."""
        used = {tool for tool, _phase, _state in self.counts}
        return [
            self._line(one.name, (one.number,), number=one.number, categories=one.category_words)
            for one in self.known
            if one.is_offered or one.number in used
        ]

    @cached_property
    def categories(self) -> list[Line]:
        """The three categories; a tool that belongs to several counts in each."""
        return [
            self._line(str(one.label), tuple(tool.number for tool in self.known if one in tool.categories))
            for one in ToolCategory
        ]

    @property
    def total(self) -> int:
        """How many activities are counted."""
        return sum(self.counts.values())

    @property
    def bars(self) -> list[tuple[str, list[Bar]]]:
        """The picture: for each category a bar for each phase, the longest as long as there is room."""
        most = max((cell.total for line in self.categories for cell in line.cells), default=0) or 1
        return [
            (
                line.label,
                [
                    Bar(phase, 20 * row, round(ROOM * cell.held / most), round(ROOM * cell.planned / most), cell)
                    for row, (phase, cell) in enumerate(zip(Phase.values, line.cells, strict=True))
                ],
            )
            for line in self.categories
        ]

    def sentences(self) -> list[str]:
        """Say what is covered and, to whoever sees all, what is not: phases, categories, and when they are best begun, tools."""
        return [*self._of_phases(), *(self._of_categories() if self.is_whole else ()), *self._of_tools()]

    def _of_phases(self) -> Iterator[str]:
        empty = []
        for place, phase in enumerate(Phase):
            used = [line.label for line in self.tools if line.cells[place].total]
            if used:
                yield _("%(phase)s uses: %(tools)s.") % {"phase": phase.label, "tools": "; ".join(used)}
            else:
                empty.append(str(phase.label))
        if empty and self.is_whole:
            yield _("No activity is planned yet in: %(phases)s.") % {"phases": ", ".join(empty)}

    def _of_categories(self) -> Iterator[str]:
        missing = [line.label for line in self.categories if not line.total]
        if missing:
            yield _("Not covered at all: %(categories)s.") % {"categories": ", ".join(missing)}
        for category, phase in PREFERRED.items():
            line = self.categories[list(ToolCategory).index(category)]
            place = Phase.values.index(phase)
            if line.total and not line.cells[place].total:
                yield _("%(category)s is best begun in phase “%(phase)s”; here it comes only in others.") % {
                    "category": line.label,
                    "phase": Phase(phase).label,
                }

    def _of_tools(self) -> Iterator[str]:
        used = sum(1 for line in self.tools if line.total)
        missing = "; ".join(line.label for line in self.tools if not line.total)
        if used and missing and self.is_whole:
            yield _("Not used so far: %(tools)s.") % {"tools": missing}
        yield ngettext(
            "%(used)d of the %(all)d tools is used. No dialogue needs all of them; what counts is that they complement each other.",
            "%(used)d of the %(all)d tools are used. No dialogue needs all of them; what counts is that they complement each other.",
            used,
        ) % {"used": used, "all": len(self.tools)}


def balance_of(user: Anyone, dialogue: Dialogue) -> Balance:
    """Count the activities that this person may see, those that are over as held; two queries, one for the names."""
    rows = Activity.objects.visible_to(user).filter(dialogue=dialogue, state__in=COUNTED)
    over = When(is_over(user), then=Value(ActivityState.HELD.value))
    rows = rows.annotate(stands=Case(over, default=F("state"), output_field=CharField()))
    counted = rows.order_by("tool").values_list("tool", "phase", "stands").annotate(number=Count("pk"))
    return Balance(counted, known_tools().values(), is_whole=dialogue.standing_of(user).is_team)
