"""Every write to documents, versions and rounds, one verb each."""

from . import comments, outlining, rounds, sections, versions

__all__ = ["comments", "outlining", "rounds", "sections", "versions"]
