"""What the pages of options and appraisals have in common: the frame of the dialogue, the way to a row and the methods."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from dialogues.consensus.models import Appraisal, Challenge
from dialogues.frame import frame

TAB = "consensus"
WRITING = ["GET", "HEAD", "POST"]
CHALLENGE: dict[str, Any] = {"dialogue__slug": "slug", "number": "challenge_number"}
OPTION: dict[str, Any] = {
    "challenge__dialogue__slug": "slug",
    "challenge__number": "challenge_number",
    "letter": "letter",
}
APPRAISAL: dict[str, Any] = {
    "challenge__dialogue__slug": "slug",
    "challenge__number": "challenge_number",
    "number": "number",
}
IN_APPRAISAL: dict[str, Any] = {f"appraisal__{path}": name for path, name in APPRAISAL.items()} | {"pk": "pk"}
ON_CONCLUSION: dict[str, Any] = {f"appraisal__{path}": name for path, name in APPRAISAL.items()}
WITH_CHALLENGE = ("challenge__dialogue__host_organisation", "criteria_set")
WITH_APPRAISAL = ("appraisal__challenge__dialogue__host_organisation", "appraisal__criteria_set")


def page(request: HttpRequest, template: str, challenge: Challenge, **context: Any) -> TemplateResponse:
    """Answer with a page about one challenge, with the dialogue's frame around it."""
    around = frame(request.user, challenge.dialogue, TAB)
    return TemplateResponse(request, f"consensus/{template}.html", {**around, "challenge": challenge, **context})


def appraisal_page(request: HttpRequest, template: str, appraisal: Appraisal, **context: Any) -> TemplateResponse:
    """Answer with a page about one appraisal."""
    return page(request, template, appraisal.challenge, appraisal=appraisal, **context)
