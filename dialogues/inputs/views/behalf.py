"""The page with which the host team enters what a seat said by telephone, on paper or in person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dialogues.inputs import services
from dialogues.inputs.forms import OnBehalfForm
from dialogues.inputs.models import Call
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.services import store_upload
from inspired.core.states import StateError
from inspired.core.uploads import UploadRefused

from .calls import AT_CALL, page
from .receiving import Received, receive, typed


@keeps_typed
@requires("inputs.enter_answer", Call, related=("dialogue",), **AT_CALL)
def answer_enter(request: HttpRequest, call: Call) -> HttpResponse:
    """Enter an answer on behalf of a seat, which is asked to confirm it."""
    seats = call.asked().select_related("organisation")
    questions = call.questions.all()
    initial = {"language": call.dialogue.language}
    form = OnBehalfForm(as_typed(request), request.FILES or None, questions=questions, seats=seats, initial=initial)
    if request.method == "POST":
        form.is_valid()
        received = receive(form, request.user)
        if form.is_valid() and _entered(request, call, form, received):
            return redirect("inputs", call.dialogue.slug)
        form.carry(received.files)
    return page(request, "answer_enter", call, form=form)


def _entered(request: HttpRequest, call: Call, form: OnBehalfForm, received: Received) -> bool:
    data = form.cleaned_data
    try:
        scan = store_upload(data["scan"], by=request.user) if data["scan"] else None
        services.enter_on_behalf(
            call,
            data["seat"],
            by=request.user,
            channel=data["channel"],
            typed=typed(form, received),
            key=data["key"],
            scan=scan,
        )
    except UploadRefused as refusal:
        form.add_error("scan", str(refusal))
        return False
    except StateError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Entered. The organisation’s delegates are asked to confirm it."))
    return True
