"""Pages of calls: the list, one call, and the acts of the host team on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from dialogues.deadlines import day_of
from dialogues.frame import frame
from dialogues.inputs import services
from dialogues.inputs.columns import call_columns
from dialogues.inputs.forms import CallForm, DueForm
from dialogues.inputs.models import Call
from dialogues.inputs.offers import answered_sentence
from dialogues.inputs.reading import seats_to_answer_for
from dialogues.inputs.states import CallKind
from dialogues.inputs.wording import who_reads
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.states import Attribution, Phase
from inspired.core.access import requires
from inspired.core.exports import TYPES, download
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.models.audit import Tier
from inspired.core.states import StateError

TAB = "inputs"
AT_CALL = {"dialogue__slug": "slug", "pk": "call_id"}


def page(request: HttpRequest, name: str, call: Call, **extra: Any) -> TemplateResponse:
    """Answer with a page about one call."""
    context = {**frame(request.user, call.dialogue, TAB), "call": call, "reads": who_reads(call), **extra}
    return TemplateResponse(request, f"inputs/{name}.html", context)


@requires("inputs.see_inputs", Dialogue, slug="slug")
def call_list(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show what is asked now and what was asked before."""
    calls = Call.objects.visible_to(request.user).filter(dialogue=dialogue).with_progress()
    rows = []
    for call in calls.only("title", "kind", "phase", "status", "due_at", "dialogue"):
        call.dialogue = dialogue
        rows.append((call, answered_sentence(call)))
    if rows and (kind := request.GET.get("format", "")) in TYPES:
        note_export(dialogue, by=request.user, what="calls_for_input", kind=kind, rows=len(rows))
        columns = call_columns()
        lines = ([column.value(call) for column in columns] for call, _answered in rows)
        return download("calls", kind, [column.label for column in columns], lines)
    return TemplateResponse(request, "inputs/call_list.html", {**frame(request.user, dialogue, TAB), "rows": rows})


@requires("inputs.see_call", Call, related=("dialogue",), **AT_CALL)
def call(request: HttpRequest, call: Call) -> HttpResponse:
    """Show one call: what is asked, who reads the answers, and where one's own seat stands."""
    counted = Call.objects.with_progress().get(pk=call.pk)
    return page(
        request,
        "call",
        call,
        seats=seats_to_answer_for(request.user, call),
        questions=call.questions.all(),
        asked=[] if call.asks_all else call.asked().select_related("organisation"),
        progress=answered_sentence(counted),
    )


@keeps_typed
@requires("inputs.create_call", Dialogue, slug="slug")
def call_create(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Prepare a call."""
    initial = {
        "kind": CallKind.QUESTIONS,
        "phase": Phase.ASSESSMENT,
        "audience": "all",
        "tier": Tier.HOST,
        "attribution": Attribution.ORGANISATION,
    }
    form = CallForm(as_typed(request), initial=initial, dialogue=dialogue)
    if request.method == "POST" and form.is_valid():
        made = services.create_call(dialogue, by=request.user, **form.fields_for_verb())
        messages.success(request, _("The call is prepared. Only the host team sees it until you open it."))
        return redirect("call", dialogue.slug, made.pk)
    context = {**frame(request.user, dialogue, TAB), "form": form}
    return TemplateResponse(request, "inputs/call_create.html", context)


@keeps_typed
@requires("inputs.edit_call", Call, related=("dialogue",), **AT_CALL)
def call_edit(request: HttpRequest, call: Call) -> HttpResponse:
    """Change a call that is not open yet."""
    names = ("title", "introduction", "phase", "takes_several", "tier", "attribution")
    initial = {name: getattr(call, name) for name in names}
    initial["audience"] = "all" if call.asks_all else "some"
    initial["seats"] = [] if request.POST else list(call.seats.all())
    initial["due_on"] = day_of(call.due_at, call.dialogue.time_zone)
    form = CallForm(as_typed(request), initial=initial, dialogue=call.dialogue, is_new=False)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_call(call, by=request.user, **form.fields_for_verb())
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(call)
    return page(request, "call_edit", call, form=form)


@requires("inputs.move_call", Call, related=("dialogue",), **AT_CALL)
def call_open(request: HttpRequest, call: Call) -> HttpResponse:
    """Say what opening does, ask once, and open."""
    if request.method == "POST":
        return _moved(request, call, lambda: services.open_call(call, by=request.user), _("The call is open."))
    return page(request, "call_open", call, number=call.asked().count())


@requires("inputs.move_call", Call, related=("dialogue",), **AT_CALL)
def call_close(request: HttpRequest, call: Call) -> HttpResponse:
    """Say what closing does, ask once, and close."""
    if request.method == "POST":
        return _moved(request, call, lambda: services.close_call(call, by=request.user), _("The call is closed."))
    return page(request, "call_close", call, progress=answered_sentence(Call.objects.with_progress().get(pk=call.pk)))


@requires("inputs.move_call", Call, related=("dialogue",), **AT_CALL)
def call_remind(request: HttpRequest, call: Call) -> HttpResponse:
    """Say who would be reminded, ask once, and remind."""
    if request.method == "POST":
        said = _("Reminders are on their way.")
        return _moved(request, call, lambda: services.remind(call, by=request.user), said)
    counted = Call.objects.with_progress().get(pk=call.pk)
    return page(request, "call_remind", call, progress=answered_sentence(counted))


@requires("inputs.move_call", Call, related=("dialogue",), **AT_CALL)
def call_extend(request: HttpRequest, call: Call) -> HttpResponse:
    """Give an open call more time."""
    return _dated(request, call, "call_extend", services.extend_call, _("The new date is set."))


@requires("inputs.move_call", Call, related=("dialogue",), **AT_CALL)
def call_reopen(request: HttpRequest, call: Call) -> HttpResponse:
    """Open a closed call again until a new date."""
    return _dated(request, call, "call_reopen", services.reopen_call, _("The call is open again."))


def _moved(request: HttpRequest, call: Call, move: Any, said: str) -> HttpResponse:
    try:
        move()
    except StateError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(call)


def _dated(request: HttpRequest, call: Call, name: str, verb: Any, said: str) -> HttpResponse:
    form = DueForm(request.POST or None, zone=call.dialogue.time_zone)
    if request.method == "POST" and form.is_valid():
        try:
            verb(call, by=request.user, due_on=form.cleaned_data["due_on"])
        except StateError as refusal:
            form.add_error("due_on", str(refusal))
        else:
            messages.success(request, said)
            return redirect(call)
    return page(request, name, call, form=form)
