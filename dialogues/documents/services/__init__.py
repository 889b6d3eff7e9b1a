"""Every write to documents, versions and rounds, one verb each."""

from . import comments, drafting, outlining, rounds, sections, versions

__all__ = ["comments", "drafting", "outlining", "rounds", "sections", "versions"]
