"""What the pages of challenges and criteria have in common: the frame of the dialogue, the ways to rows, the methods."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from dialogues.frame import frame
from dialogues.models import Dialogue

WRITING = ["GET", "HEAD", "POST"]
HOST = ("host_organisation",)
OF_DIALOGUE = ("dialogue__host_organisation",)
SLUG: dict[str, Any] = {"slug": "slug"}
ONE: dict[str, Any] = {"dialogue__slug": "slug", "number": "number"}


def page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> TemplateResponse:
    """Answer with a page of the phase, with the dialogue's frame around it."""
    around = frame(request.user, dialogue, "consensus")
    return TemplateResponse(request, f"consensus/{template}.html", {**around, **context})
