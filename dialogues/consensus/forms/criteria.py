"""Forms for evaluative criteria: one that is proposed, a note, how they are weighed, the weights of a seat, the lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.forms.challenges import channel_field, seat_field
from dialogues.consensus.models import CriteriaSet, Criterion
from dialogues.consensus.states.criteria import Weighting
from dialogues.consensus.weighing import ALL_POINTS
from dialogues.deadlines import end_of_day
from dialogues.forms.seats import day_field
from dialogues.models import Dialogue, Seat
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

PREFIX = "weight_"
WAYS = [
    (
        Weighting.RANK.value,
        Weighting.RANK.label,
        _("Quick, also on paper and by telephone. The order becomes weights by a published rule."),
    ),
    (
        Weighting.POINTS.value,
        Weighting.POINTS.label,
        _("Says how much more one counts than another. Takes more thought."),
    ),
]
AGREES = [
    ("yes", _("We agree to this list"), _("Options may be judged by these criteria, whatever each of us weighs most.")),
    ("not_yet", _("Not yet"), _("Something should change first. Say what, if you can.")),
]
UNSAID = ("", _("They did not say"), _("They gave weights only."))


class CriterionForm(PlainForm):
    """A criterion that is proposed, and why. The host team may say whose proposal it enters."""

    title = forms.CharField(
        label=_("Criterion"), max_length=120, help_text=_("A few words, for example: Gender advancement.")
    )
    question = forms.CharField(
        label=_("Its question"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=_("What one asks of every option. One question that all can answer."),
    )
    why = forms.CharField(
        label=_("Why it is needed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("What would the other criteria miss without it?"),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, own: Iterable[Seat] = (), table: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if table is not None:
            self.fields["seat"] = forms.ModelChoiceField(
                table, label=_("Proposed by"), required=False, empty_label=_("It came up in the room")
            )
        elif own := list(own):
            self.fields["seat"] = seat_field(own)
        self.order_fields(["seat", *self.fields])


class CriterionNoteForm(PlainForm):
    """What somebody says to a criterion."""

    text = forms.CharField(label=_("What you say to it"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, own: Iterable[Seat] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own := list(own):
            self.fields["seat"] = seat_field(own)
            self.order_fields(["seat", *self.fields])


class WeighingForm(PlainForm):
    """How the seats weigh the criteria, and until when."""

    weighting = ChoiceWithMeaning(WAYS, label=_("How they are weighed"), initial=Weighting.RANK)
    due_on = day_field(
        _("Answers are asked for until the end of"),
        required=False,
        help_text=_("Seats that have not answered are reminded. Answers still count until you lock the criteria."),
    )

    def __init__(self, dialogue: Dialogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dialogue = dialogue

    def clean(self) -> dict[str, Any]:
        """Turn the day into the moment at which it ends."""
        cleaned = super().clean() or {}
        day = cleaned.pop("due_on", None)
        return {**cleaned, "due_at": end_of_day(day, self.dialogue.time_zone) if day else None}


class WeightsForm(PlainForm):
    """What one seat says to the whole set: a place or points for each criterion, and whether it agrees."""

    def __init__(
        self,
        criteria_set: CriteriaSet,
        criteria: Iterable[Criterion],
        *args: Any,
        values: Mapping[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria, self.in_points = list(criteria), criteria_set.weighting == Weighting.POINTS
        for one in self.criteria:
            made = self._points if self.in_points else self._place
            field = made(one)
            field.initial = (values or {}).get(one.key)
            self.fields[f"{PREFIX}{one.key}"] = field
        self.fields["agrees"] = self.agreement()
        self.fields["note"] = forms.CharField(
            label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
        )

    def agreement(self) -> forms.Field:
        """Return the question whether the seat agrees to the list."""
        tones = {"yes": "yes", "not_yet": "wait"}
        return ChoiceWithMeaning(AGREES, label=_("Do you agree to the list?"), tones=tones)

    def _place(self, one: Criterion) -> forms.Field:
        numbers = [("", "–"), *((str(place), str(place)) for place in range(1, len(self.criteria) + 1))]
        return forms.TypedChoiceField(
            label=one.title, help_text=one.question, choices=numbers, coerce=int, empty_value=None, required=False
        )

    def _points(self, one: Criterion) -> forms.Field:
        return forms.IntegerField(
            label=one.title, help_text=one.question, min_value=0, max_value=ALL_POINTS, required=False
        )

    def clean(self) -> dict[str, Any]:
        """Gather the values under their keys, and turn the agreement into yes, no or nothing."""
        cleaned = super().clean() or {}
        values = {one.key: cleaned.pop(f"{PREFIX}{one.key}", None) for one in self.criteria}
        if not self.errors and not any(value is not None for value in values.values()):
            self.add_error(None, _("Weigh at least the criterion that counts most."))
        total = sum(value or 0 for value in values.values())
        if self.in_points and not self.errors and total != ALL_POINTS:
            said = _("The points together are %(total)d; share out exactly 100.") % {"total": total}
            self.add_error(None, said)
        agrees = {"yes": True, "not_yet": False}.get(cleaned.pop("agrees", ""))
        return {**cleaned, "values": values, "agrees": agrees}


class WeightsEnterForm(WeightsForm):
    """The same, as it came in by another way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"] = channel_field()
        self.order_fields(["channel", *self.fields])

    def agreement(self) -> forms.Field:
        """Let it be left open: whoever telephones may have given weights only."""
        return ChoiceWithMeaning([*AGREES, UNSAID], label=_("Do they agree to the list?"), required=False)


class LockForm(PlainForm):
    """The lock; a reason is asked for when a seat at the table has not agreed."""

    reason = forms.CharField(
        label=_("Why they are locked although not every seat agreed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=3000,
    )

    def __init__(self, *args: Any, missing: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not missing:
            del self.fields["reason"]
