"""Asks again what Django has written down once: for the questions behind every page, whose writing costs more than their answer.

A question is put with blanks in place of what differs from reader to reader: numbers, words, sets of keys, the moment. Its SQL
is Django's own; only the values behind its placeholders are exchanged, and for a set their number. Nothing is put into the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from inspired.core import clock
from inspired.core.ids import Ids
from inspired.core.memory import remembering

Values = Mapping[str, Any]
Fill = Callable[[Values], list[Any]]
Rows = list[tuple[Any, ...]]
NO_ROW = -2_147_000_000  # what an empty set is asked for; no row has it
OPENED = NO_ROW + 1_000  # numbers between these stand for values
FAR = timedelta(days=365 * 400)  # what lies nearer to the open moment was reckoned from it
PLACE = re.compile("%%|%s")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d$")


class UnwritableError(TypeError):
    """A question needs a value where only a blank can be given; it has to be asked as it is."""


class Blanks:
    """The blanks of one question while it is written, and what fills each of them when it is asked.

    ``known`` are days and moments that the question names because it was written for them.
    """

    def __init__(self, *known: Hashable) -> None:
        self._fills: dict[Any, Fill] = {}
        self._known = {one for each in known for one in (each, str(each))}

    def number(self, name: str) -> int:
        """Return a number that stands for the value of this name."""
        return int(self._open(NO_ROW + 1 + len(self._fills), lambda values: [values[name]]))

    def words(self, name: str) -> str:
        """Return words that stand for the value of this name."""
        return str(self._open(f"blank{len(self._fills)}words", lambda values: [values[name]]))

    def ids(self, name: str) -> BlankIds:
        """Return a set of keys that stands for the value of this name."""
        return self.reckoned(lambda values: values[name])

    def reckoned(self, read: Callable[[Values], frozenset[int]]) -> BlankIds:
        """Return a set of keys that stands for what is reckoned from the values."""
        key = self._open(NO_ROW + 1 + len(self._fills), lambda values: [*read(values)] or [NO_ROW])
        made = BlankIds((key,))
        made.blanks, made.read = self, read
        return made

    def fill_of(self, value: Any) -> Fill | None:
        """Return what fills the place of a value; nothing where the value stands for itself.

        Raises ``UnwritableError`` for a moment or day that was not asked of ``inspired.core.clock``.
        """
        if isinstance(value, (int, str)) and value in self._fills:
            return self._fills[value]
        if isinstance(value, str) and (MOMENT.match(value) or DAY.match(value)):  # as SQLite keeps them
            reckoned = self.fill_of(parse_date(value) or _aware(value))
            return None if reckoned is None else lambda values: [_as_words(one) for one in reckoned(values)]
        if isinstance(value, date) and value not in self._known:
            is_moment = isinstance(value, datetime)
            since = value - (clock.OPEN if is_moment else clock.OPEN.date())
            if abs(since) > FAR:
                raise UnwritableError("The question names a moment of its own; it has to ask the clock for it.")
            return lambda values: [values["now" if is_moment else "today"] + since]
        return None

    def _open(self, blank: Any, fill: Fill) -> Any:
        self._fills[blank] = fill
        return blank


def _aware(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


def _as_words(value: date) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value)


class _Unknown:
    """A key of a blank set: Django may look for rows among keys, nobody may look at the key."""

    def _refuse(self, *_args: object) -> Any:
        raise UnwritableError("What a blank set holds is known when the question is asked.")

    __hash__ = __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __int__ = __index__ = _refuse


class BlankIds(Ids):
    """A set of keys that is known when the question is asked: it may be joined, cut and asked for, and never be looked into."""

    blanks: Blanks
    read: Callable[[Values], frozenset[int]]

    def __or__(self, other: Any) -> BlankIds:
        return self._with(other, frozenset.union)

    def __and__(self, other: Any) -> BlankIds:
        return self._with(other, frozenset.intersection)

    def __sub__(self, other: Any) -> BlankIds:
        return self._with(other, frozenset.difference)

    def __rsub__(self, other: Any) -> BlankIds:
        return self._with(other, lambda mine, others: others.difference(mine))

    __ror__, __rand__ = __or__, __and__

    def __iter__(self) -> Iterator[Any]:
        return iter((_Unknown(),))

    def __contains__(self, key: object) -> bool:
        raise UnwritableError("What a blank set holds is known when the question is asked.")

    def __len__(self) -> int:
        raise UnwritableError("How much a blank set holds is known when the question is asked.")

    def __bool__(self) -> bool:
        return True

    def as_values(self) -> list[int]:
        """Return the key that keeps the place of the set in a question."""
        return list(super().__iter__())

    def _with(self, other: Any, join: Callable[[frozenset[int], frozenset[int]], frozenset[int]]) -> BlankIds:
        if not isinstance(other, BlankIds) and min(other, default=0) <= OPENED:
            raise UnwritableError("A blank set was looked into to join it with others.")
        mine, others = self.read, other.read if isinstance(other, BlankIds) else lambda _values: other
        return self.blanks.reckoned(lambda values: join(frozenset(mine(values)), frozenset(others(values))))


@dataclass(frozen=True)
class Text:
    """One question in SQL: pieces with the values they hold, and between one piece and the next what is filled in."""

    pieces: tuple[tuple[str, tuple[Any, ...]], ...]
    fills: tuple[Fill, ...]

    def filled(self, values: Values) -> tuple[str, list[Any]]:
        """Return the SQL and the values behind its placeholders."""
        (sql, said), *others = self.pieces
        texts, held = [sql], [*said]
        for fill, (sql, said) in zip(self.fills, others, strict=True):
            filled = fill(values)
            texts += (", ".join(["%s"] * len(filled)), sql)
            held += (*filled, *said)
        return "".join(texts), held


def write(rows: QuerySet[Any, Any], blanks: Blanks) -> Text | None:
    """Write a question down; nothing where it can have no rows."""
    try:
        sql, values = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return None
    places = [found.span() for found in PLACE.finditer(sql) if found.group() == "%s"]
    pieces: list[tuple[str, tuple[Any, ...]]] = []
    fills: list[Fill] = []
    since, said = 0, []
    for (begins, ends), value in zip(places, values, strict=True):
        fill = blanks.fill_of(value)
        if fill is None:
            said.append(value)
            continue
        pieces.append((sql[since:begins], tuple(said)))
        fills.append(fill)
        since, said = ends, []
    return Text((*pieces, (sql[since:], tuple(said))), tuple(fills))


def ask(texts: Sequence[Text], values: Values, *, most: int = 0, by: int = 0) -> Rows:
    """Ask questions with the same columns as one and return their rows; one query, none for no text.

    Of each question ``most`` rows at most are read, the first by the column of this number; what has nothing there comes last.
    The columns hold what no field has to convert: numbers and words; ``moment_of`` reads a moment.
    """
    if not texts:
        return []
    connection = connections[DEFAULT_DB_ALIAS]
    now = {"now": timezone.now(), "today": timezone.localdate()}
    asked = [one.filled({**now, **values}) for one in texts]
    is_enclosed = len(asked) > 1 and connection.features.supports_parentheses_in_compound
    before, after = ("(", ")") if is_enclosed else ("", "")
    if most:
        before, after = "SELECT * FROM (", f" ORDER BY {by:d} NULLS LAST LIMIT {most:d}) AS first_of_them"
    sql = " UNION ALL ".join(before + text + after for text, _said in asked)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _text, said in asked for value in said])
        rows: Rows = cursor.fetchall()
    return rows


def moment_of(value: Any) -> datetime | None:
    """Return the moment that a column holds, which SQLite keeps as words, or hands over without its zone."""
    if value is None or (isinstance(value, datetime) and value.tzinfo is not None):
        return value
    return _aware(str(value))


def day_of(value: Any) -> date | None:
    """Return the day that a column holds."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def the_moment(value: Any) -> datetime:
    """Return the moment of a column that always holds one; raises ``ValueError`` where it does not."""
    moment = moment_of(value)
    if moment is None:
        raise ValueError("The column holds no moment.")
    return moment


