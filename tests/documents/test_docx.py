"""The Word file: numbers, structure, direction, the same bytes each time."""

from io import BytesIO

import pytest
from docx import Document

from dialogues.documents.docx import to_docx
from tests.documents import sample


def test_it_holds_the_text_with_its_numbers() -> None:
    data = to_docx(sample.content(), endorsements=sample.endorsed()["endorsements"])
    file = Document(BytesIO(data))
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "[1] The social-security institute opens one place of registration" in text
    assert "Sources: (2) (3)" in text
    assert "Annex 1: Minutes of the joint research" in text
    assert "Women’s network: Endorse with a reservation" in text
    assert file.tables[0].rows[2].cells[2].text == "2,140 of about 9,000"
    assert len(file.tables[0].rows) == 4
    assert "Version 2" in file.sections[0].header.paragraphs[0].text
    bold = [run.text for paragraph in file.paragraphs for run in paragraph.runs if run.bold]
    assert "one place of registration" in bold
    styles = {paragraph.style.name for paragraph in file.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "List Number 2"} <= styles


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_the_same_text_gives_the_same_bytes(language: str) -> None:
    assert to_docx(sample.content(language)) == to_docx(sample.content(language))


def test_arabic_runs_from_right_to_left() -> None:
    file = Document(BytesIO(to_docx(sample.content("ar"))))
    assert all("w:bidi" in paragraph._p.xml for paragraph in file.paragraphs if paragraph.text.strip())
    assert any(run.font.rtl for paragraph in file.paragraphs for run in paragraph.runs)
