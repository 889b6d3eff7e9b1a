"""The safe Markdown subset: what is shown, what is refused, and how long it takes."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspired.core.text import TextRefused, blocks, clean_source, is_allowed_link, to_html, to_plain

WORDS = (
    "The institute opens **one place** of registration, by *telephone* and in [every municipality](https://a.org/x). "
)
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://a.org/b.png)",
    "<svg onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#x6A&#x61vascript:alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](//evil.org)",
    "[x](/accounts/logout)",
    "<javascript:alert(1)>",
    '[x](https://a.org "onmouseover=alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    '<table><tr><td colspan="1000000">x</td></tr></table>',
    "<style>@import url(http://a.org)</style>",
    '<a href="https://a.org" style="x" onclick="y">z</a>',
]


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_text_is_shown_as_words(source: str) -> None:
    shown = to_html(source)
    written = set(re.findall(r"<([a-z0-9]+)", shown))
    attributes = set(re.findall(r"<[a-z0-9]+ ([a-z]+)=", shown))
    assert written <= {"p", "a", "br"}, shown
    assert attributes <= {"href"}, shown
    for part in shown.split('href="')[1:]:
        assert part.startswith(("https://", "http://", "mailto:")), shown


def test_the_subset_is_shown() -> None:
    source = "# Title\n\nA *word* and **another**\nnext line\n\n- one\n- two\n  1. three\n\n|a|b|\n|-|:-:|\n|1|2|\n\n<https://a.org>"
    shown = to_html(source)
    assert "<h3>Title</h3>" in shown
    assert "<em>word</em>" in shown
    assert "<strong>another</strong><br>" in shown
    assert "<li>two\n<ol>" in shown
    assert "<th>b</th>" in shown
    assert "style" not in shown
    assert '<a href="https://a.org" rel="noopener noreferrer nofollow">' in shown
    assert "<h5>x</h5>" in to_html("## x", top=4)
    assert "<h6>x</h6>" in to_html("###### x")


def test_what_is_not_in_the_subset_stays_as_typed() -> None:
    assert to_html("`code` &amp; > quote") == "<p>`code` &amp;amp; &gt; quote</p>\n"


@pytest.mark.parametrize(
    "source",
    [
        "x" * 200_001,
        "\n".join("  " * depth + "- a" for depth in range(7)),
        "- " * 9 + "a",
        "**a *b **c *d **e *f **g *h* i** j* k** l* m** n* o**",
        "|" + "a|" * 41 + "\n|" + "-|" * 41 + "\n",
        "a|" * 20_000 + "\n" + "-|" * 20_000 + "\n" + "|\n" * 20_000,
        "|a|b|\n|-|-|\n" + "|1|2|\n" * 501,
        "a\x00b",
        "a\x1bb",
        "a\x9fb",
        "pay \u202eevil\u202c",
        "\u2066x\u2069",
        "a\ufffeb",
        "a\U000e0041b",
        "a\ud800b",
        "a" + "\u0323\u0301" * 90_000,
    ],
    ids=range(16),
)
def test_text_beyond_the_limits_is_refused_with_a_sentence(source: str) -> None:
    started = time.process_time()
    with pytest.raises(TextRefused) as refusal:
        clean_source(source)
    assert refusal.value.sentence.endswith(".")
    assert time.process_time() - started < 1
    assert "<table" not in to_html(source.replace("\ud800", ""))


def test_text_at_the_limits_is_taken() -> None:
    assert clean_source("|" + "a|" * 40 + "\n|" + "-|" * 40 + "\n")
    assert clean_source("|a|\n|-|\n" + "|1|\n" * 500)
    assert clean_source("\n".join("  " * depth + "- a" for depth in range(6)))
    assert clean_source("عربي\u200c\u200f e\u0301 \u00ad") == "عربي\u200c\u200f é \u00ad"
    assert clean_source("a  \r\nb\r\n\r\n\r\n\r\nc\n") == "a\nb\n\nc"


@pytest.mark.parametrize(
    "source",
    [
        "[" * 10_000,
        "[a](" * 10_000,
        "*a " * 50_000,
        "**a _b " * 20_000,
        "<" * 50_000,
        "* a\n" * 20_000,
        "\\" * 100_000,
        " " * 190_000 + "x" + "|" * 50,
        "a" + " " * 190_000 + "b",
    ],
    ids=["brackets", "links", "stars", "emphasis", "angles", "items", "escapes", "spaces", "gap"],
)
def test_costly_text_costs_little(source: str) -> None:
    started = time.process_time()
    to_html(source)
    assert time.process_time() - started < 5


def test_ten_kilobytes_are_fast() -> None:
    source = "\n\n".join(f"{number}. {WORDS * 3}" for number in range(30))[:10_000]
    times = []
    for turn in range(7):
        started = time.process_time()
        to_html(source + str(turn))
        times.append(time.process_time() - started)
    assert min(times) < 0.1


def test_links_after_decoding() -> None:
    assert is_allowed_link("https://a.org/x?y=%20z")
    assert is_allowed_link("mailto:a@b.org")
    assert not is_allowed_link("javascript:x")
    assert not is_allowed_link("https:")
    assert not is_allowed_link("a.org")


def test_plain_words() -> None:
    assert to_plain("# A\n\n*b* [c](https://d.org)\ne\n\n|x|y|\n|-|-|\n|1|2|\n\n- z") == "A\nb c e\nx\ty\n1\t2\nz"


def test_blocks_are_paragraphs_headings_lists_and_tables() -> None:
    source = "# T\ntext\nmore\n\n- a\n\n  b\n- c\n\n|x|y|\n|-|-|\n|1|2|\n\nend"
    assert blocks(source) == ["# T", "text\nmore", "- a\n\n  b\n- c", "|x|y|\n|-|-|\n|1|2|", "end"]
    assert blocks("") == []
    assert blocks("\n \n") == []


MARKS = st.lists(
    st.sampled_from(["a", "b c", "- ", "* ", "1. ", "# ", "|", "|-|", "\n", "\n\n", "  ", "    ", "**", "> "])
)


@given(MARKS.map("".join))
@settings(max_examples=300, deadline=None)
def test_blocks_lose_nothing_and_split_the_same_again(source: str) -> None:
    parts = blocks(source)
    assert "".join("".join(parts).split()) == "".join(source.split())
    assert blocks("\n\n".join(parts)) == parts


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_refused_or_shown(source: str) -> None:
    to_html(source)
    try:
        once = clean_source(source)
    except TextRefused:
        return
    assert clean_source(once) == once
