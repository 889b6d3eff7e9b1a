"""The picture of the timeline stays within its frame and in the order of days; a frozen text says who is asked for what."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dialogues.consensus.states.recommendations import Part
from dialogues.monitoring.charting import BAR, LEFT, MOST_TICKS, WIDTH, Mark, Span, draw
from dialogues.monitoring.frozen_parts import asked_in

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MARKS = st.lists(st.builds(Mark, DAYS, st.sampled_from(["yes", "no"]), st.just("Done")), max_size=4).map(tuple)
SPANS = st.builds(Span, st.just("R1"), st.just("Title"), st.none() | DAYS, st.none() | DAYS, st.booleans(), MARKS)


@given(st.lists(SPANS, min_size=1, max_size=8), DAYS)
def test_everything_lies_within_the_picture(spans: list[Span], today: date) -> None:
    chart = draw(spans, today)
    for bar in chart.bars:
        assert LEFT <= bar.x <= WIDTH and bar.y + BAR <= chart.height
        assert all(LEFT <= x <= WIDTH for x, _tone in bar.marks)
    assert all(LEFT <= x <= WIDTH for x, _day in chart.ticks) and len(chart.ticks) <= MOST_TICKS
    assert chart.today is None or LEFT <= chart.today <= WIDTH


@given(st.lists(SPANS, min_size=1, max_size=8), DAYS)
def test_an_earlier_day_is_never_drawn_further_on(spans: list[Span], today: date) -> None:
    chart = draw(spans, today)
    placed = [
        (mark.on, x)
        for span, bar in zip(spans, chart.bars, strict=True)
        for mark, (x, _) in zip(span.marks, bar.marks, strict=True)
    ]
    assert [x for _day, x in sorted(placed)] == sorted(x for _day, x in placed)
    assert list(chart.ticks) == sorted(chart.ticks)


def test_who_leads_is_asked_first_and_everybody_once() -> None:
    block = {
        "number": 4,
        "title": "One contribution",
        "text": "",
        "lead_id": 7,
        "support_ids": [9, 7, 9],
        "parts": [{"seat_id": 9, "words": "Collects the forms"}],
        "ends_on": "2027-06-30",
    }
    found = [(one.seat, one.part, one.words, one.due_on) for one in asked_in({"blocks": {"recommendations": [block]}})]
    day = date(2027, 6, 30)
    assert found == [(7, Part.LEAD, "One contribution", day), (9, Part.SUPPORT, "Collects the forms", day)]
    assert not list(asked_in({"blocks": {}})) and not list(asked_in({}))
    assert [one.due_on for one in asked_in({"blocks": {"recommendations": [{"number": 1, "lead_id": 2}]}})] == [None]
