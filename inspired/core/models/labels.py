"""Looks up the label of one choice without translating all the others."""

from __future__ import annotations

from typing import Any

from django.db import models


class Labelled(models.Model):
    """A model with choices.

    Django's own ``get_…_display`` hashes every lazy label on each call, which translates all of them: a table of fifty
    rows then translates hundreds of words that nobody reads.
    """

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: Any) -> str:  # noqa: N802 - Django's name
        value = getattr(self, field.attname)
        return str(dict(field.flatchoices).get(value, "" if value is None else value))
