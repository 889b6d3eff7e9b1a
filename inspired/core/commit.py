"""What becomes of a transaction: effects after its commit, and a second try when two waited for each other."""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection, transaction

from inspired.core.memory import forget

Result = TypeVar("Result")
BROKEN_OFF = frozenset({"40P01", "40001"})  # PostgreSQL: deadlock detected, could not serialize
TRIES = 3


def after_commit(effect: Callable[[], object]) -> None:
    """Run an effect once the outermost transaction has committed; a failing effect is logged, the next one still runs.

    Hand in a lambda or a function with a ``__qualname__``: Django's robust hooks name the effect when they log.
    """
    transaction.on_commit(effect, robust=True)


def past_deadlock(act: Callable[[], Result], *, before_again: Callable[[], object] = forget) -> Result:
    """Do an act; from its beginning once more when the database broke it off because two waited for each other.

    Nothing of a transaction that was broken off is kept, and verbs are harmless when repeated. Inside a transaction
    nothing is repeated: whoever opened it has to. Raises the database's error when it happens time and again.
    """
    for left in reversed(range(TRIES)):
        try:
            return act()
        except OperationalError as error:
            is_deadlock = getattr(error.__cause__, "sqlstate", "") in BROKEN_OFF
            if not left or not is_deadlock or connection.in_atomic_block:
                raise
            before_again()
    raise AssertionError("unreachable")
