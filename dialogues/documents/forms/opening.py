"""The form that opens a round: who is asked until when, who gives the answers, and who will see them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.documents.forms.rounds import DueForm
from dialogues.documents.states import Shown, SignedBy
from dialogues.models import Seat
from dialogues.states import Attribution
from inspired.core.formlayout import ChoiceWithMeaning, RowsField


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
