"""The kinds of notices about entries of the ledger, registered as this module loads."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce, NullIf, Substr
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.ledger.models import Entry
from dialogues.models import Dialogue, reach_of
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience

TITLE = Coalesce(NullIf("title", Value("")), Substr("text", 1, 80))


@matter("ledger.entry", page="entry", title=TITLE, arguments=("number",))
def decided(user: Anyone) -> QuerySet[Entry]:
    """Entries that have their disposition."""
    return Entry.objects.visible_to(user).decided()


@matter("ledger.any_entry", page="entry", title=TITLE, arguments=("number",))
def entries(user: Anyone) -> QuerySet[Entry]:
    """Entries, whatever became of them."""
    return Entry.objects.visible_to(user)


@matter("ledger.unconfirmed", page="entry", title=TITLE, arguments=("number",), whole="ledger.any_entry")
def unconfirmed(user: Anyone) -> QuerySet[Entry]:
    """Entries made on behalf of a seat this person speaks for that wait for its word."""
    return Entry.objects.visible_to(user).awaiting_confirmation().filter(seat__in=reach_of(user).speaking)


@matter("ledger.objected", page="entry", title=TITLE, arguments=("number",))
def objected(user: Anyone) -> QuerySet[Entry]:
    """Entries that a seat objects to, for the host team."""
    return Entry.objects.visible_to(user).objected().filter(dialogue__in=reach_of(user).team)


@ports.audiences.provide
def whom_dispositions_would_reach(user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer the seats that wait to hear what became of what they said; one query."""
    waiting = Entry.objects.visible_to(user).undecided().filter(dialogue=dialogue, seat__isnull=False).order_by()
    seats = tuple(sorted(set(waiting.values_list("seat", flat=True))))
    if seats:
        yield Audience("dispositions", gettext("When you answer what they contributed"), seats, asks=False)


declare(
    "ledger.decided",
    "ledger.entry",
    told=ngettext_lazy("%(count)d new answer", "%(count)d new answers", "count"),
    sentence=_("Something your organisation contributed has been considered: read what became of it, and why."),
)
declare(
    "ledger.confirm",
    "ledger.unconfirmed",
    told=ngettext_lazy("%(count)d entry to confirm", "%(count)d entries to confirm", "count"),
    sentence=_("Something was entered on behalf of your organisation. Read it and confirm it with one click."),
    asks=True,
)
declare(
    "ledger.objected",
    "ledger.objected",
    told=ngettext_lazy("%(count)d objection", "%(count)d objections", "count"),
    sentence=_("An organisation objects to something that was entered on its behalf."),
    asks=True,
)
