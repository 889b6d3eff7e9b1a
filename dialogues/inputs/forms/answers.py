"""The form that a call's questions make, for a seat's own delegates and for the host team on behalf of a seat."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dialogues.inputs.models import Question
from dialogues.inputs.states import QuestionKind
from dialogues.ledger.forms import checked
from dialogues.models import Seat
from dialogues.states import Channel
from inspired.core.access import LARGEST_KEY
from inspired.core.formlayout import PlainForm
from inspired.core.models.files import StoredFile

LONGEST_ANSWER = 20_000
LONGEST_TOGETHER = 150_000
FIGURE = re.compile(r"^[+-]?\d[\d\s.,' ]{0,40}$")
ACCEPTED = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.odt,.csv,.txt"


@dataclass(frozen=True)
class KeptFile:
    """A stored file as a form field shows it: kept from before unless another one is chosen."""

    pk: int
    name: str
    url: str

    def __str__(self) -> str:
        return self.name


def _text(question: Question) -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), max_length=LONGEST_ANSWER)


def _choice(question: Question) -> forms.Field:
    return forms.ChoiceField(widget=forms.RadioSelect, choices=[(choice, choice) for choice in question.choices])


def _scale(question: Question) -> forms.Field:
    return forms.ChoiceField(widget=forms.RadioSelect, choices=question.scale_steps)


def _number(question: Question) -> forms.Field:
    return forms.RegexField(
        FIGURE,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
        error_messages={"invalid": _("Write a figure, for example 12 or 3,5. Explanations go into another answer.")},
    )


def _file(question: Question) -> forms.Field:
    return forms.FileField(
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        max_length=255,
        help_text=_("PDF, PNG, JPEG, DOCX, XLSX, ODT, CSV or plain text, at most 10 MB."),
    )


FIELDS = {
    QuestionKind.TEXT: _text,
    QuestionKind.CHOICE: _choice,
    QuestionKind.SCALE: _scale,
    QuestionKind.NUMBER: _number,
    QuestionKind.FILE: _file,
}


class AnswerForm(PlainForm):
    """One field per question, ``q<id>``. A partial form takes what is there and asks for nothing more."""

    language = forms.ChoiceField(
        label=_("Language you answer in"),
        choices=settings.CONTENT_LANGUAGES,
        help_text=_("Your words stay as you write them."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, questions: Iterable[Question], partial: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.partial = list(questions), partial
        for question in self.questions:
            field = FIELDS[QuestionKind(question.kind)](question)
            field.label, field.required = question.text, question.is_required
            field.help_text = " ".join(str(part) for part in (question.hint, field.help_text) if part)
            self.fields[f"q{question.pk}"] = field
            if question.kind == QuestionKind.FILE:
                self.fields[f"kept_q{question.pk}"] = forms.IntegerField(
                    widget=forms.HiddenInput, required=False, min_value=1, max_value=LARGEST_KEY
                )

    def full_clean(self) -> None:
        """Check what was typed; a partial form misses nothing, although its page goes on saying what is needed."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = not self.partial
        super().full_clean()
        for field in needed:
            field.required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        together = 0
        for question in self.questions:
            name = f"q{question.pk}"
            if question.kind == QuestionKind.TEXT and data.get(name):
                self._check(name, data)
                together += len(data.get(name) or "")
        if together > LONGEST_TOGETHER:
            self.add_error(None, _("All answers together are too long. Please hand in the longest one as a file."))
        return data

    def _check(self, name: str, data: dict[str, Any]) -> None:
        try:
            data[name] = checked(data[name])
        except forms.ValidationError as error:
            self.add_error(name, error)

    @property
    def values(self) -> dict[int, str]:
        """What was typed, by question; also of a form with errors, as far as it was understood."""
        return {
            question.pk: str(self.cleaned_data.get(f"q{question.pk}") or "")
            for question in self.questions
            if question.kind != QuestionKind.FILE
        }

    @property
    def uploads(self) -> dict[int, UploadedFile]:
        """The files that were chosen now, by question."""
        found = {question.pk: self.files.get(f"q{question.pk}") for question in self._asking_for_files()}
        return {pk: file for pk, file in found.items() if file}

    @property
    def cleared(self) -> set[int]:
        """The questions whose file is to be taken away."""
        return {q.pk for q in self._asking_for_files() if self.cleaned_data.get(f"q{q.pk}") is False}

    @property
    def carried(self) -> dict[int, int]:
        """The ids of files that were stored with an earlier try of this form, by question."""
        found = {question.pk: self.cleaned_data.get(f"kept_q{question.pk}") for question in self._asking_for_files()}
        return {pk: file for pk, file in found.items() if file}

    def carry(self, stored: Mapping[int, StoredFile], urls: Mapping[int, str] | None = None) -> None:
        """Show files as kept, so that a form that comes back with errors does not ask for them again."""
        self.data = self.data.copy()
        for pk, file in stored.items():
            self.data[f"kept_q{pk}"] = str(file.pk)
            self.files.pop(f"q{pk}", None)
            self.initial[f"q{pk}"] = KeptFile(file.pk, file.original_name, (urls or {}).get(pk, "#kept"))

    def _asking_for_files(self) -> list[Question]:
        return [question for question in self.questions if question.kind == QuestionKind.FILE]


class OnBehalfForm(AnswerForm):
    """What the host team enters for a seat: whose it is, by which way it came, and perhaps the paper itself."""

    seat = forms.ModelChoiceField(label=_("On behalf of"), queryset=Seat.objects.none())
    channel = forms.ChoiceField(
        label=_("How it came in"), choices=[pair for pair in Channel.choices if pair[0] != Channel.WEB]
    )
    scan = forms.FileField(
        label=_("Scan or photograph"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Of the letter or sheet, if there is one. At most 10 MB."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["seat", "channel", "language"]

    def __init__(self, *args: Any, seats: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]
        self.fields["language"].label = _("Language it was given in")
        self.fields["key"].initial = uuid.uuid4
        self.order_fields([*self.field_order, *(f"q{question.pk}" for question in self.questions), "scan"])
