"""The Django admin for the platform's texts of letters. No dialogue, and no letter that was written, is found there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dialogues.convening.letter_shipped import SHIPPED
from dialogues.convening.letter_words import LONGEST, PLACEHOLDERS, checked_text, faults_of
from dialogues.convening.models import PlatformLetterText
from dialogues.convening.services.letter_texts import keep_platform_text
from inspired.core.admin import Audited
from inspired.core.formlayout import ReadableWords
from inspired.core.models import User
from inspired.core.text import TextRefused


class PlatformTextForm(ReadableWords, forms.ModelForm):  # type: ignore[type-arg]
    """A text with its placeholders; every fault is named beside its field."""

    class Meta:
        model = PlatformLetterText
        fields = ("kind", "language", "subject", "text")
        help_texts = {
            "text": _("In braces you can write: %(names)s")
            % {"names": ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)}
        }

    def clean_subject(self) -> str:
        """Refuse unknown placeholders."""
        return self._checked("subject")

    def clean_text(self) -> str:
        """Refuse unknown placeholders and what the safe subset does not take."""
        text = self._checked("text")
        if len(text) > LONGEST:
            raise ValidationError(_("A letter has at most %(limit)d characters.") % {"limit": LONGEST})
        try:
            return checked_text(text)
        except TextRefused as refusal:
            raise ValidationError(refusal.sentence) from refusal

    def _checked(self, name: str) -> str:
        said: str = self.cleaned_data[name]
        if faults := faults_of(said):
            raise ValidationError(faults)
        return said


@admin.register(PlatformLetterText)
class PlatformLetterTextAdmin(Audited):
    """Texts of letters for the whole platform. Where none stands here, the one that is shipped counts."""

    form = PlatformTextForm
    list_display = ("kind", "language", "subject", "updated_at")
    list_filter = ("kind", "language")
    ordering = ("kind", "language")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What a text is for stays, once it is there."""
        return ("kind", "language") if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a new text with the one that is shipped, when the address names a kind and a language."""
        place = (request.GET.get("kind", ""), request.GET.get("language", ""))
        subject, text = SHIPPED.get(place, ("", ""))
        return {"kind": place[0], "language": place[1], "subject": subject, "text": text}

    def save_model(self, request: HttpRequest, obj: PlatformLetterText, form: Any, change: bool) -> None:
        """Keep it through the verb."""
        assert isinstance(request.user, User)  # noqa: S101  # nosec B101: the admin is open to accounts only
        said = {name: form.cleaned_data[name] for name in ("subject", "text")}
        kept = keep_platform_text(by=request.user, kind=obj.kind, language=obj.language, **said)
        obj.pk = kept.pk

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing hangs on a text's form."""
