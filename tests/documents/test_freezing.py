"""The content of a version: numbers, order, the same fingerprint for the same text."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.utils.translation import gettext_lazy

from dialogues.documents import freezing
from dialogues.documents.alignment import Paragraph

SUBJECT = freezing.Subject(
    dialogue_title="Decent work", country="Island state", host="Host", kind="ppa", title="PPA", language="en"
)
AT = datetime(2026, 6, 10, 14, 2, tzinfo=UTC)


def text(name: str, words: str) -> Paragraph:
    return Paragraph(id=name, text=words)


def content(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "version": 1,
        "frozen_at": AT,
        "summary": "In short.",
        "sections": [
            freezing.Section(
                "issue", "Issue", [text("p-1", "# Why"), text("p-2", "One"), text("p-3", "Two")], {"p-3": ["s2"]}
            ),
            freezing.Section("evidence", "Evidence", [text("p-4", "Three")], {"p-4": ["s1", "s2"]}),
        ],
        "sources": [
            freezing.Source("s0", "Never cited"),
            freezing.Source("s1", "Survey"),
            freezing.Source("s2", "Law"),
        ],
        "participants": [freezing.Participants("civil_society", "Civil society", ["Association"])],
        "annexes": [freezing.Annex("Minutes", [text("p-5", "Four")])],
    }
    return freezing.build(SUBJECT, **{**given, **changes})


def test_numbers_run_through_the_document_and_skip_headings() -> None:
    assert freezing.paragraph_numbers(content()) == {"p-2": 1, "p-3": 2, "p-4": 3, "p-5": 4}


def test_sources_are_numbered_as_they_are_cited() -> None:
    assert [(source["id"], source["number"]) for source in content()["sources"]] == [("s2", 1), ("s1", 2), ("s0", 3)]


def test_a_paragraph_is_found_by_its_id() -> None:
    found = freezing.find_paragraph(content(), "p-5")
    assert found is not None
    assert found["text"] == "Four"
    assert freezing.find_paragraph(content(), "p-9") is None


def test_the_same_text_has_the_same_fingerprint_whatever_the_zone() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=-1)))
    assert freezing.frozen_bytes(content()) == freezing.frozen_bytes(content(frozen_at=elsewhere))


def test_any_change_changes_the_fingerprint() -> None:
    prints = {freezing.frozen_bytes(content(**change))[1] for change in ({}, {"version": 2}, {"summary": "In short. "})}
    assert len(prints) == 3


def test_translated_labels_are_frozen_as_words() -> None:
    groups = [freezing.Participants("media", gettext_lazy("Media"), [])]  # type: ignore[arg-type]
    assert freezing.frozen_bytes(content(participants=groups))[0].count(b'"label":"Media"') == 1


def test_an_id_that_occurs_twice_and_an_unknown_source_are_refused() -> None:
    with pytest.raises(ValueError, match="occurs twice"):
        content(annexes=[freezing.Annex("Minutes", [text("p-2", "Four")])])
    with pytest.raises(ValueError, match="not given"):
        content(sources=[])


def test_every_printed_text_is_named() -> None:
    printed = set(freezing.printed_texts(content()))
    assert {
        "Decent work",
        "PPA",
        "In short.",
        "Issue",
        "Two",
        "Law",
        "Civil society",
        "Association",
        "Minutes",
        "Four",
    } <= printed
