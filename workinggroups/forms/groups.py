"""Forms for proposing, opening, changing, closing and reconvening a group, and for its expected outputs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.deadlines import day_of, end_of_day
from dialogues.forms.seats import day_field
from dialogues.models import Dialogue, Seat
from dialogues.states import Phase
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm
from workinggroups.models import Group, Output
from workinggroups.states import Formality, GroupKind, Openness

LONG = {"rows": 4}
OPENNESS = [
    (
        Openness.MEMBERS,
        Openness.MEMBERS.label,
        _("Nobody else knows that the group exists until it submits something."),
    ),
    (
        Openness.PARTICIPANTS,
        Openness.PARTICIPANTS.label,
        _("Everybody at the table reads mission and members; donors do not."),
    ),
    (
        Openness.DONOR,
        Openness.DONOR.label,
        _("Donors read mission and members too, and what is published; never a draft."),
    ),
    (
        Openness.PUBLIC,
        Openness.PUBLIC.label,
        _(
            "Also whoever reads the public page of the dialogue: the mission and what is published, no members. A host decides this."
        ),
    ),
]
FORMALITY = [
    (Formality.LOOSE, Formality.LOOSE.label, _("Comes together as needed.")),
    (
        Formality.FORMAL,
        Formality.FORMAL.label,
        _("Established, with a coordinator, a rapporteur and regular meetings."),
    ),
]


class MissionForm(PlainForm):
    """What a group is to do, and in which phases."""

    mission = forms.CharField(
        label=_("Mission"),
        widget=forms.Textarea(attrs=LONG),
        max_length=4000,
        help_text=_("What the group is to prepare, for whom, and where its work ends."),
    )
    phases = forms.MultipleChoiceField(label=_("Phases"), choices=Phase.choices, widget=forms.CheckboxSelectMultiple)


class FirstOutput(PlainForm):
    """The first thing a mission is expected to bring; more are added on the group's page."""

    output = forms.CharField(
        label=_("Expected output"),
        max_length=200,
        required=False,
        help_text=_(
            "For example a chapter, a table of options or a list of criteria. More can be added on the group’s page."
        ),
    )
    due_on = day_field(_("Until"), required=False)

    def __init__(self, dialogue: Dialogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dialogue = dialogue

    def clean(self) -> dict[str, Any]:
        """Put title and day together as the verbs take them."""
        cleaned = super().clean() or {}
        title, day = cleaned.pop("output", ""), cleaned.pop("due_on", None)
        if day and not title and "output" not in self.errors:
            self.add_error("output", _("Say what is expected until this day."))
        cleaned["outputs"] = [(title, end_of_day(day, self.dialogue.time_zone) if day else None)] if title else []
        return cleaned


class GroupForm(FirstOutput, MissionForm):
    """A group to open, with its mission and the first thing expected of it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=GroupKind.choices, help_text=_("The list of kinds is our suggestion.")
    )
    formality = ChoiceWithMeaning(FORMALITY, label=_("Formality"), initial=Formality.LOOSE)
    openness = ChoiceWithMeaning(OPENNESS, label=_("Who sees the group"), initial=Openness.DONOR)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ["name", "kind", "mission", "phases", "output", "due_on", "formality", "openness"]


class OpenProposalForm(GroupForm):
    """A proposed group as the host opens it, perhaps changed, with a word to whoever proposed it."""

    answer = forms.CharField(
        label=_("A word to whoever proposed it"), widget=forms.Textarea(attrs=LONG), max_length=2000, required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, dialogue: Dialogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(dialogue, *args, **kwargs)
        del self.fields["form_key"]


class EditGroupForm(MissionForm):
    """Set-up and mission of a group at work, and the revision they were read from."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=GroupKind.choices, help_text=_("The list of kinds is our suggestion.")
    )
    formality = ChoiceWithMeaning(FORMALITY, label=_("Formality"))
    openness = ChoiceWithMeaning(OPENNESS, label=_("Who sees the group"))
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["name", "kind", "mission", "phases", "formality", "openness"]


def said_of(group: Group) -> dict[str, Any]:
    """Return what a form of a group starts from."""
    mission = group.mission
    values: dict[str, Any] = {
        name: getattr(group, name) for name in ("name", "kind", "formality", "openness", "revision")
    }
    return {**values, "mission": mission.text if mission else "", "phases": mission.phases if mission else []}


class ProposeForm(MissionForm):
    """A group that a seat proposes."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=GroupKind.choices, help_text=_("The list of kinds is our suggestion.")
    )
    why = forms.CharField(
        label=_("Why is it needed?"),
        widget=forms.Textarea(attrs=LONG),
        max_length=2000,
        help_text=_("The host team reads this."),
    )
    seat = forms.ModelChoiceField(label=_("On behalf of"), queryset=Seat.objects.none(), empty_label=None)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ["name", "kind", "mission", "phases", "why", "seat"]

    def __init__(self, dialogue: Dialogue, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.spoken_for_by(user).filter(dialogue=dialogue).select_related("organisation")
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]


class DeclineForm(PlainForm):
    """Why a proposal is not taken up now."""

    answer = forms.CharField(
        label=_("Your reason"),
        widget=forms.Textarea(attrs=LONG),
        max_length=2000,
        help_text=_("Whoever proposed it reads this."),
    )


class CloseForm(PlainForm):
    """What came of a group."""

    outcomes = forms.CharField(
        label=_("What came of it"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        help_text=_("Results, bonds that grew, what others can build on. Whoever sees the group reads it."),
    )


class ReconveneForm(FirstOutput, MissionForm):
    """The new mission of a group that is called together again."""

    reason = forms.CharField(label=_("Why now"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)
    field_order = ["mission", "phases", "output", "due_on", "reason"]


class OutputForm(PlainForm):
    """Something a mission is expected to bring."""

    title = forms.CharField(label=_("Expected output"), max_length=200)
    due_on = day_field(_("Until"), required=False)

    def __init__(self, dialogue: Dialogue, *args: Any, output: Output | None = None, **kwargs: Any) -> None:
        if output is not None:
            kwargs.setdefault("initial", {"title": output.title, "due_on": day_of(output.due_at, dialogue.time_zone)})
        super().__init__(*args, **kwargs)
        self.dialogue = dialogue

    def clean(self) -> dict[str, Any]:
        """Turn the day into the moment at which it ends."""
        return with_moment(super().clean() or {}, self.dialogue)


def with_moment(cleaned: dict[str, Any], dialogue: Dialogue) -> dict[str, Any]:
    """Put the end of a day in place of the day."""
    day = cleaned.pop("due_on", None)
    due_at: datetime | None = end_of_day(day, dialogue.time_zone) if day else None
    return {**cleaned, "due_at": due_at}
