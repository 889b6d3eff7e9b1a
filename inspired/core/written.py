"""Asks again what Django has written down once: for the few questions behind every page, whose writing costs more than their answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

ID = -2_040_912_655  # stands for the id while the question is written; no row has it


class Written:
    """A question about one id that returns rows of plain values: numbers and words, which no field has to convert.

    ``question(id, key)`` says it with a queryset of ``values_list``; ``key`` is what it depends on besides (a day).
    """

    def __init__(self, question: Callable[[int, Any], QuerySet[Any, Any]]) -> None:
        self._question = question
        self._write = lru_cache(maxsize=8)(self._written)

    def ask(self, about: int, key: Hashable = None) -> list[tuple[Any, ...]]:
        """Return the rows; one query."""
        connection = connections[DEFAULT_DB_ALIAS]
        sql, values = self._write(connection.vendor, key)
        with connection.cursor() as cursor:
            cursor.execute(sql, [about if value == ID else value for value in values])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def _written(self, _vendor: str, key: Hashable) -> tuple[str, tuple[Any, ...]]:
        query = self._question(ID, key).query
        sql, values = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        if ID not in values:
            raise ValueError("The question does not ask about the id.")
        return sql, tuple(values)
