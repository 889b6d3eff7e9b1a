"""Forms for the Roadmap itself, and for adding and withdrawing recommendations; their parts have forms of their own."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import Challenge, Roadmap
from dialogues.consensus.states.recommendations import RoadmapType
from dialogues.models import Dialogue
from inspired.core.formlayout import ChoiceWithMeaning, DayField, PlainForm

KINDS = [
    (RoadmapType.DECLARATION, RoadmapType.DECLARATION.label, _("Principles only, without dates. Sets the agenda.")),
    (
        RoadmapType.FRAMEWORK,
        RoadmapType.FRAMEWORK.label,
        _("A commitment to act, with well-defined objectives and who leads."),
    ),
    (
        RoadmapType.PLAN,
        RoadmapType.PLAN.label,
        _("Dated, concrete tasks for a named target group, with what they need."),
    ),
    (
        RoadmapType.MIXED,
        RoadmapType.MIXED.label,
        _("Both: a recommendation with a time frame is a task of a plan, one without is a commitment of a framework."),
    ),
]


def on_table(dialogue: Dialogue) -> Any:
    """The challenges that recommendations may belong to."""
    return Challenge.objects.filter(dialogue=dialogue).on_table()


class PrioritiesField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the challenges on the table, with its number."""

    def label_from_instance(self, obj: Challenge) -> str:
        """Name it as priorities are named."""
        return f"{obj.number}. {obj.title}"


class RoadmapForm(PlainForm):
    """The type of the Roadmap, and the day its months count from."""

    kind = ChoiceWithMeaning(KINDS, label=_("Type of Roadmap"), initial=RoadmapType.MIXED)
    starts_on = DayField(
        label=_("Months count from"),
        required=False,
        help_text=_(
            "Then time frames are printed with the months of the calendar too. Months count from 0: "
            "“from month 0” is from this day, and 0 to 12 is the first year."
        ),
    )


class RoadmapChangeForm(RoadmapForm):
    """The same for a Roadmap that was begun."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @staticmethod
    def stored(roadmap: Roadmap) -> dict[str, Any]:
        """What the form starts from."""
        return {"kind": roadmap.kind, "starts_on": roadmap.starts_on, "revision": roadmap.revision}


class NewRecommendationForm(PlainForm):
    """The priority it belongs to and one sentence; everything else is written part by part."""

    challenge = PrioritiesField(label=_("Priority it belongs to"), queryset=Challenge.objects.none())
    title = forms.CharField(
        label=_("Recommendation"), max_length=200, help_text=_("In one sentence: what should be done.")
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, dialogue: Dialogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["challenge"].queryset = on_table(dialogue)  # type: ignore[attr-defined]


class WithdrawForm(PlainForm):
    """Why a recommendation is withdrawn."""

    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
