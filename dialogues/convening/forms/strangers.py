"""The form of whoever was handed somebody else's invitation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from inspired.core.formlayout import PlainForm


class AskForm(PlainForm):
    """Who asks to be invited, and how the host reaches them."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    organisation = forms.CharField(label=_("Your organisation"), max_length=200, required=False)
    reach = forms.CharField(
        label=_("How the host reaches you"), max_length=300, help_text=_("An e-mail address or a telephone number.")
    )
    note = forms.CharField(
        label=_("Message"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
