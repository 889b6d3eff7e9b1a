"""What a concluded appraisal leads to, and what is said across categories: from two of them on."""

from __future__ import annotations

import pytest

from dialogues.consensus.results import results_of
from dialogues.consensus.services import appraisal as verbs
from dialogues.states import Category
from tests import make
from tests.consensus import make_appraisal as ap
from tests.consensus import make_challenges as ch
from tests.consensus.test_appraisal_pages import read, room

pytestmark = pytest.mark.django_db


def test_nothing_is_said_across_categories_where_one_alone_has_answered() -> None:
    appraisal, table = room(3)
    for seat, _user in table:
        ap.opinion(appraisal, seat)
    host = make.host_of(appraisal.challenge.dialogue)
    assert {(one.smallest, one.product) for one in results_of(host, appraisal).options} == {(None, None)}
    assert "too few to say" in read(host, appraisal)
    for seat, _user in ch.table(appraisal.challenge.dialogue, 2, category=Category.CIVIL_SOCIETY):
        ap.opinion(appraisal, seat)
    assert {one.smallest for one in results_of(host, appraisal).options} == {100}


def test_the_page_of_a_concluded_appraisal_leads_to_the_conclusion_and_from_there_to_a_recommendation() -> None:
    appraisal, table = room(3)
    for seat, _user in table:
        ap.opinion(appraisal, seat)
    host = make.host_of(appraisal.challenge.dialogue)
    closed = verbs.close_appraisal(appraisal, by=host)
    assert "What did you conclude?" in read(host, closed, "appraisal")
    verbs.conclude(closed, by=host, text="We try it")
    page = read(host, closed, "appraisal")
    assert "What did you conclude?" not in page and "Read the conclusion" in page
    assert f"?priority={closed.challenge.pk}" in read(host, closed, "conclusion")
    assert "?priority=" not in read(table[0][1], closed, "conclusion")
