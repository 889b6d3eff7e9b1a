"""Offers the living texts of a dialogue and their sections to activities, which may lead to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.documents.models import Document, Section
from dialogues.models import Dialogue
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Linkable


def document_key(document: int) -> str:
    """Return the key under which a whole text is pointed at."""
    return f"document:{document}"


def section_key(document: int, key: str) -> str:
    """Return the key under which a section is pointed at; it outlives another title and another place."""
    return f"section:{document}:{key}"


@ports.linkables.provide
def texts(user: Anyone, dialogue: Dialogue) -> Iterator[Linkable]:
    """Offer the texts whose living form this person reads, each with its sections; one query."""
    rows = Document.objects.visible_to(user).read_as_written_by(user).filter(dialogue=dialogue)
    columns = ("pk", "title", "sections__key", "sections__number", "sections__title")
    seen = set()
    for pk, title, key, number, heading in rows.order_by("created_at", "pk", "sections__number").values_list(*columns):
        page = reverse("document", args=[dialogue.slug, pk])
        if pk not in seen:
            seen.add(pk)
            yield Linkable(document_key(pk), title, page, title, _("The whole text"))
        if key:
            place = f"{number} {heading}"
            anchor = Section(key=key).anchor
            yield Linkable(section_key(pk, key), f"{title}, {place}", f"{page}#{anchor}", title, place)
