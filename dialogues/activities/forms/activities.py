"""Forms with which activities are planned, proposed and answered, and what is recorded of who comes is settled."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.activities.forms.linking import linkable_choices
from dialogues.activities.forms.seating import SeatsByCategory
from dialogues.convening.forms.contacts import Renewable, team_accounts
from dialogues.forms.dialogue import time_zones
from dialogues.forms.seats import day_field
from dialogues.ledger.forms import checked
from dialogues.models import Dialogue, Seat
from dialogues.states import Phase
from inspired.core.access import Anyone, may
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm
from inspired.core.models import User
from inspired.core.models.audit import Tier
from toolkit.known import offered_tools, tool_named
from workinggroups.models import Group

TALL, SHORT = {"rows": 4}, {"rows": 3}
TIERS = [
    (
        Tier.PARTICIPANTS,
        _("Participants of this dialogue"),
        _("Everybody at the table knows of it and reads its minutes."),
    ),
    (Tier.GROUP, _("Only the seats invited"), _("Others at the table do not see that it takes place.")),
    (Tier.HOST, _("Only the host team"), _("Nobody else sees it anywhere; nobody can be invited on this site.")),
    (
        Tier.PUBLIC,
        _("Everybody"),
        _("The public reads title, purpose, days and place from now on; never meetings, link or minutes."),
    ),
]
ASKED = [
    ("all", _("All seats"), _("Every organisation at the table, also those that join later.")),
    ("some", _("Some seats"), _("Only the ones you tick below.")),
]


def words(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = True) -> forms.CharField:
    """Return a field for a text of some lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=4000, required=required, help_text=help_text)


