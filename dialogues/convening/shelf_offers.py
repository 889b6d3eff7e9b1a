"""What the knowledge shelf offers to the ports: its tab, and proposals that wait for the host team."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.convening.models import ShelfEntry
from dialogues.models import Dialogue, reach_of
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Tab, Todo


@ports.tabs.provide
def shelf_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to members, and to all others once something on it is public."""
    if dialogue.standing_of(user).is_member or ShelfEntry.objects.visible_to(user).filter(dialogue=dialogue).exists():
        yield Tab("shelf", _("Shelf"), reverse("shelf", args=[dialogue.slug]), 85)


@ports.todo.provide
def proposed_entries(user: Anyone) -> Iterator[Todo]:
    """Remind the host team of proposals for the shelf; one query."""
    reach = reach_of(user)
    if not (team := reach.team & reach.live):
        return
    waiting = ShelfEntry.objects.waiting().filter(dialogue__in=team)
    for pk, dialogue, title in waiting.values_list("pk", "dialogue", "title"):
        yield Todo(
            title=_("Proposed for the shelf: %(title)s") % {"title": title},
            url=reverse("shelf_entry", args=[reach.named[dialogue].slug, pk]),
            action=_("Answer"),
            dialogue_id=dialogue,
            context=reach.named[dialogue].title,
            rank=5,
        )
