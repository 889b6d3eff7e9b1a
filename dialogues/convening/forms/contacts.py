"""Forms for the contact list and its cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from dialogues.convening.models import ContactCard, ListedOrganisation
from dialogues.convening.states.contacts import DERIVED, MEANING, MOVES, Stage, Way
from dialogues.forms.seats import day_field
from dialogues.models import Dialogue, Organisation
from dialogues.states import TEAM, Category, Phase
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm
from inspired.core.models import User

MOST_PHONES = 6
SHORT = {"rows": 3}


class Renewable(PlainForm):
    """A form that knows the revision it was read from, and tells what somebody else saved meanwhile."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def conflict(self, current: models.Model) -> list[tuple[str, str, str]]:
        """Name each field that differs, with what stands now and what was typed, and let the form be sent again on top of it."""
        stored = self.stored(current)
        found = [
            (str(self.fields[name].label), _said(self.fields[name], stored[name]), _said(self.fields[name], typed))
            for name, typed in self.cleaned_data.items()
            if name in stored and _said(self.fields[name], stored[name]) != _said(self.fields[name], typed)
        ]
        self.data = self.data.copy()
        self.data["revision"] = str(current.revision)  # type: ignore[attr-defined]
        return found

    @classmethod
    def stored(cls, row: Any) -> dict[str, Any]:
        """Return what a row holds, by the names of this form's fields."""
        return {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}


def _said(field: forms.Field, value: Any) -> str:
    """Say a value as a person reads it."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(field, forms.ModelChoiceField):
        return _said_rows(field, value)
    if isinstance(value, list):
        return ", ".join(value)
    if value in (None, ""):
        return "–"
    if isinstance(field, forms.ChoiceField):
        words: Mapping[Any, Any] = dict(flatten_choices(field.choices))
        return str(words.get(value, value))
    return str(value)


def _said_rows(field: forms.ModelChoiceField[Any], value: Any) -> str:
    """Say which rows are chosen, by the names they have in the choice; a value is rows or their keys, one or several."""
    many = isinstance(field, forms.ModelMultipleChoiceField)
    keys = {getattr(one, "pk", one) for one in (value if many else [value]) or () if one not in (None, "")}
    known = [field.label_from_instance(row) for row in field.queryset.filter(pk__in=keys)] if keys else []
    return ", ".join(known) or "–"


def team_accounts(dialogue: Dialogue) -> models.QuerySet[User]:
    """Return the accounts of the host team today."""
    held = dialogue.roles.active().filter(role__in=TEAM)  # type: ignore[attr-defined]
    return User.objects.filter(pk__in=held.values("user")).order_by("person__name")


class ListedForm(Renewable):
    """What is kept about an organisation that is to be won for the table."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200, help_text=_("As it writes itself."))
    category = forms.ChoiceField(
        label=_("Category"), choices=[("", _("Not known yet")), *Category.choices], required=False
    )
    from_phase = forms.ChoiceField(
        label=_("Takes part from"),
        choices=Phase.choices,
        help_text=_(
            "The method advises to keep the first phase small: those who would come only if a rival stays away, or who would speak for everybody, find it easier to join once there is a shared analysis."
        ),
    )
    address = forms.CharField(
        label=_("Postal address"), widget=forms.Textarea(attrs=SHORT), required=False, max_length=500
    )
    responsible = forms.ModelChoiceField(
        label=_("Responsible"), queryset=User.objects.none(), required=False, empty_label=_("Nobody yet")
    )
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_on = day_field(_("Due on"), required=False)
    is_rival = forms.BooleanField(
        label=_("Rival of somebody at the table"),
        required=False,
        help_text=_("One of them may refuse if the other comes."),
    )
    is_dominating = forms.BooleanField(
        label=_("May dominate the others"), required=False, help_text=_("Powerful enough to refuse, or to take over.")
    )
    mark_note = forms.CharField(
        label=_("Why it is marked"),
        widget=forms.Textarea(attrs=SHORT),
        required=False,
        max_length=2000,
        help_text=_("Whoever is about to invite reads it first. Only the host team does."),
    )
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea(attrs=SHORT), required=False, max_length=4000)

    def __init__(self, dialogue: Dialogue, *args: Any, listed: ListedOrganisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = team_accounts(dialogue)  # type: ignore[attr-defined]
        if listed is None:
            del self.fields["revision"]
        elif listed.organisation_id:
            del self.fields["name"]  # stands in the directory

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("is_rival") or cleaned.get("is_dominating")) and not cleaned.get("mark_note", "").strip():
            self.add_error("mark_note", _("Say why, so that your colleagues understand the warning."))
        return cleaned


