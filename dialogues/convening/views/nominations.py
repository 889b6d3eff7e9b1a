"""Nominations: participants say who is missing, the host team answers, each reader sees what is theirs."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.convening.forms.nominations import AnswerForm, NominationForm
from dialogues.convening.models import Nomination
from dialogues.convening.services import nominations as verbs
from dialogues.convening.states.nominations import NominationState
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.states import Category
from dialogues.views.submitting import done, submitted
from inspired.core.access import Anyone, may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing

WRITING = ["GET", "HEAD", "POST"]
ONE: dict[str, Any] = {"related": ("dialogue",), "dialogue__slug": "slug", "pk": "pk"}


class NominationFilter(django_filters.FilterSet):
    """Narrows the nominations by the host's answer and by category."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Answer"), choices=NominationState.choices, empty_label=gettext_lazy("All")
    )
    category = django_filters.ChoiceFilter(
        label=gettext_lazy("Category"), choices=Category.choices, empty_label=gettext_lazy("All")
    )


def _in_full(value: Any) -> Any:
    """Read a column only of a nomination that this reader may read in full."""
    return lambda row: value(row) if row.in_full else ""


COLUMNS = [
    Column(gettext_lazy("Organisation or group"), "organisation"),
    Column(gettext_lazy("Category"), lambda row: row.get_category_display()),
    Column(gettext_lazy("Why"), _in_full(lambda row: row.why)),
    Column(gettext_lazy("How to reach them"), _in_full(lambda row: row.hint)),
    Column(gettext_lazy("Proposed by"), _in_full(lambda row: _proposer(row))),
    Column(gettext_lazy("Answer"), lambda row: row.get_state_display()),
    Column(gettext_lazy("Reason"), "answer"),
]


def _proposer(row: Any) -> str:
    return str(row.seat) if row.seat else (row.by.name if row.by else "")


def _rows(user: Anyone, dialogue: Dialogue) -> QuerySet[Nomination]:
    """Return what this person may see, each with ``in_full`` telling whether they read all of it."""
    full = Nomination.objects.told_in_full_to(user).filter(pk=OuterRef("pk"))
    rows = Nomination.objects.visible_to(user).filter(dialogue=dialogue)
    return rows.annotate(in_full=Exists(full)).select_related(
        "dialogue", "seat__organisation", "by__person", "listed__organisation"
    )


def _page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> HttpResponse:
    tab = "contacts" if may(request.user, "convening.see_contacts", dialogue) else "participants"
    framed = frame(request.user, dialogue, tab)
    return TemplateResponse(request, f"convening/{template}.html", framed | context)


@requires("convening.see_nominations", Dialogue, slug="slug")
@require_safe
def nominations(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List who is missing in the eyes of the participants, as far as this person may read it."""
    listing = Listing(
        request,
        _rows(request.user, dialogue),
        searches=["organisation"],
        sorts={"newest": (_("Newest first"), "-at"), "name": (_("Name"), "organisation")},
        filterset=NominationFilter,
        columns=COLUMNS,
        name="nominations",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="nominations", kind=kind, rows=rows),
    )
    return listing.download() or _page(request, "nominations", dialogue, listing=listing)


@keeps_typed
@requires("convening.nominate", Dialogue, slug="slug")
@require_http_methods(WRITING)
def nomination_add(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Say whom one misses at the table."""
    form = NominationForm(dialogue, request.user, as_typed(request))
    said = _("The host team has your proposal. You will read the answer here.")
    if submitted(request, form, lambda typed: verbs.nominate(dialogue, by=request.user, **typed), said):
        return redirect("nominations", dialogue.slug)
    return _page(request, "nomination_add", dialogue, form=form)


@keeps_typed
@requires("convening.answer_nomination", Nomination, **ONE)
@require_http_methods(WRITING)
def nomination_answer(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    """Answer a nomination: taken up, not now, or no, each with a reason."""
    form = AnswerForm(nomination, as_typed(request))
    said = _("Answered. Whoever proposed it reads your reason.")
    if submitted(request, form, lambda typed: verbs.answer_nomination(nomination, by=request.user, **typed), said):
        return redirect("nominations", nomination.dialogue.slug)
    row = _rows(request.user, nomination.dialogue).get(pk=nomination.pk)
    return _page(request, "nomination_answer", nomination.dialogue, form=form, nomination=row)


@requires("convening.share_nomination", Nomination, **ONE)
@require_POST
def nomination_share(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    """Let the participants read organisation, category and answer, or take that back."""
    shared = request.POST.get("shared") == "yes"
    said = _("The participants read organisation, category and answer.") if shared else _("No longer shared.")
    done(request, lambda: verbs.share_nomination(nomination, by=request.user, shared=shared), said)
    return redirect("nominations", nomination.dialogue.slug)
