"""The log of the phases, their moves, and the closing of one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dialogues.forms.phases import ClosingForm, MoveForm
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.offers import asked_at_closing
from dialogues.phases import PhaseView, phases_from
from dialogues.services.phases import close_phase, move_phase
from dialogues.states import PHASE_MOVES, PhaseMove
from dialogues.views.submitting import submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.models.people import UNREAD_OF_ACCOUNT

MOVED: dict[str, Any] = {
    PhaseMove.OPEN: _("The phase is open."),
    PhaseMove.PAUSE: _("The phase is paused."),
    PhaseMove.RESUME: _("The phase is open again."),
    PhaseMove.STEP_BACK: _("The phase is open again. The step back is in its history."),
}


def _phase(phases: list[PhaseView], key: str) -> PhaseView:
    for view in phases:
        if view.key == key:
            return view
    raise Http404


@requires("dialogues.see_members_area", Dialogue, slug="slug")
@require_safe
def phases(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show each phase with its whole history and, to hosts, the moves it allows."""
    can_manage = may(request.user, "dialogues.manage_dialogue", dialogue)
    can_move = may(request.user, "dialogues.move_phase", dialogue)
    context = frame(request.user, dialogue, "manage" if can_manage else "history")
    log = dialogue.phase_log.select_related("by__person").defer(*(f"by__{name}" for name in UNREAD_OF_ACCOUNT))
    context["shown"] = [
        (view, [PhaseMove(move) for move in PhaseMove.values if can_move and move in PHASE_MOVES[view.state]])
        for view in phases_from(log)
    ]
    context["can_manage"] = can_manage
    return TemplateResponse(request, "dialogues/phases.html", context)


@keeps_typed
@requires("dialogues.move_phase", Dialogue, slug="slug")
def phase_move(request: HttpRequest, dialogue: Dialogue, phase: str, move: str) -> HttpResponse:
    """Ask for the reason of a move and log it."""
    context = frame(request.user, dialogue, "manage")
    view = _phase(context["phases"], phase)
    if move not in MOVED:
        raise Http404
    form = MoveForm(as_typed(request), move=move)
    if submitted(request, form, lambda data: move_phase(dialogue, phase, move, by=request.user, **data), MOVED[move]):
        return redirect("phases", dialogue.slug)
    allowed = move in PHASE_MOVES[view.state]
    context |= {"form": form, "phase": view, "move": PhaseMove(move), "allowed": allowed}
    return TemplateResponse(request, "dialogues/phase_move.html", context)


@keeps_typed
@requires("dialogues.move_phase", Dialogue, slug="slug")
def phase_close(request: HttpRequest, dialogue: Dialogue, phase: str) -> HttpResponse:
    """Show what is still open, ask the method's questions, close. Nothing here blocks."""
    context = frame(request.user, dialogue, "manage")
    view = _phase(context["phases"], phase)
    questions = asked_at_closing(request.user, dialogue, phase)
    form = ClosingForm(as_typed(request), questions=questions)
    said = _("The phase is closed. What you answered is in its history.")
    if submitted(request, form, lambda _data: close_phase(dialogue, phase, by=request.user, **form.closing()), said):
        return redirect("phases", dialogue.slug)
    allowed = PhaseMove.CLOSE in PHASE_MOVES[view.state]
    still_open = [question for question in questions if question.open_items]
    context |= {"form": form, "phase": view, "still_open": still_open, "allowed": allowed}
    return TemplateResponse(request, "dialogues/phase_close.html", context)
