"""Reads a text as words for comparing it: no marks, lists and tables drawn plainly, and what changed in emphasis said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from textwrap import shorten

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from markdown_it.token import Token

from dialogues.documents.diffing import abridged, to_html, word_diff
from inspired.core.text import PARSER

MOST_NOTES = 6  # a text set anew says so once, not for each word
BREAKS = {"softbreak": " ", "hardbreak": "\n"}
Mark = tuple[str, str, str]  # its kind, the words under it, where it leads


def plain(text: str) -> str:
    """Return the words of a text, one line per block; items begin with a bullet or number, cells are kept apart."""
    return _drawn(PARSER.parse(text))


@lru_cache(maxsize=4096)
def opening(text: str, most: int = 70) -> str:
    """Return the first words of a text on one line, for choosing it from a list."""
    return Truncator(" ".join(plain(text).split())).chars(most)


def _drawn(tokens: list[Token]) -> str:
    lines: list[str] = []
    row: list[str] | None = None
    for token, start in _with_bullets(tokens):
        if token.level == 0 and token.nesting == 1 and lines:
            lines.append("")  # a blank line sets blocks apart
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            lines.append(" · ".join(row))
            row = None
        elif token.type == "inline":
            (lines if row is None else row).append(start + _words(token.children or ()))
    return "\n".join(lines).strip("\n")


def _with_bullets(tokens: Iterable[Token]) -> Iterator[tuple[Token, str]]:
    """Give each token with the bullet or number that its line begins with."""
    lists: list[str] = []
    start = ""
    for token in tokens:
        if token.type.endswith("_list_open"):
            lists.append(token.type)
        elif token.type.endswith("_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            start = "• " if lists[-1] == "bullet_list_open" else f"{token.info}. "
        yield token, start
        if token.type == "inline":
            start = ""


def _words(tokens: Iterable[Token]) -> str:
    return "".join(BREAKS.get(token.type, token.content) for token in tokens)


def shown_difference(old: str, new: str, *, is_abridged: bool = False) -> SafeString:
    """Show the words with what was added and removed, and say in words what changed in emphasis, links and headings.

    Abridged, it leaves out the blocks of a long text in which nothing changed.
    """
    before, after = PARSER.parse(old), PARSER.parse(new)  # once each: a text may be long
    words = _drawn(before), _drawn(after)
    pieces = word_diff(*words)
    shown = to_html(abridged(pieces) if is_abridged else pieces)
    notes = _notes(Counter(_marks(before)), Counter(_marks(after)), words)
    if not (notes or old == new) and words[0] == words[1]:
        notes = [_("The words are the same; only how they are set changed.")]
    return SafeString(shown + format_html_join("", '<span class="what">{}</span>', ((note,) for note in notes)))


def _notes(before: Counter[Mark], after: Counter[Mark], words: tuple[str, str]) -> list[str]:
    """Say what happened to words that both texts have; new and removed words show as such."""
    # Looked for only as far as they are told: each search reads a whole text, and there may be thousands.
    gone = list(islice((mark for mark in before - after if mark[1] in words[1]), MOST_NOTES + 1))
    come = list(islice((mark for mark in after - before if mark[1] in words[0]), MOST_NOTES + 1))
    if len(gone) + len(come) > MOST_NOTES:
        return [_("Emphasis, links or headings changed at many places.")]
    return [_said(mark, is_new=False) for mark in gone] + [_said(mark, is_new=True) for mark in come]


def _marks(tokens: list[Token]) -> Iterator[Mark]:
    kind = ""
    for token in tokens:
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "inline":
            children = token.children or []
            if kind:
                yield kind, _words(children), ""
                kind = ""
            yield from _inside(children)


def _inside(tokens: list[Token]) -> Iterator[Mark]:
    opened: list[tuple[str, int, str]] = []
    for at, token in enumerate(tokens):
        if token.nesting == 1:
            opened.append((token.type.removesuffix("_open"), at, str(token.attrGet("href") or "")))
        elif token.nesting == -1 and opened:
            kind, since, url = opened.pop()
            yield kind, _words(tokens[since:at]), url


def _said(mark: Mark, *, is_new: bool) -> str:
    kind, words, url = mark
    values = {"words": shorten(words, 80, placeholder=" …"), "url": shorten(url, 120, placeholder="…")}
    sentences = {
        ("strong", True): _("Now strong: “%(words)s”"),
        ("strong", False): _("No longer strong: “%(words)s”"),
        ("em", True): _("Now emphasised: “%(words)s”"),
        ("em", False): _("No longer emphasised: “%(words)s”"),
        ("heading", True): _("Now a heading: “%(words)s”"),
        ("heading", False): _("No longer a heading: “%(words)s”"),
        ("link", True): _("“%(words)s” now leads to %(url)s"),
        ("link", False): _("“%(words)s” no longer leads to %(url)s"),
    }
    return sentences[kind, is_new] % values
