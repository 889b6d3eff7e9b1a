"""Signed letters on commitments: filing one for a seat, and opening its scan."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.monitoring.forms.commitments import LetterAnswerForm
from dialogues.monitoring.models import Commitment, CommitmentAnswer
from dialogues.monitoring.services import commitments as verbs
from dialogues.monitoring.views.framing import ONE, RELATED, WRITING, page
from dialogues.views.submitting import submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.services import store_upload
from inspired.core.states import StateError
from inspired.core.uploads import UploadRefused, serve

OF_COMMITMENT: dict[str, Any] = {"commitment__dialogue__slug": "slug", "commitment": "pk", "pk": "answer_id"}


@keeps_typed
@requires("monitoring.enter_answer", Commitment, related=RELATED, **ONE)
@require_http_methods(WRITING)
def commitment_letter(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """File the signed letter of a seat; what it says counts at once."""
    form = LetterAnswerForm(as_typed(request), request.FILES or None)

    def keep(typed: dict[str, Any]) -> CommitmentAnswer:
        try:
            scan = store_upload(typed.pop("scan"), by=request.user)
        except UploadRefused as refusal:
            raise StateError(str(refusal)) from refusal
        return verbs.file_letter(commitment, by=request.user, scan=scan, **typed)

    if submitted(request, form, keep, _("The signed letter is on file and the answer counts.")):
        return redirect("commitment", commitment.dialogue.slug, commitment.pk)
    return page(request, "commitment_letter", commitment.dialogue, form=form, commitment=commitment)


@requires("monitoring.read_letter", CommitmentAnswer, related=("commitment__dialogue", "scan"), **OF_COMMITMENT)
@require_safe
def commitment_scan(request: HttpRequest, answer: CommitmentAnswer) -> HttpResponse:
    """Hand out the scan of a signed letter."""
    if answer.scan is None:
        raise Http404
    return serve(answer.scan)
