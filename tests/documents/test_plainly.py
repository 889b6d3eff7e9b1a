"""Differences are shown as words: no marks, safely, and what happened to emphasis is said."""

import time
from collections import Counter

import pytest
from django.test import Client

from dialogues.documents.plainly import _notes, plain, shown_difference
from dialogues.documents.services import sections
from dialogues.ledger.models import Entry
from tests import make
from tests.documents import make as doc

TABLE = "| Town | Wage |\n| --- | --- |\n| Praia | **120** |"


def test_marks_are_drawn_plainly() -> None:
    text = f"# Wages\n\nThey are *low* and [late](https://example.org).\n\n- one\n- two\n\n3. three\n4. four\n\n{TABLE}"
    assert plain(text) == (
        "Wages\n\nThey are low and late.\n\n• one\n• two\n\n3. three\n4. four\n\nTown · Wage\nPraia · 120"
    )


def test_a_difference_shows_words_and_no_marks() -> None:
    shown = shown_difference("- **low** wages\n- late", "- **low** wages\n- later\n- unpaid")
    assert shown == "• low wages\n• <del>late</del> <ins>later\n• unpaid</ins>"


def test_what_stayed_the_same_is_left_out_of_an_abridged_difference() -> None:
    same = [f"Block {number} stays." for number in range(8)]
    old, new = (
        "\n\n".join(["Title", *same[:4], f"We {verb} it.", *same[4:6], "Until May.", *same[6:], "End."])
        for verb in ("pay", "buy")
    )
    shown = shown_difference(old, new, is_abridged=True)
    assert shown.startswith("Title\n\n…\n\nWe <del>pay</del> <ins>buy</ins> it.") and shown.endswith("…")
    assert "stays" not in shown and "stays" in shown_difference(old, new)
    few = shown_difference("Title\n\nBlock.\n\nWe pay.", "Title\n\nBlock.\n\nWe buy.", is_abridged=True)
    assert "Block." in few and "…" not in few


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Wages are low", "Wages are **low**", "Now strong: “low”"),
        ("Wages are **low**", "Wages are low", "No longer strong: “low”"),
        ("Wages are low", "Wages are *low*", "Now emphasised: “low”"),
        ("Wages", "# Wages", "Now a heading: “Wages”"),
        ("See [it](https://a.org)", "See [it](https://b.org)", "“it” now leads to https://b.org"),
        ("one\n\ntwo", "one\\\ntwo", ""),
    ],
)
def test_what_happened_to_emphasis_links_and_headings_is_said(old, new, said) -> None:
    shown = shown_difference(old, new)
    assert said in shown
    assert "**" not in shown
    assert "<ins>" not in shown or not said


def test_many_changes_of_emphasis_are_said_once() -> None:
    words = [f"word{number}" for number in range(40)]
    shown = shown_difference(" ".join(words), " ".join(f"*{word}*" for word in words))
    assert shown.count('class="what"') == 1


def test_hostile_text_stays_words() -> None:
    hostile = '**<script>alert(1)</script>** [x](javascript:alert(1)) [y](https://e.org/"onclick="x) <b>'
    for old, new in ((hostile, ""), ("", hostile), ("alert", hostile), (hostile.replace("**", ""), hostile)):
        shown = shown_difference(old, new)
        assert "<script" not in shown
        assert "<b>" not in shown
        assert 'onclick="' not in shown
        assert "href" not in shown


@pytest.mark.parametrize("part", ["*a ", "**a** ", "[a](b) ", "- a\n", "| a |\n", "[[[[a", "a_b_"])
def test_long_hostile_text_ends(part) -> None:
    started = time.process_time()
    shown_difference(part * 500, (part + "b ") * 500)
    assert time.process_time() - started < 5


@pytest.mark.django_db
def test_pages_show_words_and_name_themselves() -> None:
    document = doc.ppa(text="**Wages** are low\n\n- one")
    host = make.host_of(document.dialogue)
    doc.write(document, "**Wages** are *very* low\n\n- one\n- two")
    reader = Client()
    reader.force_login(host)
    base = document.get_absolute_url()
    page = reader.get(f"{base}sections/issue/history/").content.decode()
    assert "**" not in page
    assert "Wages are <ins>very</ins> low" in page
    section = document.sections.get(key="issue")
    assert f"{section.title} – {document.title} – {document.dialogue.title} – Inspired</title>" in page


@pytest.mark.django_db
def test_the_page_of_an_input_says_where_it_is_cited_to_those_who_read_the_draft() -> None:
    document = doc.ppa()
    dialogue, host = document.dialogue, make.host_of(document.dialogue)
    [(seat, author)] = doc.table(dialogue, 1)
    call = make.call(dialogue)
    entry = make.answer(call, seat, author).entry
    section = document.sections.get(key="issue")
    paragraph = section.paragraphs[1]
    sections.cite(section, by=host, entry=entry, paragraph_id=paragraph["id"])
    stranger = make.user()
    for user in (host, author):
        reader = Client()
        reader.force_login(user)
        page = reader.get(entry.get_absolute_url()).content.decode()
        assert "Cited in" in page
        assert f"{document.get_absolute_url()}#{paragraph['id']}" in page
        assert "The second paragraph, on contributions." in page
    outside = Client()
    outside.force_login(stranger)
    assert outside.get(entry.get_absolute_url()).status_code == 404
    Entry.objects.filter(pk=entry.pk).update(tier="participants")
    donor = make.user()
    make.role(dialogue, donor, "donor")
    outside.force_login(donor)
    assert "The second paragraph" not in outside.get(entry.get_absolute_url()).content.decode()


def test_thousands_of_changes_in_emphasis_are_not_all_looked_for() -> None:
    words = " ".join(f"w{n}" for n in range(20_000))
    before = Counter(("em", f"w{n}", "") for n in range(20_000))
    after = Counter(("strong", f"w{n}", "") for n in range(20_000))
    started = time.process_time()
    assert len(_notes(before, after, (words, words))) == 1
    assert time.process_time() - started < 0.5
