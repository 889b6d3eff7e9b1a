"""Forms of the ledger: the disposition and the translation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dialogues.ledger.states import MEANINGS, TONES, UNDECIDED
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm
from inspired.core.text import TextRefused, clean_source


def checked(text: str) -> str:
    """Return a text as it may be stored; raise the form's error for what cannot be taken."""
    try:
        return clean_source(text)
    except TextRefused as refusal:
        raise forms.ValidationError(refusal.sentence) from refusal


class DecisionForm(PlainForm):
    """What becomes of an entry, and why."""

    disposition = ChoiceWithMeaning(
        [(value.value, value.label, meaning) for value, meaning in MEANINGS.items()],
        tones={value.value: tone for value, tone in TONES.items()},
        label=_("What becomes of it"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=5000,
        help_text=_("The author reads it, and whoever may read the contribution. Needed unless it is under review."),
    )
    version_label = forms.CharField(
        label=_("In which version"), required=False, max_length=60, help_text=_("For example: PPA, version 2.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_reason(self) -> str:
        return checked(self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = data.get("disposition")
        if chosen and chosen not in UNDECIDED and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Please give a reason: the author reads it."))
        return data


class ObjectionForm(PlainForm):
    """What is not right about what was entered on a seat's behalf."""

    objection = forms.CharField(
        label=_("What is not right?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        help_text=_("Only the host team and your organisation read it."),
    )

    def clean_objection(self) -> str:
        return checked(self.cleaned_data["objection"])


class TranslationForm(PlainForm):
    """A translation beside the original."""

    language = forms.ChoiceField(label=_("Language of the translation"), choices=settings.CONTENT_LANGUAGES)
    translated_by = forms.CharField(
        label=_("Translated by"), max_length=200, help_text=_("A person’s function, an office, or the tool used.")
    )
    text = forms.CharField(label=_("Translation"), widget=forms.Textarea(attrs={"rows": 12}))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_text(self) -> str:
        return checked(self.cleaned_data["text"])
