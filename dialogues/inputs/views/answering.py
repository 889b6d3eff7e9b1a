"""Pages of a seat that answers: writing, checking, handing in, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from dialogues.frame import frame
from dialogues.inputs import services
from dialogues.inputs.comparing import differences
from dialogues.inputs.completeness import missing
from dialogues.inputs.forms import AnswerForm
from dialogues.inputs.models import Answer, Call
from dialogues.inputs.reading import (
    draft_of,
    latest_of,
    may_open_files,
    own_drafts,
    own_inputs,
    seat_to_answer_for,
)
from dialogues.inputs.states import AnswerStatus, StaleAnswer
from dialogues.inputs.wording import said
from dialogues.models import Dialogue, Seat
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Listing
from inspired.core.states import StateError
from inspired.core.uploads import serve

from .calls import AT_CALL, TAB, page
from .receiving import Received, receive, stored_values, typed

LONGEST_NUMBER = 12
AT_ANSWER = {"call__dialogue__slug": "slug", "call": "call_id", "pk": "answer_id"}
WITH = ("call__dialogue", "seat__organisation", "entry")


@keeps_typed
@requires("inputs.write_answer", Call, related=("dialogue",), **AT_CALL)
def answer_edit(request: HttpRequest, call: Call, seat_id: int) -> HttpResponse:
    """Write an answer, save it and come back, or go on to check it."""
    seat = seat_to_answer_for(request.user, call, seat_id)
    if seat is None:
        raise Http404
    draft = draft_of(call, seat)
    initial = stored_values(call, draft) if draft else {"language": _language(request, call), "revision": 0}
    questions = call.questions.all()
    if request.method != "POST":
        form = AnswerForm(as_typed(request), questions=questions, partial=True, initial=initial)
        return page(request, "answer_edit", call, form=form, seat=seat, draft=draft)
    form = AnswerForm(request.POST, request.FILES, questions=questions, partial=True, initial=initial)
    form.is_valid()
    return _saved(request, call, form, receive(form, request.user), {"seat": seat, "draft": draft})


def _language(request: HttpRequest, call: Call) -> str:
    return getattr(request.user, "language", "") or call.dialogue.language


def _saved(
    request: HttpRequest, call: Call, form: AnswerForm, received: Received, found: dict[str, Any]
) -> HttpResponse:
    extra, seat = {"form": form, **found}, found["seat"]
    if form.is_valid():
        try:
            answer = services.save_draft(
                call,
                seat,
                by=request.user,
                revision=form.cleaned_data["revision"] or 0,
                typed=typed(form, received),
            )
        except StaleAnswer:
            extra |= _stale(call, seat, form)
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after_saving(request, call, answer)
    form.carry(received.files)
    return page(request, "answer_edit", call, **extra)


def _stale(call: Call, seat: Seat, form: AnswerForm) -> dict[str, Any]:
    theirs = latest_of(call, seat)
    is_draft = theirs is not None and theirs.status == AnswerStatus.DRAFT
    form.data = form.data.copy()
    form.data["revision"] = str(theirs.revision if theirs and is_draft else 0)
    return {"theirs": theirs, "differences": differences(theirs, form.values), "draft": theirs if is_draft else None}


def _after_saving(request: HttpRequest, call: Call, answer: Answer) -> HttpResponse:
    if "check" in request.POST:
        return redirect("answer_check", call.dialogue.slug, call.pk, answer.pk)
    messages.success(request, _("Saved. You can leave this page and come back; your colleagues can go on with it too."))
    return redirect("answer_edit", call.dialogue.slug, call.pk, answer.seat_id)


@requires("inputs.submit_answer", Answer, related=WITH, **AT_ANSWER)
def answer_check(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Show the answers as they would be handed in, and hand them in."""
    call = answer.call
    address = (call.dialogue.slug, call.pk, answer.pk)
    if answer.status == AnswerStatus.SUBMITTED:
        return redirect("answer_receipt", *address)
    stale = False
    if request.method == "POST":
        read = request.POST.get("revision", "")
        revision = int(read) if read.isdecimal() and len(read) < LONGEST_NUMBER else -1
        try:
            services.submit(answer, by=request.user, revision=revision)
        except StaleAnswer:
            stale = True
        except StateError as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("answer_receipt", *address)
        answer.refresh_from_db(fields=["revision", "status"])
    responses = list(answer.responses.select_related("question", "file").order_by("question__number"))
    shown = [(response, said(response)) for response in responses if response.value or response.file_id]
    return page(
        request, "answer_check", call, answer=answer, shown=shown, missing=missing(call, responses), stale=stale
    )


@requires("inputs.see_receipt", Answer, related=WITH, **AT_ANSWER)
def answer_receipt(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Say what was received, when and under which number, and what happens next."""
    return page(request, "answer_receipt", answer.call, answer=answer)


@requires("inputs.see_answer", Answer, related=WITH, **AT_ANSWER)
def answer_file(request: HttpRequest, answer: Answer, response_id: int) -> HttpResponse:
    """Hand out a file that was given with an answer."""
    response = answer.responses.select_related("file").filter(pk=response_id, file__isnull=False).first()
    if response is None or (answer.entry and not may_open_files(request.user, answer.entry)):
        raise Http404
    return serve(response.file)


@requires("inputs.see_receipt", Answer, related=(*WITH, "scan"), **AT_ANSWER)
def answer_scan(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Hand out the scan of what was entered on a seat's behalf, to the host team and the seat alone."""
    if answer.scan is None:
        raise Http404
    return serve(answer.scan)


@requires("inputs.see_own_inputs", Dialogue, slug="slug")
def my_inputs(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show what one's own organisation gave and what became of each."""
    listing = Listing(
        request,
        own_inputs(request.user, dialogue),
        searches=("text",),
        sorts={"newest": (_("Newest first"), "-number"), "oldest": (_("Oldest first"), "number")},
        name=_("my inputs"),
    )
    drafts = own_drafts(request.user, dialogue)
    context = {**frame(request.user, dialogue, TAB), "listing": listing, "drafts": drafts}
    return TemplateResponse(request, "inputs/my_inputs.html", context)
