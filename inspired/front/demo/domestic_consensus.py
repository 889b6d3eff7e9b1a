"""The second phase of the main story in its order: priorities, criteria, options, positions, the Roadmap."""

from __future__ import annotations

from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.domestic_appraisal import appraise_options
from inspired.front.demo.domestic_challenges import set_priorities
from inspired.front.demo.domestic_checks import check_positions
from inspired.front.demo.domestic_interviews import ask_for_interviews
from inspired.front.demo.domestic_monitoring import note_what_moves
from inspired.front.demo.domestic_roadmap import write_the_roadmap
from inspired.front.demo.domestic_talks import appraise_by_talking


def build_consensus(clock: Clock, table: Table) -> None:
    """Tell how the seats come from challenges to a Roadmap under endorsement, and what moves already."""
    set_priorities(clock, table)
    appraise_options(clock, table)
    appraise_by_talking(clock, table)
    check_positions(clock, table)
    write_the_roadmap(clock, table)
    note_what_moves(clock, table)
    ask_for_interviews(clock, table)
