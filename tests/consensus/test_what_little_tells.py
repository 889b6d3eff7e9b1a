"""What few answers, categories and the order of rows would tell of single seats, and to whom."""

from __future__ import annotations

import pytest
from django.test import Client

from dialogues.consensus.appraisal_page import conclusion_page_of
from dialogues.consensus.check_reading import view_of
from dialogues.consensus.judging import Judged
from dialogues.consensus.results import results_of
from dialogues.consensus.services import appraisal as verbs
from dialogues.consensus.services import checks, conclusions, options
from dialogues.consensus.states.appraisal import Depth
from dialogues.consensus.states.checks import Stance
from dialogues.states import Attribution, Category, Channel, Role
from tests import make
from tests.consensus import make_appraisal as ap
from tests.consensus import make_challenges as ch
from tests.consensus import make_checks
from tests.consensus.test_appraisal_pages import read, room

pytestmark = pytest.mark.django_db


def closed(appraisal):
    return verbs.close_appraisal(appraisal, by=make.host_of(appraisal.challenge.dialogue))


def in_words(appraisal, seat, by, words: str) -> None:
    said = {cell: Judged(gains=words) for cell in ap.scores(appraisal)}
    saved = verbs.save_opinion(appraisal, by=by, seat=seat, judgements=said, revision=0)
    verbs.submit_opinion(saved, by=by, revision=saved.revision)


def test_donors_read_how_far_categories_agree_together_and_of_none_apart() -> None:
    appraisal, table = room(2)
    others = ch.table(appraisal.challenge.dialogue, 2, category=Category.ACADEMIA)
    for seat, _user in [*table, *others]:
        ap.opinion(appraisal, seat, 3)
    appraisal = closed(appraisal)
    donor = make.role(appraisal.challenge.dialogue, make.user(), Role.DONOR).user
    label = str(Category.SOCIAL_AGENTS.label)
    assert label in read(table[0][1], appraisal) and label not in read(donor, appraisal)
    found = results_of(donor, appraisal)
    assert found.by_category == [] and {one.smallest for one in found.options} == {None}, "two answers of each category"
    assert results_of(table[0][1], appraisal).options[0].smallest == 100


@pytest.mark.parametrize("attribution", [Attribution.CATEGORY, Attribution.NOBODY])
def test_words_without_a_name_are_read_among_three_or_more(attribution: str) -> None:
    dialogue = make.dialogue()
    ap.rules(dialogue, attribution)
    table = ch.table(dialogue, 4)
    appraisal = ap.appraisal(ap.challenge(dialogue, count=1), Depth.WORDS)
    for number, (seat, by) in enumerate(table[:2]):
        in_words(appraisal, seat, by, f"WORDS-{number}")
    few = closed(appraisal)
    host, reader = make.host_of(dialogue), table[3][1]
    assert "WORDS-0" in read(host, few) and "WORDS-0" in read(table[0][1], few), "the host team, and the seat itself"
    assert "WORDS-" not in read(reader, few) and "WORDS-" not in read(reader, few, query="?format=csv")
    again = verbs.reopen_appraisal(few, by=host)
    in_words(again, *table[2], "WORDS-2")
    assert "WORDS-0" in read(reader, closed(again))


def test_a_donor_is_not_told_who_proposed_an_option() -> None:
    appraisal, table = room(1)
    challenge, dialogue = appraisal.challenge, appraisal.challenge.dialogue
    closed(appraisal)
    (seat, by), donor = table[0], make.role(dialogue, make.user(), Role.DONOR).user
    proposed = options.propose_option(challenge, by=by, seat=seat, title="One desk")
    options.put_option_on_table(proposed, by=make.host_of(dialogue))
    name, other = seat.organisation.name, make.delegate(make.seat(dialogue))

    def told(user) -> str:
        client = Client()
        client.force_login(user)
        return client.get(proposed.get_absolute_url()).content.decode()

    assert name in told(other) and name not in told(donor)


def test_who_accepts_a_conclusion_stands_in_no_order_of_time() -> None:
    appraisal, table = room(3, Attribution.NOBODY)
    appraisal = closed(appraisal)
    host = make.host_of(appraisal.challenge.dialogue)
    conclusion = conclusions.conclude(appraisal, by=host, text="Both")
    for note, (seat, by) in zip("cab", table, strict=True):
        said = {"revision": conclusion.revision, "accepts": False, "note": note}
        conclusions.accept_conclusion(conclusion, by=by, seat=seat, **said)
    outsider = make.role(appraisal.challenge.dialogue, make.user(), Role.OBSERVER).user
    appraisal.refresh_from_db()
    assert [row["given"].note for row in conclusion_page_of(outsider, appraisal).rows] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("stance", "reached", "against"), [(Stance.CANNOT, False, 1), (Stance.NOT_YET, False, 1), (Stance.AGREE, True, 0)]
)
def test_who_has_spoken_on_the_telephone_was_not_silent(stance: str, reached: bool, against: int) -> None:
    dialogue = make.dialogue()
    seats = [make.seat(dialogue) for _number in range(3)]
    for seat in seats:
        make.delegate(seat)  # silence of a seat for which nobody could have spoken is no consent
    check, host = make_checks.opened(seats, is_silence=True), make.host_of(dialogue)
    said = {"channel": Channel.PHONE, "stance": stance, "reason": "Why", "would_change": "Time"}
    checks.enter_reply(make_checks.asked(check, seats[0]), by=host, **said)
    make_checks.is_past(check)
    counted = view_of(host, checks.close_check(check, by=host)).count
    assert counted is not None
    assert (counted.answered, counted.tacit, counted.objections) == (0, 2, 0), "counted nowhere, and not as tacit"
    assert (counted.is_reached, counted.announced_objections) == (reached, against)
