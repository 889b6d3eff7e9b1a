"""Forms for the contact log and the calls of the day."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.models import ContactCard, ListedOrganisation
from dialogues.convening.states.contacts import Way
from dialogues.forms.seats import day_field
from inspired.core.formlayout import PlainForm


class CardField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Chooses one of an organisation's people, shown by name and function."""

    def label_from_instance(self, obj: Any) -> str:
        """Say who it is."""
        return f"{obj.person}, {obj.function}" if obj.function else str(obj.person)


class LogForm(PlainForm):
    """What was said with whom, and what follows."""

    on = day_field(_("Date"), initial=timezone.localdate)
    way = forms.ChoiceField(label=_("By"), choices=Way.choices)
    card = CardField(
        label=_("With whom"), queryset=ContactCard.objects.none(), required=False, empty_label=_("Somebody else there")
    )
    outcome = forms.CharField(
        label=_("Outcome"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("Write what was said rather than who said it: a card is erased on its day, the log stays."),
    )
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_on = day_field(
        _("Next call on"), required=False, help_text=_("It then stands on the list of calls of that day.")
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, listed: ListedOrganisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cards = ContactCard.objects.filter(listed=listed).select_related("person")
        if cards:
            self.fields["card"].queryset = cards  # type: ignore[attr-defined]
        else:
            del self.fields["card"]


class CalledForm(PlainForm):
    """One click on the list of calls: reached or not, and perhaps a word on it."""

    reached = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
    outcome = forms.CharField(max_length=4000, required=False)
    card = forms.ModelChoiceField(queryset=ContactCard.objects.none(), required=False)
    form_key = forms.UUIDField()

    def __init__(self, listed: ListedOrganisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"].queryset = ContactCard.objects.filter(listed=listed)  # type: ignore[attr-defined]
