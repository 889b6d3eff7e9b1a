"""Puts the keys of values into words for admins: which field, in which language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from toolkit.models import CatalogueItem


def key_label(model: type[CatalogueItem], key: str) -> str:
    """Name a value: "Purpose (French)", "Purpose: where it comes from", "Position"."""
    first, dot, second = key.partition(".")
    if not dot:
        return capfirst(str(model._meta.get_field(first.removesuffix("_id")).verbose_name))  # type: ignore[union-attr]
    if first == "source":
        return _("%(field)s: where it comes from") % {"field": capfirst(str(model.TEXTS.get(second, second)))}
    return f"{capfirst(str(model.TEXTS.get(first, first)))} ({dict(settings.CONTENT_LANGUAGES).get(second, second)})"


def shown_value(value: Any) -> str:
    """Put a value into plain words for comparison."""
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return "" if value is None else str(value)


def text_name(field: str, language: str) -> str:
    """Name the form's field for a text in a language."""
    return f"{field}_{language}"
