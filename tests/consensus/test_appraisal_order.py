"""The order of options by weights says nothing where too few options can be compared, and says which were left out."""

from __future__ import annotations

import pytest

from dialogues.consensus.models import Appraisal
from dialogues.consensus.services import appraisal as verbs
from dialogues.models import CategoryNeed
from dialogues.states import Category
from inspired.core.models import User
from tests import make
from tests.consensus import make_appraisal as ap
from tests.consensus import make_challenges as ch
from tests.consensus.test_appraisal_pages import read

pytestmark = pytest.mark.django_db


def scored(**special: None) -> tuple[Appraisal, User]:
    """An appraisal of the status quo, A and B that three of four seats answered; the first seat cannot say ``special``."""
    dialogue = make.dialogue()
    ap.rules(dialogue)
    table = ch.table(dialogue, 4)
    appraisal = ap.appraisal(ap.challenge(dialogue, count=2))
    for number, (seat, _user) in enumerate(table[:3]):
        ap.opinion(appraisal, seat, **(special if number == 0 else {}))
    host = make.host_of(dialogue)
    verbs.close_appraisal(appraisal, by=host)
    return appraisal, host


def test_one_option_alone_comes_first_at_nothing() -> None:
    appraisal, host = scored(A_fairness=None, B_legality=None)
    page = read(host, appraisal, "appraisal_weights").partition("<main")[2]
    assert "Too few scores to put the options in order" in page
    assert "Agreed weight" not in page and "never" not in page.partition("Too few")[2] and "<td" not in page
    lacks = page.partition("Not to be compared")[2]
    assert lacks.index("A · ") < lacks.index("Fairness") < lacks.index("B · ") < lacks.index("Legality")


def test_what_is_left_out_of_an_order_is_named_with_what_it_lacks() -> None:
    appraisal, host = scored(B_legality=None)
    page = read(host, appraisal, "appraisal_weights").partition("<main")[2]
    assert "Order with the agreed weights, among those that can be compared" in page
    lacks = page.partition("Not to be compared")[2].partition("</ul>")[0]
    assert "B · " in lacks and "Legality" in lacks and "Fairness" not in lacks


def test_an_order_of_all_options_says_no_more_than_that() -> None:
    appraisal, host = scored()
    page = read(host, appraisal, "appraisal_weights")
    assert "Order with the agreed weights<" in page and "among those" not in page and "Not to be compared" not in page


def test_categories_without_any_seat_are_named_beside_the_figures() -> None:
    appraisal, host = scored()
    CategoryNeed.objects.create(dialogue=appraisal.challenge.dialogue, category=Category.MEDIA, reason="None here")
    named = read(host, appraisal).partition("No seat in this dialogue")[2].partition("</p>")[0]
    seated = appraisal.challenge.dialogue.seats.first().get_category_display()
    assert str(Category.PARLIAMENT.label) in named and str(Category.NHRI.label) in named
    assert str(Category.MEDIA.label) not in named and seated not in named