def _refuse_to_ask(*_args: object) -> Any:
    raise UnwritableError("A question that is written down for many can rest on no answer that one of them was given.")


@contextmanager
def writing() -> Iterator[None]:
    """Write questions within: the clock gives the open moment, nothing known of the reader of this request is used, and nothing is asked."""
    token = clock.writing.set(True)
    try:
        with remembering(), connections[DEFAULT_DB_ALIAS].execute_wrapper(_refuse_to_ask):
            yield
    finally:
        clock.writing.reset(token)


class Written:
    """A question about one id that returns rows of plain values.

    ``question(id, key)`` says it with a queryset of ``values_list``; ``key`` is what it depends on besides (a day).
    """

    def __init__(self, question: Callable[[int, Any], QuerySet[Any, Any]]) -> None:
        self._question = question
        self._write = lru_cache(maxsize=8)(self._written)

    def ask(self, about: int, key: Hashable = None) -> Rows:
        """Return the rows; one query."""
        return ask(self._write(connections[DEFAULT_DB_ALIAS].vendor, key), {"id": about})

    def _written(self, _vendor: str, key: Hashable) -> tuple[Text, ...]:
        blanks = Blanks(key)
        with writing():
            text = write(self._question(blanks.number("id"), key), blanks)
        if text is None or not text.fills:
            raise ValueError("The question does not ask about the id.")
        return (text,)
