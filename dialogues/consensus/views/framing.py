"""What the pages of challenges and criteria have in common: the frame of the dialogue, the ways to rows, the methods."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse

from dialogues.frame import frame
from dialogues.models import Dialogue, Seat
from inspired.core.access import LARGEST_KEY

WRITING = ["GET", "HEAD", "POST"]
HOST = ("host_organisation",)
OF_DIALOGUE = ("dialogue__host_organisation",)
SLUG: dict[str, Any] = {"slug": "slug"}
ONE: dict[str, Any] = {"dialogue__slug": "slug", "number": "number"}


def page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> TemplateResponse:
    """Answer with a page of the phase, with the dialogue's frame around it."""
    around = frame(request.user, dialogue, "consensus")
    return TemplateResponse(request, f"consensus/{template}.html", {**around, **context})


def seat_among(seats: QuerySet[Seat], pk: int) -> Seat:
    """Return the seat with this number among those this person may act for; 404 for any other."""
    found = seats.filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if found is None:
        raise Http404
    return found
