"""Forms made from the layout of a tool: its texts in one form, one row of a part in another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dialogues.activities.layouts import OF_ALL, Kind, RecordField, RecordPart, layout_of
from dialogues.activities.models import Activity, Grant
from dialogues.convening.forms.contacts import Renewable
from dialogues.forms.seats import day_field
from dialogues.ledger.forms import checked
from dialogues.models import Seat
from inspired.core.text import is_allowed_link


def seats_of(activity: Activity) -> forms.ModelChoiceField[Seat]:
    """Return a field with the seats at the table."""
    rows = Seat.objects.at_the_table().filter(dialogue=activity.dialogue_id).select_related("organisation")
    return forms.ModelChoiceField(queryset=rows, empty_label=_("Choose"), required=False)


def _text(one: RecordField, _activity: Activity) -> forms.Field:
    return forms.CharField(max_length=8000, widget=forms.Textarea(attrs={"rows": 4}))


def _line(one: RecordField, _activity: Activity) -> forms.Field:
    return forms.CharField(max_length=3 if one.name == "currency" else 200)


def _day(one: RecordField, _activity: Activity) -> forms.Field:
    return day_field(one.label)


def _link(one: RecordField, _activity: Activity) -> forms.Field:
    def leads_out(link: str) -> None:
        if not is_allowed_link(link):
            raise ValidationError(_("An address begins with http:// or https://."))

    return forms.URLField(max_length=500, assume_scheme="https", validators=[leads_out])


def _choice(one: RecordField, _activity: Activity) -> forms.Field:
    kind = one.choices
    if isinstance(kind.values[0], int):
        return forms.TypedChoiceField(choices=[("", "–"), *kind.choices], coerce=int, empty_value=None)
    return forms.ChoiceField(choices=kind.choices if one.is_needed else [("", "–"), *kind.choices])


def _number(one: RecordField, _activity: Activity) -> forms.Field:
    return forms.IntegerField(min_value=0, max_value=1_000_000)


def _money(one: RecordField, _activity: Activity) -> forms.Field:
    return forms.DecimalField(min_value=0, max_digits=12, decimal_places=2)


def _seat(one: RecordField, activity: Activity) -> forms.Field:
    return seats_of(activity)


def _grant(one: RecordField, activity: Activity) -> forms.Field:
    rows = Grant.objects.filter(activity=activity).select_related("seat__organisation")
    field = forms.ModelChoiceField(queryset=rows, empty_label=_("Choose"))
    field.label_from_instance = lambda grant: f"{grant.project} ({grant.seat})"  # type: ignore[method-assign,assignment]
    return field


MAKERS: dict[Kind, Callable[[RecordField, Activity], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.LINE: _line,
    Kind.DAY: _day,
    Kind.LINK: _link,
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.SEAT: _seat,
    Kind.GRANT: _grant,
}


def made(one: RecordField, activity: Activity) -> forms.Field:
    """Make the field of a form for one field of a layout."""
    field = MAKERS[one.kind](one, activity)
    field.label, field.help_text, field.required = one.label, one.hint, one.is_needed
    return field


class Described(Renewable):
    """A form whose fields come from a layout; texts are checked as everywhere."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def describe(self, fields: Iterable[RecordField], activity: Activity) -> None:
        """Add the fields, before the hidden ones."""
        self.described = {one.name: one for one in fields}
        hidden = dict(self.fields)
        self.fields = {one.name: made(one, activity) for one in self.described.values()} | hidden

    def differing(self, current: Any, stored: dict[str, Any]) -> list[tuple[str, str, str]]:
        """Name each field that differs from what is stored now, and let the form be sent again on top of it."""
        said = self.cleaned_data
        self.data = {**self.data.dict(), "revision": str(current.revision)}  # type: ignore[attr-defined]
        return [
            (str(one.label), str(stored[name] or "–"), str(said.get(name) or "–"))
            for name, one in self.described.items()
            if (stored[name] or "") != (said.get(name) or "")
        ]

    def clean(self) -> dict[str, Any]:
        """No text holds what cannot be stored."""
        data = super().clean() or {}
        for name, one in self.described.items():
            if one.kind in (Kind.TEXT, Kind.LINE) and data.get(name):
                try:
                    data[name] = checked(data[name])
                except ValidationError as fault:
                    self.add_error(name, fault)
        return data


class RecordForm(Described):
    """The texts of a record; what the host team alone reads stands in a group of its own."""

    def __init__(self, activity: Activity, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.describe(layout_of(activity.tool).fields, activity)

    @property
    def helper(self) -> FormHelper:
        """Group the fields by who reads them."""
        helper = super().helper
        common = {one.name for one in OF_ALL}
        own = [name for name, one in self.described.items() if not one.is_for_team and name not in common]
        host = [name for name, one in self.described.items() if one.is_for_team]
        groups = [(_("This tool"), own), (_("What came of it"), [one.name for one in OF_ALL])]
        groups += [(_("For the host team alone"), host)]
        helper.layout = Layout(*(Fieldset(title, *names) for title, names in groups if names), "revision")
        return helper

    @classmethod
    def stored(cls, row: Any) -> dict[str, Any]:
        """Return what the record holds, by the names of the layout."""
        said = {one.name: "" for one in layout_of(row.activity.tool).fields}
        return said | ({one.name: one.value for one in row.texts.all()} if row.pk else {})


class RowForm(Described):
    """One row of a part."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, activity: Activity, part: RecordPart, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.describe(part.fields, activity)

    @classmethod
    def initial_of(cls, row: Any, part: RecordPart) -> dict[str, Any]:
        """Return what a row holds, as a form begins with it."""
        return {one.name: row.value_of(one.name) for one in part.fields} | {"revision": row.revision}

    def for_verb(self) -> dict[str, Any]:
        """Return what the layout asks, as the verbs take it; nothing chosen is an empty word."""
        words = (Kind.TEXT, Kind.LINE, Kind.LINK, Kind.CHOICE)
        found = {}
        for name, one in self.described.items():
            value = self.cleaned_data.get(name)
            is_word = one.kind in words and not (one.choices and isinstance(one.choices.values[0], int))
            found[name] = (value or "") if is_word else value
        return found
