"""Forms for the set-up of a dialogue, its policy area, its status and its publication."""

from __future__ import annotations

from datetime import datetime, time
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue, Organisation
from dialogues.services.dialogue import ORGANISATIONS, SETTINGS
from dialogues.states import AreaOutcome, Status
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, DayField, PlainForm, PlainLayout
from inspired.core.models.audit import Tier

TIERS = [
    (Tier.HOST, _("The host team only"), _("Hosts and facilitators of this dialogue.")),
    (Tier.PARTICIPANTS, _("Participants"), _("Everyone who holds a seat, the focal point and observers.")),
    (Tier.PUBLIC, _("Everybody who can see the dialogue"), _("Donors too, and the public once you publish.")),
]
GROUPS: dict[Any, tuple[str, ...]] = {
    _("What it is about"): ("title", "purpose", "country", "policy_area"),
    _("Who carries it"): (*ORGANISATIONS, "contact"),
    _("Incentives and conditions"): ("incentives", "incentives_tier"),
    _("Languages and mail"): ("language", "other_languages", "time_zone", "short_label"),
    _("After the end"): ("keep_contacts_months",),
}


@cache
def time_zones() -> list[tuple[str, str]]:
    """The places a dialogue can keep its time by: each country's own, without the former names that libraries still know."""
    lines = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines()
    names = sorted(line.split("\t")[2] for line in lines if line and not line.startswith("#"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def _organisation_field(label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=200, required=required, help_text=help_text, widget=widget)


class DialogueForm(PlainLayout, forms.ModelForm):
    """The settings of a dialogue in a few groups; an organisation is picked by its name or written anew."""

    host_organisation = _organisation_field(
        _("Dialogue Host"),
        _("The local organisation that convenes. Start typing: pick a known one, or write a new name."),
        required=True,
    )
    donor = _organisation_field(_("Donor"))
    government_counterpart = _organisation_field(_("Government counterpart"))
    other_languages = forms.MultipleChoiceField(
        label=_("Other languages"),
        choices=settings.CONTENT_LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        initial="UTC",
        help_text=_("Deadlines end with the day in this place."),
    )
    incentives_tier = ChoiceWithMeaning(TIERS, label=_("Who sees them"), initial=Tier.HOST)

    class Meta:
        model = Dialogue
        fields = SETTINGS
        help_texts = {
            "purpose": _("One line that everyone at the table can stand behind."),
            "country": _("Where the policy applies."),
            "policy_area": _("As first selected. Participants validate, adjust or change it in the first phase."),
            "language": _("The text in this language counts where translations differ."),
            "incentives": _(
                "What donors or the government offer or ask for: trade terms, budget support, conventions."
            ),
        }
        widgets = {"purpose": forms.Textarea(attrs={"rows": 2}), "incentives": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, user: Anyone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["keep_contacts_months"].required = False
        if (kept := self.instance.time_zone) not in dict(time_zones()):  # a former name stays until another is chosen
            self.fields["time_zone"].choices = [(kept, kept.replace("_", " ")), *time_zones()]
        self.initial.setdefault("revision", self.instance.revision)
        for name in ORGANISATIONS:
            known = getattr(self.instance, name) if getattr(self.instance, f"{name}_id") else None
            self.initial[name] = known.name if known else ""

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        groups = [(legend, [name for name in names if name in self.fields]) for legend, names in GROUPS.items()]
        helper.layout = Layout(*(Fieldset(legend, *names) for legend, names in groups), *self.extra_fields)
        return helper

    @property
    def extra_fields(self) -> list[str]:
        """Fields that stand after the groups."""
        return []

    def organisation_names(self) -> list[str]:
        """The names on offer while typing: those the person may see."""
        return list(Organisation.objects.visible_to(self.user).values_list("name", flat=True).distinct()[:500])

    def _post_clean(self) -> None:
        """Leave the instance as it is: the verbs write, and organisations are names here, not rows."""

    def clean_keep_contacts_months(self) -> int:
        """Keep what stands there when nothing is typed."""
        return int(self.cleaned_data["keep_contacts_months"] or self.instance.keep_contacts_months)

    def clean_other_languages(self) -> list[str]:
        """Leave out the authoritative language."""
        return [code for code in self.cleaned_data["other_languages"] if code != self.cleaned_data.get("language")]


class NewDialogueForm(DialogueForm):
    """The settings with which a dialogue starts, and the policy area first selected."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta(DialogueForm.Meta):
        fields = (*SETTINGS, "policy_area")

    @property
    def extra_fields(self) -> list[str]:
        return ["form_key"]


class SettingsForm(DialogueForm):
    """The settings of an existing dialogue, with the revision they were read from."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @property
    def extra_fields(self) -> list[str]:
        return ["revision"]

    def renew(self, revision: int) -> None:
        """Let what was typed be sent once more, now on top of this revision."""
        self.data = self.data.copy()
        self.data["revision"] = str(revision)

    def differences(self, stored: Model) -> list[tuple[str, str]]:
        """Name the fields whose stored value is another than what was typed, with the stored value in words."""
        found = []
        for name, typed in self.cleaned_data.items():
            value = getattr(stored, name)
            if name != "revision" and _plain(value) != _plain(typed):
                found.append((str(self.fields[name].label), _plain(value) or "–"))
        return found


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


class PolicyAreaForm(PlainForm):
    """What the participants did with the policy area."""

    outcome = ChoiceWithMeaning(
        [
            (AreaOutcome.VALIDATED, _("Validated"), _("It stays as it is.")),
            (AreaOutcome.ADJUSTED, _("Adjusted"), _("Narrowed, widened or said better.")),
            (AreaOutcome.CHANGED, _("Changed"), _("Another area took its place.")),
        ],
        label=_("What did the participants decide?"),
    )
    area = forms.CharField(
        label=_("The policy area is now"), max_length=200, required=False, help_text=_("Not needed when validated.")
    )
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Members of the dialogue read this.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_area(self, data)
        return data


def check_area(form: forms.Form, data: dict[str, Any]) -> None:
    """Ask for the words of an adjusted or changed policy area."""
    if data.get("outcome") in {AreaOutcome.ADJUSTED, AreaOutcome.CHANGED} and not data.get("area"):
        form.add_error("area", _("Say in a few words what the policy area is now."))


class StatusForm(PlainForm):
    """The reason for a move of the dialogue as a whole; opening may open the first phase at once."""

    reason = forms.CharField(
        label=_("Why, and why now"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the history of the dialogue. Members of the dialogue read this."),
    )
    open_first_phase = forms.BooleanField(
        label=_("Open the phase of Collective Assessment at once"), required=False, initial=True
    )

    def __init__(self, *args: Any, dialogue: Dialogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if dialogue.status != Status.DRAFT:
            del self.fields["open_first_phase"]


class PublicationForm(PlainForm):
    """From which day the summary is public."""

    on = DayField(
        label=_("Public from"),
        required=False,
        help_text=_("Leave it empty to publish at once."),
    )
    understood = forms.BooleanField(label=_("I have read what becomes public and who is named."))

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def moment(self) -> datetime | None:
        """The beginning of the day chosen, in the place where the dialogue is held."""
        day = self.cleaned_data["on"]
        return datetime.combine(day, time.min, tzinfo=ZoneInfo(self.zone)) if day else None
