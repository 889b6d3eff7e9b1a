"""Who would be told what, before anything is sent: the next reminders, and the people an announcement would reach. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dialogues.models import Delegate, Dialogue, Mandate, PaceChoice, Seat
from dialogues.models.seats import DelegateQuerySet
from dialogues.pacing import hour_of
from dialogues.states import DelegateRole, Occasion, Pace
from inspired.core import ports
from inspired.core.access import Anyone

AHEAD = timedelta(days=14)
EVERYBODY = "all"


@dataclass
class Coming:
    """A reminder that will be given: about what, on which occasion, when, to the people of which seats."""

    key: str
    title: str
    occasion: Occasion
    at: datetime
    seats: set[int] = field(default_factory=set)


def coming(user: Anyone, dialogue: Dialogue) -> list[Coming]:
    """Return the reminders of the next two weeks as they stand now, the earliest first; one query per provider."""
    now = timezone.now()
    found: dict[tuple[str, Occasion], Coming] = {}
    for deadline in ports.deadlines.collect(user, dialogue):
        key = f"{deadline.kind}-{deadline.target}"
        for occasion in Occasion:
            at = hour_of(occasion, deadline.due_at, dialogue.time_zone)
            if max(now, deadline.since) < at <= now + AHEAD:
                one = found.setdefault((key, occasion), Coming(key, deadline.title, occasion, at))
                one.seats.add(deadline.seat)
    return sorted(found.values(), key=lambda one: (one.at, one.title))


@dataclass(frozen=True)
class Foreseen:
    """Something that could be announced, or will be: its words, the seats it concerns (None: all), whether it asks."""

    label: str
    seats: frozenset[int] | None = None
    asks: bool = True
    is_reminder: bool = False


def audiences(user: Anyone, dialogue: Dialogue, reminders: list[Coming]) -> dict[str, Foreseen]:
    """Return by key what could be looked at: everybody, reminders, and whatever the apps could announce."""
    found = {EVERYBODY: Foreseen(_("All organisations at the table"))}
    for reminder in reminders:
        label = _("Reminder: %(title)s") % {"title": reminder.title}
        found.setdefault(reminder.key, Foreseen(label, frozenset(reminder.seats), is_reminder=True))
    table = frozenset(
        Seat.objects.visible_to(user).at_the_table().filter(dialogue=dialogue).values_list("pk", flat=True)
    )
    for one in ports.audiences.collect(user, dialogue):
        seats = (table if one.seats is None else table & set(one.seats)) - set(one.but)
        if seats:
            found[one.key] = Foreseen(one.title, seats, one.asks)
    return found


def people_of(user: Anyone, dialogue: Dialogue, seats: frozenset[int] | None) -> DelegateQuerySet:
    """Return who speaks today for these seats at the table, with how they wish to be told."""
    table = Seat.objects.visible_to(user).at_the_table().filter(dialogue=dialogue)
    if seats is not None:
        table = table.filter(pk__in=seats)
    speaking = Mandate.objects.active().filter(delegate=OuterRef("pk")).exclude(role=DelegateRole.OBSERVER)
    chosen = PaceChoice.objects.filter(user=OuterRef("user"))
    people = Delegate.objects.visible_to(user).filter(Exists(speaking), seat__in=table.values("pk"))
    here, everywhere = chosen.filter(dialogue=dialogue).values("pace"), chosen.filter(dialogue=None).values("pace")
    pace = Coalesce(Subquery(here[:1]), Subquery(everywhere[:1]), Value(Pace.USUAL.value))
    return people.select_related("person", "user", "seat__organisation").annotate(pace=pace)


def has_mail(people: Any, wanted: bool) -> Any:
    """Keep those a mail can reach, or those who must be phoned: no account, no address, or an account that is closed."""
    reached = Q(user__is_active=True, user__email__isnull=False) & ~Q(user__email="")
    return people.filter(reached) if wanted else people.exclude(reached)


def pace_of(delegate: Any) -> Pace:
    """Return how this person wishes to be told; the delegate was loaded by ``people_of``."""
    return Pace(delegate.pace)


def is_reached(delegate: Delegate) -> bool:
    """Tell whether a mail can reach this person at all."""
    return bool(delegate.user and delegate.user.is_active and delegate.user.email)


def what_happens(delegate: Any, *, asks: bool = True) -> str:
    """Say how this person would hear of something, by default of what asks an answer of their organisation."""
    if not is_reached(delegate):
        return _("has no e-mail here: must be phoned")
    pace = pace_of(delegate)
    return WHAT_HAPPENS[Pace.DAILY if pace == Pace.USUAL and not asks else pace]()


WHAT_HAPPENS: Mapping[Pace, Any] = {
    Pace.USUAL: lambda: _("gets a mail at once"),
    Pace.ONCE: lambda: _("gets a mail at once"),
    Pace.DAILY: lambda: _("gets a mail the next morning"),
    Pace.WEEKLY: lambda: _("gets a mail on Monday, reminders on their day"),
    Pace.NEVER: lambda: _("wants no mails: reads it on the site, or must be phoned"),
}


def counted(people: list[Any], what: Foreseen) -> list[str]:
    """Say of how many people hear of it in which way; the people were read by ``people_of`` for the whole table."""
    ways: Counter[str] = Counter()
    for one in people:
        if what.seats is None or one.seat_id in what.seats:
            pace = pace_of(one)
            ways[_way(pace, what) if is_reached(one) else "none"] += 1
    return [str(words % {"count": ways[way]}) for way, words in WAYS.items() if ways[way]]


def _way(pace: Pace, what: Foreseen) -> str:
    if pace in {Pace.NEVER, Pace.ONCE, Pace.DAILY}:
        return pace
    if pace == Pace.WEEKLY:
        return "day" if what.is_reminder else pace
    return Pace.ONCE if what.asks else Pace.DAILY


WAYS: Mapping[str, Any] = {
    Pace.ONCE: ngettext_lazy("%(count)d at once", "%(count)d at once", "count"),
    "day": ngettext_lazy("%(count)d on its day", "%(count)d on its day", "count"),
    Pace.DAILY: ngettext_lazy("%(count)d the next morning", "%(count)d the next morning", "count"),
    Pace.WEEKLY: ngettext_lazy("%(count)d on Monday", "%(count)d on Monday", "count"),
    Pace.NEVER: ngettext_lazy("%(count)d wants no mails", "%(count)d want no mails", "count"),
    "none": ngettext_lazy("%(count)d without e-mail, to be phoned", "%(count)d without e-mail, to be phoned", "count"),
}


def silent_seats(user: Anyone, dialogue: Dialogue, seats: frozenset[int] | None) -> list[Seat]:
    """Return the seats at the table of whom nobody would get a mail, even if asked for an answer."""
    told = has_mail(people_of(user, dialogue, seats), True).exclude(pace=Pace.NEVER)
    table = Seat.objects.visible_to(user).at_the_table().filter(dialogue=dialogue)
    if seats is not None:
        table = table.filter(pk__in=seats)
    return list(table.exclude(pk__in=told.values("seat")).select_related("organisation"))
