"""Forms for nominations and public bodies."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.convening.forms.contacts import SHORT, Renewable
from dialogues.convening.models import Nomination, PublicBody
from dialogues.convening.states.nominations import BODY_MOVES, MOVES, BodyState, NominationState
from dialogues.models import Dialogue, Seat
from dialogues.states import Category
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

ANSWERS = {
    NominationState.TAKEN_UP: _("It enters the contact list; the host team approaches it."),
    NominationState.NOT_NOW: _("It makes sense later; say when or on what it depends."),
    NominationState.NO: _("It will not be approached; say why."),
}
DECISIONS = {
    BodyState.CONCERNED: _("It stands on the list, and counts as missing until it has a seat."),
    BodyState.REFUSED: _("It leaves the list; the government focal point reads why."),
}


class NominationForm(PlainForm):
    """Whom somebody misses at the table."""

    organisation = forms.CharField(label=_("Organisation or group"), max_length=200)
    category = forms.ChoiceField(
        label=_("Category"), choices=[("", _("I do not know")), *Category.choices], required=False
    )
    why = forms.CharField(
        label=_("Why should they be heard?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    hint = forms.CharField(
        label=_("How can the host reach them?"),
        widget=forms.Textarea(attrs=SHORT),
        max_length=1000,
        required=False,
        help_text=_(
            "A name, a number, somebody who knows them. Only the host team and your own organisation read this."
        ),
    )
    seat = forms.ModelChoiceField(label=_("On behalf of"), queryset=Seat.objects.none(), required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, dialogue: Dialogue, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.visible_to(user).filter(pk__in=dialogue.standing_of(user).seats)
        self.fields["seat"].queryset = seats.select_related("organisation")  # type: ignore[attr-defined]
        first = seats.first()
        if first is None:
            del self.fields["seat"]
        else:
            self.fields["seat"].empty_label = _("Only myself")  # type: ignore[attr-defined]
            self.fields["seat"].initial = first.pk
            self.fields["seat"].help_text = _("The delegates of this organisation then read it too.")


class AnswerForm(PlainForm):
    """What the host answers to a nomination."""

    answer = forms.CharField(
        label=_("Your reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Whoever proposed it reads this."),
    )

    def __init__(self, nomination: Nomination, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = [state for state in ANSWERS if state in MOVES[nomination.state]]
        told = [(state.value, state.label, ANSWERS[state]) for state in possible]
        self.fields["state"] = ChoiceWithMeaning(told, label=_("Your answer"))
        self.order_fields(["state"])


class BodyForm(Renewable):
    """A public body, how the policy concerns it, and its seat where it goes by another name."""

    name = forms.CharField(
        label=_("Public body"), max_length=200, help_text=_("A ministry, agency, committee or office.")
    )
    concern = forms.CharField(
        label=_("How does the policy concern it?"), widget=forms.Textarea(attrs=SHORT), max_length=2000, required=False
    )
    seat = forms.ModelChoiceField(
        label=_("Its seat"),
        queryset=Seat.objects.none(),
        required=False,
        empty_label=_("Found by its name, or none yet"),
        help_text=_("Only needed when its seat goes by another name."),
    )

    def __init__(
        self, dialogue: Dialogue, user: Anyone, *args: Any, body: PublicBody | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if body is None:
            del self.fields["revision"]
        if dialogue.standing_of(user).is_team:
            self.fields["seat"].queryset = dialogue.seats.select_related("organisation")  # type: ignore[attr-defined]
        else:
            del self.fields["seat"]


class DecisionForm(PlainForm):
    """Whether a public body stands on the list, and why."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs=SHORT), max_length=2000)

    def __init__(self, body: PublicBody, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = [state for state in DECISIONS if state in BODY_MOVES[body.state]]
        told = [(state.value, state.label, DECISIONS[state]) for state in possible]
        self.fields["state"] = ChoiceWithMeaning(told, label=_("Decision"))
        self.order_fields(["state"])
