"""Pages of a group's output: begun, agreed to, submitted, its way out chosen, or given back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.documents.burden import overburdened
from dialogues.documents.forms.outputs import CloseForm, ReturnForm, StartForm, SubmitForm, VoiceForm, WayForm
from dialogues.documents.models import Document
from dialogues.documents.output_reading import steps_of, story_of
from dialogues.documents.services import outputs as verbs
from dialogues.documents.services import ways
from dialogues.documents.views.living import page
from dialogues.documents.views.versions import DOCUMENT, HOST
from dialogues.views.submitting import done, submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StateError
from workinggroups.models import Group
from workinggroups.views.framing import ONE, WRITING
from workinggroups.views.framing import page as group_page

RELATED = (HOST, "group__dialogue")


@keeps_typed
@requires("documents.start_output", Group, related=("dialogue__host_organisation",), **ONE)
@require_http_methods(WRITING)
def output_start(request: HttpRequest, group: Group) -> HttpResponse:
    """Begin a text of a group."""
    form = StartForm(group, as_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(verbs.start_output(group, by=request.user, **form.cleaned_data))
        except StateError as refusal:
            form.add_error(None, str(refusal))
    return group_page(request, "output_start", group, form=form)


@requires("documents.see_output", Document, related=RELATED, **DOCUMENT)
@require_safe
def output(request: HttpRequest, document: Document) -> HttpResponse:
    """Show how far a text of a group has come, who dissents, and the next act of this person."""
    story = story_of(document, request.user)
    context: dict[str, Any] = {"story": story, "steps": steps_of(story)}
    if may(request.user, "documents.give_voice", document):
        context["voice_form"] = VoiceForm(document, request.user, initial={"stamp": document.agreement.stamp})
    return page(request, "output", document, **context)


@requires("documents.ask_agreement", Document, related=RELATED, **DOCUMENT)
@require_POST
def output_ask(request: HttpRequest, document: Document) -> HttpResponse:
    """Ask the members whether they agree to the text as it stands."""
    done(request, lambda: verbs.ask_agreement(document, by=request.user), _("The members are asked and told."))
    return _back(document)


@keeps_typed
@requires("documents.give_voice", Document, related=RELATED, **DOCUMENT)
@require_http_methods(WRITING)
def output_voice(request: HttpRequest, document: Document) -> HttpResponse:
    """Say for one's seat whether it agrees."""
    form = VoiceForm(document, request.user, as_typed(request), initial={"stamp": document.agreement.stamp})
    said = _("Your word is recorded. You can change it until the question is closed.")
    if submitted(request, form, lambda typed: verbs.give_voice(document, by=request.user, **typed), said):
        return _back(document)
    return page(request, "output_voice", document, form=form)


@keeps_typed
@requires("documents.close_agreement", Document, related=RELATED, **DOCUMENT)
@require_http_methods(WRITING)
def output_close(request: HttpRequest, document: Document) -> HttpResponse:
    """Close the question to the members, with a reason where some have not answered."""
    story = story_of(document, request.user)
    form = CloseForm(as_typed(request), silent=story.silent)
    said = _("Closed. The text is agreed as it stands, with the dissents beside it.")
    if submitted(request, form, lambda typed: verbs.close_agreement(document, by=request.user, **typed), said):
        return _back(document)
    return page(request, "output_close", document, form=form, story=story)


@requires("documents.close_agreement", Document, related=RELATED, **DOCUMENT)
@require_POST
def output_take_back(request: HttpRequest, document: Document) -> HttpResponse:
    """Take the question to the members back: nothing is agreed, and the text can be changed."""
    said = _("The question is taken back. The text can be changed, and the members asked anew.")
    done(request, lambda: verbs.take_question_back(document, by=request.user), said)
    return _back(document)


@keeps_typed
@requires("documents.submit_output", Document, related=RELATED, **DOCUMENT)
@require_http_methods(WRITING)
def output_submit(request: HttpRequest, document: Document) -> HttpResponse:
    """Hand the agreed text in to everybody."""
    form = SubmitForm(document, as_typed(request))
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("way", "part_of", "section", "note")}
        try:
            verbs.submit_output(document, by=request.user, due_at=form.due_at, **typed)
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The text is submitted. Everybody at the table is being told."))
            return _back(document)
    return page(request, "output_submit", document, form=form, overburdened=overburdened(document.dialogue))


@keeps_typed
@requires("documents.agree_way", Document, related=RELATED, **DOCUMENT)
@require_http_methods(WRITING)
def output_way(request: HttpRequest, document: Document) -> HttpResponse:
    """Agree to a way out, or wish for another."""
    form = WayForm(document, as_typed(request))
    said = _("Recorded.")
    if submitted(request, form, lambda typed: ways.agree_way(document, by=request.user, **typed), said):
        return _back(document)
    return page(request, "output_way", document, form=form, story=story_of(document, request.user))


@keeps_typed
@requires("documents.return_output", Document, related=RELATED, **DOCUMENT)
@require_http_methods(WRITING)
def output_return(request: HttpRequest, document: Document) -> HttpResponse:
    """Give a submitted text back to its group, with a reason."""
    form = ReturnForm(as_typed(request))
    said = _("The text is back with its group, which reads your reason.")
    if submitted(request, form, lambda typed: ways.return_output(document, by=request.user, **typed), said):
        return _back(document)
    return page(request, "output_return", document, form=form)


def _back(document: Document) -> HttpResponse:
    return redirect("output", document.dialogue.slug, document.pk)
