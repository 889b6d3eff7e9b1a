"""What the knowledge shelf offers to the ports: its tab."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.convening.models import ShelfEntry
from dialogues.models import Dialogue
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Tab


@ports.tabs.provide
def shelf_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to members, and to all others once something on it is public."""
    if dialogue.standing_of(user).is_member or ShelfEntry.objects.visible_to(user).filter(dialogue=dialogue).exists():
        yield Tab("shelf", _("Shelf"), reverse("shelf", args=[dialogue.slug]), 85)
