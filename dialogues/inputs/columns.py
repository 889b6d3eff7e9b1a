"""Sets the answers to one call into a table, one column for each question, for people who go on in a spreadsheet. Reads only."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dialogues.appearing import NAMED
from dialogues.inputs.models import Answer, Call, Question, Response
from dialogues.inputs.states import QuestionKind
from dialogues.ledger.attribution import Labels, level_of
from dialogues.ledger.models import Entry
from inspired.core.access import Anyone
from inspired.core.listing import Column

MOST_DIGITS = 15  # a spreadsheet rounds what is longer
# Marks that stand in the way of words in a cell. Lists, line breaks and where a link leads are words, and stay.
MARKS = (
    ("*", re.compile(r"(?<![\\*])(\*{1,3})(?=[^\s*])([^*\n]+)(?<=\S)\1(?!\*)"), r"\2"),
    ("_", re.compile(r"(?<![\\\w])(_{1,3})(?=[^\s_])([^_\n]+)(?<=\S)\1(?!\w)"), r"\2"),
    ("#", re.compile(r"(?m)^#{1,6}[ \t]+"), ""),
    ("[", re.compile(r"(?<!\\)\[([^\[\]\n]{1,300})\]\(([^()\s]{1,2000})\)"), r"\1 (\2)"),
    ("|", re.compile(r"(?m)^\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?\n"), ""),
    ("\\", re.compile(r"\\([*_\[\]#|\\])"), r"\1"),
)
is_grouped = re.compile(r"[+-]?[1-9]\d{0,2}(?:([\s'.,])\d{3})(?:\1\d{3})*").fullmatch
is_plain_figure = re.compile(r"[+-]?(?:0|[1-9]\d*)(?:[.,]\d+)?").fullmatch
Given = tuple[str, str]  # what was written, and the name of the file that was handed in


def without_marks(text: str) -> str:
    """Return a text as words. A table holds thousands of texts, so their marks are looked for and nothing is parsed."""
    for sign, marks, words in MARKS:
        if sign in text:
            text = marks.sub(words, text)
    return text


def as_number(figure: str) -> Decimal | str:
    """Read a figure as people write it: 12, 3,5, 12 500 or 1.234,5. What can be read in two ways stays as it was written."""
    written = figure.strip()
    whole, mark, rest = written.rpartition(",") if written.rfind(",") > written.rfind(".") else written.rpartition(".")
    if mark and is_grouped(whole) and mark not in whole and rest.isdecimal():
        written = f"{_digits(whole)}.{rest}"  # 1.234,5: the last mark is another one than those that group
    elif (grouped := is_grouped(written)) and (grouped[1] not in ".," or written.count(grouped[1]) > 1):
        written = _digits(written)
    elif mark and len(rest) == 3 and whole.lstrip("+-") != "0":
        return figure  # 1.234 and 1,234 are one thing here and another there
    if not is_plain_figure(written) or len(_digits(written)) > MOST_DIGITS:
        return figure
    return Decimal(written.replace(",", "."))


def call_columns() -> list[Column]:
    """Return the columns of a list of calls, each loaded ``with_progress()``."""
    return [
        Column(_("Title"), "title"),
        Column(_("Kind"), lambda call: call.get_kind_display()),
        Column(_("Phase"), lambda call: call.get_phase_display()),
        Column(_("State"), lambda call: call.get_status_display()),
        Column(_("Until"), "due_at"),
        Column(_("Seats asked"), lambda call: Decimal(call.seats_asked)),
        Column(_("Seats that answered"), lambda call: Decimal(call.seats_answered)),
    ]


def _digits(text: str) -> str:
    return re.sub(r"[^\d-]", "", text)


def question_columns(user: Anyone, call: Call, labels: Labels) -> list[Column]:
    """Return one column for each question of a call; two queries, whatever the number of answers."""
    questions = list(call.questions.all())
    answers = Answer.objects.visible_to(user).submitted().filter(call=call)
    rows = Response.objects.filter(answer__in=answers.values("pk"))
    given: dict[tuple[int, int], Given] = {
        (entry, question): (value, name or "")
        for entry, question, value, name in rows.order_by().values_list(
            "answer__entry", "question", "value", "file__original_name"
        )
    }
    return [
        Column(_heading(at, question), _reader(question, given, labels)) for at, question in enumerate(questions, 1)
    ]


def _heading(at: int, question: Question) -> str:
    ends = question.scale_words
    return f"{at}. {question.text} ({ends})" if ends else f"{at}. {question.text}"


def _reader(question: Question, given: dict[tuple[int, int], Given], labels: Labels) -> Callable[[Entry], Any]:
    shown = _SHOWN.get(QuestionKind(question.kind), lambda written: written)

    def read(entry: Entry) -> Any:
        written, name = given.get((entry.pk, question.pk), ("", ""))
        if name:  # a file's name can tell whose it is, so it follows the name
            return name if labels.knows(entry) or level_of(entry) in NAMED else _("A file was handed in.")
        return shown(written)

    return read


_SHOWN: dict[QuestionKind, Callable[[str], Any]] = {
    QuestionKind.TEXT: without_marks,
    QuestionKind.NUMBER: as_number,
    QuestionKind.SCALE: as_number,
}
