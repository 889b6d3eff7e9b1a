"""The list of public bodies: which are concerned, which are missing at the table."""

from __future__ import annotations

from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.convening.forms.nominations import BodyForm, DecisionForm
from dialogues.convening.models import PublicBody
from dialogues.convening.services import public_bodies as verbs
from dialogues.convening.states.nominations import BodyState
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.views.submitting import submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing
from inspired.core.states import StaleError

WRITING = ["GET", "HEAD", "POST"]
ONE: dict[str, Any] = {"related": ("dialogue",), "dialogue__slug": "slug", "pk": "pk"}


def _at_table(rows: Any, _name: str, value: str) -> Any:
    return rows.filter(state=BodyState.CONCERNED, at_the_table=value == "yes")


class BodyFilter(django_filters.FilterSet):
    """Narrows the list by what was decided and by whether the body is at the table."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=BodyState.choices, empty_label=gettext_lazy("All")
    )
    table = django_filters.ChoiceFilter(
        label=gettext_lazy("At the table"),
        method=_at_table,
        choices=[("yes", gettext_lazy("At the table")), ("no", gettext_lazy("Missing"))],
        empty_label=gettext_lazy("All"),
    )


COLUMNS = [
    Column(gettext_lazy("Public body"), "name"),
    Column(gettext_lazy("How the policy concerns it"), "concern"),
    Column(gettext_lazy("State"), lambda body: body.get_state_display()),
    Column(gettext_lazy("At the table"), "at_the_table"),
    Column(gettext_lazy("Reason"), "reason"),
]


def _page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> HttpResponse:
    tab = "contacts" if may(request.user, "convening.see_contacts", dialogue) else "participants"
    framed = frame(request.user, dialogue, tab)
    return TemplateResponse(request, f"convening/{template}.html", framed | context)


@requires("convening.see_public_bodies", Dialogue, slug="slug")
@require_safe
def public_bodies(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the public bodies that the policy concerns, and which of them are missing."""
    rows = PublicBody.objects.visible_to(request.user).filter(dialogue=dialogue).with_seat(request.user)
    listing = Listing(
        request,
        rows.select_related("dialogue"),
        searches=["name", "concern"],
        sorts={"name": (_("Name"), "name"), "missing": (_("Missing first"), ("at_the_table", "name"))},
        filterset=BodyFilter,
        columns=COLUMNS,
        name="public-bodies",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="public bodies", kind=kind, rows=rows),
    )
    return listing.download() or _page(request, "public_bodies", dialogue, listing=listing)


@keeps_typed
@requires("convening.add_public_body", Dialogue, slug="slug")
@require_http_methods(WRITING)
def public_body_add(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Enter a public body; for the government focal point, propose one."""
    form = BodyForm(dialogue, request.user, as_typed(request))
    if submitted(request, form, lambda said: verbs.add_public_body(dialogue, by=request.user, **said), _("Noted.")):
        return redirect("public_bodies", dialogue.slug)
    return _page(request, "public_body_add", dialogue, form=form)


@keeps_typed
@requires("convening.edit_public_body", PublicBody, **ONE)
@require_http_methods(WRITING)
def public_body_edit(request: HttpRequest, body: PublicBody) -> HttpResponse:
    """Change name and concern; a stale form shows what stands now beside what was typed."""
    dialogue, conflict = body.dialogue, None
    form = BodyForm(dialogue, request.user, as_typed(request), body=body, initial=BodyForm.stored(body))
    try:
        if submitted(request, form, lambda said: verbs.edit_public_body(body, by=request.user, **said), _("Saved.")):
            return redirect("public_bodies", dialogue.slug)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    return _page(request, "public_body_edit", dialogue, form=form, body=body, conflict=conflict)


@keeps_typed
@requires("convening.decide_public_body", PublicBody, **ONE)
@require_http_methods(WRITING)
def public_body_decide(request: HttpRequest, body: PublicBody) -> HttpResponse:
    """Decide whether a public body stands on the list, with the reason."""
    form = DecisionForm(body, as_typed(request))
    if submitted(request, form, lambda said: verbs.decide_public_body(body, by=request.user, **said), _("Decided.")):
        return redirect("public_bodies", body.dialogue.slug)
    return _page(request, "public_body_decide", body.dialogue, form=form, body=body)
