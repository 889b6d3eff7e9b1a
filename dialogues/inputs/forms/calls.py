"""Forms with which the host team prepares a call, its questions and its date."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.inputs.states import CallKind, QuestionKind
from dialogues.ledger.forms import checked
from dialogues.models import Dialogue, Seat
from dialogues.states import Attribution, Phase
from inspired.core.formlayout import ChoiceWithMeaning, DayField, PlainForm, RowsField
from inspired.core.models.audit import Tier

MOST_CHOICES = 20
ENDS = ("scale_low", "scale_high")


def _date(**kwargs: Any) -> DayField:
    return DayField(**kwargs)


class CallForm(PlainForm):
    """What is asked, whom, until when, and what becomes visible of the answers."""

    title = forms.CharField(label=_("Title"), max_length=200)
    introduction = forms.CharField(
        label=_("What this is about"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=10_000,
        help_text=_("Why you ask, and what will be done with the answers."),
    )
    kind = ChoiceWithMeaning(
        [
            (
                CallKind.EVIDENCE,
                CallKind.EVIDENCE.label,
                _("Data, reports, surveys. Starts with questions we suggest."),
            ),
            (
                CallKind.TESTIMONY,
                CallKind.TESTIMONY.label,
                _("What people have lived through. Starts with questions we suggest."),
            ),
            (CallKind.COMMENT, CallKind.COMMENT.label, _("A view on something. Starts with questions we suggest.")),
            (CallKind.QUESTIONS, CallKind.QUESTIONS.label, _("You write all the questions yourself.")),
        ],
        label=_("What you ask for"),
    )
    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices)
    audience = ChoiceWithMeaning(
        [
            ("all", _("All seats"), _("Every organisation at the table, also those that join while it is open.")),
            ("some", _("Some seats"), _("Only the ones you tick below.")),
        ],
        label=_("Whom you ask"),
    )
    seats = RowsField(
        label=_("Seats"), queryset=Seat.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    due_on = _date(label=_("Until the end of"), required=False)
    takes_several = forms.BooleanField(label=_("An organisation may answer several times"), required=False)
    tier = ChoiceWithMeaning(
        [
            (Tier.HOST, _("The host team only"), _("Other participants see how many answered, nothing else.")),
            (Tier.PARTICIPANTS, _("The participants of this dialogue"), _("They read the answers as you say below.")),
        ],
        label=_("Who reads the answers"),
    )
    attribution = ChoiceWithMeaning(
        [
            (
                Attribution.PERSON,
                Attribution.PERSON.label,
                _("With the organisation, if the person chose to be named."),
            ),
            (Attribution.ORGANISATION, Attribution.ORGANISATION.label, _("The usual choice.")),
            (
                Attribution.CATEGORY,
                Attribution.CATEGORY.label,
                _("A category with fewer than three seats shows as “a participant”."),
            ),
            (
                Attribution.NOBODY,
                Attribution.NOBODY.label,
                _("Shown after the call is closed, and only if at least five organisations answered."),
            ),
        ],
        label=_("Under whose name participants read them"),
        help_text=_("You and the host team always see who answered. A seat that wishes more discretion gets it."),
    )

    def __init__(self, *args: Any, dialogue: Dialogue, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.at_the_table().filter(dialogue=dialogue).select_related("organisation")
        self.fields["seats"].queryset = seats  # type: ignore[attr-defined]
        self.fields["due_on"].help_text = _("The day ends at midnight in the zone of the dialogue: %(zone)s.") % {
            "zone": dialogue.time_zone
        }
        if not is_new:
            del self.fields["kind"]

    def clean_introduction(self) -> str:
        return checked(self.cleaned_data["introduction"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("audience") == "some" and not data.get("seats"):
            self.add_error("seats", _("Tick at least one seat, or ask all of them."))
        return data

    def fields_for_verb(self) -> dict[str, Any]:
        """Return the cleaned data as the verbs take it."""
        data = dict(self.cleaned_data)
        data["asks_all"] = data.pop("audience") == "all"
        if data["asks_all"]:
            data["seats"] = []
        return data


class DueForm(PlainForm):
    """A new date."""

    due_on = _date(label=_("Until the end of"))

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].help_text = _("The day ends at midnight in the zone of the dialogue: %(zone)s.") % {
            "zone": zone
        }


class QuestionForm(PlainForm):
    """One question of a call."""

    text = forms.CharField(label=_("Question"), max_length=500)
    hint = forms.CharField(
        label=_("Hint"), max_length=500, required=False, help_text=_("Stands under the question, in smaller letters.")
    )
    kind = forms.ChoiceField(label=_("How it is answered"), choices=QuestionKind.choices)
    choices = forms.CharField(
        label=_("Choices"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=5000,
        help_text=_("One a line. Only for “one of several choices”."),
    )
    scale_low = forms.CharField(
        label=_("What 1 means"),
        max_length=60,
        required=False,
        help_text=_("Only for a scale, in a few words: not at all, with great caution."),
    )
    scale_high = forms.CharField(
        label=_("What 5 means"),
        max_length=60,
        required=False,
        help_text=_("Only for a scale, in a few words: most of all, fully."),
    )
    is_required = forms.BooleanField(label=_("An answer is needed"), required=False)

    def clean_choices(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["choices"].splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        choices = data.get("choices") or []
        if data.get("kind") != QuestionKind.CHOICE:
            data["choices"] = []
        elif not 2 <= len(choices) <= MOST_CHOICES:
            self.add_error("choices", _("Give between two and twenty different choices, one a line."))
        elif any(len(choice) > 200 for choice in choices):
            self.add_error("choices", _("A choice has at most 200 characters."))
        self._say_both_ends(data)
        return data

    def _say_both_ends(self, data: dict[str, Any]) -> None:
        """Ask of a scale what its ends mean: a bare figure is read one way by some and the other way by others."""
        for name in ENDS:
            if data.get("kind") != QuestionKind.SCALE:
                data[name] = ""
            elif not data.get(name) and name not in self.errors:
                self.add_error(name, _("Say in a few words what this end of the scale means."))
