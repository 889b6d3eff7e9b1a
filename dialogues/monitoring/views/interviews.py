"""Requests for interviews: a media user asks, the host passes on and relays, a seat answers for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.models import Dialogue
from dialogues.monitoring.forms import interviews as forms
from dialogues.monitoring.interviewing import RELATED, columns_of, lines_of, loaded
from dialogues.monitoring.models import Interview
from dialogues.monitoring.services import interviews as verbs
from dialogues.monitoring.states import InterviewStatus
from dialogues.monitoring.views.framing import OF_DIALOGUE, ONE, WRITING, page
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Listing
from inspired.core.numbers import key_in
from inspired.core.states import StaleError

INTERVIEW: dict[str, Any] = {"related": ("dialogue__host_organisation", *RELATED), **ONE}
SORTS: dict[str, Any] = {
    "newest": (gettext_lazy("Newest first"), ("-asked_at", "-pk")),
    "due": (gettext_lazy("Reply until"), ("due_at", "pk")),
}
AT_ONCE = 100


class StatusFilter(django_filters.FilterSet):
    """Narrows requests by where they stand, for the host team."""

    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=InterviewStatus.choices, empty_label=gettext_lazy("All")
    )


@requires("monitoring.see_interviews", Dialogue, **OF_DIALOGUE)
@require_safe
def interviews(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the requests that concern this reader: all to the host team, own ones to a media user, a seat's to the seat."""
    rows = Interview.objects.visible_to(request.user).filter(dialogue=dialogue)
    listing = Listing(
        request,
        loaded(rows),
        searches=["question", "medium"],
        sorts=SORTS,
        filterset=StatusFilter if may(request.user, "monitoring.ask_commitments", dialogue) else None,
        per_page=AT_ONCE,
        is_short=True,
        name="interviews",
        columns=lambda: columns_of(request.user, dialogue),
        on_export=lambda kind, total: note_export(dialogue, by=request.user, what="interviews", kind=kind, rows=total),
    )
    if file := listing.download():
        return file
    lines = lines_of(request.user, dialogue, listing.rows)
    return page(request, "interviews", dialogue, listing=listing, lines=lines)


@keeps_typed
@requires("monitoring.ask_interview", Dialogue, **OF_DIALOGUE)
@require_http_methods(WRITING)
def interview_ask(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Ask for an interview about a text that this media user may read."""
    chosen, made = key_in(request.GET.get("version", "")), []
    form = forms.AskInterviewForm(request.user, dialogue, as_typed(request), version=chosen)
    if submitted(
        request,
        form,
        lambda _typed: made.append(verbs.ask_interview(by=request.user, **form.said())),
        _("The host has your request."),
    ):
        return redirect("interview", dialogue.slug, made[0].pk)
    return page(request, "interview_ask", dialogue, form=form)


@requires("monitoring.see_interview", Interview, **INTERVIEW)
@require_safe
def interview(request: HttpRequest, interview: Interview) -> HttpResponse:
    """Show one request, as much of it as is this reader's."""
    (line,) = lines_of(request.user, interview.dialogue, [interview])
    return page(request, "interview", interview.dialogue, line=line)


def _act(
    request: HttpRequest, interview: Interview, template: str, form: Any, verb: Callable[..., object], said: str
) -> HttpResponse:
    """Carry an act out, then lead back to the request; what happened meanwhile is said, and nothing typed is lost."""
    try:
        if submitted(request, form, lambda typed: verb(interview, by=request.user, **typed), said):
            return redirect("interview", interview.dialogue.slug, interview.pk)
    except StaleError as conflict:
        messages.error(request, _("Something happened to this request meanwhile. Look at it, then say it again."))
        form.data = form.data.copy()
        form.data["revision"] = str(conflict.current.revision)  # type: ignore[attr-defined]
    (line,) = lines_of(request.user, interview.dialogue, [interview])
    return page(request, template, interview.dialogue, form=form, line=line)


@keeps_typed
@requires("monitoring.pass_interview", Interview, **INTERVIEW)
@require_http_methods(WRITING)
def interview_pass(request: HttpRequest, interview: Interview) -> HttpResponse:
    """Ask a seat whether it gives the interview."""
    form = forms.PassInterviewForm(request.user, interview, as_typed(request))
    return _act(request, interview, "interview_pass", form, verbs.pass_interview, _("The organisation is asked."))


@keeps_typed
@requires("monitoring.answer_interview", Interview, **INTERVIEW)
@require_http_methods(WRITING)
def interview_answer(request: HttpRequest, interview: Interview) -> HttpResponse:
    """Accept for one's seat, or decline."""
    form = forms.AnswerInterviewForm(interview, as_typed(request))
    return _act(request, interview, "interview_answer", form, verbs.answer_interview, _("The host has your answer."))


@keeps_typed
@requires("monitoring.settle_interview", Interview, **INTERVIEW)
@require_http_methods(WRITING)
def interview_settle(request: HttpRequest, interview: Interview) -> HttpResponse:
    """Tell the media user what came of it."""
    form = forms.SettleInterviewForm(interview, as_typed(request))
    return _act(request, interview, "interview_settle", form, verbs.settle_interview, _("The media user is told."))


@requires("monitoring.withdraw_interview", Interview, **INTERVIEW)
@require_POST
def interview_withdraw(request: HttpRequest, interview: Interview) -> HttpResponse:
    """Take one's own request back."""
    done(request, lambda: verbs.withdraw_interview(interview, by=request.user), _("Your request is taken back."))
    return redirect("interview", interview.dialogue.slug, interview.pk)
