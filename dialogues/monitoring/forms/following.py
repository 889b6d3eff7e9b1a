"""Forms for what is followed beside commitments: influence, adaptations, advocacy and undertakings, watchers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import Recommendation
from dialogues.forms.seats import day_field
from dialogues.models import Dialogue, Seat
from dialogues.monitoring.states import InfluenceKind, StepKind
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm, RowsField

FEW, SEVERAL = {"rows": 2}, {"rows": 4}
STEPS = [
    (StepKind.ADVOCACY, StepKind.ADVOCACY.label, _("What was done so that a recommendation is taken up.")),
    (
        StepKind.COMMITTEE,
        StepKind.COMMITTEE.label,
        _("What a committee of parliament said it will do with the Roadmap."),
    ),
    (StepKind.PARTY, StepKind.PARTY.label, _("What a party said it will do, or not stand in the way of.")),
]


class FollowedForm(PlainForm):
    """Something that happened on a day, for one's seat or the host team, perhaps about one recommendation."""

    on = day_field(_("On"), initial=timezone.localdate)
    title = forms.CharField(label=_("In one line"), max_length=200)
    text = forms.CharField(label=_("In words"), widget=forms.Textarea(attrs=SEVERAL), max_length=4000, required=False)
    source = forms.CharField(
        label=_("Where one can see it"),
        max_length=500,
        required=False,
        help_text=_("A gazette, minutes, a recording, an address on the web."),
    )
    recommendation = forms.ModelChoiceField(
        label=_("Recommendation"),
        queryset=Recommendation.objects.none(),
        required=False,
        empty_label=_("Not about one of them"),
    )
    seat = forms.ModelChoiceField(label=_("Noted for"), queryset=Seat.objects.none(), empty_label=None)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, user: Anyone, dialogue: Dialogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Recommendation.objects.visible_to(user).in_force().filter(dialogue=dialogue).order_by("number")
        self.fields["recommendation"].queryset = known  # type: ignore[attr-defined]
        standing = dialogue.standing_of(user)
        if standing.is_team:
            del self.fields["seat"]
            return
        own = Seat.objects.filter(pk__in=standing.speaking).select_related("organisation")
        self.fields["seat"].queryset = own  # type: ignore[attr-defined]
        if len(standing.speaking) == 1:
            self.fields["seat"].widget = forms.HiddenInput()
            self.fields["seat"].initial = min(standing.speaking)


class InfluenceForm(FollowedForm):
    """Where those who decide took the dialogue's conclusion on board."""

    kind = forms.ChoiceField(label=_("Taken on board in a"), choices=InfluenceKind.choices)
    field_order = ["kind", "title", "on", "recommendation", "text", "source", "seat"]


class StepForm(FollowedForm):
    """An advocacy action, or what a committee or a party undertook."""

    kind = ChoiceWithMeaning(STEPS, label=_("Kind"), initial=StepKind.ADVOCACY)
    result = forms.CharField(
        label=_("What came of it"), widget=forms.Textarea(attrs=FEW), max_length=2000, required=False
    )
    field_order = ["kind", "title", "on", "recommendation", "text", "result", "source", "seat"]


class AdaptationForm(FollowedForm):
    """How a recommendation is adapted because the context changed."""

    before = forms.CharField(label=_("Until now"), widget=forms.Textarea(attrs=FEW), max_length=4000, required=False)
    after = forms.CharField(label=_("From now on"), widget=forms.Textarea(attrs=FEW), max_length=4000)
    field_order = ["recommendation", "title", "on", "before", "after", "text", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].required = _("Why: what changed around it"), True
        self.fields["recommendation"].required = True
        self.fields["recommendation"].empty_label = _("Choose")  # type: ignore[attr-defined]


class WatcherForm(PlainForm):
    """Which seat follows the commitments as a guarantor, in which role, and which of them."""

    seat = forms.ModelChoiceField(label=_("Organisation"), queryset=Seat.objects.none(), empty_label=_("Choose"))
    why = forms.CharField(
        label=_("In which role"),
        max_length=300,
        required=False,
        help_text=_("Oversight of the government by parliament, a national human rights institution’s own mandate …"),
    )
    recommendations = RowsField(
        label=_("Which recommendations"),
        queryset=Recommendation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("If you choose nothing, all of them."),
    )

    def __init__(self, user: Anyone, dialogue: Dialogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = dialogue.standing_of(user)
        table = Seat.objects.visible_to(user).at_the_table().filter(dialogue=dialogue).select_related("organisation")
        self.fields["seat"].queryset = table if standing.is_team else table.filter(pk__in=standing.speaking)  # type: ignore[attr-defined]
        known = Recommendation.objects.visible_to(user).in_force().filter(dialogue=dialogue).order_by("number")
        self.fields["recommendations"].queryset = known  # type: ignore[attr-defined]
