"""Forms for the moves of a phase and for the questions its closing asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.forms.dialogue import check_area
from dialogues.states import AreaOutcome, PhaseMove
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm
from inspired.core.ports import ClosingQuestion

AREA_QUESTION = "policy_area"
HINTS = {
    PhaseMove.OPEN: _("What makes this the right moment? Other phases may stay open beside it."),
    PhaseMove.PAUSE: _("Pausing gives room to look at new developments. What do you wait for?"),
    PhaseMove.RESUME: _("What has changed, so that work can go on?"),
    PhaseMove.STEP_BACK: _("Stepping back is part of the method. What was agreed and endorsed stays readable."),
}


def _text(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=area, max_length=5000)


class MoveForm(PlainForm):
    """The reason for a move and what triggered it."""

    reason = _text(_("Reason"))
    trigger = _text(
        _("What triggered it"),
        _("An event, new data, a change of mind: in a few words."),
        required=False,
        rows=2,
    )

    def __init__(self, *args: Any, move: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = HINTS.get(move, "")
        self.fields["trigger"].required = move == PhaseMove.STEP_BACK


class ClosingForm(PlainForm):
    """What the closing of a phase asks, in the order in which the apps ask it; each answer may stay empty.

    The question about the policy area is answered by a choice, because it is an entry in a history of its own.
    """

    def __init__(self, *args: Any, questions: Sequence[ClosingQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            if question.key == AREA_QUESTION:
                self._ask_for_the_area(question)
            else:
                self.fields[question.key] = _text(question.question, question.hint, required=False, rows=2)
        self.fields["reason"] = _text(_("Why the phase is closed now"), _("Members of the dialogue read this."))

    def _ask_for_the_area(self, question: ClosingQuestion) -> None:
        choices = [
            ("", _("Not answered now"), _("You can answer later, under Policy area.")),
            (AreaOutcome.VALIDATED, _("Validated"), _("It stays as it is.")),
            (AreaOutcome.ADJUSTED, _("Adjusted"), _("Narrowed, widened or said better.")),
            (AreaOutcome.CHANGED, _("Changed"), _("Another area took its place.")),
        ]
        self.fields["outcome"] = ChoiceWithMeaning(
            choices, label=question.question, help_text=question.hint, required=False
        )
        self.fields["area"] = forms.CharField(
            label=_("If adjusted or changed: the policy area is now"), max_length=200, required=False
        )

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(*self.fields)
        return helper

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_area(self, data)
        return data

    def closing(self) -> dict[str, Any]:
        """What the verb that closes a phase takes."""
        data = self.cleaned_data
        return {
            "reason": data["reason"],
            "answers": self.answers(),
            "outcome": data.get("outcome", ""),
            "area": data.get("area", ""),
        }

    def answers(self) -> list[dict[str, Any]]:
        """The questions as they were asked, with their answers and with what was open, for the log."""
        return [self._answer(question) for question in self.questions]

    def _answer(self, question: ClosingQuestion) -> dict[str, Any]:
        said = self.cleaned_data.get("outcome" if question.key == AREA_QUESTION else question.key, "")
        if question.key == AREA_QUESTION and said:
            said = str(AreaOutcome(said).label)
        return {
            "key": question.key,
            "question": str(question.question),
            "answer": said,
            "open_items": [str(item) for item in question.open_items],
        }
