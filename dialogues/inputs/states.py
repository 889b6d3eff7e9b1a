"""The states of calls and answers, the kinds of calls and questions, and what refuses a write."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallKind(models.TextChoices):
    """What the host asks for."""

    EVIDENCE = "evidence", _("Evidence")
    TESTIMONY = "testimony", _("Testimony")
    COMMENT = "comment", _("Comment")
    QUESTIONS = "questions", _("Answers to questions")


class CallStatus(models.TextChoices):
    """Where a call stands."""

    DRAFT = "draft", pgettext_lazy("call", "Draft")
    OPEN = "open", pgettext_lazy("call", "Open")
    CLOSED = "closed", pgettext_lazy("call", "Closed")


CALL_MOVES: dict[str, set[str]] = {
    CallStatus.DRAFT: {CallStatus.OPEN},
    CallStatus.OPEN: {CallStatus.CLOSED},
    CallStatus.CLOSED: {CallStatus.OPEN},
}


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", _("Text")
    CHOICE = "choice", _("One of several choices")
    SCALE = "scale", _("A scale from 1 to 5")
    NUMBER = "number", _("A number")
    FILE = "file", _("A file")


SCALE = range(1, 6)


class AnswerStatus(models.TextChoices):
    """Where an answer stands."""

    DRAFT = "draft", pgettext_lazy("answer", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("answer", "Submitted")


ANSWER_MOVES: dict[str, set[str]] = {AnswerStatus.DRAFT: {AnswerStatus.SUBMITTED}, AnswerStatus.SUBMITTED: set()}


class StaleAnswer(Exception):  # noqa: N818 - reads as what happened
    """Raised when a colleague has saved or submitted since the form was read; nothing was changed."""
