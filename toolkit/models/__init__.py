"""The tables of the catalogue, one module for each concern."""

from .catalogue import CatalogueItem, Edit, Passage
from .guide import GuidePage, Reading, SitePage
from .tools import Tool

KEPT: tuple[type[CatalogueItem], ...] = (Tool, GuidePage, Reading, SitePage)

__all__ = ["KEPT", "CatalogueItem", "Edit", "GuidePage", "Passage", "Reading", "SitePage", "Tool"]
