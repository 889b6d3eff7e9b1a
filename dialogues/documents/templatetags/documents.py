"""Shows the safe text subset as HTML, and on other pages where an input is cited."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.documents.diffing import Change
from dialogues.documents.linking import document_key, section_key
from dialogues.documents.models import Citation, Comment, Document, Section
from dialogues.documents.plainly import opening, shown_difference
from dialogues.documents.reading import FrozenSection, ParagraphView, SectionView
from dialogues.documents.recommended import commitments, priorities, said_of
from dialogues.documents.since import Recommended
from dialogues.ledger.models import Entry
from inspired.core.printing.writing import direction_of
from inspired.core.templatetags.components import paragraphs_drawn
from inspired.core.text import to_html

register = template.Library()
register.filter("direction", direction_of)
register.filter("opening", opening)
register.filter("said_of", said_of)
register.filter("priorities", priorities)
register.filter("commitments", commitments)
SOURCES = '<small class="sources">{} {}</small>'


@register.filter
def markdown(text: str) -> SafeString:
    """Show a stored text; its highest heading stands below the page's own h2."""
    return to_html(text, top=3)


@register.filter
def on_place(number: int | str) -> str:
    """Say on which paragraph something is, or on which recommendation: those have codes, not numbers."""
    words = _("On recommendation %(number)s") if isinstance(number, str) else _("On paragraph %(number)s")
    return words % {"number": number}


@register.filter
def place_name(number: int | str) -> str:
    """Name a paragraph by its number, or a recommendation by its code."""
    words = _("Recommendation %(number)s") if isinstance(number, str) else _("Paragraph %(number)s")
    return words % {"number": number}


@register.filter
def place_of(section: Section) -> str:
    """Return the key under which activities point at a section."""
    return section_key(section.document_id, section.key)


@register.filter
def place_of_text(document: Document) -> str:
    """Return the key under which activities point at a whole text."""
    return document_key(document.pk)


@register.filter
def difference(change: Change) -> SafeString:
    """Show what became of a paragraph or a recommendation, word by word, without its marks and what stayed the same."""
    return shown_difference(change.old, change.new, is_abridged=True)


@register.filter
def became_of(entry: dict[str, Any], changed: dict[str, Recommended]) -> Recommended | None:
    """Return what became of a recommendation since the version its reader answered last."""
    return changed.get(entry["id"]) if changed else None


@register.filter
def taken_out(changed: dict[str, Recommended]) -> list[Recommended]:
    """Return the recommendations that were taken out since then."""
    return [one for one in changed.values() if one.change.kind == "removed"] if changed else []


@register.inclusion_tag("documents/_cited_in.html", takes_context=True)
def cited_in(context: Context, entry: Entry) -> dict[str, Any]:
    """Show where an input is cited in living texts that this person may read; one query."""
    found = Citation.objects.visible_to(context["request"].user).filter(entry=entry)
    citations = list(found.select_related("section__document__dialogue"))
    return {"citations": [(citation, _paragraph_cited(citation)) for citation in citations]}


@register.inclusion_tag("documents/_commented_on.html", takes_context=True)
def commented_on(context: Context, entry: Entry) -> dict[str, Any]:
    """Show of a comment where it belongs, the paragraph as it stood and the wording proposed; one query."""
    found = Comment.objects.visible_to(context["request"].user).filter(entry=entry)
    return {"comment": found.select_related("section", "document__dialogue").first()}


def _paragraph_cited(citation: Citation) -> str:
    """Return the first words of the paragraph; nothing for a whole section, or for one that was taken out since."""
    texts = (item["text"] for item in citation.section.paragraphs if item["id"] == citation.paragraph_id)
    return opening(next(texts, ""), 120)


@register.simple_tag
def living_paragraphs(view: SectionView, comments_url: str, comment_url: str, can_comment: bool) -> SafeString:
    """Draw the paragraphs of a section as they are being written, each with its sources and the way to its comments."""
    draw, about = paragraphs_drawn(), escape(f"{comment_url}?section={view.section.key}&paragraph=")
    words = _("Sources:"), escape(_("Comment on paragraph %(number)s")), escape(_("Comment on this heading"))

    def content(item: ParagraphView) -> SafeString:
        sources = format_html(SOURCES, words[0], "; ".join(item.sources)) if item.sources else ""
        said = (
            ngettext("%(n)s comment", "%(n)s comments", item.comments) % {"n": item.comments} if item.comments else ""
        )
        links = format_html('<a href="{}">{}</a>', comments_url, said) if said else SafeString("")
        if can_comment:
            label = words[1] % {"number": item.number} if item.number else words[2]
            links += SafeString(f' <a href="{about}{escape(item.id)}">{label}</a>')
        acts = f'<small class="acts-line">{links}</small>' if links else ""
        return SafeString(f"{markdown(item.text)}{sources}\n{acts}")  # each of them escaped or clean already

    return SafeString("".join(draw(content(item), item.number or "", item.id) for item in view.paragraphs))


@register.simple_tag
def frozen_paragraphs(section: FrozenSection) -> SafeString:
    """Draw the paragraphs of a section of a version, each with its mark and the numbers of its sources."""
    draw, word = paragraphs_drawn(), _("Sources:")

    def sources(numbers: tuple[int, ...]) -> SafeString | str:
        links = format_html_join(", ", '<a href="#source-{}">{}</a>', ((number, number) for number in numbers))
        return format_html(SOURCES, word, links) if numbers else ""

    drawn = (
        draw(format_html("{}{}", markdown(item.text), sources(item.sources)), item.number, item.id, item.mark)
        if item.number
        else markdown(item.text)
        for item in section.paragraphs
    )
    return SafeString("".join(drawn))
