"""How forms look: a base that needs no markup of its own, and choices that each carry one line of meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inspired.core.text import TextRefused, refuse_misleading, refuse_misleading_line

FIRST_YEAR, LAST_YEAR = 1900, 2199


def readable_line(text: object) -> None:
    """Validate a line that people type; raise ValidationError for signs that nobody sees and that mislead."""
    try:
        refuse_misleading_line(str(text))
    except TextRefused as refusal:
        raise ValidationError(refusal.sentence, code="misleading") from refusal


def readable_text(text: object) -> None:
    """Validate several lines in the same way."""
    try:
        refuse_misleading(str(text))
    except TextRefused as refusal:
        raise ValidationError(refusal.sentence, code="misleading") from refusal


class ReadableWords(forms.BaseForm):
    """Mixin for every form: no name and no text takes control signs or signs that turn the direction of reading."""

    def full_clean(self) -> None:
        """Ask the same of each field for words, also of those that a form adds for itself; passwords are no words."""
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput):
                has_lines = isinstance(field.widget, forms.Textarea | forms.HiddenInput)
                validator = readable_text if has_lines else readable_line
                field.validators = [*(one for one in field.validators if one is not validator), validator]
        super().full_clean()


class PlainLayout(ReadableWords):
    """Mixin for forms and model forms: the page writes the form tag, the token and the buttons.

    The browser's own check for empty fields is off, so that the server names all errors at once.
    """

    use_required_attribute = False

    @property
    def helper(self) -> FormHelper:
        """Describe to crispy how ``{% crispy form %}`` draws this form."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        return helper


class PlainForm(PlainLayout, forms.Form):
    """A form drawn as our forms look; use it as the base of every form that is not a model form."""


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows by their numbers. A number that no row can have is refused, where a database would break off."""

    def clean(self, value: Any) -> Any:
        """Refuse such a number with the sentence for one that stands for nothing."""
        for one in value or ():
            if not re.fullmatch(r"[0-9]{1,18}", str(one)):
                said = self.error_messages["invalid_pk_value"]
                raise forms.ValidationError(said, code="invalid_pk_value", params={"pk": str(one)[:20]})
        return super().clean(value)


class DayField(forms.DateField):
    """A day that every browser shows as one. A year that nobody means is refused: no clock and no database counts from it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def validate(self, value: Any) -> None:
        """Refuse a day outside the years that people write about."""
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            said = _("Write a year between %(first)d and %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(said, code="year")


class MeaningRadio(forms.RadioSelect):
    """A radio list that knows a line of meaning, and perhaps a tone, for each of its values."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Iterable[Any] = ()) -> None:
        super().__init__(attrs, choices)
        self.meanings: Mapping[str, Any] = {}
        self.tones: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["meaning"] = self.meanings.get(str(value), "")
        option["tone"] = self.tones.get(str(value), "")
        return option


class ChoiceWithMeaning(forms.ChoiceField):
    """One of several, each explained: ``ChoiceWithMeaning([("endorse", _("Endorse"), _("We stand behind it."))])``.

    ``tones`` maps a value to yes, reserve, no or wait and colours its label. ``choices`` are plain pairs afterwards.
    """

    widget = MeaningRadio

    def __init__(
        self, choices: Iterable[tuple[Any, Any, Any]], *, tones: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        told = list(choices)
        super().__init__(choices=[(value, label) for value, label, _meaning in told], **kwargs)
        self.widget.meanings = {str(value): meaning for value, _label, meaning in told}
        self.widget.tones = dict(tones or {})
