"""Says of which categories something may be counted together, so that nobody's single answer can be worked out. Computes only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogues.turnout import FEWEST, is_enough


def countable(answered: Mapping[str, int], asked: Mapping[str, int]) -> frozenset[str]:
    """Return the categories whose answers may be counted together, from how many answered and were asked in each.

    At least three answers, and at least half of the seats asked. What is left of all answers once these are taken away is
    never one or two answers: the smallest category is kept back as well rather than let somebody subtract.
    """
    shown = {name for name, said in answered.items() if is_enough(said, asked.get(name, said), fewest=FEWEST)}
    rest = sum(answered.values()) - sum(answered[name] for name in shown)
    if 0 < rest < FEWEST and shown:
        shown.discard(min(shown, key=lambda name: (answered[name], name)))
    return frozenset(shown)


def may_list_rest(is_open: Sequence[bool]) -> bool:
    """Say whether single answers that are not counted may be listed by name, from whether each may be read under its name.

    The others among them must be none, or too many to be worked out from the result for all.
    """
    hidden = sum(not one for one in is_open)
    return any(is_open) and (hidden == 0 or hidden >= FEWEST)
