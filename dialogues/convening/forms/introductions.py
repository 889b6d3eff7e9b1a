"""Forms for introductions to decision-makers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.forms.contacts import SHORT
from dialogues.convening.states.introductions import IntroductionState
from dialogues.forms.seats import day_field
from dialogues.models import Dialogue, Seat
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

OUTCOMES = [
    (
        IntroductionState.OBTAINED.value,
        IntroductionState.OBTAINED.label,
        _("The decision-maker has met them, or a day is agreed."),
    ),
    (
        IntroductionState.DECLINED.value,
        IntroductionState.DECLINED.label,
        _("The decision-maker said no, or it cannot be done; the host team can try another way."),
    ),
]


class AskForm(PlainForm):
    """Whom somebody wants to meet, about what, and who may help."""

    whom = forms.CharField(
        label=_("Which decision-maker?"),
        max_length=200,
        help_text=_("The office or function, such as “Minister of Labour” or “chair of the budget committee”."),
    )
    why = forms.CharField(
        label=_("What is it about?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        help_text=_("What you want to say or ask, and why it needs this person. Whoever takes it up reads it."),
    )
    for_donors = forms.BooleanField(
        label=_("The donors may read it and take it up"),
        required=False,
        help_text=_("They read on whose behalf you ask. Without this, the host team alone does."),
    )
    for_government = forms.BooleanField(
        label=_("The government focal point may read it and take it up"), required=False
    )
    seat = forms.ModelChoiceField(label=_("On behalf of"), queryset=Seat.objects.none())
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, dialogue: Dialogue, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = dialogue.standing_of(user)
        if standing.is_team:
            del self.fields["seat"]
            return
        seats = Seat.objects.visible_to(user).filter(pk__in=standing.speaking).select_related("organisation")
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]
        self.fields["seat"].empty_label = None  # type: ignore[attr-defined]
        self.fields["seat"].initial = seats.values_list("pk", flat=True).first()


class NextForm(PlainForm):
    """What comes next."""

    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_on = day_field(_("Next step by"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a step where there is a date."""
        said = super().clean() or {}
        if said.get("next_on") and not said.get("next_step"):
            self.add_error("next_step", _("Say what the next step is, or leave its date empty."))
        return said


class SettleForm(NextForm):
    """What came of it, and when."""

    state = ChoiceWithMeaning(OUTCOMES, tones={"obtained": "yes", "declined": "no"}, label=_("What came of it?"))
    on = day_field(_("On which day?"))
    outcome = forms.CharField(
        label=_("In a sentence"),
        widget=forms.Textarea(attrs=SHORT),
        max_length=2000,
        help_text=_("Whoever asked reads this, with the host team."),
    )

    field_order = ("state", "on", "outcome", "next_step", "next_on")

    def clean_on(self) -> Any:
        """Refuse a day to come."""
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return self.cleaned_data["on"]
