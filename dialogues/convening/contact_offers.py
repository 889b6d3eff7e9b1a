"""What the contact list offers to the ports of the floors below: its tab, and the calls that are due."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.models import Dialogue
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import Tab


@ports.tabs.provide
def contacts_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to the host team alone."""
    if may(user, "convening.see_contacts", dialogue):
        yield Tab("contacts", _("Contacts"), reverse("contacts", args=[dialogue.slug]), 25)
