"""What the outside world sees happens after the commit, and never takes the request down with it."""

from collections.abc import Callable

from django.db import transaction


def after_commit(effect: Callable[[], object]) -> None:
    """Run an effect once the outermost transaction has committed; a failing effect is logged, the next one still runs.

    Hand in a lambda or a function with a ``__qualname__``: Django's robust hooks name the effect when they log.
    """
    transaction.on_commit(effect, robust=True)
