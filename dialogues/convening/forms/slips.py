"""Forms of access slips: what the host decides, and the code that the person was told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dialogues.convening.services.slips import DAYS, LONGEST_DAYS
from dialogues.states import DelegateRole
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm


class SlipForm(PlainForm):
    """In which role the person will speak, how long the slip holds, in which language it is written."""

    role = ChoiceWithMeaning(
        [
            (DelegateRole.HEAD, DelegateRole.HEAD.label, _("Speaks for the organisation; follows the head before.")),
            (DelegateRole.ALTERNATE, DelegateRole.ALTERNATE.label, _("Speaks when the head delegate cannot.")),
            (DelegateRole.OBSERVER, DelegateRole.OBSERVER.label, _("Listens and reads; never speaks or signs.")),
        ],
        label=_("Role"),
        initial=DelegateRole.HEAD,
    )
    may_sign = forms.BooleanField(
        label=_("May sign for the organisation"),
        required=False,
        help_text=_("Endorsements count only from whoever may sign. Ask the organisation."),
    )
    language = forms.ChoiceField(label=_("Language of the slip"), choices=settings.LANGUAGES)
    days = forms.IntegerField(
        label=_("Days until it expires"), min_value=1, max_value=LONGEST_DAYS, initial=DAYS,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip

    def __init__(self, *args: Any, has_mandate: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_mandate:
            del self.fields["role"], self.fields["may_sign"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("role") == DelegateRole.OBSERVER and cleaned.get("may_sign"):
            self.add_error("may_sign", _("Observers do not sign."))
        return cleaned


class CodeForm(PlainForm):
    """The code that the person was told by telephone."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Eight digits that you were told by telephone. They do not stand on the slip."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short"}),
    )
