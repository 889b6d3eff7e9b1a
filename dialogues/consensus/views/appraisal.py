"""The page of one appraisal, and what the host team does with it as a whole."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.appearing import sizes
from dialogues.consensus.appraisal_page import appraisal_page_of
from dialogues.consensus.appraising import sheet_of
from dialogues.consensus.forms import appraisal as forms
from dialogues.consensus.models import Appraisal, Challenge, Dots, Opinion, Option
from dialogues.consensus.services import appraisal as verbs
from dialogues.consensus.states.appraisal import Depth
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed

from .appraisal_pages import APPRAISAL, CHALLENGE, WITH_CHALLENGE, WRITING, appraisal_page, page


@keeps_typed
@requires("consensus.open_appraisal", Challenge, related=("dialogue__host_organisation",), **CHALLENGE)
@require_http_methods(WRITING)
def appraisal_open(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Open the appraisal of a challenge's options."""
    form = forms.OpenAppraisalForm(challenge.dialogue, as_typed(request))
    opened: list[Appraisal] = []
    said = _("The appraisal is open. Every seat is told.")
    act = lambda typed: opened.append(verbs.open_appraisal(challenge, by=request.user, **typed))  # noqa: E731
    if submitted(request, form, act, said):
        return redirect(opened[0])
    on_table = Option.objects.on_table().filter(challenge=challenge)
    return page(request, "appraisal_open", challenge, form=form, on_table=list(on_table))


@requires("consensus.see_appraisal", Appraisal, related=(*WITH_CHALLENGE, "conclusion"), **APPRAISAL)
@require_safe
def appraisal(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Show where an appraisal stands: one's own part in it, for the host team who has answered, values and red lines."""
    depth = {"is_words": appraisal.depth == Depth.WORDS, "is_dots": appraisal.depth == Depth.DOTS}
    return appraisal_page(request, "appraisal", appraisal, view=appraisal_page_of(request.user, appraisal), **depth)


@requires("consensus.steer_appraisal", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_http_methods(WRITING)
def appraisal_close(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Ask once, and close an appraisal."""
    if request.method == "POST":
        done(
            request, lambda: verbs.close_appraisal(appraisal, by=request.user), _("Closed. Everybody reads the result.")
        )
        return redirect("appraisal_results", *address(appraisal))
    begun = Opinion.objects.filter(appraisal=appraisal, submitted_at__isnull=True).count()
    return appraisal_page(request, "appraisal_close", appraisal, begun=begun)


def address(appraisal: Appraisal) -> tuple[str, int, int]:
    """Return what every address of an appraisal begins with."""
    return appraisal.challenge.dialogue.slug, appraisal.challenge.number, appraisal.number


@keeps_typed
@requires("consensus.steer_appraisal", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_http_methods(WRITING)
def appraisal_reopen(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Open a closed appraisal again."""
    form = forms.ReopenAppraisalForm(appraisal.challenge.dialogue, as_typed(request))
    said = _("The appraisal is open again. Every seat is told.")
    if submitted(request, form, lambda typed: verbs.reopen_appraisal(appraisal, by=request.user, **typed), said):
        return redirect(appraisal)
    return appraisal_page(request, "appraisal_reopen", appraisal, form=form)


@requires("consensus.steer_appraisal", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_POST
def concerns_open(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Open the part on values and red lines."""
    said = _("Seats can raise values and red lines now.")
    done(request, lambda: verbs.open_concerns(appraisal, by=request.user), said)
    return redirect(appraisal)


@keeps_typed
@requires("consensus.enter_dots", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_http_methods(WRITING)
def dots_enter(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Enter the dots counted in the room, by category."""
    sheet = sheet_of(appraisal)
    categories = list(sizes(appraisal.challenge.dialogue))
    stored = {f"d{one.option_id}_{one.category}": one.count for one in Dots.objects.filter(appraisal=appraisal)}
    form = forms.DotsForm(sheet.options, categories, as_typed(request), initial=stored)
    act = lambda _typed: verbs.enter_dots(appraisal, by=request.user, counts=form.counts)  # noqa: E731
    if submitted(request, form, act, _("The dots are counted.")):
        return redirect("appraisal_results", *address(appraisal))
    return appraisal_page(request, "dots_enter", appraisal, form=form, options=sheet.options)
