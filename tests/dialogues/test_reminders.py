"""Dates remind before, on and after, once each, and stop when answered; the dry run says who would hear of them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail as post
from django.test import Client
from django.utils.html import strip_tags

from dialogues.deadlines import end_of_day
from dialogues.documents.services import comments
from dialogues.inputs.services import calls
from dialogues.models import GroundRules, Notice, Seat
from dialogues.services import mandates, notices, rules
from dialogues.states import Pace, Status
from dialogues.tasks import tell_in_time
from inspired.core import running
from tests import make
from tests.documents import make as documents

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 18, 12, tzinfo=UTC)
DUE = START.date() + timedelta(days=10)  # 28 November; reminders on 25, 28 and 29 at 7:00


@pytest.fixture(autouse=True)
def _start():
    """Everything here begins on a Wednesday noon."""
    with time_machine.travel(START):
        yield


@pytest.fixture
def dialogue():
    return make.dialogue(title="SECRET-TITLE")


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue)


@pytest.fixture
def head(seat):
    return make.delegate(seat)


def opened(dialogue):
    prepared = make.call(dialogue, title="SECRET-CALL", status="draft", due_at=end_of_day(DUE, "UTC"))
    return calls.open_call(prepared, by=make.host_of(dialogue))


def days_pass(first, last):
    """Let the clock strike every six hours from one day to another."""
    moment = datetime.combine(first, datetime.min.time(), UTC)
    while moment.date() <= last:
        with time_machine.travel(moment, tick=False):
            tell_in_time()
            running.work_off()
        moment += timedelta(hours=6)


def reminders_of(user):
    return sorted(notice.kind.rpartition(".")[2] for notice in Notice.objects.filter(user=user, kind__contains="l."))


def test_three_reminders_and_no_more(dialogue, head):
    opened(dialogue)
    running.work_off()
    days_pass(START.date(), DUE + timedelta(days=12))
    assert reminders_of(head) == ["past", "soon", "today"]
    told = [sent for sent in post.outbox if sent.to == [head.email]]
    assert len(told) == 4  # opened, soon, today, past
    assert "SECRET" not in "".join(sent.subject + sent.body for sent in told)


def test_reminding_stops_with_the_answer(dialogue, seat, head):
    call = opened(dialogue)
    days_pass(START.date(), DUE - timedelta(days=2))
    assert reminders_of(head) == ["soon"]
    with time_machine.travel(datetime.combine(DUE - timedelta(days=1), datetime.min.time(), UTC)):
        make.answer(call, seat, head)
        assert not Notice.objects.visible_to(head).filter(kind="inputs.call.soon")
    days_pass(DUE, DUE + timedelta(days=3))
    assert reminders_of(head) == ["soon"]


def test_reminder_comes_on_its_day_even_at_the_weekly_pace(dialogue, head):
    notices.set_pace(head, pace=Pace.WEEKLY, dialogue=dialogue, by=head)
    opened(dialogue)
    days_pass(START.date() + timedelta(days=6), START.date() + timedelta(days=7))
    assert len([sent for sent in post.outbox if sent.to == [head.email]]) == 1


def test_what_is_opened_late_does_not_remind_of_days_gone(dialogue, head):
    with time_machine.travel(START + timedelta(days=9)):
        opened(dialogue)
    days_pass(DUE - timedelta(days=1), DUE - timedelta(days=1))
    assert reminders_of(head) == []


def test_new_date_reminds_anew(dialogue, head):
    call = opened(dialogue)
    days_pass(START.date(), DUE - timedelta(days=3))
    with time_machine.travel(START + timedelta(days=8)):
        calls.extend_call(call, by=make.host_of(dialogue), due_on=DUE + timedelta(days=7))
    days_pass(DUE, DUE + timedelta(days=6))
    assert reminders_of(head) == ["soon", "soon"]


def test_paused_dialogue_reminds_nobody(dialogue, head):
    opened(dialogue)
    type(dialogue).objects.update(status=Status.PAUSED)
    days_pass(START.date(), DUE)
    assert reminders_of(head) == []


def test_rounds_drafts_and_rules_remind_as_well(dialogue, head, seat):
    host = make.host_of(dialogue)
    version = documents.version(documents.ppa(dialogue))
    documents.round_(version, [seat], due_at=START + timedelta(days=10))
    other = documents.ppa(make.dialogue(host))
    beside = make.delegate(make.seat(other.dialogue))
    comments.open_comments(other, by=host, due_at=START + timedelta(days=10))
    rules.propose_rules(dialogue, by=host, text="We listen", due_on=DUE)
    days_pass(START.date() + timedelta(days=1), DUE + timedelta(days=2))
    kinds = set(Notice.objects.filter(user=head).values_list("kind", flat=True))
    occasions = ("soon", "today", "past")
    assert kinds >= {f"{thing}.{name}" for thing in ("documents.round", "dialogues.rules") for name in occasions}
    found = set(Notice.objects.filter(user=beside).values_list("kind", flat=True))
    assert found == {"documents.comments_opened"} | {f"documents.comments.{name}" for name in occasions}


def test_rules_stop_reminding_when_answered(dialogue, head, seat):
    proposed = rules.propose_rules(dialogue, by=make.host_of(dialogue), text="We listen", due_on=DUE)
    rules.answer_rules(proposed, by=head, seat=seat, agrees=True)
    days_pass(START.date() + timedelta(days=1), DUE + timedelta(days=2))
    assert GroundRules.objects.get().due_at
    assert set(Notice.objects.values_list("kind", flat=True)) == {"dialogues.rules_proposed"}


def preview(dialogue, query=""):
    client = Client()
    client.force_login(make.host_of(dialogue))
    return client.get(f"/dialogues/{dialogue.slug}/manage/notices/{query}").content.decode()


def silent(page):
    """The organisations of whom nobody would get a mail."""
    return page.partition("Nobody of these organisations would get a mail")[2].partition("</p>")[0]


def test_dry_run_says_who_must_be_phoned_and_sends_nothing(dialogue, head, seat):
    host = make.host_of(dialogue)
    paper = make.seat(dialogue, "Association on paper")
    person = mandates.add_delegate(paper, by=host, name="Person on paper", email="", phone="+238 1")
    mandates.give_mandate(person, by=host, role="head")
    call = opened(dialogue)
    Notice.objects.all().delete()
    page = preview(dialogue)
    assert "must be phoned" in page and "Person on paper" in page and "+238 1" in page
    assert "SECRET-CALL" in page and "gets a mail at once" in page
    assert head.name not in preview(dialogue, "?channel=phone")
    assert "Person on paper" not in preview(dialogue, "?channel=mail")
    assert seat.organisation.name not in silent(page) and "Association on paper" in silent(page)
    notices.set_pace(head, pace=Pace.NEVER, dialogue=None, by=head)
    assert seat.organisation.name in silent(preview(dialogue))
    assert "wants no mails" in preview(dialogue)
    make.answer(call, seat, head)
    assert head.name not in preview(dialogue, f"?about=inputs.call-{call.pk}")
    assert "Person on paper" in preview(dialogue, f"?about=inputs.call-{call.pk}&format=csv")
    assert not Notice.objects.exclude(kind__startswith="ledger").exists() and not post.outbox


def announcements(page):
    """What could be announced, row by row, as text."""
    table = page.partition("What you could announce</h3>")[2].partition("</table>")[0]
    return [
        " ".join(strip_tags(row.replace("</t", " </t")).split())
        for row in table.partition("<tbody>")[2].split("</tr>")
        if row.strip()
    ]


def test_dry_run_counts_for_each_announcement_who_hears_of_it_and_how(dialogue, head, seat):
    host = make.host_of(dialogue)
    weekly = make.delegate(make.seat(dialogue))
    notices.set_pace(weekly, pace=Pace.WEEKLY, dialogue=None, by=weekly)
    paper = mandates.add_delegate(make.seat(dialogue), by=host, name="On paper", email="", phone="+238 1")
    mandates.give_mandate(paper, by=host, role="head")
    call = make.call(dialogue, title="Wages")
    make.answer(call, seat, head)
    ppa = documents.ppa(dialogue)
    rows = announcements(preview(dialogue))
    asked = "1 at once · 1 on Monday · 1 without e-mail, to be phoned"
    assert f"When it is opened for comments: {ppa.title} 3 {asked}" in rows
    assert f"When ground rules are proposed 3 {asked}" in rows
    assert "When you remind them of: Wages 2 1 on Monday · 1 without e-mail, to be phoned" in rows
    told = "1 the next morning · 1 on Monday · 1 without e-mail, to be phoned"
    assert f"When it gets another date: Wages 3 {told}" in rows
    assert "When you answer what they contributed 1 1 the next morning" in rows
    assert "gets a mail the next morning" in preview(dialogue, "?about=dispositions")
    version = documents.version(ppa)
    assert any(row.startswith(f"When a round is opened: {version} 2 ") for row in announcements(preview(dialogue)))
    round_ = documents.round_(version, list(Seat.objects.may_be_signed().filter(dialogue=dialogue)))
    rows = announcements(preview(dialogue))
    assert any(row.startswith(f"When you remind them of: {version} 2 ") for row in rows)
    documents.answer(round_, seat, head)
    rows = announcements(preview(dialogue))
    assert any(row.startswith(f"When you remind them of: {version} 1 ") for row in rows)
    assert any(row.startswith(f"When it gets another date: {version} 2 ") for row in rows)


def test_dry_run_costs_the_same_for_one_and_thirty(dialogue, head, django_assert_max_num_queries):
    opened(dialogue)
    documents.round_(documents.version(documents.ppa(dialogue)), list(Seat.objects.filter(dialogue=dialogue)))
    client = Client()
    client.force_login(make.host_of(dialogue))
    counts = []
    for number in (1, 29):
        for _time in range(number):
            make.delegate(make.seat(dialogue))
        client.get(f"/dialogues/{dialogue.slug}/manage/notices/")
        # it asks two ports, and each answers once for everything that has a date or is announced: ten such things
        # belong to Consensus Building and monitoring
        with django_assert_max_num_queries(38) as captured:
            client.get(f"/dialogues/{dialogue.slug}/manage/notices/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
