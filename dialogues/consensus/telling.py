"""Sentences for the events of Consensus Building, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Telling

DOWNLOADS_TOLD = Telling(
    "downloads",
    _("Downloads"),
    {
        "list.exported:ranking": _("The orders of priorities of a ranking were downloaded"),
        "list.exported:criteria_weights": _("The weights of criteria, seat by seat, were downloaded"),
        "list.exported:options": _("The list of policy options was downloaded"),
        "list.exported:appraisal": _("The results of an appraisal were downloaded"),
        "list.exported:ballots": _("Ballots of an appraisal were downloaded"),
        "list.exported:position_checks": _("The list of position checks was downloaded"),
        "list.exported:position_replies": _("The answers to a position check were downloaded"),
        "list.exported:recommendations": _("The list of recommendations was downloaded"),
    },
)


@ports.event_words.provide
def consensus_words(_user: Anyone) -> Iterator[Telling]:
    """Tell the events of this app."""
    yield DOWNLOADS_TOLD
