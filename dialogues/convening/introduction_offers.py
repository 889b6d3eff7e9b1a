"""What introductions offer to the ports: what waits for whoever could help, neutral notices, their events, a person's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from dialogues.convening.models import Introduction, ShelfEntry
from dialogues.convening.states.introductions import IntroductionState
from dialogues.models import Reach
from dialogues.waiting import Waiting, told_as, waits
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models import User
from inspired.core.noticing import declare, matter
from inspired.core.personal import chapter
from inspired.core.ports import Part, Telling, Todo

MATTER = "convening.introduction"


def _asked(one: Waiting) -> Todo:
    title = _("An introduction is asked for: %(whom)s") % {"whom": one.title}
    return Todo(title, _page(one), _("Read it"), one.dialogue, one.named.title, rank=6)


def _taken_up(one: Waiting) -> Todo:
    title = _("You took up an introduction: %(whom)s") % {"whom": one.title}
    return Todo(title, _page(one), _("Say what came of it"), one.dialogue, one.named.title, rank=6)


def _page(one: Waiting) -> str:
    return reverse("introduction", args=[one.slug, one.pk])


@waits({"introduction": _asked, "introduction_taken": _taken_up})
def introductions_waiting(user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Remind those who could take an introduction up, and those who did and have not said what came of it."""
    if reach.live:
        waiting = Introduction.objects.waiting_for(user).filter(dialogue__in=reach.live)
        taken = Case(
            When(state=IntroductionState.TAKEN_UP, then=Value("introduction_taken")), default=Value("introduction")
        )
        yield told_as(waiting, taken, title="whom", dialogue="dialogue")


@matter(MATTER, page="introduction", title=Value(""))
def introductions(user: Anyone) -> QuerySet[Introduction]:
    """Introductions, for those concerned; without a title, so that no name stands among notices."""
    return Introduction.objects.visible_to(user)


declare(
    "convening.introduction_moved",
    MATTER,
    told=ngettext_lazy("%(count)d introduction has moved on", "%(count)d introductions have moved on", "count"),
    sentence=gettext_lazy("Something that was asked for has moved on."),
)


@ports.event_words.provide
def introduction_words(_user: Anyone) -> list[Telling]:
    """Tell that introductions moved, never to whom or about what."""
    sentences = {
        "introduction.asked": gettext_lazy("An introduction to a decision-maker was asked for"),
        "introduction.taken_up": gettext_lazy("An introduction was taken up"),
        "introduction.given_back": gettext_lazy("An introduction was left to others again"),
        "introduction.obtained": gettext_lazy("An introduction was obtained"),
        "introduction.declined": gettext_lazy("An introduction was declined"),
        "introduction.planned": gettext_lazy("The next step after an introduction was set"),
        "introduction.withdrawn": gettext_lazy("An introduction is no longer asked for"),
    }
    return [Telling("introductions", gettext_lazy("Introductions to decision-makers"), sentences)]


@ports.personal_data.provide
@chapter("texts")
def my_introductions(user: User) -> Iterable[Part]:
    """Give a person the introductions they asked for or took up, and what came of them."""
    mine = Introduction.objects.filter(Q(by=user) | Q(taken_by=user)).select_related("dialogue").order_by("pk")
    yield Part(
        _("Introductions you asked for or took up"),
        tuple(
            {
                _("Dialogue"): one.dialogue.title,
                _("Decision-maker"): one.whom,
                _("What it is about"): one.why,
                _("State"): one.get_state_display(),
                _("What came of it"): one.outcome,
                _("Next step"): one.next_step,
                _("Given"): one.at,
            }
            for one in mine
        ),
    )


@ports.personal_data.provide
@chapter("texts")
def my_shelf_entries(user: User) -> Iterable[Part]:
    """Give a person what they brought or offered to knowledge shelves, and what the host answered."""
    mine = ShelfEntry.objects.filter(by=user).select_related("dialogue").order_by("pk")
    yield Part(
        _("What you brought to the knowledge shelf"),
        tuple(
            {
                _("Dialogue"): one.dialogue.title,
                _("Title"): one.title,
                _("Why it is here"): one.why,
                _("In words"): one.text,
                _("How to get in touch"): one.way_in,
                _("State"): one.get_state_display(),
                _("Answer"): one.reason,
                _("Given"): one.at,
            }
            for one in mine
        ),
    )
