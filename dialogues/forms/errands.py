"""How the host team notes what it told by telephone or on paper."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.states import ByHand
from inspired.core.formlayout import DayField, PlainForm


class ToldForm(PlainForm):
    """By which way and on which day; the usual: by telephone, today."""

    how = forms.ChoiceField(label=_("How"), choices=ByHand.choices, initial=ByHand.PHONE)
    on = DayField(label=_("On"), required=False)

    def clean_on(self) -> object:
        """Take today when nothing is said; refuse a day to come."""
        day = self.cleaned_data["on"] or timezone.localdate()
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day