class NewListedForm(ListedForm):
    """An organisation for the list: one of the directory, or a name."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation in the directory"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("None of these: only a name for now"),
        help_text=_("You find public organisations and those of your own dialogues."),
    )
    field_order = ["organisation", "name"]

    def __init__(self, dialogue: Dialogue, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(dialogue, *args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(user)  # type: ignore[attr-defined]
        self.fields["name"].required = False
        self.fields["name"].label = _("Or its name")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "organisation" in cleaned and not cleaned["organisation"] and not cleaned.get("name", "").strip():
            self.add_error("name", _("Choose an organisation or write its name."))
        if cleaned.get("organisation") and cleaned.get("name", "").strip():
            self.add_error("name", _("Either choose an organisation or write a name, not both."))
        return cleaned


class StageForm(PlainForm):
    """How far the approach is now, why, and what comes next."""

    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs=SHORT), max_length=2000, help_text=_("One or two sentences.")
    )
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_on = day_field(_("Due on"), required=False)

    def __init__(self, stage: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = [one for one in Stage if one in MOVES[stage] and one not in DERIVED]
        told = [(one.value, one.label, MEANING[one]) for one in possible]
        self.fields["to"] = ChoiceWithMeaning(told, label=_("It now stands at"))
        self.order_fields(["to"])


class PhonesField(forms.CharField):
    """Several telephone numbers, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=400, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines that hold something."""
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        phones = list(dict.fromkeys(line for line in lines if line))
        if len(phones) > MOST_PHONES or any(len(phone) > 60 for phone in phones):
            raise forms.ValidationError(_("At most six numbers, each on a line of its own with at most 60 signs."))
        return phones


class CardForm(Renewable):
    """A person of a listed organisation, and how one reaches them."""

    name = forms.CharField(label=_("Name"), max_length=200)
    salutation = forms.CharField(
        label=_("Form of address"), max_length=100, required=False, help_text=_("As in a letter: Dear Minister …")
    )
    function = forms.CharField(label=_("Function"), max_length=150, required=False)
    phones = PhonesField(label=_("Telephones"), help_text=_("One a line; the best one first."))
    email = forms.EmailField(label=_("E-mail address"), required=False)
    way = forms.ChoiceField(label=_("Is reached best by"), choices=Way.choices)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Not known")), *settings.CONTENT_LANGUAGES], required=False
    )
    assistant = forms.CharField(
        label=_("Assistant"),
        max_length=200,
        required=False,
        help_text=_("Name and number, if one must go through somebody."),
    )
    do_not_write = forms.BooleanField(
        label=_("Do not write"),
        required=False,
        help_text=_(
            "No mail is sent to this person from the contact pages, and whoever is about to invite them is warned."
        ),
    )
    delete_by = day_field(
        _("Delete after"),
        required=False,
        help_text=_(
            "In the night after this day the card is erased. Leave it empty to keep it as long as the dialogue."
        ),
    )
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea(attrs=SHORT), required=False, max_length=4000)

    def __init__(self, *args: Any, card: ContactCard | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if card is None:
            del self.fields["revision"]
        elif not card.may_be_renamed:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _("This person takes part and chooses their own name.")

    @classmethod
    def stored(cls, row: Any) -> dict[str, Any]:
        """Return what a card holds, the name of its person included."""
        return super().stored(row) | {"name": row.person.name}
