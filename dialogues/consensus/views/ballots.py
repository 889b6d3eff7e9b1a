"""Ballots of an appraisal: as a page to print at once, and as a PDF made in the background."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.consensus.ballots import ballots_of
from dialogues.consensus.forms.appraisal import BallotsForm
from dialogues.consensus.models import Appraisal, BallotPrint
from dialogues.consensus.services import ballots as verbs
from dialogues.convening.views.letters import attached
from dialogues.services.exports import note_export
from dialogues.views.submitting import done
from inspired.core.access import requires
from inspired.core.models import Job
from inspired.core.uploads import PDF

from .appraisal_pages import APPRAISAL, WITH_CHALLENGE, appraisal_page

OF_APPRAISAL: dict[str, Any] = {f"appraisal__{path}": name for path, name in APPRAISAL.items()}
HERE = ("appraisal__challenge__dialogue__host_organisation",)


@requires("consensus.steer_appraisal", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_safe
def appraisal_ballot(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Show the ballot to print: one page for each option, every step with its words; and offer all of them as PDF."""
    ballot = ballots_of(appraisal, is_named=False, blanks=1)
    return appraisal_page(
        request, "appraisal_ballot", appraisal, ballot=ballot, form=BallotsForm(), print=_print_of(appraisal)
    )


def _print_of(appraisal: Appraisal) -> BallotPrint | None:
    return BallotPrint.objects.filter(appraisal=appraisal).first()


@requires("consensus.steer_appraisal", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_POST
def ballots_print(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Ask for ballots as PDF."""
    form = BallotsForm(request.POST)
    address = appraisal.challenge.dialogue.slug, appraisal.challenge.number, appraisal.number
    asked = form.cleaned_data if form.is_valid() else {"is_named": False, "blanks": 0}
    said = _("The PDF is being made.")
    if done(request, lambda: verbs.print_ballots(appraisal, by=request.user, **asked), said):
        return redirect("ballots_job", *address)
    return redirect("appraisal_ballot", *address)


@requires("consensus.steer_appraisal", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_safe
def ballots_job(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Show how far the PDF is, and where it is."""
    found = _print_of(appraisal)
    context: dict[str, Any] = {"print": found, "job": Job.objects.latest_for(found, verbs.PRINT) if found else None}
    if "HX-Request" in request.headers:
        around = {"appraisal": appraisal, "challenge": appraisal.challenge, "dialogue": appraisal.challenge.dialogue}
        return TemplateResponse(request, "consensus/_ballots_job.html", context | around)
    return appraisal_page(request, "ballots_job", appraisal, **context)


@requires("consensus.fetch_ballots", BallotPrint, related=HERE, **OF_APPRAISAL)
@require_safe
def ballots_pdf(request: HttpRequest, ballots: BallotPrint) -> HttpResponse:
    """Hand out printed ballots."""
    if not ballots.pdf:
        raise Http404
    challenge = ballots.appraisal.challenge
    note_export(challenge.dialogue, by=request.user, what="ballots", kind="pdf", rows=ballots.pages)
    with ballots.pdf.open("rb") as source:
        return attached(source.read(), f"ballots-{challenge.number}-{ballots.appraisal.number}.pdf", PDF)
