"""What monitoring offers to lower floors: its tab."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.models import Dialogue
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import Tab

TAB = "monitoring"


@ports.tabs.provide
def monitoring_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to the host team, and to all inside once a seat was asked for its commitment; no query."""
    shown = TAB in dialogue.shown_tabs and may(user, "dialogues.see_members_area", dialogue)
    if shown or may(user, "dialogues.manage_dialogue", dialogue):
        yield Tab(TAB, _("Monitoring"), reverse("monitoring", args=[dialogue.slug]), 70)
