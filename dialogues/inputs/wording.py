"""Says in words who reads the answers to a call and under whose name, and writes an answer as one text."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from dialogues.inputs.models import Call, Response
from dialogues.inputs.states import QuestionKind
from dialogues.states import Attribution
from inspired.core.models.audit import Tier

FEWEST_CONTRIBUTORS = 5


def who_reads(call: Call) -> list[str]:
    """Return the sentences that stand beside the button: who will read the answer, and whose it is said to be."""
    host = _("The host team reads your answer and sees which organisation it is from.")
    if call.tier == Tier.HOST:
        return [host, _("Nobody else reads it. Donors see only how many answers there are in larger categories.")]
    if call.attribution == Attribution.NOBODY:
        return [
            host,
            _(
                "The other participants read the answers without any name after the call is closed, and only if at "
                "least %(number)d organisations answered."
            )
            % {"number": FEWEST_CONTRIBUTORS},
        ]
    return [host, _NAMED[call.attribution]()]


_NAMED = {
    Attribution.PERSON: lambda: _(
        "The other participants read it under your organisation’s name, and under your own if you chose to appear by name."
    ),
    Attribution.ORGANISATION: lambda: _("The other participants read it under your organisation’s name."),
    Attribution.CATEGORY: lambda: _(
        "The other participants read it under your category only; with fewer than three organisations in it, as “a "
        "participant”."
    ),
}


def said(response: Response) -> str:
    """Return what stands as the answer to one question, in words."""
    question = response.question
    if question.kind == QuestionKind.SCALE and response.value:
        figure = _("%(value)s of 5") % {"value": response.value}
        ends = question.scale_words
        return _("%(figure)s (%(ends)s)") % {"figure": figure, "ends": ends} if ends else figure
    return response.value


def whole_text(responses: Iterable[Response], language: str) -> str:
    """Write the answers under their questions as one text, which the ledger keeps.

    The words of the site among them are in ``language``, that of the dialogue: everybody reads them, in whatever language
    the pages stood when somebody pressed the button.
    """
    parts = []
    with override(language):
        for response in responses:
            words = said(response)
            if response.question.kind == QuestionKind.FILE and response.file:
                words = _("A file was handed in.")
            if words:
                parts.append(f"**{response.question.text}**\n\n{words}")
    return "\n\n".join(parts)


def in_short(call: Call, responses: Iterable[Response]) -> str:
    """Return the first words of the first text answer, to tell entries apart in a list."""
    for response in responses:
        if response.question.kind == QuestionKind.TEXT and response.value:
            words = " ".join(response.value.split())
            return words if len(words) <= 100 else f"{words[:99].rsplit(' ', 1)[0]}…"
    return call.title[:100]
