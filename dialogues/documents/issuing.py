"""Reads what the PDF of a version shows beside the frozen text: who endorsed it, reservations and the audit head."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from dialogues.documents.composing import printed_name
from dialogues.documents.freezing import texts_in
from dialogues.documents.models import Endorsement, Invitee, Version
from dialogues.documents.states import IN_FAVOUR, RenditionKind
from dialogues.models import Seat
from dialogues.states import Category, Channel
from inspired.core.audit import audit_head
from inspired.core.printing import spelled_out, uncovered


def context_of(version: Version, kind: str) -> dict[str, Any]:
    """Return the context that the renderer takes for a version's PDF (see ``rendering.render``)."""
    context: dict[str, Any] = {
        "content": version.data,
        "fingerprint": version.sha256,
        "verify_url": f"{settings.SITE_URL}/verify/",
    }
    if kind == RenditionKind.ENDORSED:
        with override(version.document.language):
            context |= _spelled_out(_endorsed(version))
    return context


def unprintable(version: Version) -> list[tuple[str, str, int]]:
    """Name the characters no font has that the endorsed PDF would hold: names, functions and reservations; six queries."""
    return uncovered(texts_in(_endorsed(version)))


def _spelled_out(value: Any) -> Any:
    """Give the same values with each character that cannot be printed as its code."""
    if isinstance(value, str):
        return spelled_out(value)
    if isinstance(value, dict):
        return {name: _spelled_out(inside) for name, inside in value.items()}
    return [_spelled_out(inside) for inside in value] if isinstance(value, list) else value


def _endorsed(version: Version) -> dict[str, Any]:
    given = list(
        Endorsement.objects.filter(version=version)
        .given()
        .select_related("seat__organisation")
        .prefetch_related("reservations", "signed_by__delegates")
        .order_by("seat__organisation__name")
    )
    asked = Invitee.objects.filter(round__version=version).values("seat").distinct().count()
    seats = Seat.objects.at_the_table().filter(dialogue=version.document.dialogue_id)
    sizes = Counter(seats.values_list("category", flat=True))
    number, digest = audit_head(version.audit_scope)
    named = [answer for answer in given if answer.position in IN_FAVOUR or answer.consents_to_be_named]
    return {
        "endorsed_on": version.endorsed_at,
        "counts": {"answered": len(given), "asked": asked},
        "endorsements": _by_category(named, sizes),
        "reservations": [
            {
                "name": _name(answer, sizes),
                "paragraph_id": wish.paragraph_id,
                "wording": wish.wording,
                "reason": wish.reason,
                "status": wish.status,
            }
            for answer in named
            for wish in answer.reservations.all()
        ],
        "audit": {"number": number, "digest": digest},
    }


def _by_category(answers: list[Endorsement], sizes: Counter[str]) -> list[dict[str, Any]]:
    groups = []
    for category in Category:
        entries = [
            {
                "name": _name(answer, sizes),
                "position": answer.position,
                "function": _function(answer),
                "channel": str(Channel.LETTER.label) if answer.channel == Channel.LETTER else "",
                "date": answer.signed_at,
            }
            for answer in answers
            if answer.seat.category == category
        ]
        if entries:
            groups.append({"label": str(category.label), "entries": entries})
    return groups


def _name(answer: Endorsement, sizes: Counter[str]) -> str:
    return printed_name(answer.seat, sizes) or _("A participant")


def _function(answer: Endorsement) -> str:
    """Name the function of whoever signed, never the person."""
    if answer.signatory_function or answer.signed_by is None:
        return answer.signatory_function
    delegates = [delegate for delegate in answer.signed_by.delegates.all() if delegate.seat_id == answer.seat_id]
    return delegates[0].function if delegates else ""
