"""Remembers an answer for the length of one request, so that a page asks each question once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("memory", default=None)


def remembered(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """Return the answer given earlier in this request, or ask; outside a request always ask."""
    memory = _memory.get()
    if memory is None:
        return ask()
    if key not in memory:
        memory[key] = ask()
    answer: Answer = memory[key]
    return answer


def recalled(key: Hashable) -> Any:
    """Return an answer given earlier in this request, None where nobody has asked: for whoever needs only a part of it."""
    memory = _memory.get()
    return memory.get(key) if memory is not None else None


def forget() -> None:
    """Drop what was remembered, after a write that changes who may do what within the same request."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()


class remembering:  # noqa: N801
    """Context manager: remember from here to the end of the block."""

    def __enter__(self) -> None:
        self._token = _memory.set({})

    def __exit__(self, *_exc: object) -> None:
        _memory.reset(self._token)