class SaidForm(PlainForm):
    """What an activity is, what for, and the three questions of the method."""

    tool = forms.TypedChoiceField(label=_("Tool"), coerce=int)
    title = forms.CharField(label=_("Title"), max_length=200)
    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices)
    group = forms.ModelChoiceField(
        label=_("Working group"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("No group"),
        help_text=_("The page of the group leads to its meetings. Only those who may know of a meeting find it there."),
    )
    purpose = words(_("Purpose in this dialogue"), _("What shall be different afterwards."), rows=3)
    output_key = forms.ChoiceField(
        label=_("What it leads to"),
        required=False,
        help_text=_("The text or the section it prepares. That page then leads back to this activity."),
    )
    output = forms.CharField(
        label=_("What it leads to, in your own words"),
        max_length=300,
        required=False,
        help_text=_("For example: a recommendation on contributions."),
    )
    is_necessary = words(
        _("Is it necessary for what this dialogue is to bring about?"),
        _("A tool is no end in itself. Say what would be missing without it."),
        rows=3,
    )
    builds_trust = words(
        _("How does it build trust between those who have hardly worked together?"),
        _("Who sits beside whom, who speaks first, what is promised to whom."),
        rows=3,
    )
    joint_knowledge = words(
        _("How does what is learned become a joint achievement?"),
        _("Who brings knowledge, who weighs it, who owns the result."),
        rows=3,
    )
    starts_on = day_field(_("From"), required=False)
    ends_on = day_field(_("Until"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

    def __init__(self, dialogue: Dialogue, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].choices = self._tools  # type: ignore[attr-defined]
        self.fields["output_key"].choices = linkable_choices(user, dialogue, self.initial)  # type: ignore[attr-defined]
        groups = Group.objects.visible_to(user).opened().filter(dialogue=dialogue)
        if groups.exists():
            self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        else:
            del self.fields["group"]

    def _tools(self) -> list[tuple[Any, Any]]:
        """The tools that may be planned now, and the one that was chosen when more of them could be."""
        offered, kept = offered_tools(), self.initial.get("tool")
        if isinstance(kept, int) and kept not in {one.number for one in offered}:
            offered.append(tool_named(kept))
        return [("", _("Choose")), *((one.number, str(one)) for one in offered)]

    def clean_tool(self) -> int:
        """The number of a tool."""
        return int(self.cleaned_data["tool"])

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first."""
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if last and (not first or last < first):
            self.add_error("ends_on", _("The last day comes before the first."))
        return data


class ActivityForm(SaidForm):
    """An activity as the host team plans it."""

    link = forms.URLField(
        label=_("Link to take part from afar"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Only those who are invited and the host team read it."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    audience = ChoiceWithMeaning(ASKED, label=_("Whom it invites"))
    seats = SeatsByCategory(label=_("Seats"), required=False)
    facilitator = forms.ModelChoiceField(
        label=_("Facilitator"), queryset=User.objects.none(), required=False, empty_label=_("Not settled yet")
    )
    tier = ChoiceWithMeaning(TIERS, label=_("Who knows of it"))
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, dialogue: Dialogue, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(dialogue, user, *args, **kwargs)
        seats = Seat.objects.at_the_table().filter(dialogue=dialogue).select_related("organisation")
        self.fields["seats"].queryset = seats  # type: ignore[attr-defined]
        self.fields["facilitator"].queryset = team_accounts(dialogue).select_related("person")  # type: ignore[attr-defined]
        self.fields["facilitator"].label_from_instance = lambda user: user.name  # type: ignore[attr-defined]
        if self.initial.get("tier") != Tier.PUBLIC and not may(user, "dialogues.publish_dialogue", dialogue):
            kept = [(value, label) for value, label, _meaning in TIERS if value != Tier.PUBLIC]
            self.fields["tier"].choices = kept  # type: ignore[attr-defined]
        if dialogue.time_zone not in dict(time_zones()):
            kept = (dialogue.time_zone, dialogue.time_zone.replace("_", " "))
            self.fields["time_zone"].choices = [kept, *time_zones()]  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        """Group the fields."""
        helper = super().helper
        hidden = [name for name in ("form_key", "revision") if name in self.fields]
        more = ["note"] if "note" in self.fields else []
        what = [
            name
            for name in ("tool", "title", "phase", "group", "purpose", "output_key", "output")
            if name in self.fields
        ]
        helper.layout = Layout(
            Fieldset(_("What"), *what),
            Fieldset(_("Three questions of the method"), "is_necessary", "builds_trust", "joint_knowledge"),
            Fieldset(_("When and where"), "starts_on", "ends_on", "time_zone", "place", "link"),
            Fieldset(_("With whom"), "audience", "seats", "facilitator", "tier"),
            *more,
            *hidden,
        )
        return helper

    def clean(self) -> dict[str, Any]:
        """Somebody is invited."""
        data = super().clean() or {}
        if data.get("audience") == "some" and not data.get("seats"):
            self.add_error("seats", _("Tick at least one seat, or invite all of them."))
        return data

    def for_verb(self) -> dict[str, Any]:
        """Return the cleaned data as the verbs take it."""
        data = dict(self.cleaned_data)
        data["asks_all"] = data.pop("audience") == "all"
        data["seats"] = [] if data["asks_all"] else list(data["seats"])
        return data


class EditForm(Renewable, ActivityForm):
    """An activity as it stands, with the revision it was read from."""

    def __init__(self, dialogue: Dialogue, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(dialogue, user, *args, **kwargs)
        del self.fields["form_key"]

    @classmethod
    def stored(cls, row: Any) -> dict[str, Any]:
        """Return what the activity holds, by the names of the fields."""
        found = super().stored(row) | {"audience": "all" if row.asks_all else "some"}
        found |= {"seats": [seat.pk for seat in row.seats.all()], "facilitator": row.facilitator_id}
        found["output_label"] = row.output_label  # no field, but the word for a text that is not on offer any more
        return found


class AcceptForm(EditForm):
    """A proposal as the host takes it up, changed or not."""

    note = words(
        _("A word to whoever proposed it"), _("What you changed, and why. They read it."), rows=3, required=False
    )


class ProposeForm(SaidForm):
    """An activity as somebody at the table proposes it."""

    seat = forms.ModelChoiceField(label=_("On behalf of"), queryset=Seat.objects.none(), empty_label=None)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, dialogue: Dialogue, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(dialogue, user, *args, **kwargs)
        seats = Seat.objects.visible_to(user).filter(pk__in=dialogue.standing_of(user).speaking)
        if (first := seats.first()) is None:
            del self.fields["seat"]
        else:
            self.fields["seat"].queryset = seats.select_related("organisation")  # type: ignore[attr-defined]
            self.fields["seat"].initial = first.pk


class ReasonForm(PlainForm):
    """Why something is not held, or is taken up again."""

    reason = words(_("Your reason"), _("Whoever was invited or proposed it reads this."), rows=3)

    def clean_reason(self) -> str:
        """Return the reason as it may be stored."""
        return checked(self.cleaned_data["reason"])


class RecordingForm(PlainForm):
    """What is recorded of who comes, and what was agreed about balance."""

    records_gender = forms.BooleanField(
        label=_("Record the gender of those who come, as they say it themselves"), required=False
    )
    records_region = forms.BooleanField(label=_("Record from which region they come"), required=False)
    regions = forms.CharField(
        label=_("Regions"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=TALL),
        help_text=_("One on each line, as people call them."),
    )
    least_categories = forms.IntegerField(
        label=_("At least so many of the nine categories"), required=False, min_value=1, max_value=9
    )
    most_of_one_category = forms.IntegerField(
        label=_("No category more than so many percent of those who come"), required=False, min_value=1, max_value=100
    )
    least_women = forms.IntegerField(
        label=_("Women at least so many percent"), required=False, min_value=1, max_value=100
    )
    least_regions = forms.IntegerField(label=_("At least so many regions"), required=False, min_value=1, max_value=200)
    agreed_on = day_field(
        _("Agreed with the participants on"), required=False, help_text=_("Balance is agreed at the start, by all.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_regions(self) -> list[str]:
        """Return the regions, each once."""
        lines = (" ".join(line.split())[:100] for line in self.cleaned_data["regions"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict[str, Any]:
        """What is agreed must be recorded."""
        data = super().clean() or {}
        if data.get("least_women") and not data.get("records_gender"):
            self.add_error("least_women", _("This can only be seen when gender is recorded."))
        if data.get("least_regions") and not data.get("records_region"):
            self.add_error("least_regions", _("This can only be seen when regions are recorded."))
        return data
