"""Sets of keys that came from the database: questions take them as they are, where Django would prepare key by key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BigAutoField, ForeignKey
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In


class Ids(frozenset[int]):
    """Keys of rows, whole numbers and nothing else. Joined with others they stay ``Ids``."""

    def __or__(self, other: Any) -> Ids:
        return Ids(super().__or__(other))

    def __and__(self, other: Any) -> Ids:
        return Ids(super().__and__(other))

    def __sub__(self, other: Any) -> Ids:
        return Ids(super().__sub__(other))

    def as_values(self) -> list[int]:
        """Return what is written behind ``in``."""
        return list(self)

    @classmethod
    def of_all(cls, parts: Iterable[Iterable[int]]) -> Ids:
        """Join them."""
        return cls(key for part in parts for key in part)


class _TakesIds(In):
    """``in`` with what Django does to each value left out for ``Ids``: who is host in fifty dialogues asks a dozen times a page."""

    def get_prep_lookup(self) -> Any:
        return self.rhs if isinstance(self.rhs, Ids) else super().get_prep_lookup()

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if not isinstance(self.rhs, Ids):
            return super().process_rhs(compiler, connection)
        if not self.rhs:
            raise EmptyResultSet
        keys = self.rhs.as_values()
        return f"({', '.join(['%s'] * len(keys))})", keys


@BigAutoField.register_lookup
class _KeyIn(_TakesIds):
    pass


@ForeignKey.register_lookup
class _RelatedIn(_TakesIds, RelatedIn):
    pass
