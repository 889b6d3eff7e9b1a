"""The form with which a host asks for the deletion of a dialogue."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from inspired.core.formlayout import PlainForm


class DeletionForm(PlainForm):
    """The title typed by hand, why, and whether published fingerprints are still recognised."""

    title = forms.CharField(
        label=_("Type the title of the dialogue"),
        max_length=200,
        help_text=_("As it stands above, so that nothing is deleted by mistake."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Why it is deleted"),
        max_length=1000,
        help_text=_("Stands in the report, which stays with the hosts. Name nobody."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    keeps_fingerprints = forms.BooleanField(
        label=_("Whoever holds a published text can still check it"),
        required=False,
        initial=True,
        help_text=_("“Check a document” then says that a dialogue that has been deleted issued it, and nothing more."),
    )
    understood = forms.BooleanField(
        label=_("I have read what goes and what stays."),
        error_messages={"required": _("Tick the box when you have read what goes and what stays.")},
    )
