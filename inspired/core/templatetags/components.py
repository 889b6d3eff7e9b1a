"""The UI components as template tags: props and a slot, drawn by files in ``templates/components/``; no queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import template
from django.template import Context, Engine
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()
ROW = "<li><div>{}{}\n{}</div>{}</li>\n"  # drawn here and not by a file: pages hold dozens
LINKED_PARAGRAPH = (
    '<div class="para" id="%(id)s"><a class="no-of" href="#%(id)s">%(word)s%(number)s</a>\n'
    "<div>%(content)s%(mark)s</div></div>\n"
)
HEADING = '<div class="para" id="%(id)s"><span class="no-of"></span>\n<div>%(content)s%(mark)s</div></div>\n'
PARAGRAPH = '<div class="para"><span class="no-of">%(word)s%(number)s</span>\n<div>%(content)s%(mark)s</div></div>\n'


def _draw(name: str, content: SafeString, **props: Any) -> SafeString:
    template = Engine.get_default().get_template(f"components/{name}.html")  # half the cost of render_to_string
    return template.render(Context({"content": content, **props}))


@register.simple_tag
def options(choices: Iterable[dict[str, Any]]) -> SafeString:
    """Draw the options of a list to choose from, as a widget describes them."""
    return format_html_join(
        "",
        '\n  <option value="{}"{}>{}</option>',
        ((one["value"], _said(one["attrs"]), _label(one)) for one in choices),
    )


def _label(option: dict[str, Any]) -> Any:
    label = option["label"]
    return label if isinstance(label, str | Promise) else localize(label)


def _said(attrs: dict[str, Any]) -> SafeString | str:
    """Write attributes as Django does: none for what is false, the name alone for what is true."""
    if not attrs:
        return ""
    given = ((name, value) for name, value in attrs.items() if value is not False)
    parts = (
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value) for name, value in given
    )
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_block_tag
def next_act(content: SafeString, title: str, **props: Any) -> SafeString:
    """Show the one thing to do. Props: url, action, due, second, second_url, phase (colours the edge)."""
    return _draw("next_act", content, title=title, **props)


@register.simple_block_tag
def card(content: SafeString, title: str = "", **props: Any) -> SafeString:
    """Draw a box: only for what asks for an act or is a document. Props: url, id."""
    return _draw("card", content, title=title, **props)


@register.simple_block_tag
def side(content: SafeString, title: str, **props: Any) -> SafeString:
    """Draw a section of the side column, under its own rule. Props: id."""
    return _draw("side", content, title=title, **props)


@register.simple_block_tag
def rows(content: SafeString, label: str = "") -> SafeString:
    """Hold a list of ``row``."""
    return format_html('<ul class="rows"{}>{}</ul>', _labelled(label), content)


@register.simple_block_tag
def row(content: SafeString, title: str, **props: Any) -> SafeString:
    """Show one line of a list. Props: url, note, state, tone (yes, reserve, no, wait)."""
    url, note, said = props.get("url"), props.get("note"), props.get("state")
    return format_html(
        ROW,
        format_html('<a href="{}"><bdi>{}</bdi></a>', url, title) if url else format_html("<bdi>{}</bdi>", title),
        format_html("<small>{}</small>", note) if note else "",
        content,
        state(said, props.get("tone") or "wait") if said else "",
    )


@register.simple_block_tag
def facts(content: SafeString, long: bool = False) -> SafeString:
    """Hold a list of ``fact``. Long ones, such as questions and answers, stand above each other on a telephone."""
    return format_html('<dl class="{}">{}</dl>', "facts long" if long else "facts", content)


@register.simple_block_tag
def fact(content: SafeString, term: str) -> SafeString:
    """Show a term and its value (the slot)."""
    return format_html("<dt>{}</dt><dd>{}</dd>", term, content)


@register.simple_block_tag
def empty_state(content: SafeString, title: str, **props: Any) -> SafeString:
    """Say what belongs on an empty page and why (the slot). Props: url, action, tool, tool_url."""
    return _draw("empty_state", content, title=title, **props)


@register.simple_block_tag
def notice(content: SafeString, title: str = "", **props: Any) -> SafeString:
    """Say something beside the flow. Props: tone (yes, reserve, no), id."""
    return _draw("notice", content, title=title, **props)


@register.simple_block_tag
def task_list(content: SafeString) -> SafeString:
    """Hold a numbered list of ``task``, for work that takes more than one sitting."""
    return format_html('<ol class="tasks">{}</ol>', content)


@register.simple_block_tag
def task(content: SafeString, title: str, state: str, url: str = "", tone: str = "wait") -> SafeString:
    """Show one task with its state; the slot is a short explanation."""
    return _draw("task", content, title=title, state=state, url=url, tone=tone)


@register.simple_block_tag
def paragraph(content: SafeString, number: int | str, **props: Any) -> SafeString:
    """Show a numbered paragraph of a document. Props: id (then the number links to itself), mark."""
    return paragraphs_drawn()(content, number, **props)


@register.simple_block_tag
def table(content: SafeString, label: str, caption: str = "") -> SafeString:
    """Wrap thead and tbody in a table that scrolls sideways inside its own frame on a phone."""
    return _draw("table", content, label=label, caption=caption)


@register.simple_block_tag(takes_context=True)
def confirm(context: Context, content: SafeString, title: str, action: str, **props: Any) -> SafeString:
    """Say what will happen (the slot, hidden fields allowed) and ask once. Props: url, back, danger."""
    return _draw("confirm", content, title=title, action=action, csrf_token=context.get("csrf_token"), **props)


@register.simple_block_tag
def acts(content: SafeString) -> SafeString:
    """Set buttons side by side, below each other on a phone."""
    return format_html('<div class="acts">{}</div>', content)


@register.simple_tag
def state(word: str, tone: str = "wait") -> SafeString:
    """Show a state: the word first, the colour (yes, reserve, no, wait) second."""
    return format_html('<span class="state {}">{}</span>', tone, word)


@register.simple_tag
def only_visible_to(tier: str) -> SafeString:
    """Say who alone sees this: a tier (host, group, participants; nothing for public) or words for whom."""
    sentences = {
        "public": "",
        "host": _("Only visible to the host team"),
        "group": _("Only visible to the working group and the host team"),
        "participants": _("Only visible to the participants of this dialogue"),
    }
    sentence = sentences.get(str(tier), _("Only visible to %(whom)s") % {"whom": tier})
    return format_html('<span class="only">{}</span>', sentence) if sentence else SafeString("")


@register.simple_tag
def on_behalf(whom: str, channel: str = "") -> SafeString:
    """Say for whom something was entered and by which channel."""
    sentence = _("On behalf of %(whom)s") % {"whom": whom}
    return format_html('<span class="behalf">{}{}</span>', sentence, f" · {channel}" if channel else "")


@register.simple_tag
def our_suggestion() -> SafeString:
    """Mark what the method does not prescribe."""
    return format_html('<span class="ours">({})</span>', _("our suggestion"))


@register.simple_tag
def fingerprint(value: str, short: bool = False) -> SafeString:
    """Show a hash in groups of four, the first sixteen digits only when ``short``."""
    digits = value[:16] if short else value
    return format_html('<span class="hash">{}</span>', " ".join(digits[at : at + 4] for at in range(0, len(digits), 4)))


@register.simple_tag
def button(label: str, tone: str = "", name: str = "", value: str = "") -> SafeString:
    """Draw a submit button; ``tone`` is empty, quiet, danger, link or small (or two of them)."""
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button type="submit" class="btn {}"{}>{}</button>', tone, named, label)


@register.simple_tag
def link_button(label: str, url: str, tone: str = "") -> SafeString:
    """Draw a link that looks like a button."""
    return format_html('<a class="btn {}" href="{}">{}</a>', tone, url, label)


def paragraphs_drawn() -> Callable[..., SafeString]:
    """Return what draws a paragraph. A document has hundreds: no template and no translation for each of them."""
    word = format_html('<span class="visually-hidden">{} </span>', _("Paragraph"))

    def drawn(content: SafeString, number: int | str, id: str = "", mark: str = "") -> SafeString:  # noqa: A002
        marked = format_html('<span class="mark">{}</span>', mark) if mark else ""
        shape = LINKED_PARAGRAPH if id else PARAGRAPH
        if not number:  # a heading is no paragraph: it has an address, and nothing to read out or to press
            shape = HEADING
        said = {"content": conditional_escape(content), "number": escape(number), "id": escape(id)}
        return SafeString(shape % {**said, "word": word, "mark": marked})

    return drawn


def _labelled(label: str) -> SafeString:
    return format_html(' aria-label="{}"', label) if label else SafeString("")
