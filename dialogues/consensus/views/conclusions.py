"""Pages of values and red lines, and of what was concluded and who accepts it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.consensus.appraisal_page import conclusion_page_of
from dialogues.consensus.forms import appraisal as forms
from dialogues.consensus.models import Acceptance, Appraisal, Concern, Conclusion
from dialogues.consensus.services import concerns, conclusions
from dialogues.models import Seat
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError

from .appraisal import address
from .appraisal_pages import (
    APPRAISAL,
    IN_APPRAISAL,
    ON_CONCLUSION,
    WITH_APPRAISAL,
    WITH_CHALLENGE,
    WRITING,
    appraisal_page,
)


@keeps_typed
@requires("consensus.raise_concern", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_http_methods(WRITING)
def concern_raise(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Raise a value or a red line for one's seat."""
    form = forms.ConcernForm(appraisal, request.user, as_typed(request))
    said = _("Noted. The host team reads it; others only if you share it.")
    if submitted(request, form, lambda typed: concerns.raise_concern(appraisal, by=request.user, **typed), said):
        return redirect(appraisal)
    return appraisal_page(request, "concern_raise", appraisal, form=form)


@requires("consensus.share_concern", Concern, related=WITH_APPRAISAL, **IN_APPRAISAL)
@require_POST
def concern_share(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Share what one's seat raised with all participants, keep it back again, or take it back for good."""
    if "take_back" in request.POST:
        done(request, lambda: concerns.take_back_concern(concern, by=request.user), _("Taken back."))
    else:
        shared = "share" in request.POST
        said = _("All participants may read it now.") if shared else _("Only your seat and the host team read it now.")
        done(request, lambda: concerns.share_concern(concern, by=request.user, shared=shared), said)
    return redirect(concern.appraisal)


@keeps_typed
@requires("consensus.write_conclusion", Appraisal, related=(*WITH_CHALLENGE, "conclusion"), **APPRAISAL)
@require_http_methods(WRITING)
def conclusion_write(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Write what was concluded; what somebody else wrote meanwhile is shown beside what was typed."""
    form = forms.ConclusionForm(appraisal, getattr(appraisal, "conclusion", None), as_typed(request))
    said, current = _("Written. Every seat is asked to accept it."), None
    try:
        if submitted(request, form, lambda typed: conclusions.conclude(appraisal, by=request.user, **typed), said):
            return redirect("conclusion", *address(appraisal))
    except StaleError as conflict:
        current = conflict.current
        form.data = form.data.copy()
        form.data["revision"] = str(current.revision if current else 0)  # type: ignore[attr-defined]
    return appraisal_page(request, "conclusion_write", appraisal, form=form, current=current)


@requires("consensus.see_appraisal", Appraisal, related=(*WITH_CHALLENGE, "conclusion__option"), **APPRAISAL)
@require_safe
def conclusion(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Show what was concluded, who accepts this wording, and what is asked of one's own seat."""
    return appraisal_page(request, "conclusion", appraisal, view=conclusion_page_of(request.user, appraisal))


@keeps_typed
@requires("consensus.answer_conclusion", Conclusion, related=(*WITH_APPRAISAL, "option"), **ON_CONCLUSION)
@require_http_methods(WRITING)
def conclusion_accept(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    """Accept what was concluded for one's seat, or say what it would have otherwise."""
    dialogue = conclusion.appraisal.challenge.dialogue
    seats = Seat.objects.spoken_for_by(request.user).filter(dialogue=dialogue).select_related("organisation")
    form = forms.AcceptForm(seats, as_typed(request), initial={"revision": conclusion.revision})
    return _answered(request, conclusion, form, "conclusion_accept", _("Thank you. Your answer is noted."))


@keeps_typed
@requires("consensus.enter_acceptance", Conclusion, related=(*WITH_APPRAISAL, "option"), **ON_CONCLUSION)
@require_http_methods(WRITING)
def conclusion_enter(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    """Enter what a seat said to the conclusion in the room."""
    seats = (
        Seat.objects.visible_to(request.user).at_the_table().filter(dialogue=conclusion.appraisal.challenge.dialogue)
    )
    initial = {"revision": conclusion.revision}
    form = forms.EnterAcceptForm(seats.select_related("organisation"), as_typed(request), initial=initial)
    said = _("Entered. The organisation’s delegates are asked to confirm it.")
    return _answered(request, conclusion, form, "conclusion_enter", said)


def _answered(
    request: HttpRequest, conclusion: Conclusion, form: forms.AcceptForm, template: str, said: str
) -> HttpResponse:
    current = None
    try:
        act = lambda typed: conclusions.accept_conclusion(conclusion, by=request.user, **typed)  # noqa: E731
        if submitted(request, form, act, said):
            return redirect("conclusion", *address(conclusion.appraisal))
    except StaleError as conflict:
        current = conflict.current
        form.data = form.data.copy()
        form.data["revision"] = str(current.revision)  # type: ignore[attr-defined]
    context = {"form": form, "conclusion": current or conclusion, "current": current}
    return appraisal_page(request, template, conclusion.appraisal, **context)


@requires(
    "consensus.confirm_acceptance",
    Acceptance,
    related=("conclusion__appraisal__challenge__dialogue", "conclusion__appraisal__criteria_set"),
    **{f"conclusion__{path}": name for path, name in IN_APPRAISAL.items() if path != "pk"},
    pk="pk",
)
@require_POST
def acceptance_confirm(request: HttpRequest, acceptance: Acceptance) -> HttpResponse:
    """Confirm what was entered for one's seat."""
    done(request, lambda: conclusions.confirm_acceptance(acceptance, by=request.user), _("Confirmed. Thank you."))
    return redirect("conclusion", *address(acceptance.conclusion.appraisal))
