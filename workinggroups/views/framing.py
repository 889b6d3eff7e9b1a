"""What the pages of working groups have in common: the frame of the dialogue, the way to a group and the methods."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from dialogues.frame import frame
from workinggroups.models import Group

WRITING = ["GET", "HEAD", "POST"]
ONE: dict[str, Any] = {"dialogue__slug": "slug", "pk": "group_id"}
INSIDE: dict[str, Any] = {"group__dialogue__slug": "slug", "group": "group_id", "pk": "pk"}


def page(request: HttpRequest, template: str, group: Group | None, **context: Any) -> TemplateResponse:
    """Answer with a page of a group, or of a dialogue's groups, with the dialogue's frame around it."""
    dialogue = group.dialogue if group is not None else context["dialogue"]
    around = frame(request.user, dialogue, "groups")
    return TemplateResponse(request, f"workinggroups/{template}.html", {**around, "group": group, **context})
