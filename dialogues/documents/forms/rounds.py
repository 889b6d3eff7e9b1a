"""Forms of a round: its day, a seat's answer with its reservations, and what the host records for a seat."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.deadlines import end_of_day
from dialogues.documents.answering import Said, Wish, refuse_unprintable
from dialogues.documents.freezing import entries
from dialogues.documents.models import Version
from dialogues.documents.plainly import opening
from dialogues.documents.states import TONES, Position
from dialogues.models import Dialogue
from dialogues.states import Channel
from inspired.core.formlayout import ChoiceWithMeaning, DayField, PlainForm
from inspired.core.states import StateError

POSITIONS = [
    (Position.ENDORSE, Position.ENDORSE.label, _("We stand behind this text.")),
    (Position.RESERVE, Position.RESERVE.label, _("We stand behind it, except where we say so.")),
    (Position.NOT_YET, Position.NOT_YET.label, _("We need something first; say what.")),
    (Position.ABSTAIN, Position.ABSTAIN.label, _("We take no position.")),
    (Position.DECLINE, Position.DECLINE.label, _("We cannot support it; say why.")),
]


def printable(text: object) -> None:
    """Validate what is printed beside the endorsed text; raise ValidationError for characters that no font has."""
    try:
        refuse_unprintable(str(text))
    except StateError as refusal:
        raise forms.ValidationError(str(refusal), code="unprintable") from refusal


class DueForm(PlainForm):
    """A form with a day that must not have passed in the dialogue's time zone."""

    due_on = DayField(
        label=_("Until"),
        help_text=_("Until the end of this day, in the dialogue’s time zone."),
    )

    def __init__(self, *args: Any, dialogue: Dialogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dialogue = dialogue

    def clean_due_on(self) -> Any:
        """Refuse a day that has ended."""
        day = self.cleaned_data["due_on"]
        if end_of_day(day, self.dialogue.time_zone) <= timezone.now():
            raise forms.ValidationError(_("Choose a day that has not passed."))
        return day

    @property
    def due_at(self) -> datetime:
        """The moment the day ends."""
        return end_of_day(self.cleaned_data["due_on"], self.dialogue.time_zone)


class ExtendRoundForm(DueForm):
    """A later day, with the reason."""

    reason = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class AnswerForm(PlainForm):
    """One of the five answers, with a note."""

    position = ChoiceWithMeaning(POSITIONS, tones=TONES, label=_("Your organisation’s answer"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For “not yet”, say what you need first. If you decline, say why."),
    )
    consents_to_be_named = forms.BooleanField(
        required=False,
        label=_("Our answer may be named in documents and in public, whatever it is"),
        help_text=_("Without this, only endorsements are ever named there."),
    )

    def speak_of_another(self) -> None:
        """Ask the host team, which records what an organisation said."""
        self.fields["position"].label = _("The organisation’s answer")
        self.fields["consents_to_be_named"].label = _(
            "The organisation agrees that its answer is named in documents and in public, whatever it is"
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where the method wants one."""
        data = super().clean() or {}
        if data.get("position") in {Position.NOT_YET, Position.DECLINE} and not data.get("note"):
            self.add_error("note", _("Say what you need first, or why you cannot support the text."))
        return data


class WishForm(PlainForm):
    """A reservation: where, which wording is wished, and why."""

    paragraph_id = forms.ChoiceField(label=_("Paragraph"), required=False)
    wording = forms.CharField(
        label=_("The wording we wish"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[printable],
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[printable],
    )

    def __init__(self, *args: Any, paragraphs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paragraph_id"].choices = [("", _("The whole text")), *paragraphs]  # type: ignore[attr-defined]

    @property
    def is_filled(self) -> bool:
        """Was anything written into this reservation, be it refused?"""
        return bool(self.errors) or any(self.cleaned_data.get(name) for name in ("paragraph_id", "wording", "reason"))

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a reservation that was begun."""
        data = super().clean() or {}
        if (data.get("wording") or data.get("paragraph_id")) and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why you make the reservation."))
        return data


class AnswerForms:
    """A seat's answer and its reservations, validated together."""

    def __init__(self, version: Version, data: Any = None, *, before: Said | None = None, more: bool = False) -> None:
        self.version = version
        paragraphs = paragraph_choices(version)
        initial = [vars(wish) for wish in before.wishes] if before else []
        self.answer = AnswerForm(data, initial=_initial(before))
        count = max(1, len(initial) + 1 if not initial else len(initial))
        wishes: type[BaseFormSet[WishForm]] = formset_factory(WishForm, extra=count - len(initial), max_num=10)
        if data is not None and more:
            data = data.copy()
            count = data.get("wish-TOTAL_FORMS", "")
            data["wish-TOTAL_FORMS"] = str(min(int(count) + 1, 10) if re.fullmatch("[0-9]{1,4}", count) else 2)
        self.wishes = wishes(data, prefix="wish", initial=initial, form_kwargs={"paragraphs": paragraphs})

    def is_valid(self) -> bool:
        """Validate both at once; a reservation needs the answer of that name, and the other way round."""
        is_valid = all([self.answer.is_valid(), self.wishes.is_valid()])
        if not self.answer.is_bound:  # an empty request: nothing was said
            return False
        position = self.answer.cleaned_data.get("position")
        filled = [form for form in self.wishes.forms if getattr(form, "cleaned_data", None) and form.is_filled]
        if position == Position.RESERVE and not filled:
            self.answer.add_error("position", _("Say below what your reservation is about and why."))
        if position and position != Position.RESERVE and filled:
            self.answer.add_error(
                "position", _("You wrote a reservation. Choose “endorse with a reservation”, or empty it.")
            )
        return is_valid and not self.answer.errors

    @property
    def said(self) -> Said:
        """What the seat says, once valid."""
        data = self.answer.cleaned_data
        wishes = [form.cleaned_data for form in self.wishes.forms if form.is_filled]
        return Said(
            data["position"],
            data["note"],
            tuple(Wish(wish["reason"], wish["paragraph_id"], wish["wording"]) for wish in wishes),
            data["consents_to_be_named"],
        )


def _initial(before: Said | None) -> dict[str, Any]:
    if before is None:
        return {}
    return {
        "position": before.position,
        "note": before.note,
        "consents_to_be_named": before.consents_to_be_named,
    }


def paragraph_choices(version: Version) -> list[tuple[str, str]]:
    """Return id and "number: first words" of every numbered paragraph of a version, and of every recommendation."""
    content = version.data
    parts = [*content["sections"], *content["annexes"]]
    written = [
        (paragraph["id"], f"{paragraph['number']}: {opening(paragraph['text'])}")
        for part in parts
        for paragraph in part["paragraphs"]
        if paragraph["number"] is not None
    ]
    return written + [(entry["id"], f"{entry['code']}: {entry['title']}") for entry in entries(content)]


class ChannelForm(PlainForm):
    """By which way a spoken answer came in."""

    channel = ChoiceWithMeaning(
        [
            (Channel.PHONE, Channel.PHONE.label, _("It counts once the organisation confirms it.")),
            (Channel.IN_PERSON, Channel.IN_PERSON.label, _("It counts once the organisation confirms it.")),
            (Channel.MAIL, Channel.MAIL.label, _("It counts once the organisation confirms it.")),
            (
                Channel.PAPER,
                Channel.PAPER.label,
                _("Without a signature; it counts once the organisation confirms it."),
            ),
            (Channel.COLLEAGUE, Channel.COLLEAGUE.label, _("It counts once the organisation confirms it.")),
        ],
        label=_("How the answer came in"),
    )


class LetterForm(PlainForm):
    """The scan of a signed sheet, the function of whoever signed, and the day that stands on it."""

    scan = forms.FileField(label=_("Scan of the signed sheet"), help_text=_("PDF, PNG or JPEG, at most 10 MB."))
    signatory_function = forms.CharField(label=_("Function of the signatory"), max_length=150, validators=[printable])
    signed_on = DayField(
        label=_("Day on the sheet"),
        required=False,
        help_text=_("Once the round takes no answers any more, sheets are filed that were signed before its deadline."),
    )

    def __init__(self, *args: Any, is_late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].required = is_late

    @property
    def signed(self) -> dict[str, Any]:
        """Who signed, and when."""
        return {name: self.cleaned_data[name] for name in ("signatory_function", "signed_on")}


class ReasonForm(PlainForm):
    """One reason."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ResolutionForm(PlainForm):
    """What became of a reservation."""

    status = ChoiceWithMeaning(
        [
            ("accommodated", _("Accommodated"), _("A later version takes it up.")),
            ("maintained", _("Maintained"), _("It stands and is printed as an annex.")),
        ],
        label=_("What became of it"),
    )
    resolution = forms.CharField(label=_("What was done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
