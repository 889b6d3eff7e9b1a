"""The form with which a seat judges options under criteria: words beside every step, one field for each thing to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.judging import Cell, Judged, Said
from dialogues.consensus.models import Criterion, Option
from dialogues.consensus.states.appraisal import Depth, Score
from dialogues.states import Channel
from inspired.core.formlayout import PlainForm

CANNOT_SAY = "x"
LONGEST = 2000
ENTERED = [pair for pair in Channel.choices if pair[0] != Channel.WEB]


def score_choices() -> list[tuple[str, Any]]:
    """Return the steps with their words, and "cannot say"."""
    steps: list[tuple[str, Any]] = [(str(value), f"{value} – {label}") for value, label in Score.choices]
    return [*steps, (CANNOT_SAY, _("Cannot say"))]


def _key(kind: str, cell: Cell) -> str:
    return f"{kind}{cell[0]}_{cell[1]}"


class JudgingForm(PlainForm):
    """What a seat says of some options under all criteria. Nothing is required: it is saved and gone on with later.

    The fields of an option and a criterion are ``s`` (score), ``r`` (reason), ``g`` (gains) and ``l`` (losses) before
    their two numbers.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def __init__(
        self, options: Iterable[Option], criteria: Iterable[Criterion], depth: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options, self.criteria, self.is_words = list(options), list(criteria), depth == Depth.WORDS
        for option in self.options:
            for criterion in self.criteria:
                self._add((option.pk, criterion.pk), option, criterion)

    def _add(self, cell: Cell, option: Option, criterion: Criterion) -> None:
        if self.is_words:
            self.fields[_key("g", cell)] = self._words(_("Who gains"), 2)
            self.fields[_key("l", cell)] = self._words(_("Who loses"), 2)
            return
        self.fields[_key("s", cell)] = self._score(option, criterion)
        self.fields[_key("r", cell)] = self._words(_("Why the lowest or the highest?"), 2)

    def _score(self, option: Option, criterion: Criterion) -> forms.Field:
        return forms.ChoiceField(
            label=criterion.title,
            help_text=criterion.question,
            choices=score_choices(),
            widget=forms.RadioSelect,
        )

    def _words(self, label: Any, rows: int) -> forms.Field:
        widget = forms.Textarea(attrs={"rows": rows})
        return forms.CharField(label=label, required=False, max_length=LONGEST, widget=widget)

    def full_clean(self) -> None:
        """Check what was typed; nothing is missed before it is submitted, although the page says what is needed."""
        needed = [field for name, field in self.fields.items() if field.required and name[0] == "s"]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Each option and criterion with its fields, as the page draws them."""
        kinds = ("g", "l") if self.is_words else ("s", "r")
        return [
            {
                "option": option,
                "criterion": criterion,
                "fields": [self[_key(kind, (option.pk, criterion.pk))] for kind in kinds],
            }
            for option in self.options
            for criterion in self.criteria
        ]

    @property
    def judgements(self) -> dict[Cell, Judged]:
        """What was typed, by option and criterion."""
        return {
            (option.pk, criterion.pk): self._judged((option.pk, criterion.pk))
            for option in self.options
            for criterion in self.criteria
        }

    def _judged(self, cell: Cell) -> Judged:
        typed = self.cleaned_data
        score = typed.get(_key("s", cell), "")
        return Judged(
            score=int(score) if score and score != CANNOT_SAY else None,
            cannot_say=score == CANNOT_SAY,
            gains=typed.get(_key("g", cell), ""),
            losses=typed.get(_key("l", cell), ""),
            reason=typed.get(_key("r", cell), ""),
        )


class BallotForm(JudgingForm):
    """A whole paper ballot as the host team enters it: short lists in place of boxes, and by which way it came in."""

    channel = forms.ChoiceField(label=_("How it came in"), choices=ENTERED, initial=Channel.PAPER)

    def _score(self, option: Option, criterion: Criterion) -> forms.Field:
        choices = [("", _("Not said")), *score_choices()]
        return forms.ChoiceField(label=f"{option.letter} · {criterion.title}", choices=choices, required=False)


def said_before(said: Mapping[Cell, Said], revision: int) -> dict[str, Any]:
    """Return what a form starts from: what the seat has said so far, and the revision it is read from."""
    values: dict[str, Any] = {"revision": revision}
    for cell, one in said.items():
        values[_key("s", cell)] = CANNOT_SAY if one.cannot_say else ("" if one.score is None else str(one.score))
        values |= {_key("r", cell): one.reason, _key("g", cell): one.gains, _key("l", cell): one.losses}
    return values
