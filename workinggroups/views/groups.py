"""The list of groups, which is the host's board, the page of one group, and opening, changing and closing it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.dialogue import show_tab
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core import ports
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Listing
from inspired.core.states import StaleError
from workinggroups import board_words
from workinggroups.forms import groups as forms
from workinggroups.inclusion import lacking
from workinggroups.models import BoardNote, Group, GroupFile, Member, Mission, Task
from workinggroups.naming import Names
from workinggroups.reading import for_board, view_of, views_of
from workinggroups.services import groups as verbs
from workinggroups.states import GroupKind, GroupStatus
from workinggroups.tables import GroupTable, task_row
from workinggroups.thanking import thanked, to_be_thanked
from workinggroups.views.files import row_of
from workinggroups.views.framing import ONE, WRITING, page

PRESSING = 4  # open tasks on the page of a group
FILES = 12  # the newest on the page of a group; all of them have a page of their own
AT_ONCE = 100  # groups on one page of the board, so that what is late stands on top of all
STATUSES = [(status.value, status.label) for status in GroupStatus]
SORTS: dict[str, Any] = {
    "due": (gettext_lazy("Late and due first"), (F("next_due").asc(nulls_last=True), "name")),
    "name": (gettext_lazy("Name"), "name"),
    "newest": (gettext_lazy("Newest first"), "-created_at"),
}


def _in_mission(word: str) -> Q:
    return Q(pk__in=Mission.objects.filter(text__icontains=word).values("group"))


class GroupFilter(django_filters.FilterSet):
    """Narrows the groups by status and kind."""

    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=STATUSES, empty_label=gettext_lazy("All")
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=GroupKind.choices, empty_label=gettext_lazy("All")
    )


@requires("workinggroups.see_groups", Dialogue, related=("host_organisation",), slug="slug")
@require_safe
def groups(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the groups this person may see: for the host team the board of what is due, late and submitted."""
    table = GroupTable(request.user, dialogue)
    listing = Listing(
        request,
        for_board(Group.objects.visible_within(request.user, dialogue.pk)),
        searches=["name", _in_mission],
        sorts=SORTS,
        filterset=GroupFilter,
        columns=table.columns(),
        per_page=AT_ONCE,
        is_short=True,
        name="working-groups",
        on_export=lambda kind, rows: note_export(
            dialogue, by=request.user, what="working_groups", kind=kind, rows=rows
        ),
    )
    if (file := listing.download()) is not None:
        return file
    views = views_of(request.user, listing.rows, dialogue)
    if listing.sort == "due":  # what was submitted is neither due nor late, which the database cannot tell
        views.sort(key=lambda view: view.urgency)
    rows = [board_words.row_of(view, table.name(view.coordinator)) for view in views]
    context = {**frame(request.user, dialogue, "groups"), "listing": listing, "rows": rows}
    return TemplateResponse(request, "workinggroups/groups.html", context)


