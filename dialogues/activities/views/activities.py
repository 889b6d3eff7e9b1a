"""The activities of a dialogue: the list as each reader may see it, one activity, planning and proposing."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.activities.forms.activities import ActivityForm, EditForm, ProposeForm, SaidForm
from dialogues.activities.forms.filters import ActivityFilter, TeamFilter
from dialogues.activities.grouping import for_group, group_names, group_of
from dialogues.activities.holding import awaiting_word, is_over_within
from dialogues.activities.linking import leads_to, output_words
from dialogues.activities.models import Activity, Meeting
from dialogues.activities.services import activities as verbs
from dialogues.activities.tool_uses import page_of_tool
from dialogues.appearing import name_at, sizes, wish
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.states import Appearance, Audience
from dialogues.views.submitting import submitted
from inspired.core.access import Anyone, may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing
from inspired.core.models.audit import Tier
from inspired.core.states import StaleError
from toolkit.known import tool_named

WRITING = ["GET", "HEAD", "POST"]
ONE: dict[str, Any] = {"related": ("dialogue",), "dialogue__slug": "slug", "pk": "pk"}


COLUMNS = [
    Column(gettext_lazy("Title"), "title"),
    Column(gettext_lazy("Tool"), lambda row: str(tool_named(row.tool))),
    Column(gettext_lazy("Phase"), lambda row: row.get_phase_display()),
    Column(gettext_lazy("Purpose in this dialogue"), "purpose"),
    Column(gettext_lazy("From"), "starts_on"),
    Column(gettext_lazy("Until"), "ends_on"),
    Column(gettext_lazy("Time zone"), "time_zone"),
    Column(gettext_lazy("Place"), "place"),
    Column(gettext_lazy("State"), lambda row: row.get_state_display()),
    Column(gettext_lazy("Who knows of it"), lambda row: row.get_tier_display()),
]


def columns_for(user: Anyone, dialogue: Dialogue, *, inside: bool) -> list[Column]:
    """Return the columns of the file. What an activity leads to is not told outside, and inside as far as its reader sees it."""
    leads = Column(gettext_lazy("What it leads to"), lambda row: output_words(user, row))
    group = Column(gettext_lazy("Working group"), lambda row: group_names(user, dialogue).get(row.group_id, ""))
    return [*COLUMNS, group, *([leads] if inside else [])]


def rows_of(user: Anyone, dialogue: Dialogue) -> QuerySet[Activity]:
    """Return the activities this person may see, with how many meetings of each they may see."""
    meetings = Q(meetings__in=Meeting.objects.beside(user, dialogue.pk).values("pk"))
    over = ExpressionWrapper(is_over_within(user, dialogue.pk), output_field=BooleanField())
    rows = Activity.objects.visible_within(user, dialogue.pk).select_related("dialogue")
    return rows.annotate(sittings=Count("meetings", meetings), is_over=over)


def page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> HttpResponse:
    """Answer with a page under the tab of activities."""
    return TemplateResponse(
        request, f"activities/{template}.html", frame(request.user, dialogue, "activities") | context
    )


def form_page(request: HttpRequest, dialogue: Dialogue, form: SaidForm, **context: Any) -> HttpResponse:
    """Answer with the form of an activity, beside a way to read about the tool that is chosen."""
    tool = page_of_tool(form["tool"].value())
    return page(request, "activity_form", dialogue, form=form, tool_page=tool, **context)


@requires("activities.see_activities", Dialogue, slug="slug")
@require_safe
def activities(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the activities as far as this reader may know of them."""
    plans = may(request.user, "activities.plan_activity", dialogue)
    inside = may(request.user, "dialogues.see_members_area", dialogue)  # what it leads to is not told outside
    listing = Listing(
        request,
        rows_of(request.user, dialogue),
        searches=["title", "purpose", "place", *(["output"] if inside else [])],
        sorts={
            "next": (_("By date"), (F("starts_on").asc(nulls_last=True), "pk")),
            "latest": (_("Latest date first"), (F("starts_on").desc(nulls_last=True), "-pk")),
            "newest": (_("Newest first"), ("-created_at", "-pk")),
            "title": (_("Title"), ("title", "pk")),
            "tool": (_("Tool"), ("tool", "starts_on")),
        },
        filterset=TeamFilter if plans else ActivityFilter,
        columns=columns_for(request.user, dialogue, inside=inside),
        name="activities",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="activities", kind=kind, rows=rows),
    )
    return listing.download() or page(request, "activities", dialogue, listing=listing)


