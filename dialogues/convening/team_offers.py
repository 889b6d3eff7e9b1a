"""Counts what waits for the host team while it convenes: messages, calls, proposals, public bodies, requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dialogues.convening.models import (
    Handover,
    InvitationRequest,
    ListedOrganisation,
    Nomination,
    PublicBody,
    ShelfEntry,
    Talk,
)
from dialogues.convening.states.nominations import BodyState, NominationState
from dialogues.models import reach_of
from inspired.core import ports
from inspired.core.models import User
from inspired.core.ports import Todo


class Waiting(NamedTuple):
    """How one kind of work is told: its words, the page that lists it, what to do there, how pressing it is."""

    words: Any
    page: str
    query: str
    action: Any
    rank: int


WAITING = {
    "messages": Waiting(
        ngettext_lazy(
            "%(number)d message in confidence waits for an answer",
            "%(number)d messages in confidence wait for an answer",
            "number",
        ),
        "messages",
        "?state=waiting",
        _("Read and answer"),
        3,
    ),
    "calls": Waiting(
        ngettext_lazy("%(number)d call is due", "%(number)d calls are due", "number"),
        "contact_calls",
        "",
        _("Open the list"),
        4,
    ),
    "requests": Waiting(
        ngettext_lazy("%(count)d person asks to be invited", "%(count)d people ask to be invited", "count"),
        "invitation_requests",
        "",
        _("Read and answer"),
        4,
    ),
    "nominations": Waiting(
        ngettext_lazy(
            "%(number)d proposal of who is missing waits for your answer",
            "%(number)d proposals of who is missing wait for your answer",
            "number",
        ),
        "nominations",
        f"?state={NominationState.OPEN}",
        _("Answer"),
        5,
    ),
    "bodies": Waiting(
        ngettext_lazy(
            "%(number)d public body is proposed by the government focal point",
            "%(number)d public bodies are proposed by the government focal point",
            "number",
        ),
        "public_bodies",
        f"?state={BodyState.PROPOSED}",
        _("Decide"),
        6,
    ),
}


@ports.todo.provide
def team_todos(user: User) -> Iterator[Todo]:
    """Count for the host team what waits, dialogue by dialogue; one query for all, none for whoever hosts nothing.

    It sees all of its dialogues' rows but talks whose day has passed, so that only of these more than the dialogue is asked.
    """
    reach = reach_of(user)
    if not reach.team & reach.live:
        return
    due = ListedOrganisation.objects.due(timezone.localdate())
    rows = [
        _counted("messages", Talk.objects.visible_to(user).unanswered(), user),
        _counted("calls", due.filter(Q(responsible=user) | Q(responsible__isnull=True)), user),
        _counted("requests", InvitationRequest.objects.waiting(), user),
        _counted("nominations", Nomination.objects.waiting(), user),
        _counted("bodies", PublicBody.objects.filter(state=BodyState.PROPOSED), user),
    ]
    for what, pk, number in rows[0].union(*rows[1:], all=True):
        told, dialogue = WAITING[what], reach.named[pk]
        words = str(told.words % {"number": number, "count": number})
        url = reverse(told.page, args=[dialogue.slug]) + told.query
        yield Todo(words, url, str(told.action), pk, dialogue.title, rank=told.rank)


def _counted(what: str, waiting: QuerySet[Any], user: User) -> QuerySet[Any]:
    reach = reach_of(user)
    own = waiting.filter(dialogue__in=reach.team & reach.live).order_by()
    return own.annotate(what=Value(what)).values_list("what", "dialogue").annotate(number=Count("pk"))


NAMED = {  # what is told one by one: its words, the page, the act, how pressing it is
    "shelf": (_("Proposed for the shelf: %(title)s"), "shelf_entry", _("Answer"), 5),
    "successor": (_("A successor is awaited"), "handover", _("Look"), 6),
}
MOST_PLACES = 20


@ports.todo.provide
def team_todos_by_name(user: User) -> Iterator[Todo]:
    """Remind the host team of proposals for the shelf, and of places whose successor has not come in yet; one query for both."""
    reach = reach_of(user)
    if not (team := reach.team & reach.live):
        return
    awaited = Handover.objects.visible_to(user).waiting().filter(seat__isnull=False, seat__left_at__isnull=True)
    rows = [
        _called("shelf", ShelfEntry.objects.waiting().filter(dialogue__in=team), "title"),
        _called("successor", awaited.filter(dialogue__in=team), "seat__organisation__name"),
    ]
    places = 0
    for what, pk, key, name in rows[0].union(rows[1], all=True):
        places += what == "successor"
        if what == "successor" and places > MOST_PLACES:
            continue
        words, page, act, rank = NAMED[what]
        context = name if what == "successor" else reach.named[key].title
        url = reverse(page, args=[reach.named[key].slug, pk])
        yield Todo(str(words) % {"title": name}, url, str(act), key, context, rank=rank)


def _called(what: str, waiting: QuerySet[Any], name: str) -> QuerySet[Any]:
    rows = waiting.order_by().annotate(what=Value(what), called=F(name))
    return rows.values_list("what", "pk", "dialogue", "called")
