"""Forms for trust pulses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.convening.bloc_sizes import Size, size_words
from dialogues.convening.models import Pulse, PulseBloc
from dialogues.convening.states.pulse import MOST_BLOCS, PulseKind
from dialogues.forms.seats import day_field
from dialogues.models import Delegate
from dialogues.states import Category
from inspired.core.formlayout import PlainForm

SUGGESTED = _("How much do you trust that what you say in this dialogue is heard?")


class AskForm(PlainForm):
    """One question to everybody at the table."""

    question = forms.CharField(label=_("Question"), max_length=200, initial=SUGGESTED)
    kind = forms.ChoiceField(label=_("How one answers"), choices=PulseKind.choices, widget=forms.RadioSelect)
    occasion = forms.CharField(label=_("After which session"), max_length=200, required=False)
    last_day = day_field(_("Last day to answer"))


class PulseAnswerForm(PlainForm):
    """One answer, and perhaps one line."""

    remark = forms.CharField(
        label=_("One line, if you wish"),
        max_length=200,
        required=False,
        help_text=_("Shown only when at least five people wrote one, in no order. Your wording may give you away."),
    )

    def __init__(self, pulse: Pulse, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = forms.ChoiceField(label=pulse.question, choices=pulse.values, widget=forms.RadioSelect)
        self.order_fields(["value", "remark"])


class LinksForm(PlainForm):
    """For whom links are made; those without an account are ticked."""

    people = forms.TypedMultipleChoiceField(
        label=_("For whom"), coerce=int, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, delegates: Iterable[Delegate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(delegates)
        self.fields["people"].choices = [(one.pk, _said_of(one)) for one in people]  # type: ignore[attr-defined]
        self.fields["people"].initial = [one.pk for one in people if one.user_id is None]


def _said_of(delegate: Delegate) -> str:
    parts = [delegate.person.name or str(delegate), delegate.seat.organisation.name]
    return ", ".join([*parts, *([str(_("has an account"))] if delegate.user_id else [])])


class PaperForm(PlainForm):
    """How many slips of each answer an envelope held, by bloc."""

    def __init__(self, pulse: Pulse, blocs: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells: dict[str, tuple[str, str]] = {}
        for number, name in blocs or [(0, "")]:
            for value, words in pulse.values:
                key = f"n{number}_{value}"
                self.cells[key] = (str(number), value)
                label = f"{name}: {words}" if name else str(words)
                self.fields[key] = forms.IntegerField(label=label, min_value=0, max_value=500, initial=0)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return the counts by bloc and value."""
        found: dict[str, dict[str, int]] = {}
        for key, (number, value) in self.cells.items():
            found.setdefault(number, {})[value] = self.cleaned_data[key]
        return found


class BlocsForm(PlainForm):
    """Two or three blocs, and for every category the one it belongs to."""

    def __init__(self, found: Mapping[str, Size], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = range(1, MOST_BLOCS + 1)
        for number in numbers:
            self.fields[f"name{number}"] = forms.CharField(
                label=_("Bloc %(number)s") % {"number": number}, max_length=80, required=number < MOST_BLOCS
            )
        choices = [(str(number), _("Bloc %(number)s") % {"number": number}) for number in numbers]
        for value, label in Category.choices:
            said = size_words(found[value])
            self.fields[value] = forms.ChoiceField(label=label, choices=choices, help_text=said)

    @staticmethod
    def stored(blocs: Iterable[PulseBloc]) -> dict[str, str]:
        """Return the blocs agreed so far, by the names of this form's fields."""
        said = {}
        for bloc in blocs:
            said[f"name{bloc.number}"] = bloc.name
            said |= {one: str(bloc.number) for one in bloc.held}
        return said

    def blocs(self) -> list[tuple[str, list[str]]]:
        """Return each named bloc with its categories."""
        said = self.cleaned_data
        numbers = [str(number) for number in range(1, MOST_BLOCS + 1)]
        held = {number: [one for one in Category.values if said[one] == number] for number in numbers}
        return [(said[f"name{number}"], held[number]) for number in numbers if said[f"name{number}"] or held[number]]
