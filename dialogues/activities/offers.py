"""What activities tell lower floors through the ports; each answer costs one query."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.activities.models import Activity
from dialogues.models import Dialogue, reach_of
from dialogues.permissions import LIVE
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models import User
from inspired.core.ports import Tab, Todo


@ports.tabs.provide
def activities_tab(user: Anyone, dialogue: Dialogue) -> Iterable[Tab]:
    """Offer the tab to members from the start, and to all others once an activity is public."""
    if dialogue.standing_of(user).is_member or Activity.objects.visible_to(user).filter(dialogue=dialogue).exists():
        yield Tab("activities", _("Activities"), reverse("activities", args=[dialogue.slug]), 25)


@ports.todo.provide
def proposals_to_answer(user: User) -> Iterable[Todo]:
    """Remind the host team of activities that somebody proposed."""
    team = reach_of(user).team
    if not team:
        return
    waiting = Activity.objects.proposed().filter(dialogue__in=team, dialogue__status__in=LIVE)
    for one in waiting.select_related("dialogue"):
        yield Todo(
            title=_("An activity is proposed: %(title)s") % {"title": one.title},
            url=one.get_absolute_url(),
            action=_("Answer"),
            dialogue_id=one.dialogue_id,
            context=one.dialogue.title,
            rank=4,
        )
