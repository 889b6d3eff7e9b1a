"""Forms of calls and answers, one module per concern."""

from .answers import AnswerForm, OnBehalfForm
from .calls import CallForm, DueForm, QuestionForm

__all__ = ["AnswerForm", "CallForm", "DueForm", "OnBehalfForm", "QuestionForm"]
