"""Shows the safe text subset as HTML."""

from django import template
from django.utils.safestring import SafeString

from inspired.core.text import to_html

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Show a stored text; its highest heading stands below the page's own h2."""
    return to_html(text, top=3)
