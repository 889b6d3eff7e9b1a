"""The form with which the host team names who keeps the room and who writes the minutes of a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.activities.keeping import able_to_keep
from dialogues.activities.models import Meeting
from dialogues.models import Delegate
from inspired.core.formlayout import PlainForm


def _in_full(delegate: Delegate) -> str:
    return f"{delegate.person.name or delegate} ({delegate.seat})"


class KeepersForm(PlainForm):
    """Who keeps the room, and who writes the minutes."""

    facilitator = forms.ModelChoiceField(
        label=_("Who keeps the room"),
        queryset=Delegate.objects.none(),
        required=False,
        empty_label=_("The host team"),
        help_text=_("Records who is there, where organisations stand and what they say, also from the capture sheet."),
    )
    rapporteur = forms.ModelChoiceField(
        label=_("Who writes the minutes"),
        queryset=Delegate.objects.none(),
        required=False,
        empty_label=_("The host team"),
        help_text=_(
            "Writes them, and sends them round for approval. Somebody else approves them for their organisation."
        ),
    )

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = able_to_keep(meeting).select_related("person", "seat__organisation")
        for field in self.fields.values():
            field.queryset = people.order_by("seat__organisation__name", "pk")  # type: ignore[attr-defined]
            field.label_from_instance = _in_full  # type: ignore[attr-defined]
