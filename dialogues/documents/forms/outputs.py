"""Forms of a group's output: beginning it, agreeing to it, handing it in, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.documents.forms.rounds import DueForm
from dialogues.documents.models import Document, Section
from dialogues.documents.states import WayOut
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm
from workinggroups.models import Group, Member, Output
from workinggroups.naming import Names

WAYS = [
    (WayOut.OWN, WayOut.OWN.label, _("Everybody at the table is asked to endorse it.")),
    (WayOut.PART, WayOut.PART.label, _("It joins the text chosen below and is endorsed with the whole.")),
    (WayOut.PAPER, WayOut.PAPER.label, _("Everybody takes note of it; nobody is asked to endorse it.")),
]
VOICES = [
    ("yes", _("We agree"), _("The text may go to everybody as it stands.")),
    ("no", _("We dissent"), _("It may go, with our note beside it.")),
]


class StartForm(PlainForm):
    """A text to begin, perhaps for something expected of the group."""

    title = forms.CharField(label=_("Title"), max_length=200)
    output = forms.ModelChoiceField(
        label=_("For the expected output"),
        queryset=Output.objects.none(),
        required=False,
        empty_label=_("None of these"),
    )

    def __init__(self, group: Group, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        expected = Output.objects.current().filter(mission__group=group)
        self.fields["output"].queryset = expected  # type: ignore[attr-defined]


class VoiceForm(PlainForm):
    """What a member says to the text of its group."""

    member = forms.ModelChoiceField(label=_("You speak for"), queryset=Member.objects.none(), empty_label=None)
    answer = ChoiceWithMeaning(VOICES, label=_("Does your organisation agree?"), tones={"yes": "yes", "no": "reserve"})
    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
        help_text=_("If you dissent, say on what. The group reads it, and everybody does once the text is submitted."),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, document: Document, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = Names(user, document.dialogue)
        own = document.dialogue.standing_of(user)
        places = Member.objects.accepted().filter(group=document.group_id, seat__in=sorted(own.seats))
        self.fields["member"].queryset = places.select_related("seat__organisation")  # type: ignore[attr-defined]
        self.fields["member"].label_from_instance = lambda one: names.of(one.seat)  # type: ignore[attr-defined]
        self.fields["member"].initial = places.first()

    def clean(self) -> dict[str, Any]:
        """Ask a dissent for its note."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "no" and not cleaned.get("note"):
            self.add_error("note", _("Say on what you dissent: the note goes with the text."))
        answer = cleaned.pop("answer", "")
        return {**cleaned, "agrees": answer == "yes"}


class CloseForm(PlainForm):
    """Why the question to the members is closed although some have not answered; not asked when all have."""

    reason = forms.CharField(
        label=_("Why close it before all have answered?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("The members read this, and everybody at the table once the text is submitted."),
    )

    def __init__(self, *args: Any, silent: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not silent:
            del self.fields["reason"]


class WayForm(PlainForm):
    """What becomes of a text, and of which other one it is a part if it is."""

    way = ChoiceWithMeaning(WAYS, label=_("What becomes of it"))
    whole = forms.ChoiceField(label=_("Part of"), required=False, help_text=_("Only for a part of another document."))

    def __init__(self, document: Document, *args: Any, **kwargs: Any) -> None:
        if (handed := document.submission) is not None:
            place = f"{handed.part_of_id}/{handed.section_id or ''}" if handed.part_of_id else ""
            kwargs.setdefault("initial", {"way": handed.way, "whole": place})
        super().__init__(*args, **kwargs)
        wholes = Document.objects.filter(dialogue=document.dialogue_id, group__isnull=True).prefetch_related("sections")
        self.places: dict[str, tuple[Document, Section]] = {}
        choices: list[Any] = [("", _("Of none"))]
        for whole in wholes:
            own: list[tuple[str, Any]] = []
            for section in whole.sections.all():
                own.append((f"{whole.pk}/{section.pk}", str(section)))
                self.places[f"{whole.pk}/{section.pk}"] = (whole, section)
            choices.append((str(whole), own))
        self.fields["whole"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn the place into document and section; a part needs one."""
        cleaned = super().clean() or {}
        part_of, section = self.places.get(cleaned.pop("whole", ""), (None, None))
        if cleaned.get("way") == WayOut.PART and part_of is None:
            self.add_error("whole", _("Choose the section it becomes part of."))
        is_part = cleaned.get("way") == WayOut.PART
        return {**cleaned, "part_of": part_of if is_part else None, "section": section if is_part else None}


class SubmitForm(WayForm, DueForm):
    """Handing a text in: until when comments are taken, what to look at, and what the group wishes to become of it."""

    note = forms.CharField(
        label=_("A word to everybody"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["due_on", "note", "way", "whole"]

    def __init__(self, document: Document, *args: Any, **kwargs: Any) -> None:
        super().__init__(document, *args, dialogue=document.dialogue, **kwargs)
        self.fields["due_on"].label = _("Comments until")


class ReturnForm(PlainForm):
    """Why a text goes back to its group."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The members of the group read this."),
    )
