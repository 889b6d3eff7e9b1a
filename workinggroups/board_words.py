"""Puts a group of the list into words: what it is, who leads it, what is submitted and open. Computes only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workinggroups.reading import GroupView


@dataclass(frozen=True)
class Row:
    """A group as a row of the list tells it; sentences that do not apply are empty."""

    view: GroupView
    signal: tuple[str, str]
    about: str
    submitted: str = ""
    open_tasks: str = ""
    overdue: str = ""


def row_of(view: GroupView, coordinator: str) -> Row:
    """Put one group into words; the board shows dozens, which a template would put together sentence by sentence."""
    signal, words = view.signal, {}
    if view.stage != "proposed" and view.outputs and view.is_told:
        numbers = {"done": view.submitted, "all": len(view.outputs)}
        words["submitted"] = _("%(done)s of %(all)s outputs submitted") % numbers
    if view.is_inside and (n := view.all_open):
        words["open_tasks"] = ngettext("%(n)s open task", "%(n)s open tasks", n) % {"n": n}
        if late := view.all_overdue:
            words["overdue"] = ngettext("%(n)s overdue", "%(n)s overdue", late) % {"n": late}
    return Row(view, signal, " · ".join(_about(view, coordinator, signal[0])), **words)


def _about(view: GroupView, coordinator: str, signal: str) -> Iterator[str]:
    if signal != (stage := str(view.stage.label)):
        yield stage
    yield view.group.get_kind_display()
    if view.mission and (phases := view.mission.phase_names):
        yield phases
    if coordinator:
        yield _("Coordinator: %(name)s") % {"name": coordinator}
    if n := len(view.members):
        yield ngettext("%(n)s member", "%(n)s members", n) % {"n": n}
