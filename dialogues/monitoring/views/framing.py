"""What the pages of monitoring have in common: their frame, and how a commitment is found under its dialogue."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from dialogues.frame import frame
from dialogues.models import Dialogue

WRITING = ["GET", "HEAD", "POST"]
OF_DIALOGUE: dict[str, Any] = {"related": ("host_organisation",), "slug": "slug"}
ONE: dict[str, Any] = {"dialogue__slug": "slug", "pk": "pk"}
RELATED = ("dialogue__host_organisation", "recommendation", "seat__organisation")


def page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> TemplateResponse:
    """Answer with a page of monitoring, with the dialogue's frame around it."""
    around = frame(request.user, dialogue, "monitoring")
    return TemplateResponse(request, f"monitoring/{template}.html", {**around, **context})
