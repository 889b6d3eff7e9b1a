"""What Consensus Building as a whole offers to lower floors: its tab. Each step has offers of its own beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.models import Dialogue
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import Tab

TAB = "consensus"


@ports.tabs.provide
def consensus_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to the host team, and to participants and donors once something was put on the table; no query."""
    shown = TAB in dialogue.shown_tabs and may(user, "consensus.see_consensus", dialogue)
    if shown or may(user, "dialogues.manage_dialogue", dialogue):
        yield Tab(TAB, _("Consensus"), reverse("consensus", args=[dialogue.slug]), 60)