@requires("activities.see_activity", Activity, **ONE)
@require_safe
def activity(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Show one activity: what it is for, the three questions, its meetings and its history."""
    inside = may(request.user, "dialogues.see_members_area", activity.dialogue)
    row = Activity.objects.select_related("dialogue", "facilitator__person", "seat__organisation").get(pk=activity.pk)
    meetings = Meeting.objects.visible_to(request.user).filter(activity=activity)
    context: dict[str, Any] = {"activity": row, "meetings": meetings, "inside": inside}
    context |= {"tool_page": page_of_tool(row.tool), "group": group_of(request.user, row)}
    context["link"] = _link(request.user, row)
    if inside:
        context["is_over"] = awaiting_word(request.user, row.dialogue_id).filter(pk=row.pk).exists()
        context["leads_to"] = leads_to(request.user, row)
        context |= {"proposed_by": _proposer(request.user, row), "steps": row.steps.select_related("by__person")}
    if may(request.user, "activities.plan_activity", activity.dialogue):
        context["asked"] = row.asked().select_related("organisation")
    return page(request, "activity", row.dialogue, **context)


def _link(user: Anyone, activity: Activity) -> str:
    """Return the link to take part from afar for the host team and the seats invited, for others nothing."""
    if not activity.link or may(user, "dialogues.manage_dialogue", activity.dialogue):
        return activity.link
    seats = activity.dialogue.standing_of(user).seats
    return activity.link if activity.asked().filter(pk__in=seats).exists() else ""


def _proposer(user: Anyone, activity: Activity) -> str:
    """Name who proposed it: openly to the host team and the seat itself, to others as the seat wishes."""
    seat = activity.seat
    if seat is None:
        return ""
    standing = activity.dialogue.standing_of(user)
    if may(user, "activities.plan_activity", activity.dialogue) or seat.pk in standing.seats:
        return str(seat)
    shown = wish(seat, Audience.PARTICIPANTS)
    return name_at(shown, seat, sizes(activity.dialogue) if shown == Appearance.CATEGORY else {})


@keeps_typed
@requires("activities.plan_activity", Dialogue, slug="slug")
@require_http_methods(WRITING)
def activity_add(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Plan an activity from a tool; ``?tool=7`` chooses one, ``&group=3`` says for which group."""
    initial = {"tool": request.GET.get("tool", ""), "time_zone": dialogue.time_zone, "audience": "all"}
    initial |= {"tier": Tier.PARTICIPANTS} | for_group(request.user, dialogue, request.GET.get("group", ""))
    form = ActivityForm(dialogue, request.user, as_typed(request), initial=initial)
    said = _("The activity is planned. Add its meetings, then invite.")
    if submitted(request, form, lambda _data: verbs.plan_activity(dialogue, by=request.user, **form.for_verb()), said):
        return redirect("activities", dialogue.slug)
    return form_page(request, dialogue, form, title=_("Plan an activity"), act=_("Plan it"))


@keeps_typed
@requires("activities.propose_activity", Dialogue, slug="slug")
@require_http_methods(WRITING)
def activity_propose(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Propose an activity to the host; the address chooses tool and group as for who plans it."""
    initial = {name: request.GET.get(name, "") for name in ("tool", "group")}
    form = ProposeForm(dialogue, request.user, as_typed(request), initial=initial)
    said = _("The host team has your proposal. You will read the answer here.")
    if submitted(request, form, lambda typed: verbs.propose_activity(dialogue, by=request.user, **typed), said):
        return redirect("activities", dialogue.slug)
    return form_page(request, dialogue, form, title=_("Propose an activity"), act=_("Send it"))


@keeps_typed
@requires("activities.keep_activity", Activity, **ONE)
@require_http_methods(WRITING)
def activity_edit(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Change what is said about an activity."""
    form = EditForm(activity.dialogue, request.user, as_typed(request), initial=EditForm.stored(activity))
    conflict = None
    try:
        if submitted(
            request,
            form,
            lambda _data: verbs.edit_activity(activity, by=request.user, **form.for_verb()),
            _("Changed."),
        ):
            return redirect(activity)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    context = {"conflict": conflict, "activity": activity, "title": _("Change the activity")}
    return form_page(request, activity.dialogue, form, act=_("Save"), **context)
