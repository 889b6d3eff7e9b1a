"""Pages with which the host team writes the questions of a call."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dialogues.inputs import services
from dialogues.inputs.forms import QuestionForm
from dialogues.inputs.models import Call, Question
from dialogues.inputs.states import QuestionKind
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StateError

from .calls import AT_CALL, page


def _question(call: Call, question_id: int) -> Question:
    found = call.questions.filter(pk=question_id).first()
    if found is None:
        raise Http404
    return found


@keeps_typed
@requires("inputs.edit_call", Call, related=("dialogue",), **AT_CALL)
def question_create(request: HttpRequest, call: Call) -> HttpResponse:
    """Add a question."""
    form = QuestionForm(as_typed(request), initial={"kind": QuestionKind.TEXT, "is_required": True})
    if request.method == "POST" and form.is_valid():
        try:
            services.add_question(call, by=request.user, **form.cleaned_data)
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("question_create" if "another" in request.POST else "call", call.dialogue.slug, call.pk)
    return page(request, "question_create", call, form=form)


@keeps_typed
@requires("inputs.edit_call", Call, related=("dialogue",), **AT_CALL)
def question_edit(request: HttpRequest, call: Call, question_id: int) -> HttpResponse:
    """Change a question."""
    question = _question(call, question_id)
    initial = {
        name: getattr(question, name) for name in ("text", "hint", "kind", "scale_low", "scale_high", "is_required")
    }
    initial["choices"] = "\n".join(question.choices)
    form = QuestionForm(as_typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_question(question, by=request.user, **form.cleaned_data)
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(call)
    return page(request, "question_edit", call, form=form, question=question)


@requires("inputs.edit_call", Call, related=("dialogue",), **AT_CALL)
def question_remove(request: HttpRequest, call: Call, question_id: int) -> HttpResponse:
    """Ask once, and take a question away."""
    question = _question(call, question_id)
    if request.method == "POST":
        try:
            services.remove_question(question, by=request.user)
        except StateError as refusal:
            messages.error(request, str(refusal))
        return redirect(call)
    return page(request, "question_remove", call, question=question)


@requires("inputs.edit_call", Call, related=("dialogue",), **AT_CALL)
@require_POST
def question_move(request: HttpRequest, call: Call, question_id: int) -> HttpResponse:
    """Move a question one place up or down."""
    try:
        services.move_question(_question(call, question_id), by=request.user, up="up" in request.POST)
    except StateError as refusal:
        messages.error(request, str(refusal))
    return redirect(call)
