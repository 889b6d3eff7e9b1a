"""Sentences for the events of position checks, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import PositionCheck, Reply
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD = Telling(
    "position_checks",
    _("Position checks"),
    {
        "position_check.prepared": _("The position check “%(thing)s” was prepared"),
        "position_check.edited": _("The position check “%(thing)s” was changed before it opened"),
        "position_check.dropped": _("A position check that nobody was asked was deleted"),
        "position_check.opened": _("The position check “%(thing)s” was opened"),
        "position_check.reminded": _("Those who had not answered the position check “%(thing)s” were reminded"),
        "position_check.halted": _("The silence on the position check “%(thing)s” began to stand still"),
        "position_check.resumed": _(
            "The silence on the position check “%(thing)s” goes on; its date moved by as long as it stood still"
        ),
        "position_check.closed": _("The position check “%(thing)s” was closed"),
        "position_check.outcome_stated": _("The outcome of the position check “%(thing)s” was put into words"),
        "position.given": _("%(seat)s answered the position check “%(thing)s”"),
        "position.announced": _("What %(seat)s said to the position check “%(thing)s” was entered on its behalf"),
        "position.confirmed": _("%(seat)s confirmed what was entered for it in the position check “%(thing)s”"),
    },
)


@ports.event_words.provide
def check_words(_user: Anyone) -> list[Telling]:
    """Tell the events of position checks."""
    return [TOLD]


@ports.event_names.provide
def check_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where checks and replies have their names."""
    yield Naming("consensus.positioncheck", PositionCheck.objects.filter(dialogue__in=dialogues), "title")
    replies = Reply.objects.filter(position_check__dialogue__in=dialogues)
    yield Naming("consensus.reply", replies, "position_check__title", "seat__organisation__name")
