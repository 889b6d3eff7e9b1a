"""Shows on the page of a ledger entry the files that came with its answer."""

from __future__ import annotations

from typing import Any

from django import template

from dialogues.inputs.reading import answer_to, files_of
from dialogues.ledger.models import Entry

register = template.Library()


@register.inclusion_tag("inputs/_files.html", takes_context=True)
def answer_files(context: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """List the files of an answer that this person may open."""
    user = context["request"].user
    return {
        "files": files_of(user, entry),
        "answer": answer_to(user, entry),
        "dialogue": context["dialogue"],
    }
