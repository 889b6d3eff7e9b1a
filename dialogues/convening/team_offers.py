"""Counts what waits for the host team while it convenes: messages, calls, proposals, public bodies, requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

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
from dialogues.models import Reach
from dialogues.waiting import Waiting, counted_as, told_as, waits
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.ports import Todo


class Work(NamedTuple):
    """How one kind of work is told: its words, the page that lists it, what to do there, how pressing it is."""

    words: Any
    page: str
    query: str
    action: Any
    rank: int


WORK = {
    "messages": Work(
        ngettext_lazy(
            "%(number)d message in confidence waits for an answer",
            "%(number)d messages in confidence wait for an answer",
            "number",
        ),
        "messages",
        "?state=waiting",
        gettext_lazy("Read and answer"),
        3,
    ),
    "calls": Work(
        ngettext_lazy("%(number)d call is due", "%(number)d calls are due", "number"),
        "contact_calls",
        "",
        gettext_lazy("Open the list"),
        4,
    ),
    "requests": Work(
        ngettext_lazy("%(count)d person asks to be invited", "%(count)d people ask to be invited", "count"),
        "invitation_requests",
        "",
        gettext_lazy("Read and answer"),
        4,
    ),
    "nominations": Work(
        ngettext_lazy(
            "%(number)d proposal of who is missing waits for your answer",
            "%(number)d proposals of who is missing wait for your answer",
            "number",
        ),
        "nominations",
        f"?state={NominationState.OPEN}",
        gettext_lazy("Answer"),
        5,
    ),
    "bodies": Work(
        ngettext_lazy(
            "%(number)d public body is proposed by the government focal point",
            "%(number)d public bodies are proposed by the government focal point",
            "number",
        ),
        "public_bodies",
        f"?state={BodyState.PROPOSED}",
        gettext_lazy("Decide"),
        6,
    ),
}


def _counted(one: Waiting) -> Todo:
    work = WORK[one.kind]
    words = str(work.words % {"number": one.first, "count": one.first})
    url = reverse(work.page, args=[one.slug]) + work.query
    return Todo(words, url, str(work.action), one.dialogue, one.named.title, rank=work.rank)


@waits(dict.fromkeys(WORK, _counted))
def team_counts(user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Count for the host team what waits, dialogue by dialogue.

    It sees all of its dialogues' rows but talks whose day has passed, so that only of these more than the dialogue is asked.
    """
    if not (team := reach.team & reach.live):
        return
    due = ListedOrganisation.objects.due(clock.today())
    for kind, rows in (
        ("messages", Talk.objects.visible_to(user).unanswered()),
        ("calls", due.filter(Q(responsible=user.pk) | Q(responsible__isnull=True))),
        ("requests", InvitationRequest.objects.waiting()),
        ("nominations", Nomination.objects.waiting()),
        ("bodies", PublicBody.objects.filter(state=BodyState.PROPOSED)),
    ):
        yield counted_as(rows.filter(dialogue__in=team), kind)


def _shelf(one: Waiting) -> Todo:
    title = _("Proposed for the shelf: %(title)s") % {"title": one.title}
    return Todo(title, reverse("shelf_entry", args=[one.slug, one.pk]), _("Answer"), one.dialogue, one.named.title)


def _successor(one: Waiting) -> Todo:
    url = reverse("handover", args=[one.slug, one.pk])
    return Todo(_("A successor is awaited"), url, _("Look"), one.dialogue, one.title, rank=6)


@waits({"shelf": _shelf, "successor": _successor})
def team_names(user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Remind the host team of proposals for the shelf, and of places whose successor has not come in yet."""
    if not (team := reach.team & reach.live):
        return
    yield told_as(ShelfEntry.objects.waiting().filter(dialogue__in=team), "shelf", title="title", dialogue="dialogue")
    awaited = Handover.objects.visible_to(user).waiting().filter(seat__isnull=False, seat__left_at__isnull=True)
    here = awaited.filter(dialogue__in=team)
    yield told_as(here, "successor", title="seat__organisation__name", dialogue="dialogue")
