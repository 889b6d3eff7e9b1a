"""The form that checks a document: a file, or a fingerprint."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inspired.core.formlayout import PlainForm

LARGEST = 40 * 1024 * 1024
NOT_HEX = re.compile(r"[^0-9a-f]")


class EitherFile(forms.FileField):
    """A file that may be missing when something else was given; the form asks for one of them."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Let a missing file pass."""
        return super().clean(data, initial) if data else None


class EitherText(forms.CharField):
    """A line that may be empty when something else was given; the form asks for one of them."""

    def clean(self, value: Any) -> Any:
        """Let an empty line pass."""
        return super().clean(value) if (value or "").strip() else ""


class VerifyForm(PlainForm):
    """A PDF or a fingerprint; the file's bytes are counted and compared, nothing else is done with them."""

    file = EitherFile(
        label=_("The PDF"),
        help_text=_("At most 40 MB. It is compared byte for byte and not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    fingerprint = EitherText(
        label=_("Or a fingerprint"),
        max_length=200,
        help_text=_(
            "64 letters and digits, as printed at the foot of each page or computed by your own tool (SHA-256)."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_file(self) -> Any:
        """Refuse an empty or a very large file with a sentence."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 40 MB. We never issued one that large."))
        return file

    def clean_fingerprint(self) -> str:
        """Take the fingerprint in any grouping; refuse what cannot be one."""
        typed = self.cleaned_data["fingerprint"].strip().lower()
        digits = re.sub(r"[\s:·-]", "", typed)
        if typed and (len(digits) != 64 or NOT_HEX.search(digits)):
            raise forms.ValidationError(_("A fingerprint has 64 characters: digits and the letters a to f."))
        return digits

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two; a file goes first."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("fingerprint"):
            raise forms.ValidationError(_("Choose a PDF, or paste a fingerprint."))
        return cleaned
