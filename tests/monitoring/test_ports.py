"""What monitoring tells lower floors: to-dos, deadlines, dates, the phase strip, what closing asks, what is handed over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.deadlines import day_of, end_of_day
from dialogues.models import Dialogue, Notice
from dialogues.monitoring.models import Commitment
from dialogues.monitoring.services.commitments import answer_commitment, enter_answer
from dialogues.monitoring.services.reports import ask_for_reports, report
from dialogues.monitoring.states import Answer, Progress
from dialogues.offers import asked_at_closing
from dialogues.services.notices import remind
from dialogues.states import Channel, Phase
from inspired.core import ports
from inspired.core.memory import forget
from inspired.core.models import User
from inspired.core.ports import Leaver
from tests import make
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db


def todo(user: User) -> list[tuple[str, str]]:
    forget()
    return [(one.title, one.context) for one in ports.todo.collect(user) if "/monitoring/" in one.url]


def test_what_waits_goes_away_once_it_is_done() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    host, name = make.host_of(dialogue), seat.organisation.name
    first, second = mo.asked(dialogue, seat, seat)
    assert todo(person) == [("Confirm what your organisation takes on", f"{name}: 2 recommendations")]
    assert todo(host) == [] and todo(make.user()) == []
    mo.taken(first, person)
    enter_answer(second, by=host, channel=Channel.PHONE, answer=Answer.CONFIRMED)
    (waiting,) = todo(person)
    assert waiting[0].startswith("Confirm what was said on behalf")
    answer_commitment(second, by=person, answer=Answer.DECLINED, note="No")
    assert todo(person) == []
    ask_for_reports(dialogue, by=host, due_at=timezone.now() + timedelta(days=9))
    assert todo(person) == [("Report on 1 commitment", name)]
    told = report(first, by=host, seat=seat, status=Progress.DISCUSSION, channel=Channel.PHONE)
    assert todo(person) == [("Confirm a report entered on behalf of your organisation", name)]
    report(first, by=person, seat=seat, status=Progress.DISCUSSION, corrects=told)
    assert todo(person) == []


def deadlines(dialogue: Dialogue) -> set[tuple[str, int]]:
    forget()
    return {(one.kind, one.seat) for one in ports.deadlines.collect(None, dialogue) if "monitoring" in one.kind}


def test_dates_are_owed_until_they_are_met() -> None:
    dialogue = make.dialogue()
    (seat, person), (other, _second) = mo.table(dialogue)
    first, _asked = mo.asked(dialogue, seat, other)
    assert deadlines(dialogue) == {("monitoring.answers", seat.pk), ("monitoring.answers", other.pk)}
    mo.taken(first, person)
    assert deadlines(dialogue) == {("monitoring.dues", seat.pk), ("monitoring.answers", other.pk)}
    ask_for_reports(dialogue, by=make.host_of(dialogue), due_at=timezone.now() + timedelta(days=9))
    assert ("monitoring.reports", seat.pk) in deadlines(dialogue)
    report(first, by=person, seat=seat, status=Progress.IMPLEMENTED)
    assert deadlines(dialogue) == {("monitoring.answers", other.pk)}


def test_a_seat_is_reminded_once_for_each_occasion() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    mo.asked(dialogue, seat)
    now = timezone.now()
    due = end_of_day(day_of(now, dialogue.time_zone) + timedelta(days=2), dialogue.time_zone)
    Commitment.objects.update(answer_by=due, asked_at=now - timedelta(days=20))
    remind(dialogue, by=None)
    remind(dialogue, by=None)
    told = Notice.objects.filter(user=person, kind__startswith="monitoring.answers.")
    assert told.count() == 1


def status(user: User, dialogue: Dialogue) -> list[str]:
    forget()
    here = Dialogue.objects.get(pk=dialogue.pk)
    return [one.text for one in ports.phase_status.collect(user, here) if one.phase == Phase.MONITORING]


def test_the_strip_counts_what_is_implemented_and_closing_asks_who_goes_on() -> None:
    dialogue = make.dialogue()
    (seat, person), (other, second) = mo.table(dialogue)
    host = make.host_of(dialogue)
    assert status(host, dialogue) == []
    first, last = mo.asked(dialogue, seat, other)
    assert status(host, dialogue) == ["Commitments are being answered"]
    mo.taken(first, person)
    mo.taken(last, second)
    report(first, by=person, seat=seat, status=Progress.IMPLEMENTED)
    assert status(host, dialogue) == ["1 of 2 commitments implemented"]
    here = Dialogue.objects.get(pk=dialogue.pk)
    found = {one.key: one for one in ports.closing_questions.collect(host, here, Phase.MONITORING)}
    assert found["commitments_followed"].open_items == ("1 commitment is not done yet.",)


@pytest.mark.parametrize(("phase", "about"), [(Phase.CONSENSUS, "Roadmap"), (Phase.MONITORING, "ommitments")])
def test_closing_a_phase_asks_once_about_what_it_ends_with(phase: Phase, about: str) -> None:
    dialogue = make.dialogue()
    asked = [str(one.question) for one in asked_at_closing(make.host_of(dialogue), dialogue, phase)]
    assert len([one for one in asked if about in one]) == 1 and len(set(asked)) == len(asked)


def test_news_calendar_and_audience() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    (one,) = mo.asked(dialogue, seat)
    keys = {entry.key for entry in ports.calendar.collect(person, [dialogue.pk])}
    assert f"commitment-answer-{one.pk}" in keys
    mo.taken(one, person)
    forget()
    keys = {entry.key for entry in ports.calendar.collect(person, [dialogue.pk])}
    assert f"commitment-{one.pk}" in keys and f"commitment-answer-{one.pk}" not in keys
    report(one, by=person, seat=seat, status=Progress.TAKEN_UP)
    here = Dialogue.objects.get(pk=dialogue.pk)
    assert any("reported" in item.title for item in ports.news.collect(person, here))
    assert [
        found.seats for found in ports.audiences.collect(make.host_of(dialogue), here) if found.key == "reports"
    ] == [(seat.pk,)]


def test_what_is_handed_over_and_what_the_seat_has_said() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    first, _second = mo.asked(dialogue, seat, seat)
    mo.taken(first, person)
    report(first, by=person, seat=seat, status=Progress.TAKEN_UP, note="Tabled")
    held = {one.what: one.count for one in ports.handover.preview(person, Leaver(person, dialogue.pk, seat.pk))}
    assert held["Commitments that await an answer"] == 1 and held["Commitments taken on and not done yet"] == 1
    said = {(one.kind, one.state) for one in ports.spoken.collect(person, seat)}
    assert {("Commitment", "Confirmed"), ("Report", "Taken up")} <= said


def test_whoever_follows_a_host_reads_which_commitments_nobody_has_confirmed() -> None:
    dialogue = make.dialogue()
    (first, person), (second, _colleague) = mo.table(dialogue)
    one, other = mo.asked(dialogue, first, second)
    host = make.host_of(dialogue)
    mo.taken(one, person)
    enter_answer(other, by=host, channel=Channel.PHONE, answer=Answer.CONFIRMED)

    def held(by: User) -> dict[str, int]:
        forget()
        return {found.what: found.count for found in ports.handover.preview(by, Leaver(host, dialogue.pk, None))}

    what = "Commitments without a confirmed answer"
    assert held(host)[what] == 1, "what was announced by telephone is not confirmed"
    assert what not in held(make.host_of(make.dialogue()))
    Commitment.objects.filter(pk=other.pk).update(answer=Answer.DECLINED)
    assert what not in held(host)
