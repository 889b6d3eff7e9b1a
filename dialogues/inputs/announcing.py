"""The kinds of notices about calls, registered as this module loads."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dialogues.announcing import declare_reminders
from dialogues.inputs.models import Call
from dialogues.inputs.offers import unanswered
from dialogues.inputs.states import CallStatus
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter


@matter("inputs.call", page="call")
def calls(user: Anyone) -> QuerySet[Call]:
    """Calls that were opened."""
    return Call.objects.visible_to(user).exclude(status=CallStatus.DRAFT)


@matter("inputs.call_unanswered", page="call")
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
