"""The filters of the table of inputs; participants get none that would tell whose an entry is."""

from __future__ import annotations

from typing import Any

import django_filters
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dialogues.inputs.models import Call
from dialogues.ledger.models import EntryQuerySet
from dialogues.ledger.states import Disposition, Source
from dialogues.models import Dialogue, Seat
from dialogues.states import Category, Channel
from inspired.core.access import Anyone

UNDECIDED = "undecided"


def _any(label: Any, field: str, choices: Any, **kwargs: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, field_name=field, choices=choices, empty_label=_("All"), **kwargs)


class _Filters(django_filters.FilterSet):
    """What both readers filter by."""

    disposition = _any(
        _("Disposition"), "disposition", [(UNDECIDED, _("Not decided")), *Disposition.choices], method="by_disposition"
    )
    kind = _any(_("Kind"), "source", Source.choices)
    language = _any(_("Language"), "language", settings.CONTENT_LANGUAGES)

    def by_disposition(self, entries: EntryQuerySet, name: str, value: str) -> EntryQuerySet:
        """Keep one disposition, or whatever waits for one."""
        return entries.undecided() if value == UNDECIDED else entries.filter(disposition=value)


def participants_filters(user: Anyone, dialogue: Dialogue) -> type[django_filters.FilterSet]:
    """Build the filters for participants; one query for the calls they see."""
    calls = list(Call.objects.visible_to(user).filter(dialogue=dialogue).values_list("pk", "title"))

    class ParticipantsFilters(_Filters):
        call = _any(_("Call"), "answer__call", calls)

    return ParticipantsFilters


def team_filters(user: Anyone, dialogue: Dialogue) -> type[django_filters.FilterSet]:
    """Build the filters for the host team; two queries for calls and seats."""
    calls = list(Call.objects.visible_to(user).filter(dialogue=dialogue).values_list("pk", "title"))
    seats = list(Seat.objects.visible_to(user).filter(dialogue=dialogue).values_list("pk", "organisation__name"))

    class TeamFilters(_Filters):
        call = _any(_("Call"), "answer__call", calls)
        category = _any(_("Category"), "seat__category", Category.choices)
        seat = _any(_("Seat"), "seat", seats)
        channel = _any(_("Came in"), "channel", Channel.choices)
        awaiting = _any(
            _("Confirmation"), "confirmed_at", [("yes", _("Awaiting confirmation"))], method="by_confirmation"
        )

        def by_confirmation(self, entries: EntryQuerySet, name: str, value: str) -> EntryQuerySet:
            """Keep what still waits for its seat's confirmation."""
            return entries.awaiting_confirmation()

    return TeamFilters
