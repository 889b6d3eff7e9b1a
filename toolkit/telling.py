"""Sentences for the events of the catalogue. They belong to the platform, and no trail of a dialogue shows them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Telling

TOLD = Telling(
    "catalogue",
    _("The toolkit and the guide"),
    {
        "catalogue.added": _("Something was added to the toolkit or the guide"),
        "catalogue.edited": _("Something in the toolkit or the guide was changed"),
        "catalogue.published": _("Something in the toolkit or the guide was published"),
        "catalogue.unpublished": _("Something in the toolkit or the guide was taken back to draft"),
        "catalogue.settled": _("It was chosen between own words and those of a new version"),
        "catalogue.shipped": _("A new version brought texts for the toolkit or the guide"),
        "account.made_keeper": _("An account was given the right to keep the toolkit"),
    },
    elsewhere=True,
)


@ports.event_words.provide
def own_words(_user: Anyone) -> list[Telling]:
    """Tell the events of this app."""
    return [TOLD]
