"""The forms that open a round and that publish a version: who is asked, who reads it, from when and until when."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.activities.dates import at_clock
from dialogues.documents.forms.rounds import DueForm
from dialogues.documents.states import Shown, SignedBy
from dialogues.models import Dialogue, Seat
from dialogues.states import Attribution
from inspired.core.formlayout import ChoiceWithMeaning, DayField, PlainForm, RowsField


class OpenRoundForm(DueForm):
    """Who is asked until when, and who will see the answers."""

    seats = RowsField(
        queryset=Seat.objects.none(),
        label=_("Who is asked"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Organisations with somebody who speaks for them; those with somebody who may sign are ticked."),
    )
    shown = ChoiceWithMeaning(
        [
            (
                Shown.HOST,
                Shown.HOST.label,
                _("Others see how many have answered. This protects whoever answers first."),
            ),
            (
                Shown.PARTICIPANTS,
                Shown.PARTICIPANTS.label,
                _(
                    "Everybody at the table sees each answer as it comes in. Where answers are shown by category or "
                    "without names, they see only how many have answered until the close: growing counts tell who said what."
                ),
            ),
        ],
        label=_("Who sees the answers while the round is open"),
        initial=Shown.HOST,
    )
    shown_after = ChoiceWithMeaning(
        [
            (
                Attribution.ORGANISATION,
                Attribution.ORGANISATION.label,
                _("Participants see what each organisation answered."),
            ),
            (Attribution.CATEGORY, Attribution.CATEGORY.label, _("Participants see the answers counted by category.")),
            (Attribution.NOBODY, Attribution.NOBODY.label, _("Participants see how often each answer was given.")),
        ],
        label=_("After it closes, answers are shown by"),
        initial=Attribution.ORGANISATION,
    )
    signed_by = ChoiceWithMeaning(
        [
            (
                SignedBy.SIGNATORY,
                SignedBy.SIGNATORY.label,
                _("Others can prepare the answer; it counts once somebody with signing authority gives it."),
            ),
            (
                SignedBy.DELEGATE,
                SignedBy.DELEGATE.label,
                _("Participants sign themselves: whoever speaks for an organisation at the table gives its answer."),
            ),
        ],
        label=_("Who signs"),
        initial=SignedBy.SIGNATORY,
    )
    note = forms.CharField(
        label=_("A word to those asked"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, is_for_all: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_for_all = is_for_all
        here = Seat.objects.filter(dialogue=self.dialogue).select_related("organisation")
        self.signing = frozenset(here.may_be_signed().values_list("pk", flat=True))
        self.fields["seats"].queryset = here.may_be_spoken_for()  # type: ignore[attr-defined]
        self.fields["seats"].initial = sorted(self.signing)
        self.fields["seats"].label_from_instance = lambda seat: seat.organisation.name  # type: ignore[attr-defined]
        if self.is_for_all:  # what a group prepared is put to everybody who can sign
            self.fields["seats"].disabled = True
            self.fields["seats"].help_text = _("What a group prepared is put to everybody who can sign.")
        self._follow_ground_rules()

    @property
    def has_nobody(self) -> bool:
        """Is there no organisation that could be asked?"""
        return not self.fields["seats"].queryset.exists()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask of signatories only organisations that have one."""
        data = super().clean() or {}
        chosen = data.get("seats", ())
        if data.get("signed_by") == SignedBy.SIGNATORY and not self.is_for_all:
            without = [seat.organisation.name for seat in chosen if seat.pk not in self.signing]
            if without:
                said = _("Nobody may sign for these organisations yet: %(names)s.") % {"names": ", ".join(without)}
                self.add_error("seats", said)
        return data

    def _follow_ground_rules(self) -> None:
        """Start from what the ground rules in force say about showing answers."""
        rules = self.dialogue.ground_rules.in_force().order_by("-number").first()
        if rules is not None:
            agreed = Attribution.ORGANISATION if rules.answers_shown == Attribution.PERSON else rules.answers_shown
            self.fields["shown_after"].initial = agreed
            self.fields["shown_after"].help_text = _("Your ground rules say: %(how)s.") % {
                "how": Attribution(agreed).label
            }


class PublishForm(PlainForm):
    """From which day a version is public, and whether the media read it under embargo until then."""

    on = DayField(
        label=_("From this day"),
        required=False,
        help_text=_("From the beginning of the day, in the dialogue’s time zone. Left empty, at once."),
    )
    tells_media = forms.BooleanField(
        label=_("The media read it at once, and keep it to themselves until that day"),
        required=False,
        help_text=_(
            "Those who have the role of media in this dialogue are told, and see until when the embargo lasts."
        ),
    )

    def __init__(self, *args: Any, dialogue: Dialogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dialogue = dialogue

    @property
    def at(self) -> datetime | None:
        """The moment the day begins; None for at once, and for a day that has begun."""
        day = self.cleaned_data["on"]
        begins = at_clock(day, time(), self.dialogue.time_zone) if day else None
        return begins if begins and begins > timezone.now() else None

    def clean(self) -> dict[str, Any]:
        """An embargo lasts until a day that is still to come."""
        data = super().clean() or {}
        if data.get("tells_media") and "on" not in self.errors:
            self.cleaned_data = data
            if self.at is None:
                self.add_error("on", _("Choose a day that is still to come: until then the embargo lasts."))
        return data
