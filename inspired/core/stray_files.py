"""Finds files in the storage that no row of any app names: whoever wrote them died before the commit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

BATCH = 500  # names in one query


def stray_files(before: datetime) -> Iterator[str]:
    """Yield the names of files that were written before a moment and that nothing points to."""
    files = _walk("")
    while names := list(islice(files, BATCH)):
        known = {name for model, field in _file_fields() for name in _named(model, field, names)}
        for name in names:
            if name not in known and default_storage.get_modified_time(name) < before:
                yield name


def _walk(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing was ever stored
    yield from (f"{folder}{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from _walk(f"{folder}{name}/")


def _file_fields() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        yield from ((model, field.name) for field in model._meta.local_fields if isinstance(field, models.FileField))


def _named(model: type[models.Model], field: str, names: list[str]) -> Iterator[str]:
    return iter(model._base_manager.filter(**{f"{field}__in": names}).values_list(field, flat=True))
