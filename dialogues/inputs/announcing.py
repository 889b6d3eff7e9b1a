"""What calls announce, of what they remind and which dates they have, registered as this module loads."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.announcing import declare_reminders
from dialogues.inputs.models import Answer, Call
from dialogues.inputs.offers import unanswered
from dialogues.inputs.states import CallStatus
from dialogues.models import Dialogue, Seat
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience, CalendarEntry, Deadline


@matter("inputs.call", page="call")
def calls(user: Anyone) -> QuerySet[Call]:
    """Calls that were opened."""
    return Call.objects.visible_to(user).exclude(status=CallStatus.DRAFT)


@matter("inputs.call_unanswered", page="call", whole="inputs.call")
def unanswered_calls(user: Anyone) -> QuerySet[Call]:
    """Calls not closed yet, whatever their date, that a seat this person speaks for has not answered."""
    return unanswered(user, Call.objects.filter(status=CallStatus.OPEN))


declare(
    "inputs.call_opened",
    "inputs.call",
    told=ngettext_lazy("%(count)d contribution is asked for", "%(count)d contributions are asked for", "count"),
    sentence=_("Your organisation is asked to contribute."),
    asks=True,
)
declare(
    "inputs.call_extended",
    "inputs.call",
    told=ngettext_lazy(
        "There is more time for %(count)d contribution", "There is more time for %(count)d contributions", "count"
    ),
    sentence=_("The date of something your organisation was asked for has changed."),
)
declare(
    "inputs.call_reminder",
    "inputs.call_unanswered",
    told=ngettext_lazy(
        "You are reminded of %(count)d contribution", "You are reminded of %(count)d contributions", "count"
    ),
    sentence=_("Your organisation has not contributed yet to something it was asked for."),
    asks=True,
)
declare_reminders("inputs.call", "inputs.call_unanswered")


@ports.deadlines.provide
def call_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats that have not answered calls with a date, also when it has passed; one query."""
    answered = Answer.objects.submitted().filter(call=OuterRef("call"), seat=OuterRef("pk"))
    named = Call.seats.through.objects.filter(call=OuterRef("call"), seat=OuterRef("pk"))
    owed = Seat.objects if by is None else Seat.objects.visible_to(by)
    owed = owed.at_the_table().filter(
        dialogue=dialogue, dialogue__calls__status=CallStatus.OPEN, dialogue__calls__due_at__isnull=False
    )
    found = owed.annotate(
        call=F("dialogue__calls__pk"),
        all=F("dialogue__calls__asks_all"),
        words=F("dialogue__calls__title"),
        due=F("dialogue__calls__due_at"),
        since=Coalesce("dialogue__calls__opened_at", "dialogue__calls__created_at"),
    )
    asked = found.filter(Q(all=True) | Exists(named)).exclude(Exists(answered))
    for seat, call, title, due, since in asked.values_list("pk", "call", "words", "due", "since"):
        yield Deadline("inputs.call", call, title, due, since, seat)


@ports.audiences.provide
def whom_calls_would_reach(user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer the seats that prepared calls would ask, and those that open ones would tell; three queries for all calls."""
    calls = Call.objects.visible_to(user).filter(dialogue=dialogue).exclude(status=CallStatus.CLOSED)
    answered: dict[int, list[int]] = {}
    for call, seat in Answer.objects.submitted().filter(call__in=calls.values("pk")).values_list("call", "seat"):
        answered.setdefault(call, []).append(seat)
    rows = list(calls)
    named: dict[int, list[int]] = {}
    some = Call.seats.through.objects.filter(call__in=[one.pk for one in rows if not one.asks_all])
    for call, seat in some.values_list("call", "seat"):
        named.setdefault(call, []).append(seat)
    for one in rows:
        about = {"title": one.title}
        asked = None if one.asks_all else tuple(named.get(one.pk, ()))
        if one.status == CallStatus.DRAFT:
            yield Audience(f"call-{one.pk}", gettext("When it is opened: %(title)s") % about, asked)
            continue
        more, again = gettext("When it gets another date: %(title)s"), gettext("When you remind them of: %(title)s")
        yield Audience(f"call-more-{one.pk}", more % about, asked, asks=False)
        if one.reminded_at is None:
            yield Audience(f"call-again-{one.pk}", again % about, asked, tuple(answered.get(one.pk, ())))


@ports.calendar.provide
def call_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the dates of open calls; one query."""
    calls = Call.objects.visible_to(user).open().filter(dialogue__in=dialogues, due_at__isnull=False)
    for call in calls.select_related("dialogue"):
        yield CalendarEntry(f"call-{call.pk}", call.dialogue_id, call.dialogue.mail_label, call.due_at)
