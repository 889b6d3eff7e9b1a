"""Finds every row that belongs to one dialogue, whatever app it stands in, and removes it part by part.

The tables are found by their foreign keys, so that a new app needs to do nothing: a row belongs to a dialogue when a
required way of keys leads there. Tables that point to others come first. What is shared with other dialogues
(organisations, people, files) goes only when nothing points to it any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from dialogues.models import Deletion, Dialogue, Organisation
from inspired.core.forgetting import remove_names, remove_unneeded
from inspired.core.models import Job, OutboxMail, Person, StoredFile
from inspired.core.references import pointing_at, unreferenced

HOLDING = (models.CASCADE, models.PROTECT, models.RESTRICT)
Key = models.ForeignKey[Any, Any]
Model = type[models.Model]


@cache
def tables() -> tuple[Model, ...]:
    """Return every table with rows of dialogues, those that point to others before what they point to."""
    found: dict[Model, None] = {}

    def walk(model: Model, above: tuple[Model, ...]) -> None:
        for key in _holding(model):
            if key.model not in above and key.model not in found:
                walk(key.model, (*above, key.model))
        found.setdefault(model, None)

    walk(Dialogue, (Dialogue,))
    return tuple(found)


@cache
def _holding(model: Model) -> tuple[Key, ...]:
    return tuple(key for key in pointing_at(model) if key.remote_field.on_delete in HOLDING and key.model is not model)


@cache
def _ways(model: Model) -> tuple[str, ...]:
    """Return the ways of keys from a table to the dialogue, the shortest through each of its own keys."""
    if model is Dialogue:
        return ("pk",)
    known = set(tables())
    ways = []
    for key in model._meta.local_fields:
        parent = key.remote_field.model if isinstance(key, models.ForeignKey) else None
        if parent in known and parent is not model and key in _holding(parent):
            ways.append(key.name if parent is Dialogue else f"{key.name}__{_shortest(parent)}")
    return tuple(sorted(ways, key=lambda way: way.count("__")))


@cache
def _shortest(model: Model) -> str:
    """Return the shortest way of required keys, and if there is none the shortest of all."""
    best: dict[Model, tuple[bool, int, str]] = {Dialogue: (False, 0, "pk")}
    waiting = [Dialogue]
    while waiting:
        parent = waiting.pop(0)
        loose, length, way = best[parent]
        for key in _holding(parent):
            through = key.name if parent is Dialogue else f"{key.name}__{way}"
            offered = (loose or key.null, length + 1, through)
            if key.model not in best or offered < best[key.model]:
                best[key.model] = offered
                waiting.append(key.model)
    return best[model][2]


def rows_of(model: Model, dialogue: int) -> models.QuerySet[Any]:
    """Return the rows of a table that belong to the dialogue."""
    belongs = models.Q(pk__in=[])
    for way in _ways(model):
        belongs |= models.Q(**{way: dialogue})
    return model._base_manager.filter(belongs)


def counts_of(dialogue: int) -> dict[str, int]:
    """Count what belongs to the dialogue, table by table; empty ones are left out."""
    counted = {model._meta.label_lower: rows_of(model, dialogue).values("pk").distinct().count() for model in tables()}
    return {label: count for label, count in counted.items() if count}


def remove_part(deletion: Deletion, at_most: int) -> dict[str, int]:
    """Remove at most so many rows of the first table that has any; return what went, nothing once all is gone."""
    if deletion.dialogue_id is None:
        return {}
    for model in tables():
        keys = list(rows_of(model, deletion.dialogue_id).order_by("-pk").values_list("pk", flat=True)[:at_most])
        if keys:
            return _remove(model, list(dict.fromkeys(keys)))
    return {}


def remove_work(scope: str) -> int:
    """Remove the dialogue's jobs, also one that a worker has in hand: it notices at its next sign of life."""
    return Job.objects.filter(scope=scope).delete()[0]


def _remove(model: Model, keys: list[Any]) -> dict[str, int]:
    rows = model._base_manager.filter(pk__in=keys)
    shared = {kind: _pointed_at(model, rows, kind) for kind in (StoredFile, Person, Organisation)}
    remove_names(name for field in _file_fields(model) for name in rows.values_list(field, flat=True) if name)
    if model._meta.label_lower == "dialogues.invitation":
        OutboxMail.objects.filter(kind__startswith="dialogues.invitation", ids__invitation__in=keys).delete()
    _total, gone = rows.delete()
    counts = {label.lower(): count for label, count in gone.items()}
    for label, count in (
        ("core.storedfile", remove_unneeded(shared[StoredFile])),
        ("core.person", _remove_lone(Person, shared[Person])),
        ("dialogues.organisation", _remove_lone(Organisation, shared[Organisation])),
    ):
        counts[label] = counts.get(label, 0) + count
    return {label: count for label, count in counts.items() if count}


def _file_fields(model: Model) -> Iterator[str]:
    return (field.name for field in model._meta.local_fields if isinstance(field, models.FileField))


def _pointed_at(model: Model, rows: models.QuerySet[Any], kind: Model) -> set[int]:
    found: set[int] = set()
    for key in pointing_at(kind):
        if key.model is model:
            found |= set(rows.values_list(key.attname, flat=True)) - {None}
    return found


def _remove_lone(kind: Model, keys: set[int]) -> int:
    """Remove people and organisations that nothing needs any more; organisations of the public directory stay."""
    rows = unreferenced(kind._base_manager.filter(pk__in=keys))
    rows = rows.filter(is_public=False) if kind is Organisation else rows
    lone = list(rows.values_list("pk", flat=True))
    return kind._base_manager.filter(pk__in=lone).delete()[0] if lone else 0


def title_of(label: str) -> str:
    """Name a kind of row as the report says it."""
    if label == "dialogues.phaselogentry":
        return _("moves of phases")
    try:
        return str(apps.get_model(label)._meta.verbose_name_plural)
    except LookupError:
        return label
