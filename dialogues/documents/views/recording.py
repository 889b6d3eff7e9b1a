"""Pages on which the host team records what a seat said by other ways, and what became of its reservations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dialogues.documents import services
from dialogues.documents.forms.rounds import AnswerForms, ChannelForm, LetterForm, ResolutionForm
from dialogues.documents.models import Endorsement, Invitee, Round
from dialogues.documents.views.rounds import INVITEE, TREE, page
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.services import store_upload
from inspired.core.states import StateError
from inspired.core.uploads import UploadRefused, serve


@keeps_typed
@requires(
    "documents.record_answer", Invitee, related=("seat__organisation", "seat__dialogue", f"round__{TREE}"), **INVITEE
)
def round_announce(request: HttpRequest, invitee: Invitee) -> HttpResponse:
    """Record what a seat said by telephone, by e-mail or in the room; it counts once the seat confirms it."""
    round_ = invitee.round
    more = request.POST.get("step") == "more"
    forms, channel = _recorded(request, round_, more=more), ChannelForm(as_typed(request))
    if request.method == "POST" and not more and all([forms.is_valid(), channel.is_valid()]):
        try:
            services.rounds.announce_answer(
                round_, by=request.user, seat=invitee.seat, said=forms.said, channel=channel.cleaned_data["channel"]
            )
        except StateError as refusal:
            forms.answer.add_error(None, str(refusal))
        else:
            messages.success(request, _("The answer is noted. It counts once the organisation confirms it."))
            return redirect(round_)
    return page(request, "round_announce", round_.version, extra=channel, **_page_of(request, invitee, forms))


@keeps_typed
@requires(
    "documents.file_sheet", Invitee, related=("seat__organisation", "seat__dialogue", f"round__{TREE}"), **INVITEE
)
def round_letter(request: HttpRequest, invitee: Invitee) -> HttpResponse:
    """File a signed sheet with its scan; the answer counts at once."""
    round_, more = invitee.round, request.POST.get("step") == "more"
    forms = _recorded(request, round_, more=more)
    letter = LetterForm(as_typed(request), request.FILES or None, is_late=not round_.takes_answers)
    if request.method == "POST" and not more and all([forms.is_valid(), letter.is_valid()]):
        try:
            scan = store_upload(letter.cleaned_data["scan"], by=request.user)
            services.rounds.file_letter(
                round_,
                by=request.user,
                seat=invitee.seat,
                said=forms.said,
                scan=scan,
                **letter.signed,
            )
        except (StateError, UploadRefused) as refusal:
            letter.add_error(None, str(refusal))
        else:
            messages.success(request, _("The signed sheet is on file and the answer counts."))
            return redirect(round_)
    return page(request, "round_letter", round_.version, extra=letter, **_page_of(request, invitee, forms))


@requires(
    "documents.read_sheet",
    Endorsement,
    related=(TREE, "scan"),
    version__document__dialogue__slug="slug",
    version__document="document_id",
    pk="answer_id",
)
@require_safe
def endorsement_scan(request: HttpRequest, answer: Endorsement) -> HttpResponse:
    """Hand out the scan of a signed sheet."""
    if answer.scan is None:
        raise Http404
    return serve(answer.scan)


def _page_of(request: HttpRequest, invitee: Invitee, forms: AnswerForms) -> dict[str, Any]:
    """What both pages show, with the answer that stands already and would be replaced."""
    stands = Endorsement.objects.visible_to(request.user).filter(version=invitee.round.version_id, seat=invitee.seat_id)
    return {"round": invitee.round, "invitee": invitee, "forms": forms, "stands": stands.first()}


def _recorded(request: HttpRequest, round_: Round, *, more: bool) -> AnswerForms:
    forms = AnswerForms(round_.version, as_typed(request), more=more)
    forms.answer.speak_of_another()
    return forms


@keeps_typed
@requires(
    "documents.settle_reservation",
    Endorsement,
    related=(TREE, "seat__organisation"),
    version__document__dialogue__slug="slug",
    version__document="document_id",
    reservations="reservation_id",
)
def reservation_settle(request: HttpRequest, answer: Endorsement, **_rest: Any) -> HttpResponse:
    """Let the host team say what became of a reservation."""
    reservation = answer.reservations.get(pk=request.resolver_match.kwargs["reservation_id"])
    form = ResolutionForm(as_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.reservations.settle_reservation(reservation, by=request.user, **form.cleaned_data)
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(answer.version)
    return page(request, "reservation_settle", answer.version, form=form, reservation=reservation, answer=answer)
