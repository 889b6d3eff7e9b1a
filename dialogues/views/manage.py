"""The management pages of the host team: settings, status, policy area, publication."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.forms.dialogue import PolicyAreaForm, PublicationForm, SettingsForm, StatusForm
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.overview import named_in_public, set_up_steps
from dialogues.services.dialogue import change_policy_area, edit_dialogue, publish_dialogue, unpublish_dialogue
from dialogues.services.phases import move_dialogue
from dialogues.states import MOVES, Status
from dialogues.views.submitting import done, submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed

ORGANISATIONS = ("host_organisation", "donor", "government_counterpart")


@requires("dialogues.manage_dialogue", Dialogue, slug="slug")
@require_safe
def dialogue_manage(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show the set-up as a list of steps, the status and its history."""
    context = frame(request.user, dialogue, "manage")
    allowed = MOVES[dialogue.status] if may(request.user, "dialogues.change_status", dialogue) else set()
    context["targets"] = [Status(value) for value in Status.values if value in allowed]
    context["steps"] = set_up_steps(request.user, dialogue, context["phases"])
    context["deletion"] = dialogue.deletions.planned().first()
    context["history"] = dialogue.status_changes.select_related("by__person")
    return TemplateResponse(request, "dialogues/dialogue_manage.html", context)


@keeps_typed
@requires("dialogues.edit_dialogue", Dialogue, related=ORGANISATIONS, slug="slug")
def dialogue_edit(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Change the settings; a stale form shows what stands now beside what was typed."""
    form = SettingsForm(as_typed(request), instance=dialogue, user=request.user)
    said = _("The settings are saved.")
    if submitted(request, form, lambda data: edit_dialogue(dialogue, by=request.user, **data), said):
        return redirect("dialogue_manage", dialogue.slug)
    context = frame(request.user, dialogue, "manage") | {"form": form}
    form.is_valid()  # what was brought back after a sign-in is compared as well
    if form.is_bound and form.cleaned_data.get("revision") not in (None, dialogue.revision):
        context["differences"] = form.differences(dialogue)
        form.renew(dialogue.revision)
    return TemplateResponse(request, "dialogues/dialogue_edit.html", context)


@keeps_typed
@requires("dialogues.change_status", Dialogue, slug="slug")
def dialogue_status(request: HttpRequest, dialogue: Dialogue, target: str) -> HttpResponse:
    """Ask why the dialogue as a whole is opened, paused, closed or archived, and do it."""
    if target not in Status.values or target in {Status.DRAFT, Status.DELETED}:
        raise Http404
    form = StatusForm(as_typed(request), dialogue=dialogue)
    said = _("Done, and noted in the history.")
    if submitted(request, form, lambda data: move_dialogue(dialogue, by=request.user, target=target, **data), said):
        return redirect("dialogue_manage", dialogue.slug)
    context = frame(request.user, dialogue, "manage")
    context |= {"form": form, "target": Status(target), "allowed": target in MOVES[dialogue.status]}
    return TemplateResponse(request, "dialogues/dialogue_status.html", context)


@keeps_typed
@requires("dialogues.see_members_area", Dialogue, slug="slug")
def policy_area(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show the history of the policy area to members; the host team adds to it."""
    can_edit = may(request.user, "dialogues.edit_dialogue", dialogue)
    form = PolicyAreaForm(as_typed(request), initial={"revision": dialogue.revision}) if can_edit else None
    said = _("The history of the policy area goes on.")
    if form and submitted(request, form, lambda data: change_policy_area(dialogue, by=request.user, **data), said):
        return redirect("policy_area", dialogue.slug)
    context = frame(request.user, dialogue, "manage" if can_edit else "history")
    context |= {"form": form, "changes": dialogue.policy_area_changes.select_related("by__person")}
    return TemplateResponse(request, "dialogues/policy_area.html", context)


@keeps_typed
@requires("dialogues.publish_dialogue", Dialogue, related=ORGANISATIONS, slug="slug")
def publication(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show what would be public and who is named; publish from a day on."""
    form = PublicationForm(as_typed(request), zone=dialogue.time_zone)
    said = _("The summary is published.")
    if submitted(request, form, lambda _d: publish_dialogue(dialogue, by=request.user, on=form.moment()), said):
        return redirect("publication", dialogue.slug)
    context = frame(request.user, dialogue, "manage") | {"form": form, "named": named_in_public(dialogue)}
    return TemplateResponse(request, "dialogues/publication.html", context)


@requires("dialogues.publish_dialogue", Dialogue, slug="slug")
@require_POST
def publication_end(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Take the public summary back."""
    done(request, lambda: unpublish_dialogue(dialogue, by=request.user), _("The summary is no longer public."))
    return redirect("publication", dialogue.slug)
