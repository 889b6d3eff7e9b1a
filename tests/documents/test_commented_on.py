"""Whoever decides on a comment sees the paragraph it is on and the wording it proposes; lists name paragraphs in words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.documents.forms.living import CiteForm
from dialogues.documents.forms.rounds import paragraph_choices
from dialogues.documents.models import Section
from dialogues.documents.plainly import opening
from dialogues.documents.services import comments
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db
TEXT = "The poorest pay **12 a month**.\n\n| Group | Pays |\n|---|---|\n| Domestic workers | 12 |\n\n- *Bills* of members\n"


def test_the_page_of_a_comment_shows_the_paragraph_and_the_proposed_wording() -> None:
    document = doc.ppa()
    host = make.host_of(document.dialogue)
    [(seat, author), (_seat, neighbour)] = doc.table(document.dialogue, 2)
    comments.open_comments(document, by=host, due_at=timezone.now() + timedelta(days=3))
    section: Section = document.sections.get(key="issue")
    paragraph = section.paragraphs[1]
    comment = comments.add_comment(
        document,
        by=author,
        seat=seat,
        section=section,
        paragraph_id=paragraph["id"],
        text="Since when?",
        wording="Contributions are due *since 2027*.",
        form_key=uuid4(),
    )
    for reader in (host, author, neighbour):
        browser = Client()
        browser.force_login(reader)
        page = browser.get(comment.entry.get_absolute_url()).content.decode()
        assert f'href="{document.get_absolute_url()}#{paragraph["id"]}"' in page
        assert "The second paragraph, on contributions." in page
        assert "Contributions are due <em>since 2027</em>." in page


def test_the_page_of_an_answer_to_a_call_speaks_of_no_paragraph() -> None:
    document = doc.ppa()
    [(seat, author)] = doc.table(document.dialogue, 1)
    browser = Client()
    browser.force_login(author)
    entry = make.answer(make.call(document.dialogue), seat, author).entry
    assert "Comment on:" not in browser.get(entry.get_absolute_url()).content.decode()


def test_paragraphs_to_choose_from_are_named_in_words_without_marks() -> None:
    document = doc.ppa(text=TEXT)
    words = [label for _id, label in paragraph_choices(doc.version(document))]
    assert words == ["1: The poorest pay 12 a month.", "2: Group · Pays Domestic workers · 12", "3: • Bills of members"]
    paragraphs = document.sections.get(key="issue").paragraphs
    form = CiteForm(document=document, paragraphs=paragraphs, user=make.host_of(document.dialogue))
    choices = [label for _id, label in form.fields["paragraph_id"].choices]
    assert choices[1:] == ["The poorest pay 12 a month.", "Group · Pays Domestic workers · 12", "• Bills of members"]


def test_the_opening_of_a_text_without_spaces_is_cut_and_not_lost() -> None:
    assert opening("a" * 100, 10) == "a" * 9 + "…"
    assert opening("# Wages\n\nThey are *low*.") == "Wages They are low."