@requires("workinggroups.open_group", Dialogue, slug="slug")
@require_POST
def groups_show(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show the tab to everybody before there is a group, so that seats can propose one."""
    said = _("Everybody in the dialogue sees the tab now, and seats can propose groups.")
    done(request, lambda: show_tab(dialogue, "groups", by=request.user), said)
    return redirect("groups", dialogue.slug)


@requires("workinggroups.see_group", Group, related=("dialogue__host_organisation",), **ONE)
@require_safe
def group(request: HttpRequest, group: Group) -> HttpResponse:
    """Show a group: mission, members and outputs to whoever sees it; tasks, board and warnings to its inside."""
    view, names = view_of(request.user, group), Names(request.user, group.dialogue)
    view.group.dialogue = group.dialogue
    thanks = thanked(request.user, group) if any(one.closed_at for one in view.missions) else {}
    earlier = [(one, thanks.get(one.pk)) for one in view.missions[1:] if one.closed_at]
    context: dict[str, Any] = {"view": view, "earlier": earlier}
    context["thanks"] = thanks.get(view.mission.pk) if view.mission else None
    context["own_places"] = [one for one in view.group.places if one.seat_id in view.group.invited_seats()]
    context["members"] = [_member(names, one) for one in view.members]
    context["blocks"] = sorted(ports.beside_group.collect(request.user, view.group), key=lambda block: block.order)
    if view.is_inside:
        context |= _inside(request, view.group, names)
    return page(request, "group", view.group, **context)


def _member(names: Names, member: Member) -> dict[str, Any]:
    return {"member": member, "name": names.of(member.seat), "knows": names.knows_people_of(member)}


def _note(names: Names, group: Group, note: BoardNote) -> dict[str, Any]:
    note.group = group
    return {"note": note, "name": names.of(note.seat) if note.seat else _("Host team")}


def _inside(request: HttpRequest, group: Group, names: Names) -> dict[str, Any]:
    places = [one for one in group.places if one.state != "accepted"]
    notes = (
        BoardNote.objects.visible_to(request.user).hanging().filter(group=group).select_related("seat__organisation")
    )
    told = [_note(names, group, note) for note in notes[:20]]
    asked = [_member(names, one) for one in places]
    kept = GroupFile.objects.visible_to(request.user).filter(group=group).select_related("seat__organisation", "file")
    files = [row_of(names, group, one) for one in kept[:FILES]]
    return {
        "inside": True,
        "lacking": lacking(request.user, group),
        "tasks": _pressing(request, group, names),
        "notes": told,
        "asked": asked,
        "material": [one for one in files if not one["file"].is_evidence],
        "evidence": [one for one in files if one["file"].is_evidence],
    }


def _pressing(request: HttpRequest, group: Group, names: Names) -> list[dict[str, Any]]:
    """Name the open tasks whose day comes first, what is overdue on top."""
    open_ones = (
        Task.objects.visible_to(request.user).open().filter(group=group).select_related("owner__seat__organisation")
    )
    return [task_row(names, one) for one in open_ones.order_by(F("due_at").asc(nulls_last=True), "pk")[:PRESSING]]


@keeps_typed
@requires("workinggroups.propose_group", Dialogue, slug="slug")
@require_http_methods(WRITING)
def group_propose(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Propose a group for one's seat."""
    form = forms.ProposeForm(dialogue, request.user, as_typed(request))
    said = _("The host team has your proposal. You will read the answer here.")
    if submitted(request, form, lambda typed: verbs.propose_group(dialogue, by=request.user, **typed), said):
        return redirect("groups", dialogue.slug)
    return page(request, "group_propose", None, dialogue=dialogue, form=form)


@keeps_typed
@requires("workinggroups.open_group", Dialogue, slug="slug")
@require_http_methods(WRITING)
def group_open(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Open a group with its mission and the first thing expected of it."""
    form = forms.GroupForm(dialogue, as_typed(request))
    opened: list[Group] = []
    said = _("The group is open. Invite its members next.")
    if submitted(
        request, form, lambda typed: opened.append(verbs.open_group(dialogue, by=request.user, **typed)), said
    ):
        return redirect(opened[0])
    return page(request, "group_open", None, dialogue=dialogue, form=form)


@keeps_typed
@requires("workinggroups.answer_proposal", Group, related=("dialogue", "proposed_for__organisation"), **ONE)
@require_http_methods(WRITING)
def group_accept(request: HttpRequest, group: Group) -> HttpResponse:
    """Open a proposed group, perhaps changed."""
    form = forms.OpenProposalForm(group.dialogue, as_typed(request), initial=forms.said_of(group))
    said = _("The group is open. Whoever proposed it is told.")
    if submitted(request, form, lambda typed: verbs.open_proposal(group, by=request.user, **typed), said):
        return redirect(group)
    return page(request, "group_accept", group, form=form)


@keeps_typed
@requires("workinggroups.answer_proposal", Group, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def group_decline(request: HttpRequest, group: Group) -> HttpResponse:
    """Decline a proposal with a reason."""
    form = forms.DeclineForm(as_typed(request))
    said = _("Answered. Whoever proposed it reads your reason.")
    if submitted(request, form, lambda typed: verbs.decline_proposal(group, by=request.user, **typed), said):
        return redirect("groups", group.dialogue.slug)
    return page(request, "group_decline", group, form=form)


@keeps_typed
@requires("workinggroups.edit_group", Group, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def group_edit(request: HttpRequest, group: Group) -> HttpResponse:
    """Change set-up and mission; what somebody else saved meanwhile is shown beside what was typed."""
    form = forms.EditGroupForm(as_typed(request), initial=forms.said_of(group))
    try:
        if submitted(request, form, lambda typed: verbs.edit_group(group, by=request.user, **typed), _("Saved.")):
            return redirect(group)
    except StaleError as conflict:
        current: Group = conflict.current  # type: ignore[assignment]
        form.data = form.data.copy()
        form.data["revision"] = str(current.revision)
        return page(request, "group_edit", group, form=form, current=current)
    return page(request, "group_edit", group, form=form)


@keeps_typed
@requires("workinggroups.close_group", Group, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def group_close(request: HttpRequest, group: Group) -> HttpResponse:
    """Close a group with what came of it; its members are thanked."""
    form = forms.CloseForm(as_typed(request))
    said = _("The group is closed, and its members are thanked.")
    if submitted(request, form, lambda typed: verbs.close_group(group, by=request.user, **typed), said):
        return redirect(group)
    view = view_of(request.user, group)
    return page(
        request, "group_close", group, form=form, view=view, thanked=to_be_thanked(view.members, group.dialogue)
    )


@keeps_typed
@requires("workinggroups.reconvene_group", Group, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def group_reconvene(request: HttpRequest, group: Group) -> HttpResponse:
    """Call a closed group together again with a new mission."""
    form = forms.ReconveneForm(group.dialogue, as_typed(request))
    said = _("The group is at work again. Its members are told.")
    if submitted(request, form, lambda typed: verbs.reconvene_group(group, by=request.user, **typed), said):
        return redirect(group)
    return page(request, "group_reconvene", group, form=form)
