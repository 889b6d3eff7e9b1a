"""The filters of the lists of dialogues and of events, by names that the lists allow."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue
from dialogues.states import Phase, Status
from dialogues.trail import verb_words
from inspired.core.noticing import KINDS


class DialogueFilter(django_filters.FilterSet):
    """Narrow dialogues by status, open phase and country."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=Status.choices, empty_label=_("Any"))
    phase = django_filters.ChoiceFilter(
        label=_("Open phase"), choices=Phase.choices, empty_label=_("Any"), method="with_phase"
    )
    country = django_filters.ChoiceFilter(label=_("Country or region"), empty_label=_("Any"), choices=[])

    def __init__(self, data: Any, queryset: Any, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        countries = queryset.order_by("country").values_list("country", flat=True).distinct()
        self.filters["country"].extra["choices"] = [(name, name) for name in countries]

    def with_phase(self, queryset: Any, _name: str, phase: str) -> QuerySet[Any]:
        """Keep dialogues in which the phase is open."""
        found: QuerySet[Any] = queryset.with_phase_open(phase)
        return found


class TrailFilter(django_filters.FilterSet):
    """Narrow events by what happened."""

    verb = django_filters.ChoiceFilter(label=_("What happened"), empty_label=_("Anything"), choices=[])

    def __init__(self, data: Any, queryset: Any, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        verbs = queryset.order_by("verb").values_list("verb", flat=True).distinct()
        self.filters["verb"].extra["choices"] = [(verb, verb_words(verb)) for verb in verbs]


class NoticeFilter(django_filters.FilterSet):
    """Narrow notices by dialogue, by whether they were read, and by whether they ask for something."""

    dialogue = django_filters.ModelChoiceFilter(
        label=_("Dialogue"), empty_label=_("Any"), queryset=lambda request: Dialogue.objects.of_member(request.user)
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        empty_label=_("Any"),
        choices=[("unread", _("Not read yet")), ("read", _("Read"))],
        method="with_state",
    )
    what = django_filters.ChoiceFilter(
        label=_("What"),
        empty_label=_("Anything"),
        choices=[("asks", _("Asks something of you")), ("tells", _("Tells you something"))],
        method="with_what",
    )

    def with_state(self, queryset: Any, _name: str, state: str) -> QuerySet[Any]:
        """Keep what was marked as read, or what was not."""
        found: QuerySet[Any] = queryset.filter(read_at__isnull=state == "unread")
        return found

    def with_what(self, queryset: Any, _name: str, what: str) -> QuerySet[Any]:
        """Keep what asks something of the person, or what does not."""
        asking = [kind.name for kind in KINDS.values() if kind.asks]
        found: QuerySet[Any] = queryset.filter(kind__in=asking) if what == "asks" else queryset.exclude(kind__in=asking)
        return found
