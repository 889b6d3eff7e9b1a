"""What calls and answers tell lower floors through the ports; each answer costs one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.inputs.models import Answer, Call, CallQuerySet
from dialogues.inputs.states import AnswerStatus, CallStatus
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.readers import ReaderQuestion
from dialogues.models.seats import SeatQuerySet
from dialogues.models.standing import Reach
from dialogues.waiting import Waiting, told_as, waits
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import ClosingQuestion, News, Tab, Todo
from inspired.core.written import moment_of


@ports.tabs.provide
def tab(user: Anyone, dialogue: Dialogue) -> Iterable[Tab]:
    """Show the tab to whoever reads inputs, and to donors with its figures."""
    if may(user, "inputs.see_inputs", dialogue):
        yield Tab("inputs", _("Input"), reverse("call_list", args=[dialogue.slug]), 30)
    elif may(user, "inputs.see_figures", dialogue):
        yield Tab("inputs", _("Input"), reverse("input_figures", args=[dialogue.slug]), 30)


def unanswered(user: Anyone, among: CallQuerySet) -> QuerySet[Call]:
    """Keep the calls that a seat this person speaks for has not answered, with whether a draft exists."""
    reach = reach_of(user)
    waiting = _still_asked().filter(pk__in=reach.speaking)
    drafts = Answer.objects.filter(call=OuterRef("pk"), status=AnswerStatus.DRAFT, seat__in=reach.speaking)
    calls = among.visible_to(user).filter(dialogue__in=reach.open)
    return calls.filter(Exists(waiting)).annotate(has_draft=Exists(drafts))


@cache
def _still_asked() -> SeatQuerySet:
    """Return the seats that a call asks and that have not answered it; the same for everybody, put together once."""
    answers = Answer.objects.filter(call=OuterRef(OuterRef("pk")), seat=OuterRef("pk"))
    asked = Call.seats.through.objects.filter(call=OuterRef(OuterRef("pk")), seat=OuterRef("pk"))
    return (
        Seat.objects.at_the_table()
        .filter(dialogue=OuterRef("dialogue"))
        .filter(Q(ExpressionWrapper(OuterRef("asks_all"), output_field=BooleanField())) | Exists(asked))
        .exclude(Exists(answers.filter(status=AnswerStatus.SUBMITTED)))
    )


def _answer(one: Waiting) -> Todo:
    act = _("Go on with your draft") if one.first else _("Read and answer")
    url = reverse("call", args=[one.slug, one.pk])
    return Todo(one.title, url, act, one.dialogue, one.named.title, due=one.due, rank=2)


@waits({"call": _answer})
def calls_to_answer(user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Name the calls that wait for an answer of a seat this person speaks for, begun or not."""
    if reach.speaking and reach.open:
        calls = unanswered(user, Call.objects.open())
        begun = Case(When(has_draft=True, then=Value(1)), default=Value(0), output_field=BigIntegerField())
        yield told_as(calls, "call", title="title", dialogue="dialogue", first=begun, due="due_at")


@ports.news.provide
def open_calls(user: Anyone, dialogue: Dialogue) -> Iterable[News]:
    """Say which calls are open and how many have answered."""
    for key, title, asked, answered, opened_at in OPEN.rows(user, dialogue):
        yield News(
            title=title,
            url=reverse("call", args=[dialogue.slug, key]),
            note=_answered_words(asked, answered),
            state=_("Open for answers"),
            at=moment_of(opened_at),
        )


def _open(user: Anyone, dialogue: Dialogue) -> Iterator[QuerySet[Any, Any]]:
    calls = Call.objects.visible_to(user).filter(dialogue=dialogue.pk).open().with_progress()
    yield calls.order_by().values_list("pk", "title", "seats_asked", "seats_answered", "opened_at")


OPEN = ReaderQuestion(_open)


def answered_sentence(call: Call) -> str:
    """Say how many of the seats asked have answered; the call was loaded ``with_progress()``."""
    return _answered_words(call.seats_asked, call.seats_answered)  # type: ignore[attr-defined]


def _answered_words(asked: int, answered: int) -> str:
    return ngettext("%(answered)d of %(asked)d seat answered", "%(answered)d of %(asked)d seats answered", asked) % {
        "answered": answered,
        "asked": asked,
    }


@ports.closing_questions.provide
def open_calls_at_closing(user: Anyone, dialogue: Dialogue, phase: str) -> Iterable[ClosingQuestion]:
    """Name the phase's calls that are still open or were never opened."""
    calls = Call.objects.visible_to(user).filter(dialogue=dialogue, phase=phase).exclude(status=CallStatus.CLOSED)
    words = {CallStatus.OPEN: _("The call “%(title)s” is open"), CallStatus.DRAFT: _("“%(title)s” was never opened")}
    items = tuple(words[CallStatus(call.status)] % {"title": call.title} for call in calls)
    yield ClosingQuestion(
        key="calls",
        question=_("Is everything in that was asked for?"),
        open_items=items,
        url=reverse("call_list", args=[dialogue.slug]),
    )
