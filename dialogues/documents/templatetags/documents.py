"""Shows the safe text subset as HTML."""

from django import template
from django.utils.safestring import SafeString

from dialogues.documents.diffing import Change, word_diff
from dialogues.documents.diffing import to_html as to_diff
from inspired.core.text import to_html

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Show a stored text; its highest heading stands below the page's own h2."""
    return to_html(text, top=3)


@register.filter
def difference(change: Change) -> SafeString:
    """Show what became of a paragraph, word by word."""
    return to_diff(word_diff(change.old, change.new))
