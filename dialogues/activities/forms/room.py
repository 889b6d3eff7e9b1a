"""Forms of the room: what is recorded on behalf of seats while the meeting goes on, or from a sheet after it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.activities.giving import Given, given_under
from dialogues.activities.models import AgendaPoint, Recording
from dialogues.activities.states.meetings import Gender, Stance, TakenFrom, TakenKind
from dialogues.ledger.forms import checked
from dialogues.models import Seat
from dialogues.states import Category
from inspired.core.formlayout import PlainForm

Seats = list[tuple[Any, Any]]


class RoomForm(PlainForm):
    """One entry: under a key of its own, and by which way it came in."""

    kind = TakenKind.REMARK
    key = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.ChoiceField(choices=TakenFrom.choices, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, seats: list[Seat], agenda: list[AgendaPoint], kept: Recording, **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id=f"{self.kind}-%s", **kwargs)
        self.initial.setdefault("key", uuid4())
        if "seat" in self.fields:
            choices = [("", _("Choose")), *((str(seat.pk), str(seat)) for seat in seats)]
            self.fields["seat"].choices = choices  # type: ignore[attr-defined]
        if "point" in self.fields:
            first = _("Choose") if self.fields["point"].required else _("No point in particular")
            self.fields["point"].choices = [("", first), *((str(one.pk), str(one)) for one in agenda)]  # type: ignore[attr-defined]
        if "gender" in self.fields and not kept.records_gender:
            del self.fields["gender"]
        if "region" in self.fields:
            self.fields["region"].choices = [("", _("Not recorded")), *((one, one) for one in kept.regions)]  # type: ignore[attr-defined]
            if not kept.records_region:
                del self.fields["region"]

    @property
    def needs(self) -> str:
        """The names of the fields that must be filled, for the script of the page."""
        return " ".join(name for name, field in self.fields.items() if field.required and not field.widget.is_hidden)

    def given(self) -> Given:
        """Return the entry as the verb takes it."""
        data = self.cleaned_data
        named = {name: data[name] for name in ("value", "words", "category", "gender", "region") if data.get(name)}
        numbers = {name: int(data[name]) for name in ("seat", "point") if data.get(name)}
        return given_under(data["key"], self.kind, **named, **numbers)


class TapForm(PlainForm):
    """One tap: a seat is there, or is not. The button carries both, as ``12:yes``."""

    kind = TakenKind.ATTENDANCE
    key = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.ChoiceField(choices=TakenFrom.choices, widget=forms.HiddenInput)
    tap = forms.RegexField(r"^\d{1,18}:(yes|no)$")

    def given(self) -> Given:
        """Return the entry as the verb takes it."""
        seat, _colon, value = self.cleaned_data["tap"].partition(":")
        return given_under(self.cleaned_data["key"], self.kind, seat=int(seat), value=value)


class WhoForm(RoomForm):
    """Who sat on a seat; it is there by that."""

    kind = TakenKind.ATTENDANCE
    seat = forms.ChoiceField(label=_("Organisation"))
    words = forms.CharField(label=_("Who came"), max_length=200, required=False)
    gender = forms.ChoiceField(label=_("Gender, as this person says it"), choices=Gender.choices, required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)

    def given(self) -> Given:
        """Return the entry as the verb takes it: present."""
        data = self.cleaned_data
        person = {name: data.get(name) or "" for name in ("words", "gender", "region")}
        return given_under(data["key"], self.kind, seat=int(data["seat"]), value="yes", **person)


class WalkInForm(RoomForm):
    """Somebody who came without a seat, in one line."""

    kind = TakenKind.WALK_IN
    words = forms.CharField(label=_("Who came, in one line"), max_length=200)
    category = forms.ChoiceField(label=_("Category"), choices=[("", _("Not known")), *Category.choices], required=False)
    gender = forms.ChoiceField(label=_("Gender, as this person says it"), choices=Gender.choices, required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)


class PositionForm(RoomForm):
    """Where a seat stood on a point."""

    kind = TakenKind.POSITION
    seat = forms.ChoiceField(label=_("Organisation"))
    point = forms.ChoiceField(label=_("Point of the agenda"))
    value = forms.ChoiceField(label=_("Position"), choices=Stance.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )

    def clean_words(self) -> str:
        """Return the words as they may be stored."""
        return checked(self.cleaned_data["words"])


class RemarkForm(RoomForm):
    """What a seat said."""

    kind = TakenKind.REMARK
    seat = forms.ChoiceField(label=_("Organisation"))
    point = forms.ChoiceField(label=_("Point of the agenda"), required=False)
    words = forms.CharField(label=_("What was said"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000)

    def clean_words(self) -> str:
        """Return the words as they may be stored."""
        return checked(self.cleaned_data["words"])


FORMS: dict[str, type[RoomForm]] = {
    "who": WhoForm,
    "remark": RemarkForm,
    "position": PositionForm,
    "walk_in": WalkInForm,
}
