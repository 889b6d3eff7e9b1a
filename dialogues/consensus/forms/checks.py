"""Forms of position checks: preparing one, choosing who is asked, replying, entering for a seat, the outcome."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import Challenge
from dialogues.consensus.models.checks import PERCENT
from dialogues.consensus.states.checks import MEANINGS, OFFERED, STANCE_TONES, Basis, Scale
from dialogues.convening.forms.contacts import Renewable
from dialogues.deadlines import day_of
from dialogues.documents.forms.rounds import DueForm
from dialogues.models import Dialogue, Seat
from dialogues.states import RECEIVED
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm, RowsField

LINES = {"rows": 3}
APART = ("due_on", "form_key", "revision")


class CheckFields(DueForm):
    """What is proposed, which answers there are, and what counts as agreement."""

    title = forms.CharField(label=_("In one line"), max_length=200)
    proposal = forms.CharField(
        label=_("The proposal"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In the exact words to which each organisation answers. They cannot be changed once it is open."),
    )
    challenge = forms.ModelChoiceField(
        label=_("Which challenge it is about"),
        queryset=Challenge.objects.none(),
        required=False,
        empty_label=_("None in particular"),
    )
    scale = ChoiceWithMeaning(
        [
            (Scale.FIVE, Scale.FIVE.label, _("Agree, agree with reservation, not yet, abstain, cannot accept.")),
            (
                Scale.GRADIENT,
                Scale.GRADIENT.label,
                _("From full support to a red line, with three steps between them."),
            ),
        ],
        label=_("Which answers there are"),
        initial=Scale.FIVE,
    )
    threshold = forms.IntegerField(
        label=_("Share in favour that you look for, in percent"),
        initial=75,
        validators=PERCENT,
        help_text=_("Our suggestion: 75."),
    )
    basis = ChoiceWithMeaning(
        [
            (Basis.ANSWERS, Basis.ANSWERS.label, _("Who does not answer neither helps nor hinders.")),
            (Basis.INVITED, Basis.INVITED.label, _("Who does not answer weighs like a no. Stricter.")),
        ],
        label=_("Of whom the share is counted"),
        initial=Basis.ANSWERS,
    )
    quorum = forms.IntegerField(
        label=_("How many must answer, in percent of those asked"), initial=50, validators=PERCENT
    )
    per_category = forms.BooleanField(
        label=_("Look for the share in every category as well"),
        required=False,
        help_text=_("So that many of one kind cannot outweigh the only one of another."),
    )
    is_hidden = forms.BooleanField(
        label=_("Hide the answers from participants until it is over"),
        required=False,
        initial=True,
        help_text=_("This protects whoever answers first. The host team sees them as they come in."),
    )
    is_silence = forms.BooleanField(
        label=_("Silence procedure"),
        required=False,
        help_text=_(
            "Who says nothing until the date lets it pass. Silence is shown apart, as tacit; it never counts as an endorsement or a commitment."
        ),
    )

    def __init__(self, *args: Any, dialogue: Dialogue, user: Anyone, **kwargs: Any) -> None:
        super().__init__(*args, dialogue=dialogue, **kwargs)
        rows = Challenge.objects.visible_to(user).on_table().filter(dialogue=dialogue)
        self.fields["challenge"].queryset = rows  # type: ignore[attr-defined]
        self.order_fields(["title", "proposal", "challenge", "due_on"])

    def set_up(self) -> dict[str, Any]:
        """Return what the verb takes: the fields, with the moment the day ends."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in APART}
        return {**said, "due_at": self.due_at}


class CheckForm(CheckFields):
    """A check to prepare."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class EditCheckForm(CheckFields, Renewable):
    """A check that nobody was asked yet, with the revision it was read from."""

    @classmethod
    def stored(cls, row: Any) -> dict[str, Any]:
        """Return what a check holds, its day in the dialogue's time zone."""
        return {**super().stored(row), "due_on": day_of(row.due_at, row.dialogue.time_zone)}


class AskForm(PlainForm):
    """Which seats are asked."""

    seats = RowsField(queryset=Seat.objects.none(), label=_("Who is asked"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, dialogue: Dialogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.at_the_table().filter(dialogue=dialogue).select_related("organisation")
        self.fields["seats"].queryset = seats  # type: ignore[attr-defined]
        self.fields["seats"].initial = [seat.pk for seat in seats]
        self.fields["seats"].label_from_instance = lambda seat: seat.organisation.name  # type: ignore[attr-defined]


class ReplyFields(PlainForm):
    """One of the answers of the check, and what is said with it."""

    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("A sentence is enough."),
    )
    would_change = forms.CharField(
        label=_("If you cannot accept it: what would have to change"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs=LINES),
    )

    def __init__(self, *args: Any, scale: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one, one.label, MEANINGS[one]) for one in OFFERED[scale]]
        self.fields["stance"] = ChoiceWithMeaning(offered, tones=STANCE_TONES, label=_("Your organisation’s answer"))
        self.order_fields(["channel", "stance", "reason", "would_change"])


class ReplyForm(ReplyFields):
    """Where one's seat stands, and the revision of what it said before; 0 for nothing."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)


class EnterForm(ReplyFields):
    """What a seat said by another way."""

    channel = forms.ChoiceField(label=_("How it came in"), choices=RECEIVED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stance"].label = _("What the organisation said")


class OutcomeForm(Renewable):
    """The outcome in words."""

    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What was agreed, what was not, and what happens next. Figures do not decide; people do."),
    )
