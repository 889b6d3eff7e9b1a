"""Every write to documents, versions and rounds, one verb each."""

from . import comments, rounds, sections, versions

__all__ = ["comments", "rounds", "sections", "versions"]
