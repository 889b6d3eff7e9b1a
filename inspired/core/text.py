"""The safe subset of Markdown that people write in: checking it, showing it, splitting it into blocks. No storage.

Paragraphs, headings, emphasis, lists, plain tables and links (http, https, mailto) exist; everything else is plain text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

MAX_LENGTH = 200_000
MAX_NESTING = 6
MAX_COLUMNS = 40
MAX_ROWS = 500
CACHED_LENGTH = 20_000

DELIMITERS = set("|:- \t")
MAX_MARKS = 16  # accents in a row: composing many more costs quadratic time
ALLOWED_LINK = re.compile(r"^(https?://[^\s/?#]|mailto:[^\s@]+@[^\s@]+)", re.IGNORECASE)
BIDI_CONTROLS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
TAG_CHARACTERS = range(0xE0000, 0xE0080)

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td"}
TAGS |= {f"h{level}" for level in range(1, 7)}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
DISABLED = ["image", "html_block", "html_inline", "fence", "code", "blockquote", "hr", "reference", "lheading"]
DISABLED += ["backticks", "entity"]


class TextRefused(ValueError):  # noqa: N818 - a refusal with a sentence, not a fault
    """A text cannot be taken; ``sentence`` says why, in words for its author."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def is_allowed_link(url: str) -> bool:
    """Say whether a link leads to http, https or mailto, also after every layer of encoding is taken off."""
    seen = url
    for _layer in range(5):
        if not ALLOWED_LINK.match(seen):
            return False
        decoded = unquote(html.unescape(seen))
        if decoded == seen:
            return True
        seen = decoded
    return False


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(DISABLED)
    parser.validateLink = is_allowed_link  # type: ignore[method-assign]
    return parser


PARSER = _parser()


def clean_source(text: str) -> str:
    """Return the text as it is stored: composed characters, plain line ends, no trailing spaces.

    Raises TextRefused for what is too long, too deep, too wide or contains invisible characters that mislead readers.
    """
    return _checked(text)[0]


def _checked(text: str) -> tuple[str, list[Token]]:
    if len(text) > MAX_LENGTH:
        raise TextRefused(
            _("This text has %(length)d characters; at most %(limit)d are possible. Please split it.")
            % {"length": len(text), "limit": MAX_LENGTH}
        )
    text = _with_plain_ends(text).replace("\ufeff", "")
    _refuse_characters(text)
    _refuse_piles_of_accents(text)
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.rstrip(" \t\u00a0") for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    _refuse_wide_tables(text)
    tokens = PARSER.parse(text)
    _refuse_structure(tokens)
    return text, tokens


def _with_plain_ends(text: str) -> str:
    return re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)


def refuse_misleading(text: str) -> None:
    """Raise TextRefused for several lines that hold control signs or signs that turn the direction of reading."""
    _refuse_characters(_with_plain_ends(text))


def refuse_misleading_line(text: str) -> None:
    """Raise TextRefused for a single line, such as a name, that holds any of them, or an end of a line."""
    for char in "" if text.isprintable() else text:
        if _is_misleading(char) or char in "\u2028\u2029":
            raise TextRefused(
                _("This contains an invisible character (%(code)s) that can mislead readers. Please type it again.")
                % {"code": f"U+{ord(char):04X}"}
            )


def _refuse_characters(text: str) -> None:
    for position, char in enumerate(text):
        if char.isprintable() or char in "\n\t":
            continue
        if _is_misleading(char):
            line = text.count("\n", 0, position) + 1
            raise TextRefused(
                _(
                    "Line %(line)d contains an invisible character (%(code)s) that can mislead readers. "
                    "Please type that line again, or paste it as plain text."
                )
                % {"line": line, "code": f"U+{ord(char):04X}"}
            )


def _refuse_piles_of_accents(text: str) -> None:
    run = 0
    for char in "" if text.isascii() else text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run > MAX_MARKS:
            raise TextRefused(_("A letter carries more than %(limit)d accents.") % {"limit": MAX_MARKS})


def _is_misleading(char: str) -> bool:
    code = ord(char)
    category = unicodedata.category(char)
    # Noncharacters end every plane with FFFE and FFFF and fill FDD0 to FDEF.
    return (
        category in {"Cc", "Cs"}
        or code in BIDI_CONTROLS
        or code in TAG_CHARACTERS
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
    )


def _too_wide() -> TextRefused:
    return TextRefused(_("A table has more than %(limit)d columns. Please split it.") % {"limit": MAX_COLUMNS})


def _refuse_wide_tables(text: str) -> None:
    for line in text.split("\n"):
        if line.count("|") > MAX_COLUMNS + 1 and DELIMITERS.issuperset(line):
            raise _too_wide()


def _refuse_structure(tokens: list[Token]) -> None:
    depth = rows = 0
    for token in tokens:
        if token.type.endswith("_list_open"):
            depth += 1
        elif token.type.endswith("_list_close"):
            depth -= 1
        elif token.type == "table_open":
            rows = 0
        elif token.type == "tr_open":
            rows += 1
        inline = max((child.level for child in token.children or ()), default=0)
        _refuse_limits(max(depth, inline), rows)


def _refuse_limits(nesting: int, rows: int) -> None:
    if nesting > MAX_NESTING:
        raise TextRefused(
            _("Lists or emphasis are nested more than %(limit)d levels deep. Please make it flatter.")
            % {"limit": MAX_NESTING}
        )
    if rows > MAX_ROWS + 1:  # the heading row is not counted
        raise TextRefused(_("A table has more than %(limit)d rows. Please split it.") % {"limit": MAX_ROWS})


def to_html(text: str, top: int = 3) -> SafeString:
    """Show a text as HTML whose highest heading is ``h<top>``; what was never checked is shown as plain words."""
    return _cached_html(text, top) if len(text) <= CACHED_LENGTH else _html(text, top)


def _html(text: str, top: int) -> SafeString:
    try:
        tokens = _checked(text)[1]
    except TextRefused:
        return SafeString("<p>" + escape(text[:MAX_LENGTH]) + "</p>")
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, top + int(token.tag[1]) - 1)}"
    rendered = PARSER.renderer.render(tokens, PARSER.options, {})
    cleaned = nh3.clean(
        rendered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return SafeString(cleaned)


@lru_cache(maxsize=4096)
def _cached_html(text: str, top: int) -> SafeString:
    return _html(text, top)


def to_plain(text: str) -> str:
    """Return the words alone: no marks, one line per block, table cells separated by tabs."""
    lines: list[str] = []
    cells: list[str] | None = None
    for token in PARSER.parse(text):
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            lines.append("\t".join(cells))
            cells = None
        elif token.type == "inline":
            (lines if cells is None else cells).append(_words(token.children or ()))
    return "\n".join(line for line in lines if line.strip())


def _words(tokens: Iterable[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(token.type, token.content) for token in tokens)


def blocks(text: str) -> list[str]:
    """Split a text into its blocks: a paragraph, a heading, a whole list or a whole table each.

    Joined with blank lines they say the same as the text did.
    """
    text = re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", re.sub(r"\r\n?", "\n", text))
    lines = text.split("\n")
    found = []
    for token in PARSER.parse(text):
        if token.level == 0 and token.nesting >= 0 and token.map and token.type != "inline":
            part = lines[token.map[0] : token.map[1]]
            whole = "\n".join(part).strip("\n").rstrip()
            # The first line of a list keeps its indent, or its second item would become a child.
            found.append(whole if token.type.endswith("_list_open") else whole.strip())
    return [block for block in found if block]
