"""The frame of a page as template tags: breadcrumb, phase strip, tabs, links that may not exist yet, deadlines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context, defaultfilters
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from inspired.core.moments import as_shown, deadline_words, moment_words, there_at

register = template.Library()


@register.simple_tag
def url_if(*names: str, **arguments: object) -> str:
    """Return the address of the first URL name that exists, or nothing: pages link only to what is there."""
    for name in names:
        try:
            return reverse(name, kwargs=arguments)
        except NoReverseMatch:
            continue
    return ""


@register.simple_tag
def crumb(label: str, url: str | None = None) -> SafeString:
    """Add a step to the breadcrumb; without an address it is the page itself, with an empty one a plain word."""
    if url:
        return format_html('<li><a href="{}"><bdi>{}</bdi></a></li>', url, label)
    if url is not None:
        return format_html("<li><span>{}</span></li>", label)
    return format_html('<li><span aria-current="page"><bdi>{}</bdi></span></li>', label)


@register.simple_tag
def crumb_home() -> SafeString:
    """Begin the breadcrumb with the first page."""
    return format_html('<li><a href="/">{}</a></li>', _("Home"))


@register.simple_tag
def dotted(*parts: Any) -> SafeString:
    """Join what is not empty with a middle dot."""
    return format_html_join(" · ", "<bdi>{}</bdi>", ((part,) for part in parts if part))


@register.filter
def isolated(name: Any) -> SafeString:
    """Keep a name written from right to left from moving what stands beside it in a sentence."""
    return format_html("<bdi>{}</bdi>", name)


@register.simple_tag
def focus_id(field: BoundField) -> str:
    """Name the element that an error of this field leads to: its control, or the first of its choices."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or f"div_{field.auto_id}"


@register.simple_tag
def phase_strip(phases: Any) -> SafeString:
    """Draw the phases: each has name, key, state, last, steps_back and statuses (``dialogues.phases``)."""
    return render_to_string("components/phase_strip.html", {"phases": phases}) if phases else SafeString("")


@register.simple_tag
def tab_bar(tabs: Any, current: str = "") -> SafeString:
    """Draw the tabs of a dialogue (``inspired.core.ports.Tab``), the current one named."""
    return render_to_string("components/tab_bar.html", {"tabs": tabs, "current": current}) if tabs else SafeString("")


@register.simple_tag(takes_context=True)
def list_controls(context: Context, listing: Any, note: str = "") -> SafeString:
    """Draw search, filters, order, count and downloads of a ``Listing``; ``note`` says beside them what is in the files."""
    shown = {"listing": listing, "note": note}
    return render_to_string("components/list_controls.html", shown, context.get("request"))


@register.simple_tag
def pagination(listing: Any) -> SafeString:
    """Draw the way to the other pages of a ``Listing``; nothing when there is one page."""
    return render_to_string("components/pagination.html", {"listing": listing})


@register.simple_tag
def deadline(moment: datetime | None, zone: str = "") -> SafeString:
    """Say a deadline in words: "Friday 28 June 2026, end of day (Praia time, UTC−1)"."""
    if moment is None:
        return SafeString("")
    return _timed(moment, zone, deadline_words(moment, zone))


@register.simple_tag
def moment(at: datetime | None, zone: str = "") -> SafeString:
    """Say when something happened that counts, with its zone: "Friday 28 June 2026, 23:59 (Praia time, UTC−1)"."""
    return _timed(at, zone, moment_words(at, zone)) if at else SafeString("")


def _timed(at: datetime, zone: str, words: str) -> SafeString:
    there, _name = there_at(at, zone)
    return format_html('<time datetime="{}">{}</time>', there.isoformat(timespec="minutes"), words)


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, form: str | None = None) -> Any:
    """Do what Django's filter does, by the clock of the place the page is about (``inspired.core.moments``)."""
    return defaultfilters.date(as_shown(value), form)


@register.filter(expects_localtime=True, is_safe=False)
def time(value: Any, form: str | None = None) -> Any:
    """Do what Django's filter does, by the clock of the place the page is about."""
    return defaultfilters.time(as_shown(value), form)
