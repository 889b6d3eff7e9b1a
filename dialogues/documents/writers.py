"""Says who wrote a section, to whoever may know these persons by name."""

from __future__ import annotations

from dialogues.documents.models import Document
from dialogues.models import Delegate, DialogueRole
from inspired.core.access import Anyone


def known_writers(document: Document, user: Anyone) -> dict[int, str]:
    """Return by account the names this person may know: of role holders, and of the delegates visible to them."""
    roles = DialogueRole.objects.visible_to(user).filter(dialogue=document.dialogue_id)
    delegates = Delegate.objects.visible_to(user).filter(seat__dialogue=document.dialogue_id, user__isnull=False)
    return {
        **dict(roles.values_list("user", "user__person__name")),
        **dict(delegates.values_list("user", "person__name")),
    }
