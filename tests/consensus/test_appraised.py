"""What came of an appraisal beside a recommendation: on its page, and frozen, where anybody may come to read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from dialogues.consensus.appraised_block import FEWEST_PRINTED, may_change
from dialogues.consensus.appraising import sheet_of
from dialogues.consensus.judging import Judged
from dialogues.consensus.models import Criterion, Dots
from dialogues.consensus.services import appraisal as verbs
from dialogues.consensus.states.appraisal import Depth
from dialogues.documents.docx import to_docx
from dialogues.documents.issuing import context_of
from dialogues.documents.recommended import said_of
from dialogues.documents.rendering import to_page
from dialogues.documents.services.versions import reopen_text
from dialogues.states import Category
from tests import make
from tests.consensus import make_appraisal as ap
from tests.consensus import make_roadmap
from tests.documents import make as documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    made = make.dialogue()
    ap.rules(made)
    return made


def recommended(dialogue, challenge, **said):
    """An agreed recommendation for option A, option B rejected, and the text of the Roadmap."""
    text = make_roadmap.roadmap(dialogue).document
    documents.write(text, "What we share.", key="preamble")
    chosen, other = ap.option(challenge, "A"), ap.option(challenge, "B")
    row = make_roadmap.agreed(challenge, option=chosen, rejected=[(other, "Too slow")], **said)
    return row, text


def appraised(dialogue, scores, depth=Depth.SCORES):
    """A closed appraisal in which one seat gave each of these scores to option A, and 1 to option B."""
    challenge = ap.challenge(dialogue)
    appraisal = ap.appraisal(challenge, depth=depth)
    seats = [make.seat(dialogue, category=Category.values[at % 9]) for at in range(len(scores))]
    for seat, score in zip(seats, scores, strict=True):
        ap.opinion(appraisal, seat, {"A": score, "B": 1})
    return verbs.close_appraisal(appraisal, by=make.host_of(dialogue)), seats


def page_of(client, user, row):
    client.force_login(user)
    return client.get(row.get_absolute_url()).content.decode()


def test_page_tells_median_spread_and_number_once_the_appraisal_is_closed(client, dialogue):
    appraisal, seats = appraised(dialogue, [1, 3, 4])
    row, _text = recommended(dialogue, appraisal.challenge)
    page = page_of(client, ap.speaker(seats[0]), row)
    assert "How the options were appraised" in page
    assert ">3</td>" in page and ">1–4</td>" in page
    assert page.index("chosen") < page.index("not chosen")
    verbs.reopen_appraisal(appraisal, by=make.host_of(dialogue))
    for reader in (make.host_of(dialogue), ap.speaker(seats[0])):
        assert "How the options were appraised" not in page_of(client, reader, row)


def test_page_makes_no_statistic_of_two(client, dialogue):
    appraisal, _seats = appraised(dialogue, [0, 3])
    row, _text = recommended(dialogue, appraisal.challenge)
    page = page_of(client, make.host_of(dialogue), row)
    assert "too few answers to say" in page
    assert "0–3" not in page and ">1.5</td>" not in page


def test_version_prints_together_what_five_gave_and_nothing_of_four(dialogue):
    appraisal, _seats = appraised(dialogue, [0, 2, 2, 3, 4])
    _row, text = recommended(dialogue, appraisal.challenge)
    version = documents.version(text)
    (entry,) = version.data["blocks"]["recommendations"]
    chosen, other = entry["appraised"]
    assert (chosen["option"][:1], chosen["is_chosen"], chosen["seats"]) == ("A", True, 5)
    assert {(one["median"], one["low"], one["high"], one["scored"]) for one in chosen["grades"]} == {("2.0", 0, 4, 5)}
    assert (other["letter"], other["is_chosen"]) == ("B", False)
    said = "median 2, from 0 to 4 (5 scores)"
    title = Criterion.objects.kept().filter(criteria_set=appraisal.criteria_set).first().title
    assert f"{title}: {said}" in to_page("draft", context_of(version, "draft"))
    assert f"{title}: {said}" in "\n".join(one.text for one in Document(BytesIO(to_docx(version.data))).paragraphs)


def test_version_prints_no_span_where_all_scores_are_alike(dialogue):
    appraisal, _seats = appraised(dialogue, [3, 3, 3, 3, 3])
    _row, text = recommended(dialogue, appraisal.challenge)
    (entry,) = documents.version(text).data["blocks"]["recommendations"]
    printed = "\n".join(one.value for one in said_of(entry))
    assert ": 3 in each of 5 scores" in printed and "from 3 to 3" not in printed


def test_version_prints_nothing_of_four(dialogue):
    appraisal, _seats = appraised(dialogue, [0, 2, 3, 4])
    _row, text = recommended(dialogue, appraisal.challenge)
    (entry,) = documents.version(text).data["blocks"]["recommendations"]
    assert all({"criterion", "scored"} == set(one) for one in entry["appraised"][0]["grades"])
    lines = [one for one in said_of(entry) if one.label.startswith("How it was appraised")]
    none = "Fewer than five scores under each criterion, so no figures are printed; 4 seats answered."
    assert [one.value for one in lines] == [none, none] and not any(one.is_text for one in lines)


def test_page_says_from_how_many_answers_on_figures_are_printed(client, dialogue):
    appraisal, _seats = appraised(dialogue, [1, 3, 4])
    row, _text = recommended(dialogue, appraisal.challenge)
    assert "In print from five answers on" in page_of(client, make.host_of(dialogue), row)


def test_next_version_does_not_tell_what_one_more_seat_gave(dialogue):
    host = make.host_of(dialogue)
    appraisal, _seats = appraised(dialogue, [2, 2, 2, 3, 3])
    _row, text = recommended(dialogue, appraisal.challenge)
    first = documents.version(text).data["blocks"]["recommendations"][0]["appraised"]
    verbs.reopen_appraisal(appraisal, by=host)
    late = [make.seat(dialogue) for _number in range(FEWEST_PRINTED)]
    ap.opinion(appraisal, late[0], {"A": 0, "B": 4})
    verbs.close_appraisal(appraisal, by=host)
    assert again(text, host) == first, "the difference would be one seat's answer"
    verbs.reopen_appraisal(appraisal, by=host)
    for seat in late[1:]:
        ap.opinion(appraisal, seat, {"A": 4, "B": 4})
    verbs.close_appraisal(appraisal, by=host)
    latest = again(text, host)
    assert (latest[0]["seats"], latest[0]["grades"][0]["low"], latest[0]["grades"][0]["high"]) == (10, 0, 4)


def again(text, host):
    """The appraisals of the only recommendation, frozen once more."""
    text.refresh_from_db()
    reopen_text(text, by=host, reason="One more answer came")
    return documents.version(text).data["blocks"]["recommendations"][0]["appraised"]


@given(st.integers(1, 12), st.integers(0, 12), st.integers(0, 12))
def test_printed_figures_change_with_none_or_at_least_five_answers(before, stay, new):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    stay = min(stay, before)
    times = [at - timedelta(days=1)] * stay + [at + timedelta(days=1)] * new
    block = {"how": "scores", "as_of": at.isoformat(), "seats": before}
    moved = max(new, before - stay)
    assert may_change(block, times) == (moved == 0 or moved >= FEWEST_PRINTED)


def test_words_are_told_without_words_of_anybody(client, dialogue):
    challenge = ap.challenge(dialogue)
    appraisal = ap.appraisal(challenge, depth=Depth.WORDS)
    seats = [make.seat(dialogue) for _number in range(3)]
    said = {cell: Judged(gains="Nannies gain", losses="Households lose") for cell in sheet_of(appraisal).cells}
    for seat in seats:
        by = ap.speaker(seat)
        saved = verbs.save_opinion(appraisal, by=by, seat=seat, judgements=said, revision=0)
        verbs.submit_opinion(saved, by=by, revision=saved.revision)
    verbs.close_appraisal(appraisal, by=make.host_of(dialogue))
    row, text = recommended(dialogue, challenge)
    assert "In words: 3 seats said who gains and who loses." in page_of(client, make.host_of(dialogue), row)
    assert "Nannies gain" not in documents.version(text).content


def test_dots_are_told_where_three_categories_put_them(client, dialogue):
    challenge = ap.challenge(dialogue)
    appraisal = ap.appraisal(challenge, depth=Depth.DOTS)
    host, chosen, other = make.host_of(dialogue), ap.option(challenge, "A"), ap.option(challenge, "B")
    counts = {(chosen.pk, Category.values[at]): at + 1 for at in range(3)} | {(other.pk, Category.values[0]): 4}
    verbs.enter_dots(appraisal, by=host, counts=counts)
    verbs.close_appraisal(appraisal, by=host)
    row, text = recommended(dialogue, challenge)
    assert "6 of 10 dots in the room" in page_of(client, host, row)
    (entry,) = documents.version(text).data["blocks"]["recommendations"]
    assert entry["appraised"][0]["dots"] == [6, 10]
    Dots.objects.filter(category=Category.values[2]).delete()
    assert "dots in the room" not in page_of(client, host, row)


def test_versions_frozen_before_still_read(dialogue):
    appraisal, _seats = appraised(dialogue, [0, 2, 2, 3, 4])
    _row, text = recommended(dialogue, appraisal.challenge)
    (entry,) = documents.version(text).data["blocks"]["recommendations"]
    earlier = {name: value for name, value in entry.items() if name != "appraised"}
    assert [one for one in said_of(entry) if "appraised" not in one.label] == said_of(earlier)
