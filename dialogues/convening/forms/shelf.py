"""Forms for the knowledge shelf."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.convening.forms.contacts import SHORT, Renewable
from dialogues.convening.models.shelf import LANGUAGES, ShelfEntry
from dialogues.convening.states.shelf import Licence, ShelfKind
from dialogues.forms.seats import day_field
from dialogues.models import Dialogue, Seat
from dialogues.states import Phase
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm, ReadableWords

KINDS = [
    (ShelfKind.DOCUMENT.value, ShelfKind.DOCUMENT.label, _("A file: PDF, Word, Excel, a picture or plain text.")),
    (ShelfKind.LINK.value, ShelfKind.LINK.label, _("An address on the web.")),
    (
        ShelfKind.RECORDING.value,
        ShelfKind.RECORDING.label,
        _("The address of a recording, or a file such as its transcript."),
    ),
]


def date_of_work() -> forms.RegexField:
    """Return a field for when a work appeared, as exactly as that is known."""
    return forms.RegexField(
        r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
        label=_("Date of the work"),
        required=False,
        help_text=_("A year, a month or a day: 2026, 2026-05 or 2026-05-17."),
        error_messages={"invalid": _("Write a year, a month or a day: 2026, 2026-05 or 2026-05-17.")},
    )


class LabelForm(ReadableWords, forms.Form):
    """What the shelf says about an entry."""

    title = forms.CharField(label=_("Title"), max_length=200)
    why = forms.CharField(
        label=_("Why it is here"), max_length=300, help_text=_("One line: what somebody at the table learns from it.")
    )
    languages = forms.MultipleChoiceField(label=_("Languages"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple)
    source = forms.CharField(
        label=_("Source"), max_length=200, required=False, help_text=_("Who published it, or where it was found.")
    )
    author = forms.CharField(label=_("Author"), max_length=200, required=False)
    dated = date_of_work()
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices)
    phase = forms.ChoiceField(label=_("Phase"), choices=[("", _("All phases")), *Phase.choices], required=False)
    themes = forms.CharField(
        label=_("Themes"), max_length=200, required=False, help_text=_("A few words, separated by commas.")
    )

    def clean_languages(self) -> str:
        """Store codes between commas, so that one can be looked for."""
        return f",{','.join(self.cleaned_data['languages'])},"

    def clean_themes(self) -> str:
        """Tidy the commas."""
        return ", ".join(
            part for part in (" ".join(one.split()) for one in self.cleaned_data["themes"].split(",")) if part
        )


class BringForm(LabelForm, PlainForm):
    """A document, link or recording for the shelf."""

    kind = ChoiceWithMeaning(KINDS, label=_("What do you bring?"))
    upload = forms.FileField(label=_("File"), required=False, help_text=_("At most 10 MB."))
    address = forms.CharField(label=_("Address"), max_length=500, required=False, help_text="https://…")
    seat = forms.ModelChoiceField(label=_("On behalf of"), queryset=Seat.objects.none())
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    field_order = ("kind", "upload", "address", "title", "why", "languages")

    def __init__(self, dialogue: Dialogue, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.visible_to(user).filter(pk__in=dialogue.standing_of(user).speaking)
        first = None if dialogue.standing_of(user).is_team else seats.first()
        if first is None:
            del self.fields["seat"]
        else:
            self.fields["seat"].queryset = seats.select_related("organisation")  # type: ignore[attr-defined]
            self.fields["seat"].empty_label = None  # type: ignore[attr-defined]
            self.fields["seat"].initial = first.pk


OFFERS = [
    (
        ShelfKind.EXPERIENCE.value,
        ShelfKind.EXPERIENCE.label,
        _("What was tried in another country or place, and what was learned from it."),
    ),
    (
        ShelfKind.PEER.value,
        ShelfKind.PEER.label,
        _("Somebody with a like task elsewhere, a person or an organisation, who is ready to talk."),
    ),
]


class TellingForm(LabelForm):
    """What the shelf says about an experience or a peer."""

    place = forms.CharField(label=_("Country or place"), max_length=120, required=False)
    text = forms.CharField(
        label=_("In words"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=8000,
        required=False,
        help_text=_("What was done, what came of it, what went wrong; of a peer, what one can ask them."),
    )
    way_in = forms.CharField(
        label=_("How to get in touch with the peer"),
        max_length=300,
        required=False,
        help_text=_(
            "Only for a peer. Name only what the peer has agreed to: everybody at the table reads it, nobody outside does."
        ),
    )


class OfferForm(TellingForm, PlainForm):
    """An experience or a peer that a donor offers."""

    kind = ChoiceWithMeaning(OFFERS, label=_("What do you offer?"))
    upload = forms.FileField(label=_("File"), required=False, help_text=_("At most 10 MB."))
    address = forms.CharField(label=_("Address"), max_length=500, required=False, help_text="https://…")
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    field_order = ("kind", "title", "why", "place", "text", "upload", "address", "way_in", "languages", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("author", "dated", "themes"):
            del self.fields[name]
        self.fields["why"].label = _("What this dialogue could learn from it")
        self.fields["why"].help_text = _("One line. An offer comes without conditions.")


class EntryForm(LabelForm, Renewable):
    """What the shelf says about an entry, with the revision it was read from."""

    @classmethod
    def stored(cls, row: Any) -> dict[str, Any]:
        """Return what the entry holds, its languages as a list for the boxes to tick."""
        found = super().stored(row)
        return found | {"languages": [code for code in row.languages.split(",") if code]}


class ToldEntryForm(TellingForm, EntryForm):
    """What the shelf says about an experience or a peer, with the revision it was read from."""


class VersionForm(PlainForm):
    """A newer file or address."""

    upload = forms.FileField(label=_("File"), required=False, help_text=_("At most 10 MB."))
    address = forms.CharField(label=_("Address"), max_length=500, required=False, help_text="https://…")
    note = forms.CharField(label=_("What is new"), max_length=300, required=False)

    def __init__(self, entry: ShelfEntry, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if entry.kind == ShelfKind.DOCUMENT:
            del self.fields["address"]
            self.fields["upload"].required = True
        if entry.kind in (ShelfKind.LINK, ShelfKind.PEER):
            del self.fields["upload"]
            self.fields["address"].required = True


class WithholdForm(PlainForm):
    """Why something is not on the shelf."""

    reason = forms.CharField(
        label=_("Your reason"),
        widget=forms.Textarea(attrs=SHORT),
        max_length=2000,
        help_text=_("Whoever brought it reads this."),
    )


class PublishForm(PlainForm):
    """From which day everybody may read an entry."""

    published_on = day_field(
        _("Public from"), required=False, help_text=_("Leave it empty to keep it for the people of this dialogue.")
    )
