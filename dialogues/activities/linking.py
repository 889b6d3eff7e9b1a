"""What an activity leads to: a text or section that a higher floor offers, as far as its reader sees it, or words."""

from __future__ import annotations

from dialogues.activities.models import Activity
from dialogues.models import Dialogue, reach_of
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.memory import remembered
from inspired.core.ports import Linkable


def linkables_of(user: Anyone, dialogue: Dialogue) -> dict[str, Linkable]:
    """Return what may be linked, by its key; asked once per request."""
    return remembered(
        ("linkables", user.pk, dialogue.pk), lambda: {one.key: one for one in ports.linkables.collect(user, dialogue)}
    )


def leads_to(user: Anyone, activity: Activity) -> Linkable | None:
    """Return what an activity leads to as a link, as far as this person sees it; no query for one that leads to words.

    The host team reads the name under which it was chosen, also of what is no longer there.
    """
    if not activity.output_key:
        return None
    known = linkables_of(user, activity.dialogue).get(activity.output_key)
    if known is None and activity.dialogue_id in reach_of(user).team:
        return Linkable(activity.output_key, activity.output_label, "")
    return known


def output_words(user: Anyone, activity: Activity) -> str:
    """Say what an activity leads to, for lists and files."""
    link = leads_to(user, activity)
    return " · ".join(word for word in (link.label if link else "", activity.output) if word)


def led_here(user: Anyone, dialogue: Dialogue) -> dict[str, list[Activity]]:
    """Return the activities that lead to a text of this dialogue, by its key; one query, remembered for the request."""

    def ask() -> dict[str, list[Activity]]:
        found: dict[str, list[Activity]] = {}
        for one in Activity.objects.visible_to(user).filter(dialogue=dialogue).exclude(output_key=""):
            one.dialogue = dialogue
            found.setdefault(one.output_key, []).append(one)
        return found

    return remembered(("led here", user.pk, dialogue.pk), ask)
