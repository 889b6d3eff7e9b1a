"""Sets of evaluative criteria: begun, discussed, and what the host team does with each criterion."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.agreement import own_seats
from dialogues.consensus.criteria_page import set_view, table_of
from dialogues.consensus.forms.criteria import CriterionForm, CriterionNoteForm
from dialogues.consensus.method_criteria import METHOD
from dialogues.consensus.models import CriteriaSet, Criterion
from dialogues.consensus.naming import Names
from dialogues.consensus.services import criteria as verbs
from dialogues.consensus.views.framing import HOST, OF_DIALOGUE, ONE, SLUG, WRITING, page
from dialogues.forms.seats import ReasonForm
from dialogues.models import Dialogue, Seat
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import may, requires
from inspired.core.exports import TYPES, download
from inspired.core.keeping import as_typed, keeps_typed

IN_SET: dict[str, Any] = {"criteria_set__dialogue__slug": "slug", "criteria_set__number": "number", "key": "key"}
OF_SET = ("criteria_set__dialogue__host_organisation",)


@requires("consensus.begin_criteria", Dialogue, related=HOST, **SLUG)
@require_http_methods(WRITING)
def criteria_begin(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show the criteria of the method, and begin a set with them."""
    if request.method == "POST":
        begun = verbs.begin_set(dialogue, by=request.user)
        return redirect(begun)
    return page(request, "criteria_begin", dialogue, method=METHOD)


@requires("consensus.see_criteria", CriteriaSet, related=OF_DIALOGUE, **ONE)
@require_safe
def criteria_set(request: HttpRequest, criteria_set: CriteriaSet) -> HttpResponse:
    """Show a set: what stands in it, what was said to it, who weighed it and what came of it."""
    view = set_view(request.user, criteria_set, Names(request.user, criteria_set.dialogue))
    if view.everybody and (kind := request.GET.get("format", "")) in TYPES:
        header, rows = table_of(view)
        note_export(criteria_set.dialogue, by=request.user, what="criteria_weights", kind=kind, rows=len(rows))
        return download(f"criteria-{criteria_set.number}", kind, header, rows)
    return page(request, "criteria_set", criteria_set.dialogue, set=criteria_set, view=view)


@keeps_typed
@requires("consensus.propose_criterion", CriteriaSet, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def criterion_propose(request: HttpRequest, criteria_set: CriteriaSet) -> HttpResponse:
    """Propose a criterion for a seat, or enter one that came up."""
    here = criteria_set.dialogue
    if may(request.user, "consensus.add_challenge", here):
        table = Seat.objects.visible_to(request.user).at_the_table().filter(dialogue=here)
        form = CriterionForm(as_typed(request), table=table.select_related("organisation"))
    else:
        form = CriterionForm(as_typed(request), own=own_seats(request.user, here))
    said = _("The criterion is proposed. Everybody can read it and say something to it.")
    if submitted(request, form, lambda typed: verbs.propose_criterion(criteria_set, by=request.user, **typed), said):
        return redirect(criteria_set)
    view = set_view(request.user, criteria_set, Names(request.user, here))
    return page(request, "criterion_propose", here, set=criteria_set, form=form, view=view)


@keeps_typed
@requires("consensus.note_criterion", Criterion, related=OF_SET, **IN_SET)
@require_http_methods(WRITING)
def criterion_note(request: HttpRequest, criterion: Criterion) -> HttpResponse:
    """Say something to a criterion."""
    here = criterion.criteria_set.dialogue
    own = () if may(request.user, "consensus.add_challenge", here) else own_seats(request.user, here)
    form = CriterionNoteForm(as_typed(request), own=own)
    act = submitted(
        request,
        form,
        lambda typed: verbs.note_criterion(criterion, by=request.user, **typed),
        _("It stands there now."),
    )
    if act:
        return redirect(f"{criterion.criteria_set.get_absolute_url()}#{criterion.key}")
    return page(request, "criterion_note", here, set=criterion.criteria_set, criterion=criterion, form=form)


@requires("consensus.keep_criterion", Criterion, related=("criteria_set__dialogue",), **IN_SET)
@require_POST
def criterion_keep(request: HttpRequest, criterion: Criterion) -> HttpResponse:
    """Keep a proposal, or take up again what was left out."""
    done(request, lambda: verbs.keep_criterion(criterion, by=request.user), _("The criterion is kept."))
    return redirect(criterion.criteria_set)


@keeps_typed
@requires("consensus.leave_out_criterion", Criterion, related=OF_SET, **IN_SET)
@require_http_methods(WRITING)
def criterion_leave_out(request: HttpRequest, criterion: Criterion) -> HttpResponse:
    """Leave a criterion out, with a reason."""
    form = ReasonForm(as_typed(request))
    said = _("The criterion is left out. Everybody reads your reason.")
    if submitted(request, form, lambda typed: verbs.leave_out_criterion(criterion, by=request.user, **typed), said):
        return redirect(criterion.criteria_set)
    here = criterion.criteria_set
    return page(request, "criterion_leave_out", here.dialogue, set=here, criterion=criterion, form=form)
