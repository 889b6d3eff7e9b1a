"""Word files of any app: structure, direction, the same bytes each time."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document

from inspired.core.printing import WordFile


def letter(language: str) -> bytes:
    file = WordFile(language, title="Invitation", author="The host", at=datetime(2026, 6, 10, tzinfo=UTC))
    file.header("Reference 2026/7")
    file.heading("Invitation", 0)
    file.markdown("You are **invited**.\n\n- one\n- two\n\n| Day | Place |\n|---|---|\n| Monday | Praia |")
    file.page_break()
    file.grid([["Organisation", "Answer"], ["Union", "Yes"]])
    return file.saved()


def test_a_letter_holds_what_was_written() -> None:
    file = Document(BytesIO(letter("en")))
    assert [paragraph.text for paragraph in file.paragraphs if paragraph.text.strip()] == [
        "Invitation",
        "You are invited.",
        "one",
        "two",
    ]
    assert [[cell.text for cell in row.cells] for table in file.tables for row in table.rows] == [
        ["Day", "Place"],
        ["Monday", "Praia"],
        ["Organisation", "Answer"],
        ["Union", "Yes"],
    ]
    assert file.sections[0].header.paragraphs[0].text == "Reference 2026/7"
    assert file.core_properties.title == "Invitation"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_letter_has_the_same_bytes(language: str) -> None:
    assert letter(language) == letter(language)


def test_an_arabic_letter_runs_from_right_to_left() -> None:
    file = Document(BytesIO(letter("ar")))
    assert all("w:bidi" in paragraph._p.xml for paragraph in file.paragraphs if paragraph.text.strip())


@pytest.mark.parametrize("sign", ["\x08", "\x01", "\x0b", "\x1b", "\ufffe", "\ud83d"])
def test_signs_that_no_word_file_holds_are_left_out(sign: str) -> None:
    words = f"Un{sign}ion"
    file = WordFile("en", title=words, author=words, at=datetime(2026, 6, 10, tzinfo=UTC))
    file.header(words)
    file.heading(words, 1)
    file.add(words)
    file.markdown(f"**{words}**")
    file.grid([[words]])
    read = Document(BytesIO(file.saved()))
    found = [paragraph.text for paragraph in read.paragraphs if paragraph.text]
    assert found == ["Union"] * 3
    assert read.tables[0].rows[0].cells[0].text == read.core_properties.title == "Union"
    assert read.sections[0].header.paragraphs[0].text == "Union"
