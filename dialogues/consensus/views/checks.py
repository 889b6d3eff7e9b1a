"""Pages of position checks: the list, one check with what may be seen of it, and what the host team does."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.consensus.check_reading import view_of
from dialogues.consensus.check_table import CHECK_COLUMNS, reply_columns
from dialogues.consensus.forms.checks import AskForm, CheckForm, EditCheckForm, OutcomeForm
from dialogues.consensus.models import PositionCheck, Reply
from dialogues.consensus.services import checks as verbs
from dialogues.consensus.states.checks import CheckStatus
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Listing
from inspired.core.states import StaleError

WRITING = ["GET", "HEAD", "POST"]
ONE: dict[str, Any] = {"dialogue__slug": "slug", "number": "number"}
WITH = ("dialogue__host_organisation",)
SORTS: dict[str, Any] = {
    "newest": (gettext_lazy("Newest first"), "-number"),
    "due": (gettext_lazy("Date"), "due_at"),
    "title": (gettext_lazy("Title"), "title"),
}


class CheckFilter(django_filters.FilterSet):
    """Narrows the checks by status."""

    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=CheckStatus.choices, empty_label=gettext_lazy("All")
    )


def page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> TemplateResponse:
    """Answer with a page of the checks: the dialogue's frame around it."""
    around = frame(request.user, dialogue, "consensus")
    return TemplateResponse(request, f"consensus/{template}.html", {**around, **context})


@requires("consensus.see_consensus", Dialogue, related=("host_organisation",), slug="slug")
@require_safe
def checks(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the checks this person may see, with how many have answered."""
    said = Count("replies", filter=Q(replies__confirmed_at__isnull=False), distinct=True)
    found = PositionCheck.objects.visible_to(request.user).filter(dialogue=dialogue)
    listing = Listing(
        request,
        found.annotate(asked_count=Count("asked", distinct=True), answered_count=said),
        searches=["title", "proposal"],
        sorts=SORTS,
        filterset=CheckFilter,
        columns=CHECK_COLUMNS,
        per_page=40,  # a dialogue seldom has more, and one query less is asked
        is_short=True,
        name="position-checks",
        on_export=lambda kind, rows: note_export(
            dialogue, by=request.user, what="position_checks", kind=kind, rows=rows
        ),
    )
    if (file := listing.download()) is not None:
        return file
    rows = listing.rows
    for row in rows:
        row.dialogue = dialogue
    return page(request, "checks", dialogue, listing=listing, rows=rows)


@requires("consensus.see_check", PositionCheck, related=WITH, **ONE)
@require_safe
def check(request: HttpRequest, check: PositionCheck) -> HttpResponse:
    """Show a check: what this person is asked, what may be seen of the answers, what came of it."""
    view = view_of(request.user, check)
    shown = Reply.objects.filter(pk__in=[one.reply.pk for one in view.replies])
    listing = Listing(
        request,
        shown,
        columns=reply_columns(view),
        name=f"position-check-{check.number}",
        on_export=lambda kind, rows: note_export(
            check.dialogue, by=request.user, what="position_replies", kind=kind, rows=rows
        ),
    )
    if listing.downloads and (file := listing.download()) is not None:
        return file
    return page(request, "check", check.dialogue, check=check, view=view)


@keeps_typed
@requires("consensus.prepare_check", Dialogue, slug="slug")
@require_http_methods(WRITING)
def check_prepare(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Write what is proposed, and choose answers and rules."""
    form = CheckForm(as_typed(request), dialogue=dialogue, user=request.user)
    made: list[PositionCheck] = []

    def prepare(_typed: dict[str, Any]) -> None:
        key = form.cleaned_data["form_key"]
        made.append(verbs.prepare_check(dialogue, by=request.user, form_key=key, **form.set_up()))

    if submitted(request, form, prepare, _("The check is prepared. Choose next whom you ask.")):
        return redirect("check_open", dialogue.slug, made[0].number)
    return page(request, "check_prepare", dialogue, form=form)


@keeps_typed
@requires("consensus.edit_check", PositionCheck, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def check_edit(request: HttpRequest, check: PositionCheck) -> HttpResponse:
    """Change a check nobody was asked yet; what somebody else saved meanwhile is shown beside it."""
    initial = EditCheckForm.stored(check)
    form = EditCheckForm(as_typed(request), dialogue=check.dialogue, user=request.user, initial=initial)
    conflict = None
    try:
        if submitted(request, form, lambda _typed: _edited(request, check, form), _("Saved.")):
            return redirect(check)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    return page(request, "check_edit", check.dialogue, form=form, check=check, conflict=conflict)


def _edited(request: HttpRequest, check: PositionCheck, form: EditCheckForm) -> PositionCheck:
    return verbs.edit_check(check, by=request.user, revision=form.cleaned_data["revision"], **form.set_up())


@requires("consensus.edit_check", PositionCheck, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def check_drop(request: HttpRequest, check: PositionCheck) -> HttpResponse:
    """Ask once, then delete a check nobody was asked."""
    if request.method == "POST":
        done(request, lambda: verbs.drop_check(check, by=request.user), _("The check is deleted."))
        return redirect("checks", check.dialogue.slug)
    return page(request, "check_drop", check.dialogue, check=check)


@keeps_typed
@requires("consensus.edit_check", PositionCheck, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def check_open(request: HttpRequest, check: PositionCheck) -> HttpResponse:
    """Choose whom to ask, then open the check."""
    form = AskForm(as_typed(request), dialogue=check.dialogue)
    said = _("The check is open. Everybody asked is being told.")
    if submitted(request, form, lambda typed: verbs.open_check(check, by=request.user, **typed), said):
        return redirect(check)
    return page(request, "check_open", check.dialogue, form=form, check=check)


@requires("consensus.manage_check", PositionCheck, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def check_close(request: HttpRequest, check: PositionCheck) -> HttpResponse:
    """Ask once, then close the check."""
    if request.method == "POST":
        if done(request, lambda: verbs.close_check(check, by=request.user), _("The check is closed.")):
            return redirect("check_outcome", check.dialogue.slug, check.number)
        return redirect(check)
    return page(request, "check_close", check.dialogue, check=check, view=view_of(request.user, check))


@keeps_typed
@requires("consensus.state_outcome", PositionCheck, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def check_outcome(request: HttpRequest, check: PositionCheck) -> HttpResponse:
    """Put what came of a closed check into words."""
    form, conflict = OutcomeForm(as_typed(request), initial=OutcomeForm.stored(check)), None
    try:
        if submitted(request, form, lambda typed: verbs.state_outcome(check, by=request.user, **typed), _("Saved.")):
            return redirect(check)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    return page(request, "check_outcome", check.dialogue, form=form, check=check, conflict=conflict)
