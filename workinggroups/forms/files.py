"""Forms for files and links in the space of a group."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.convening.forms.contacts import Renewable
from dialogues.convening.forms.shelf import date_of_work
from dialogues.convening.models.shelf import LANGUAGES
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm
from workinggroups.states import EVIDENCE, FileKind

KINDS = [
    (
        FileKind.MATERIAL,
        FileKind.MATERIAL.label,
        _("Something to work with: a law, a study, notes, an address on the web."),
    ),
    (FileKind.PRODUCED, FileKind.PRODUCED.label, _("Figures, testimony or findings that this group has gathered.")),
    (FileKind.ASSESSED, FileKind.ASSESSED.label, _("The work of others, looked at together: can one rely on it?")),
]


class LabelsForm(PlainForm):
    """What is said of a file; evidence names its source."""

    kind = ChoiceWithMeaning(KINDS, label=_("What is it?"), initial=FileKind.MATERIAL)
    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
        help_text=_("What the group should know about it."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        required=False,
        help_text=_("Who gathered or published it. Evidence needs this."),
    )
    dated = date_of_work()
    reliability = forms.CharField(
        label=_("How far one can rely on it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("How it was gathered, whom it leaves out, on what the group does not agree about it."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask evidence for its source."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") in EVIDENCE and not cleaned.get("source") and "source" not in self.errors:
            self.add_error("source", _("Evidence names its source."))
        return cleaned


class FileForm(LabelsForm):
    """A file or a link to put into the group's space."""

    upload = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, Word, Excel, a picture or plain text; at most 10 MB. For a link leave it empty."),
    )
    address = forms.CharField(label=_("Address"), max_length=500, required=False, help_text="https://…")
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ["upload", "address", "title", "language", "note", "kind", "source", "dated", "reliability"]


class DescribeForm(LabelsForm, Renewable):
    """What is said of a file that is there, with the revision it was read from."""
