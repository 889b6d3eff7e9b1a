"""The "why" beside the work: one paragraph from the guide, folded, with a link to its page. And the names of tools."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from toolkit.known import tool_named
from toolkit.outline import outline

register = template.Library()
WHY = '<details class="why no-print"><summary>{}</summary><p{}>{}</p>\n<p><a href="{}">{}</a></p></details>'


@register.simple_tag
def why(slug: str) -> SafeString:
    """Say why the method asks for this, folded; nothing while the guide has no such published page."""
    entry = outline().get(slug)
    if entry is None or not entry.why:
        return SafeString("")
    foreign = "" if entry.language == (get_language() or "").partition("-")[0] else entry.language
    lang = format_html(' lang="{}" dir="auto"', foreign) if foreign else ""
    more = _("More in the guide: %(title)s") % {"title": entry.title}
    return format_html(WHY, _("Why?"), lang, entry.why, entry.url, more)


@register.filter
def admin_page(opts: Any, page: str) -> str:
    """Name a page of the admin for a kind of thing: ``{% url opts|admin_page:"differences" pk %}``."""
    return f"admin:{opts.app_label}_{opts.model_name}_{page}"


@register.filter
def tool_name(number: int) -> str:
    """Name a tool by its number, as the catalogue calls it now: "7. Workshops and focus groups"."""
    return str(tool_named(number))
