"""Finds out which rows point to a row, whatever app they stand in: for files and people that nothing needs any more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models


@cache
def pointing_at(model: type[models.Model]) -> tuple[models.ForeignKey[Any, Any], ...]:
    """Return every foreign key of every app, tables of many-to-many fields included, that leads to this model."""
    return tuple(key for key in _foreign_keys() if key.remote_field.model is model)


def _foreign_keys() -> Iterator[models.ForeignKey[Any, Any]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey):
                yield field


def unreferenced(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Keep the rows that no foreign key of any app leads to."""
    for key in pointing_at(rows.model):  # type: ignore[arg-type]
        pointing = key.model._base_manager.filter(**{key.name: models.OuterRef("pk")})
        rows = rows.exclude(models.Exists(pointing))
    return rows


def label_of(key: models.ForeignKey[Any, Any]) -> str:
    """Name a foreign key: ``app.Model.field``."""
    return f"{key.model._meta.label}.{key.name}"
