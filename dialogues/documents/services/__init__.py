"""Every write to documents, versions and rounds, one verb each."""

from . import comments, drafting, outlining, outputs, reservations, rounds, sections, versions, ways

__all__ = ["comments", "drafting", "outlining", "outputs", "reservations", "rounds", "sections", "versions", "ways"]
