"""Sentences for the events of calls and answers, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from dialogues.inputs.models import Answer, Call, Question
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD = Telling(
    "calls",
    _("Calls for input and answers"),
    {
        "call.created": _("The call “%(thing)s” was prepared"),
        "call.edited": _("The call “%(thing)s” was changed before it opened"),
        "call.opened": _("The call “%(thing)s” was opened"),
        "call.extended": _("More time was given to answer the call “%(thing)s”"),
        "call.reminded": _("Those who had not answered the call “%(thing)s” were reminded"),
        "call.closed": _("The call “%(thing)s” was closed"),
        "call.reopened": _("The call “%(thing)s” was opened again"),
        "question.added": _("The question “%(question)s” was added to the call “%(thing)s”"),
        "question.changed": _("The question “%(question)s” of the call “%(thing)s” was changed"),
        "question.removed": _("A question of the call “%(thing)s” was removed"),
        "question.moved": _("The question “%(question)s” of the call “%(thing)s” was moved"),
        "answer.submitted": _("%(seat)s answered the call “%(thing)s”"),
        "answer.entered": _("An answer of %(seat)s to the call “%(thing)s” was entered on its behalf"),
        "inputs.exported": _("The table of inputs was downloaded"),
        "list.exported:calls_for_input": _("The list of calls for input was downloaded"),
    },
)


@ports.event_words.provide
def call_words(_user: Anyone) -> list[Telling]:
    """Tell the events of this app."""
    return [TOLD]


@ports.event_names.provide
def call_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where calls and answers have their names."""
    answers = Answer.objects.filter(call__dialogue__in=dialogues)
    questions = Question.objects.filter(call__dialogue__in=dialogues)
    yield Naming("inputs.call", Call.objects.filter(dialogue__in=dialogues), "title")
    yield Naming("inputs.question", questions, "text", kept="question", through="call")
    yield Naming("inputs.answer", answers, "call__title", "seat__organisation__name")
