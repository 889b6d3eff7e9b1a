"""The filters of the lists of dialogues and of events, by names that the lists allow."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue
from dialogues.states import Phase, Status
from dialogues.trail import Teller
from inspired.core.noticing import KINDS

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(9000, 1, 1)
MOST_WORDS = 8
SYSTEM = "system"


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
    """Narrow the events of one dialogue by words, what happened, who did it and when; days are the dialogue's own."""

    teller: Teller
    words = django_filters.CharFilter(label=_("Search"), method="with_words", max_length=100)
    what = django_filters.ChoiceFilter(label=_("What it is about"), empty_label=_("Anything"), method="about")
    who = django_filters.ChoiceFilter(label=_("Who"), empty_label=_("Anybody"), method="done_by")
    since = django_filters.DateFilter(label=_("From"), method="from_day", widget=DAY)
    until = django_filters.DateFilter(label=_("To"), method="to_day", widget=DAY)

    def __init__(self, data: Any, queryset: Any, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        people = [(str(person.pk), str(person)) for person in self.teller.people]
        self.filters["what"].extra["choices"] = self.teller.groups()
        self.filters["who"].extra["choices"] = [*people, (SYSTEM, _("The system"))]

    def with_words(self, queryset: Any, _name: str, said: str) -> QuerySet[Any]:
        """Keep events in whose sentence, person or thing every word stands."""
        self.teller.read_names(None)
        for word in said.replace("\x00", "").split()[:MOST_WORDS]:
            queryset = queryset.filter(self.teller.matching(word))
        found: QuerySet[Any] = queryset
        return found

    def about(self, queryset: Any, _name: str, group: str) -> QuerySet[Any]:
        """Keep the events of one kind."""
        found: QuerySet[Any] = queryset.filter(verb__in=self.teller.verbs_of(group))
        return found

    def done_by(self, queryset: Any, _name: str, who: str) -> QuerySet[Any]:
        """Keep what one person did, or what happened by itself."""
        key = next((person.key for person in self.teller.people if str(person.pk) == who), "")
        found: QuerySet[Any] = queryset.filter(actor=key)
        return found

    def from_day(self, queryset: Any, _name: str, day: date) -> QuerySet[Any]:
        """Keep what happened on that day or later."""
        found: QuerySet[Any] = queryset.filter(at__gte=self._start_of(day))
        return found

    def to_day(self, queryset: Any, _name: str, day: date) -> QuerySet[Any]:
        """Keep what happened on that day or earlier."""
        found: QuerySet[Any] = queryset.filter(at__lt=self._start_of(day) + timedelta(days=1))
        return found

    def _start_of(self, day: date) -> datetime:
        bounded = min(max(day, FIRST_DAY), LAST_DAY)
        return datetime.combine(bounded, time.min, ZoneInfo(self.teller.dialogue.time_zone))


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


class ErrandFilter(django_filters.FilterSet):
    """Narrow what is told without e-mail to what still waits (the usual), or to what was told."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        empty_label=None,
        choices=[("waiting", _("To be told")), ("told", _("Told")), ("all", _("All"))],
        method="as_asked",
    )

    def as_asked(self, queryset: Any, _name: str, _state: str) -> Any:
        """Leave the rows alone: ``filter_queryset`` keeps what waits when nothing is asked for."""
        return queryset

    def filter_queryset(self, queryset: Any) -> QuerySet[Any]:
        """Keep what waits unless something else was asked for."""
        found: QuerySet[Any] = super().filter_queryset(queryset)
        state = self.form.cleaned_data.get("state") or "waiting"
        if state == "waiting":
            return found.waiting()  # type: ignore[attr-defined,no-any-return]
        return found.filter(told_on__isnull=False) if state == "told" else found
