"""What interviews announce, what of them waits for whom, and what goes on for media users; read in the queries of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from dialogues.consensus import going_on
from dialogues.consensus.going_on import Going, goes_on
from dialogues.models import Dialogue, reach_within
from dialogues.models.standing import Reach
from dialogues.monitoring.interviewing import told_media
from dialogues.monitoring.models import Interview
from dialogues.monitoring.states import AWAITING_HOST, INTERVIEW_TONES, InterviewStatus
from dialogues.waiting import Waiting, told_as, waits
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter
from inspired.core.ports import News, Todo

TAB = "interviews"
SHOWN = 3
ABOUT = "version__document__title"


@matter("monitoring.interview", page="interview", title=ABOUT)
def interviews(user: Anyone) -> QuerySet[Interview]:
    """Requests for interviews that concern this person."""
    return Interview.objects.visible_to(user)


declare(
    "monitoring.interview_asked",
    "monitoring.interview",
    told=ngettext_lazy("%(count)d interview is asked for", "%(count)d interviews are asked for", "count"),
    sentence=gettext_lazy("A media user asks for an interview."),
    asks=True,
)
declare(
    "monitoring.interview_passed",
    "monitoring.interview",
    told=ngettext_lazy(
        "%(count)d interview awaits your organisation’s word",
        "%(count)d interviews await your organisation’s word",
        "count",
    ),
    sentence=gettext_lazy(
        "The host asks whether your organisation gives an interview. Nobody is named before it accepts."
    ),
    asks=True,
)
declare(
    "monitoring.interview_said",
    "monitoring.interview",
    told=ngettext_lazy(
        "Something was said to %(count)d request for an interview",
        "Something was said to %(count)d requests for interviews",
        "count",
    ),
    sentence=gettext_lazy("A request for an interview was accepted, not accepted, or taken back."),
)
declare(
    "monitoring.interview_told",
    "monitoring.interview",
    told=ngettext_lazy(
        "%(count)d of your requests for an interview has moved on",
        "%(count)d of your requests for interviews have moved on",
        "count",
    ),
    sentence=gettext_lazy("The host has told you something about your request for an interview."),
)

ACTS = {
    InterviewStatus.NEW: (
        gettext_lazy("An interview about “%(title)s” is asked for"),
        gettext_lazy("Read and pass on"),
    ),
    InterviewStatus.ACCEPTED: (
        gettext_lazy("Bring together who asked for an interview about “%(title)s” and who gives it"),
        gettext_lazy("Relay it"),
    ),
    InterviewStatus.REFUSED: (
        gettext_lazy("An interview about “%(title)s” was not accepted"),
        gettext_lazy("Ask others or answer"),
    ),
    InterviewStatus.PASSED_ON: (
        gettext_lazy("Does your organisation give an interview about “%(title)s”?"),
        gettext_lazy("Read and answer"),
    ),
}


def _interview(one: Waiting) -> Todo:
    title, act = ACTS[InterviewStatus(one.letter)]
    url = reverse("interview", args=[one.slug, one.pk])
    return Todo(str(title) % {"title": one.title}, url, str(act), one.dialogue, one.who, due=one.due, rank=3)


TOLD: dict[str, Callable[[Waiting], Todo]] = {"interview": _interview}


@waits(TOLD, TAB)
def interviews_waiting(_user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Name what waits for the host team, and what a seat this person speaks for is asked; others' seats are not named."""
    if not (reach.team or reach.speaking):
        return
    mine = Q(dialogue__in=reach.team, status__in=AWAITING_HOST)
    mine |= Q(passed_to__in=reach.speaking, status=InterviewStatus.PASSED_ON) & ~Q(dialogue__in=reach.team)
    rows = Interview.objects.filter(mine)
    columns = {"title": ABOUT, "who": "medium", "dialogue": "dialogue", "first": "pk"}
    yield told_as(rows, "interview", letter="status", due="due_at", **columns)


def _asked(one: Going, slug: str) -> News:
    return News(
        title=_("Your request for an interview: %(title)s") % {"title": one.title},
        url=reverse("interview", args=[slug, one.first]),
        state=told_media(one.status),
        tone=INTERVIEW_TONES[one.status] if one.status != InterviewStatus.REFUSED else "wait",
        at=one.at,
    )


@goes_on((("interview", SHOWN, _asked),), TAB)
def own_interviews(user: Anyone, dialogue: Dialogue) -> Iterator[QuerySet[Any, Any]]:
    """Name what this media user asked for; nobody else is told of it here."""
    if not reach_within(user, dialogue.pk).press:
        return
    own = Interview.objects.visible_to(user).filter(dialogue=dialogue.pk, asked_by=user.pk)
    yield going_on.told_as(own, "interview", title=ABOUT, first="pk", at=F("asked_at"))
