"""Introductions to decision-makers: the list of what concerns this reader, one of them, the wish for another."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.convening.forms.introductions import AskForm
from dialogues.convening.models import Introduction
from dialogues.convening.services import introductions as verbs
from dialogues.convening.states.introductions import IntroductionState
from dialogues.convening.views.shelf import WRITING, page
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.views.submitting import submitted
from inspired.core.access import Anyone, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing

ONE: dict[str, Any] = {"related": ("dialogue",), "dialogue__slug": "slug", "pk": "pk"}


class IntroductionFilter(django_filters.FilterSet):
    """Narrows the introductions by where they stand."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=IntroductionState.choices, empty_label=gettext_lazy("All")
    )


def asked_by(row: Introduction) -> str:
    """Name on whose behalf it is asked."""
    return _("The host team") if row.is_from_team else str(row.seat)


def taken_by(row: Introduction) -> str:
    """Name who took it up, and as what."""
    return ", ".join(part for part in (row.taken_by.name if row.taken_by else "", row.get_taken_as_display()) if part)


COLUMNS = [
    Column(gettext_lazy("Decision-maker"), "whom"),
    Column(gettext_lazy("What it is about"), "why"),
    Column(gettext_lazy("Asked by"), asked_by),
    Column(gettext_lazy("Asked on"), lambda row: row.at.date()),
    Column(gettext_lazy("State"), lambda row: row.get_state_display()),
    Column(gettext_lazy("Taken up by"), taken_by),
    Column(gettext_lazy("Obtained or declined on"), "settled_on"),
    Column(gettext_lazy("Noted by"), lambda row: row.settled_by.name if row.settled_by else ""),
    Column(gettext_lazy("What came of it"), "outcome"),
    Column(gettext_lazy("Next step"), "next_step"),
    Column(gettext_lazy("Next step by"), "next_on"),
]


def rows_of(user: Anyone, dialogue: Dialogue) -> QuerySet[Introduction]:
    """Return the introductions this person may see, with what a row shows."""
    rows = Introduction.objects.visible_to(user).filter(dialogue=dialogue)
    return rows.select_related("dialogue", "seat__organisation", "by__person", "taken_by__person", "settled_by__person")


@requires("convening.see_introductions", Dialogue, slug="slug")
@require_safe
def introductions(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the introductions that concern this reader."""
    listing = Listing(
        request,
        rows_of(request.user, dialogue),
        searches=["whom"],
        sorts={
            "newest": (_("Newest first"), ("-at", "-pk")),
            "whom": (_("Decision-maker"), ("whom", "pk")),
            "next": (_("Next step first"), (F("next_on").asc(nulls_last=True), "-at")),
        },
        filterset=IntroductionFilter,
        columns=COLUMNS,
        name="introductions",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="introductions", kind=kind, rows=rows),
    )
    if (file := listing.download()) is not None:
        return file
    for row in listing.rows:
        row.asked_words, row.taken_words = asked_by(row), taken_by(row)
    return page(request, "introductions", dialogue, listing=listing)


@keeps_typed
@requires("convening.ask_for_introduction", Dialogue, slug="slug")
@require_http_methods(WRITING)
def introduction_ask(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Ask to meet a decision-maker."""
    form = AskForm(dialogue, request.user, as_typed(request))
    said = _("It is asked for. What becomes of it stands here.")
    if submitted(request, form, lambda typed: verbs.ask_for_introduction(dialogue, by=request.user, **typed), said):
        return redirect("introductions", dialogue.slug)
    return page(request, "introduction_ask", dialogue, form=form)


@requires("convening.see_introduction", Introduction, **ONE)
@require_safe
def introduction(request: HttpRequest, introduction: Introduction) -> HttpResponse:
    """Show one introduction: who asked, who is on it, what came of it, what comes next."""
    row = rows_of(request.user, introduction.dialogue).get(pk=introduction.pk)
    context = {"introduction": row, "asked_words": asked_by(row), "taken_words": taken_by(row)}
    return page(request, "introduction", row.dialogue, **context)
