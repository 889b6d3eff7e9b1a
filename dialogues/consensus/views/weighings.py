"""The steps of a set of criteria: weighed by seats or for them, locked, and opened again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.agreement import own_seats
from dialogues.consensus.criteria_page import set_view
from dialogues.consensus.forms.criteria import LockForm, WeighingForm, WeightsEnterForm, WeightsForm
from dialogues.consensus.models import CriteriaSet, Weighing
from dialogues.consensus.naming import Names
from dialogues.consensus.services import criteria as verbs
from dialogues.consensus.services import weighings
from dialogues.consensus.views.framing import OF_DIALOGUE, ONE, WRITING, acted, page, seat_among, seat_at_table
from dialogues.forms.seats import ReasonForm
from dialogues.models import Seat
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed

WEIGHING: dict[str, Any] = {
    "criteria_set__dialogue__slug": "slug",
    "criteria_set__number": "number",
    "seat": "seat_id",
}


@keeps_typed
@requires("consensus.begin_weighing", CriteriaSet, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def weighing_begin(request: HttpRequest, criteria_set: CriteriaSet) -> HttpResponse:
    """Ask the seats to weigh the criteria."""
    here = criteria_set.dialogue
    form = WeighingForm(here, as_typed(request), initial={"weighting": criteria_set.weighting})
    said = _("The seats are asked to weigh the criteria.")
    if submitted(request, form, lambda typed: verbs.begin_weighing(criteria_set, by=request.user, **typed), said):
        return redirect(criteria_set)
    view = set_view(request.user, criteria_set, Names(request.user, here))
    return page(request, "weighing_begin", here, set=criteria_set, form=form, view=view)


@keeps_typed
@requires("consensus.manage_weighing", CriteriaSet, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def weighing_stop(request: HttpRequest, criteria_set: CriteriaSet) -> HttpResponse:
    """Go back from weighing to collecting."""
    form = ReasonForm(as_typed(request))
    said = _("The criteria are collected again.")

    def act(typed: dict[str, Any]) -> None:
        verbs.collect_again(criteria_set, by=request.user, **typed)

    return acted(request, "weighing_stop", criteria_set, form, act, said, set=criteria_set)


@keeps_typed
@requires("consensus.weigh", CriteriaSet, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def criteria_weigh(request: HttpRequest, criteria_set: CriteriaSet, seat_id: int) -> HttpResponse:
    """Say for one's seat how it weighs the criteria and whether it agrees; it can be changed until they are locked."""
    seat = seat_among(own_seats(request.user, criteria_set.dialogue), seat_id)
    form = _weights_form(request, criteria_set, seat, WeightsForm)
    said = _("Thank you. It is kept; you can change it until the criteria are locked.")

    def act(typed: dict[str, Any]) -> None:
        weighings.weigh(criteria_set, by=request.user, seat=seat, **typed)

    return acted(request, "criteria_weigh", criteria_set, form, act, said, set=criteria_set, seat=seat)


@keeps_typed
@requires("consensus.manage_weighing", CriteriaSet, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def weighing_enter(request: HttpRequest, criteria_set: CriteriaSet, seat_id: int) -> HttpResponse:
    """Enter what a seat said by telephone, by mail, on paper or in person."""
    seat = seat_at_table(request.user, criteria_set.dialogue, seat_id)
    form = _weights_form(request, criteria_set, seat, WeightsEnterForm)
    said = _("Entered. The organisation’s delegates are told and asked to confirm it.")

    def act(typed: dict[str, Any]) -> None:
        weighings.enter_weights(criteria_set, by=request.user, seat=seat, **typed)

    return acted(request, "weighing_enter", criteria_set, form, act, said, set=criteria_set, seat=seat)


def _weights_form(request: HttpRequest, criteria_set: CriteriaSet, seat: Seat, made: type[WeightsForm]) -> WeightsForm:
    known = Weighing.objects.visible_to(request.user).filter(criteria_set=criteria_set, seat=seat).first()
    words = {True: "yes", False: "not_yet", None: ""}
    start = {"note": known.note, "agrees": words[known.agrees], "channel": known.channel} if known else {}
    kept = criteria_set.criteria.kept()
    return made(criteria_set, kept, as_typed(request), values=known.values if known else None, initial=start)


@requires("consensus.confirm_weighing", Weighing, related=("criteria_set__dialogue",), **WEIGHING)
@require_POST
def weighing_confirm(request: HttpRequest, weighing: Weighing) -> HttpResponse:
    """Confirm what was entered for one's seat."""
    done(request, lambda: weighings.confirm_weighing(weighing, by=request.user), _("Confirmed. Thank you."))
    return redirect(weighing.criteria_set)


@keeps_typed
@requires("consensus.manage_weighing", CriteriaSet, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def criteria_lock(request: HttpRequest, criteria_set: CriteriaSet) -> HttpResponse:
    """Show who agreed, and lock the criteria."""
    view = set_view(request.user, criteria_set, Names(request.user, criteria_set.dialogue))
    form = LockForm(as_typed(request), missing=view.not_agreed)
    said = _("The criteria are locked. Options can be appraised by them.")
    if submitted(request, form, lambda typed: verbs.lock_set(criteria_set, by=request.user, **typed), said):
        return redirect(criteria_set)
    return page(request, "criteria_lock", criteria_set.dialogue, set=criteria_set, form=form, view=view)


@keeps_typed
@requires("consensus.reopen_criteria", CriteriaSet, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def criteria_reopen(request: HttpRequest, criteria_set: CriteriaSet) -> HttpResponse:
    """Open locked criteria again: a new set follows them, with a reason."""
    form = ReasonForm(as_typed(request))
    said = _("The criteria are opened again as a new set.")
    if submitted(request, form, lambda typed: verbs.reopen_set(criteria_set, by=request.user, **typed), said):
        return redirect("consensus", criteria_set.dialogue.slug)
    return page(request, "criteria_reopen", criteria_set.dialogue, set=criteria_set, form=form)
