"""What the pages of challenges and criteria have in common: the frame of the dialogue, the ways to rows, the methods."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from dialogues.consensus.models import CriteriaSet, Ranking
from dialogues.frame import frame
from dialogues.models import Dialogue, Seat
from dialogues.views.submitting import submitted
from inspired.core.access import LARGEST_KEY, Anyone

Act = Callable[[dict[str, Any]], object]
WRITING = ["GET", "HEAD", "POST"]
HOST = ("host_organisation",)
OF_DIALOGUE = ("dialogue__host_organisation",)
SLUG: dict[str, Any] = {"slug": "slug"}
ONE: dict[str, Any] = {"dialogue__slug": "slug", "number": "number"}


def page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> TemplateResponse:
    """Answer with a page of the phase, with the dialogue's frame around it."""
    around = frame(request.user, dialogue, "consensus")
    return TemplateResponse(request, f"consensus/{template}.html", {**around, **context})


def acted(
    request: HttpRequest, template: str, about: Ranking | CriteriaSet, form: Any, act: Act, said: str, **context: Any
) -> HttpResponse:
    """Do with a ranking or a set of criteria what was typed and lead back to it, or show the form."""
    if submitted(request, form, act, said):
        return redirect(about)
    return page(request, template, about.dialogue, form=form, **context)


def seat_at_table(user: Anyone, dialogue: Dialogue, pk: int) -> Seat:
    """Return the seat at the table for which the host team enters something; 404 for any other."""
    seats = Seat.objects.visible_to(user).at_the_table().filter(dialogue=dialogue)
    return seat_among(seats.select_related("organisation"), pk)


def seat_among(seats: QuerySet[Seat], pk: int) -> Seat:
    """Return the seat with this number among those this person may act for; 404 for any other."""
    found = seats.filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if found is None:
        raise Http404
    return found
