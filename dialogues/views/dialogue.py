"""The list of dialogues, a new one, and the overview."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dialogues.filters import DialogueFilter
from dialogues.forms.dialogue import NewDialogueForm
from dialogues.frame import frame
from dialogues.models import Dialogue, PhaseLogEntry
from dialogues.overview import member_context, named_in_public, news_of, open_phases
from dialogues.services.dialogue import create_dialogue
from dialogues.services.exports import note_export
from inspired.core.access import may, public, requires, signed_in
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing

PER_PAGE = 12  # few take part in more, and whoever hosts fifty finds one by searching
SORTS = {
    "title": (gettext_lazy("Title"), "title"),
    "newest": (gettext_lazy("Newest first"), "-created_at"),
    "country": (gettext_lazy("Country or region"), "country"),
}
PHASES = Prefetch("phase_log", PhaseLogEntry.objects.only("dialogue", "phase", "move", "at"), to_attr="moves")
COLUMNS = [
    Column(gettext_lazy("Title"), "title"),
    Column(gettext_lazy("Purpose"), "purpose"),
    Column(gettext_lazy("Country or region"), "country"),
    Column(gettext_lazy("Policy area"), "policy_area"),
    Column(gettext_lazy("Dialogue Host"), lambda dialogue: dialogue.host_organisation.name),
    Column(gettext_lazy("Status"), lambda dialogue: dialogue.get_status_display()),
    Column(gettext_lazy("Open phases"), open_phases),
]
ORGANISATIONS = ("host_organisation", "donor", "government_counterpart")


@public
@require_safe
def dialogues(request: HttpRequest) -> HttpResponse:
    """List the dialogues this person may see: own ones and published ones."""
    user = request.user
    listing = Listing(
        request,
        Dialogue.objects.visible_to(user).select_related("host_organisation").prefetch_related(PHASES),
        name="dialogues",
        searches=("title", "purpose", "country", "policy_area", "host_organisation__name"),
        sorts=SORTS,
        filterset=DialogueFilter,
        columns=COLUMNS,
        per_page=PER_PAGE,
        on_export=lambda kind, rows: note_export(None, by=user, what="dialogues", kind=kind, rows=rows),
    )
    if (file := listing.download()) is not None:
        return file
    context = {
        "listing": listing,
        "shown": [(dialogue, open_phases(dialogue)) for dialogue in listing.rows],
        "can_create": may(user, "dialogues.create_dialogue", None),
    }
    return TemplateResponse(request, "dialogues/dialogues.html", context)


@keeps_typed
@signed_in
def dialogue_new(request: HttpRequest) -> HttpResponse:
    """Start a dialogue; accounts that are not marked as hosts read whom to ask."""
    if not may(request.user, "dialogues.create_dialogue", None):
        return TemplateResponse(request, "dialogues/dialogue_new.html", {"form": None}, status=403)
    form = NewDialogueForm(as_typed(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        made = create_dialogue(by=request.user, **form.cleaned_data)
        messages.success(request, _("The dialogue is saved as a draft. Only the host team sees it until you open it."))
        return redirect("dialogue_manage", made.slug)
    return TemplateResponse(request, "dialogues/dialogue_new.html", {"form": form})


@requires("dialogues.see_dialogue", Dialogue, related=ORGANISATIONS, slug="slug")
@require_safe
def dialogue(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show what waits, what goes on and who takes part; to others than members general information only."""
    user = request.user
    if may(user, "dialogues.see_members_area", dialogue):
        context = member_context(user, dialogue)  # before the frame, which then finds in memory what the news asked
        return TemplateResponse(request, "dialogues/dialogue.html", context | frame(user, dialogue, "overview"))
    context = {"named": named_in_public(dialogue), "news": news_of(user, dialogue)}
    context |= frame(user, dialogue, "overview")
    return TemplateResponse(request, "dialogues/dialogue_public.html", context)
