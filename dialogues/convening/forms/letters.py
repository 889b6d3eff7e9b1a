"""Forms for letters: writing one or many, their texts, the letterhead, what was answered."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.forms.contacts import Renewable
from dialogues.convening.letter_words import LONGEST, faults_of
from dialogues.convening.models import ContactCard, ListedOrganisation
from dialogues.convening.states.letters import AWAITS_ANSWER, OUTCOME_MEANING, Outcome
from dialogues.forms.seats import day_field
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

LONG = {"rows": 22}
SHORT = {"rows": 3}


class WordingForm(PlainForm):
    """Subject and text with placeholders; every fault of both is named at once."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs=LONG),
        max_length=LONGEST,
        help_text=_(
            "Blank lines separate paragraphs, **two stars** make words bold, a hyphen begins an item of a list."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("subject", "text"):
            for fault in faults_of(cleaned.get(name, "")):
                self.add_error(name, fault)
        return cleaned


class OwnTextForm(WordingForm):
    """A dialogue's own text, with the revision it was read from."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WritingForm(WordingForm):
    """What a letter says and when."""

    dated = day_field(_("Date of the letter"))
    answer_by = day_field(
        _("Answer awaited by"), required=False, help_text=_("After this day the letter stands in your to-do list.")
    )
    insisted = forms.CharField(
        label=_("Why you write although somebody is marked “do not write”"),
        max_length=300,
        required=False,
        help_text=_("Leave it empty to leave such people out. A letter on paper is not a mail, but it arrives."),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["card", "dated", "answer_by", "subject", "text", "insisted"]

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        today = timezone.localdate()
        first = {"dated": today, "form_key": uuid4()}
        if kind in AWAITS_ANSWER:
            first["answer_by"] = today + timedelta(days=21)
        kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if kind not in AWAITS_ANSWER:
            del self.fields["answer_by"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        dated, answer_by = cleaned.get("dated"), cleaned.get("answer_by")
        if dated and abs((dated - timezone.localdate()).days) > 366:
            self.add_error("dated", _("The date lies more than a year away."))
        if dated and answer_by and answer_by <= dated:
            self.add_error("answer_by", _("This day has to come after the date of the letter."))
        return cleaned


class LetterForm(WritingForm):
    """One letter to an organisation, or to a person there."""

    def __init__(self, listed: ListedOrganisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cards = ContactCard.objects.filter(listed=listed).select_related("person")
        self.fields["card"] = AddresseeField(
            label=_("To"), queryset=cards, required=False, empty_label=_("The organisation, without a name")
        )
        self.fields["insisted"].help_text = _("A letter on paper is not a mail, but it arrives.")
        if not any(card.do_not_write for card in cards):
            del self.fields["insisted"]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        card = cleaned.get("card")
        if card and card.do_not_write and not cleaned.get("insisted", "").strip():
            self.add_error("insisted", _("This person is marked “do not write”. Say why you write all the same."))
        return cleaned


class AddresseeField(forms.ModelChoiceField):
    """A person of the organisation, with function and mark."""

    def label_from_instance(self, obj: Any) -> str:
        """Name, function, and whether one should write at all."""
        marked = str(_("do not write")) if obj.do_not_write else ""
        return ", ".join(part for part in (obj.person.name, obj.function, marked) if part)


class ReasonForm(PlainForm):
    """Why a letter was not sent."""

    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("One sentence. The number stays taken."))


class LetterheadForm(Renewable):
    """What stands at the head and the foot of the letters of a dialogue."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = forms.CharField(label=_("Name of the host"), max_length=200)
    address = forms.CharField(label=_("Address"), widget=forms.Textarea(attrs=SHORT), required=False, max_length=500)
    contact = forms.CharField(
        label=_("Telephone, e-mail, website"),
        widget=forms.Textarea(attrs=SHORT),
        required=False,
        max_length=500,
        help_text=_("One a line. It stands on the letter and where a text says {contact}."),
    )
    place = forms.CharField(label=_("Place"), max_length=100, required=False, help_text=_("It stands before the date."))
    signatory = forms.CharField(label=_("Who signs"), max_length=200, required=False)
    signatory_function = forms.CharField(label=_("Function of who signs"), max_length=200, required=False)
    prefix = forms.CharField(
        label=_("First part of the reference"),
        max_length=8,
        required=False,
        help_text=_("At most eight letters or digits, such as DW in DW-2026-014. Letters issued keep theirs."),
    )
    logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG or JPEG. It is drawn again, smaller, before it is kept.")
    )
    no_logo = forms.BooleanField(label=_("Take the logo off"), required=False)

    def __init__(self, *args: Any, has_logo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["no_logo"]

    def clean_prefix(self) -> str:
        """Take letters and digits alone: it stands in file names."""
        prefix: str = self.cleaned_data["prefix"].strip().upper()
        if prefix and not re.fullmatch(r"[A-Z0-9]+", prefix):
            raise forms.ValidationError(_("Only letters from A to Z and digits."))
        return prefix


class AnswerForm(PlainForm):
    """What the institution answered."""

    outcome = ChoiceWithMeaning(
        [(one.value, one.label, OUTCOME_MEANING[one]) for one in Outcome],
        tones={"accepted": "yes", "declined": "no", "asks": "reserve"},
        label=_("The answer"),
    )
    received_on = day_field(_("Received on"))
    note = forms.CharField(
        label=_("What they wrote"), widget=forms.Textarea(attrs=SHORT), required=False, max_length=4000
    )
    scan = forms.FileField(
        label=_("Scan of the letter"), required=False, help_text=_("PDF, PNG or JPEG, 10 MB at most.")
    )
    name = forms.CharField(
        label=_("Who is to speak for it"), max_length=200, required=False, help_text=_("Only if it accepts.")
    )
    function = forms.CharField(label=_("Function"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    may_sign = forms.BooleanField(label=_("May sign for the organisation"), required=False)
    starts_on = day_field(_("Mandate from"), required=False, help_text=_("Empty: from the day it is entered."))
    ends_on = day_field(_("Mandate until"), required=False, help_text=_("Empty: until further notice."))
    substitute = forms.CharField(label=_("Substitute"), max_length=200, required=False)
    substitute_function = forms.CharField(label=_("Substitute’s function"), max_length=150, required=False)
    substitute_email = forms.EmailField(label=_("Substitute’s e-mail address"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("received_on") and cleaned["received_on"] > timezone.localdate():
            self.add_error("received_on", _("This day has not come yet."))
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("A mandate cannot end before it begins."))
        named = cleaned.get("name") or cleaned.get("substitute")
        if cleaned.get("outcome") not in (None, Outcome.ACCEPTED) and named:
            self.add_error("name", _("Only an institution that accepts names somebody."))
        if cleaned.get("substitute") and not cleaned.get("name"):
            self.add_error("name", _("A substitute stands in for somebody: name that person too."))
        return cleaned
