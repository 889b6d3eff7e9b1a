"""The second phase of the main story in its order: priorities, criteria, options and where the seats stand on proposals."""

from __future__ import annotations

from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.domestic_appraisal import appraise_options
from inspired.front.demo.domestic_challenges import set_priorities
from inspired.front.demo.domestic_checks import check_positions


def build_consensus(clock: Clock, table: Table) -> None:
    """Tell what comes before the Roadmap."""
    set_priorities(clock, table)
    appraise_options(clock, table)
    check_positions(clock, table)
