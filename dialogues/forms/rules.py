"""Forms for ground rules: the proposal, a seat's answer, the statement that they are agreed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.models import GroundRules, Seat
from dialogues.states import RECEIVED, Attribution
from inspired.core.formlayout import ChoiceWithMeaning, DayField, PlainForm

SUGGESTED_TEXT = _(
    "1. We speak for our organisations and listen as people. Everyone has the floor in turn.\n\n"
    "2. We argue about policies, never about persons.\n\n"
    "3. What is said in a meeting may be used, but not who said it, unless that person agrees.\n\n"
    "4. Whoever claims something says where it comes from. All evidence is open to every seat.\n\n"
    "5. Disagreement is written down as carefully as agreement. Silence is not consent.\n\n"
    "6. Nobody goes to the press about an open question before the others know of it.\n\n"
    "7. We come prepared, or send somebody who may speak for us, and tell the host in time."
)
SUGGESTED_PUBLICATION = _(
    "Until a text is agreed, the public hears what the dialogue is about and who takes part, nothing else. "
    "Agreed texts are published by the host on a day that all seats know beforehand."
)
ATTRIBUTION = [
    (Attribution.ORGANISATION, _("The organisation"), _("Readers see which organisation said it.")),
    (Attribution.CATEGORY, _("The category"), _("Readers see the category only; “a participant” where it is small.")),
    (Attribution.PERSON, _("The person"), _("Readers see who spoke, for those who agreed to be named.")),
    (Attribution.NOBODY, _("Nobody"), _("Readers see what was said, never by whom.")),
]
SHOWN = [
    (Attribution.ORGANISATION, _("By organisation"), _("Each seat’s answer is shown to the others.")),
    (Attribution.CATEGORY, _("By category"), _("Shown for a category once enough of its seats have answered.")),
    (Attribution.NOBODY, _("As numbers only"), _("How many answered what, never who.")),
]


class ProposalForm(PlainForm):
    """A version of the ground rules."""

    text = forms.CharField(
        label=_("Ways of working together"), max_length=20000, widget=forms.Textarea(attrs={"rows": 16})
    )
    attribution = ChoiceWithMeaning(ATTRIBUTION, label=_("To whom are contributions attributed?"))
    answers_shown = ChoiceWithMeaning(SHOWN, label=_("How are the answers of a round shown after it closes?"))
    publication = forms.CharField(
        label=_("What is published, and when"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    due_on = DayField(
        label=_("Answers are asked for until the end of"),
        required=False,
        help_text=_(
            "Seats that have not answered are reminded before, on and after that day. Later answers still count."
        ),
    )

    def __init__(self, *args: Any, last: GroundRules | None, **kwargs: Any) -> None:
        """Start from the last version, or from a suggested text when there is none."""
        started = {
            "text": last.text if last else SUGGESTED_TEXT,
            "attribution": last.attribution if last else Attribution.ORGANISATION,
            "answers_shown": last.answers_shown if last else Attribution.ORGANISATION,
            "publication": last.publication if last else SUGGESTED_PUBLICATION,
        }
        super().__init__(*args, initial=started, **kwargs)


class RulesAnswerForm(PlainForm):
    """What a seat says about proposed rules. Who speaks for several seats says for which."""

    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("You answer for"), empty_label=None)
    agrees = ChoiceWithMeaning(
        [
            ("yes", _("We agree"), _("We will work by these rules.")),
            ("not_yet", _("Not yet"), _("Something should change first. Say what, if you can.")),
        ],
        label=_("Your answer"),
        tones={"yes": "yes", "not_yet": "wait"},
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, seats: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        field.queryset = seats  # type: ignore[attr-defined]
        if len(seats) == 1:
            field.widget = forms.HiddenInput()
            field.initial = seats[0].pk

    def clean_agrees(self) -> bool:
        """Turn the choice into yes or no."""
        return bool(self.cleaned_data["agrees"] == "yes")


class RulesEnterForm(RulesAnswerForm):
    """What a seat told the host team about proposed rules by another way, and by which."""

    channel = forms.ChoiceField(label=_("How it came in"), choices=RECEIVED)
    field_order = ["seat", "channel", "agrees", "note"]

    def __init__(self, *args: Any, seats: Any, **kwargs: Any) -> None:
        super().__init__(*args, seats=seats, **kwargs)
        self.fields["seat"] = forms.ModelChoiceField(seats, label=_("On behalf of"))
        self.fields["agrees"].label = _("What the organisation said")
        self.order_fields(self.field_order)


class AgreedForm(PlainForm):
    """The statement that rules are agreed; a reason is asked for when a seat has not agreed."""

    reason = forms.CharField(
        label=_("Why they are in force although not every seat agreed"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, missing: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if missing:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
