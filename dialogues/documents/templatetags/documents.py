"""Shows the safe text subset as HTML, and on other pages where an input is cited."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from dialogues.documents.diffing import Change, word_diff
from dialogues.documents.diffing import to_html as to_diff
from dialogues.documents.models import Citation
from dialogues.ledger.models import Entry
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


@register.inclusion_tag("documents/_cited_in.html", takes_context=True)
def cited_in(context: Context, entry: Entry) -> dict[str, Any]:
    """Show where an input is cited in living texts that this person may read; one query."""
    found = Citation.objects.visible_to(context["request"].user).filter(entry=entry)
    return {"citations": list(found.select_related("section__document__dialogue"))}
