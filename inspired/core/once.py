"""Finds what a form has made before, by its one-time key, so that the same form sent twice makes one thing."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from inspired.core.states import StateError

Row = TypeVar("Row", bound=models.Model)


def made_before(rows: models.QuerySet[Row], key: UUID | None) -> Row | None:
    """Return the one of ``rows`` that the form with this ``form_key`` has made; None for a form sent the first time.

    Raises StateError when the key has made something that is not among ``rows``: a form is sent where it was shown.
    """
    if key is None:
        return None
    found = rows.filter(form_key=key).first()
    if found is None and rows.model._base_manager.filter(form_key=key).exists():
        raise StateError(_("This form was sent before, from another page. Open the page again and fill it in there."))
    return found
