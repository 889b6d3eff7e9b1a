"""Shows on the page of a ledger entry the files that came with its answer."""

from __future__ import annotations

from typing import Any

from django import template

from dialogues.inputs.reading import answer_to, files_of
from dialogues.ledger.models import Entry
from inspired.core.access import may

register = template.Library()


@register.inclusion_tag("inputs/_files.html", takes_context=True)
def answer_files(context: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """List the files of an answer that this person may open."""
    user = context["request"].user
    answer = answer_to(user, entry)
    return {
        "files": files_of(user, entry),
        "answer": answer,
        "has_scan": answer is not None and answer.scan_id is not None and may(user, "inputs.see_receipt", answer),
        "dialogue": context["dialogue"],
    }
