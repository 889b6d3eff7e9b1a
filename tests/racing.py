"""Forces races: acts that begin at the same moment, each in a thread with a connection of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Lock, Thread
from typing import Any

import pytest
from django.db import connection

from inspired.core.printing import sandbox

PATIENCE = 120


def ends_of(*acts: Callable[[], Any]) -> list[Any]:
    """Begin all acts at the same moment; return for each, in their order, what it gave back or the error it ended with."""
    barrier = Barrier(len(acts))
    ended: dict[int, Any] = {}

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            barrier.wait(PATIENCE)
            ended[place] = act()
        except Exception as error:  # reason: the test looks at each end, an unforeseen one included
            ended[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(ended) == len(acts), "somebody waits for ever"
    return [ended[place] for place in range(len(acts))]


def at_once(*acts: Callable[[], Any]) -> Counter[str]:
    """Begin all acts at the same moment; count how they ended: "done", or the name of the error."""
    ended = ends_of(*acts)
    return Counter(type(end).__name__ if isinstance(end, Exception) else "done" for end in ended)


def print_without_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let acts of one process print, one after another, in that process: a thread that forks may leave its child a shut lock.

    Workers are processes, and each forks while it does nothing else.
    """
    turn = Lock()

    def work_here(work: Callable[[], bytes], **_limits: Any) -> bytes:
        with turn:
            return work()

    monkeypatch.setattr(sandbox, "run", work_here)
