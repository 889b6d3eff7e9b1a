"""The tools in short, as the catalogue names them now: for pages that name many of them and branch on none. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inspired.core.memory import remembered
from toolkit.models import Tool
from toolkit.shipping import shipped
from toolkit.states import ToolCategory


@dataclass(frozen=True)
class Known:
    """One tool: its name in the language of the page, its categories, whether it may be planned anew."""

    number: int
    name: str
    categories: tuple[str, ...] = ()
    is_offered: bool = True
    slug: str = ""

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def category_words(self) -> str:
        """The categories in the order of the method, as people call them."""
        return ", ".join(str(one.label) for one in ToolCategory if one in self.categories)

    def get_absolute_url(self) -> str:
        """Return the address of the tool's page; nothing for one that has none to be read."""
        return reverse("tool", kwargs={"number": self.number, "slug": self.slug}) if self.slug else ""


def known_tools() -> dict[int, Known]:
    """Return the tools by their numbers, in the order admins gave them; one query, remembered for the request.

    Tools in draft are named, since activities go on that were planned with them, and not offered. What the catalogue does
    not hold goes by the name that is shipped; while it holds nothing, everything shipped is offered.
    """
    return remembered(("tools", get_language()), _read)


def offered_tools() -> list[Known]:
    """Return the tools that may be planned anew."""
    return [one for one in known_tools().values() if one.is_offered]


def tool_named(number: int) -> Known:
    """Return a tool by its number; one that nobody knows goes by the number alone."""
    return known_tools().get(number) or Known(number, _("Tool %(number)s") % {"number": number}, is_offered=False)


def _read() -> dict[int, Known]:
    rows = list(
        Tool.objects.order_by("position", "number").values_list(
            "number", "slug", "is_published", "categories", "texts__name"
        )
    )
    found = {
        number: _known(Tool(number=number, texts={"name": name or {}}, categories=categories), is_published, slug)
        for number, slug, is_published, categories, name in rows
    }
    return found | {tool.number: _known(tool, not rows) for tool in _shipped() if tool.number not in found}


def _known(tool: Tool, is_offered: bool, slug: str = "") -> Known:
    return Known(tool.number, str(tool.name), tuple(tool.categories), is_offered, slug if is_offered else "")


@lru_cache(maxsize=1)
def _shipped() -> tuple[Tool, ...]:
    """Return the tools as this version ships them, none of them stored."""
    found = []
    for model, number, _fixed, values in shipped():
        if model is not Tool:
            break
        tool = Tool(number=number)
        for key, value in values.items():
            tool.take(key, value)
        found.append(tool)
    return tuple(sorted(found, key=lambda tool: (tool.position, tool.number)))
