"""Forms of minutes: the text, a line of it, and what a seat says to it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dialogues.activities.keeping import reading_seats, seats_in_room
from dialogues.activities.models import AgendaPoint, Meeting
from dialogues.activities.states.meetings import ItemKind
from dialogues.forms.seats import day_field
from dialogues.ledger.forms import checked
from dialogues.models import Seat
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

KINDS = [
    (ItemKind.DECISION, ItemKind.DECISION.label, _("What those present agreed on.")),
    (ItemKind.CONTENTION, ItemKind.CONTENTION.label, _("Where they differ, fairly told from each side.")),
    (ItemKind.TASK, ItemKind.TASK.label, _("Who does what until when.")),
]


class MinutesForm(PlainForm):
    """What was talked about, in the words of who writes the minutes."""

    text = forms.CharField(
        label=_("What was talked about"),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=40_000,
        required=False,
        help_text=_(
            "Remarks, positions, decisions and tasks stand beside it by themselves. Name nobody here who is not to be named."
        ),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.CONTENT_LANGUAGES)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_text(self) -> str:
        """Return the text as it may be stored."""
        return checked(self.cleaned_data["text"])


class ItemForm(PlainForm):
    """A decision, a point of contention or a task."""

    kind = ChoiceWithMeaning(KINDS, label=_("What it is"), initial=ItemKind.DECISION)
    text = forms.CharField(label=_("In words"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    point = forms.ModelChoiceField(
        label=_("Point of the agenda"),
        queryset=AgendaPoint.objects.none(),
        required=False,
        empty_label=_("No point in particular"),
    )
    seat = forms.ModelChoiceField(
        label=_("Who does it"), queryset=Seat.objects.none(), required=False, empty_label=_("The host team")
    )
    due_on = day_field(_("Until"), required=False, help_text=_("For a task."))
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, user: Anyone, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="item-%s", **kwargs)
        self.fields["point"].queryset = meeting.agenda.all()  # type: ignore[attr-defined]
        seats = seats_in_room(user, meeting).filter(pk__in=reading_seats(meeting).values("pk"))
        self.fields["seat"].queryset = seats.select_related("organisation")  # type: ignore[attr-defined]
        self.fields["seat"].help_text = _("For a task.")


class ObjectForm(PlainForm):
    """What is not right in minutes."""

    objection = forms.CharField(
        label=_("What is not right"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("The host team reads it and sends the minutes round again once they are mended."),
    )
