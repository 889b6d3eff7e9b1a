"""Forms of notes of bilateral meetings and of the agreed summary."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.activities.forms.records import seats_of
from dialogues.activities.models import Activity
from dialogues.convening.forms.contacts import Renewable
from dialogues.forms.seats import day_field
from dialogues.ledger.forms import checked
from dialogues.models import Seat


class Checked(forms.CharField):
    """A text of some lines, checked as everywhere."""

    def __init__(self, label: Any, help_text: Any = "", *, rows: int = 4, required: bool = False) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, help_text=help_text, max_length=8000, required=required, widget=widget)

    def clean(self, value: Any) -> str:
        """Return the text as it may be stored."""
        text = super().clean(value)
        return checked(text) if text else ""


class NoteForm(Renewable):
    """What the host team learned when it met one party alone."""

    seat = forms.ModelChoiceField(queryset=Seat.objects.none(), label=_("Party"), required=False)
    party = forms.CharField(
        label=_("Party without a seat"),
        max_length=200,
        required=False,
        help_text=_("Its name, if it has no seat here."),
    )
    on = day_field(_("Day"))
    who = forms.CharField(label=_("Who was met"), max_length=200, required=False)
    position = Checked(_("Position"), _("What it wants, and what it needs behind that."))
    red_lines = Checked(_("Red lines"), _("What it will not cross, and how sure you are."))
    contention = Checked(_("Points of contention"), _("Where it will meet others, and who they are."))
    commitments = Checked(_("Likely commitments"), _("What it may undertake, on which conditions."))
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, activity: Activity, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made = seats_of(activity)
        made.label, made.empty_label = self.fields["seat"].label, _("A party without a seat")
        self.fields["seat"] = made
        if not self.initial.get("on"):
            self.initial["on"] = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """Somebody is meant."""
        data = super().clean() or {}
        if not data.get("seat") and not data.get("party"):
            self.add_error("party", _("Say which party: choose its seat or write its name."))
        return data

    def for_verb(self) -> dict[str, Any]:
        """Return what the verbs take."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("revision", "form_key")}


class SummaryForm(Renewable):
    """What host and party agree to have talked about."""

    text = Checked(
        _("Summary"),
        _("Only what both sides would sign. Nothing of your note stands here by itself."),
        rows=8,
        required=True,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
