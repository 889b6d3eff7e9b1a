"""Papers before a meeting: what stands on each, what they cost, the sheet without names, and the PDF made by a job."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from dialogues.activities.models import Allowance, Invited, Meeting, MeetingPrint, Needs, Rates
from dialogues.activities.papers import paper_of
from dialogues.activities.services.papers import print_paper, say_needs, set_allowances
from dialogues.activities.states.papers import PaperKind, SignInColumn
from dialogues.activities.tasks import forget_allowances, forget_needs, forget_prints
from dialogues.activities.tasks import print_paper as printing
from inspired.core.models import Event, Job
from inspired.core.states import StaleError, StateError
from tests import make
from tests.activities import make as acts
from tests.erasure.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seats(dialogue):
    return [make.seat(dialogue, name) for name in ("Association", "Union")]


@pytest.fixture
def meeting(dialogue, seats):
    made = acts.meeting(dialogue, seats=seats)
    head = make.delegate(seats[0])
    acts.comes(made, seats[0], head, delegate=seats[0].delegates.get())
    return Meeting.objects.select_related("activity__dialogue").get(pk=made.pk)


def invited(meeting, seat):
    return Invited.objects.get(meeting=meeting, seat=seat)


def test_the_sign_in_sheet_has_the_columns_chosen_and_lines_to_write_on(meeting, seats):
    paper = paper_of(meeting, PaperKind.SIGN_IN, [SignInColumn.ORGANISATION, SignInColumn.SIGNATURE], blanks=2)
    assert list(paper.header) == ["#", "Organisation", "Signature"]
    assert list(paper.rows) == [("1", "Association", ""), ("2", "Union", ""), ("3", "", ""), ("4", "", "")]


def test_who_has_said_no_stands_on_no_paper(meeting, seats):
    acts.comes(meeting, seats[1], make.delegate(seats[1]), answer="declines")
    assert [row[1] for row in paper_of(meeting, PaperKind.SIGN_IN, ["organisation"]).rows] == ["Association"]
    assert len(paper_of(meeting, PaperKind.PLATES).plates) == 1


def test_the_sheet_without_names_tells_nobody(meeting, seats, host):
    name = str(seats[0].delegates.get().person)
    said = repr(paper_of(meeting, PaperKind.NAMELESS).rows)
    assert name not in said and "Association" not in said and "Union" not in said
    assert name in repr(paper_of(meeting, PaperKind.SIGN_IN, ["name"]).rows)


def test_amounts_are_days_and_kilometres_times_their_rates(meeting, seats, host):
    rates = {"currency": "EUR", "per_day": Decimal("35"), "per_km": Decimal("0.25")}
    rows = {invited(meeting, seats[0]).pk: (Decimal("1.5"), 101)}
    set_allowances(meeting, by=host, revision=0, rates=rates, rows=rows)
    paper = paper_of(meeting, PaperKind.ALLOWANCES)
    assert [(row[1], row[3], row[4], row[5]) for row in paper.rows] == [
        ("Association", "1.5", "101", "77.75"),
        ("Union", "1", "0", "35.00"),
    ]
    assert paper.foot[0] == "In all: 77.75 EUR"


def test_who_has_not_answered_is_paid_nothing_silently_and_counted_apart(meeting, seats, host):
    rates = {"currency": "EUR", "per_day": Decimal("35"), "per_km": 0}
    rows = {invited(meeting, seat).pk: (Decimal(1), 0) for seat in seats}
    set_allowances(meeting, by=host, revision=0, rates=rates, rows=rows)
    paper = paper_of(meeting, PaperKind.ALLOWANCES)
    assert [(row[1], row[2] == "not answered", row[5]) for row in paper.rows] == [
        ("Association", False, "35.00"),
        ("Union", True, "35.00"),
    ]
    assert list(paper.foot[:2]) == [
        "In all: 35.00 EUR",
        "Not in it: 1 organisation that has not answered, 35.00 EUR if it comes",
    ]
    acts.comes(meeting, seats[1], make.delegate(seats[1]))
    paper = paper_of(meeting, PaperKind.ALLOWANCES)
    assert paper.foot[0] == "In all: 70.00 EUR" and not any("Not in it" in line for line in paper.foot)


def test_allowances_refuse_a_stale_form_and_another_meetings_seat(dialogue, meeting, seats, host):
    rates = {"currency": "EUR", "per_day": 1, "per_km": 0}
    set_allowances(meeting, by=host, revision=0, rates=rates, rows={})
    with pytest.raises(StaleError):
        set_allowances(meeting, by=host, revision=0, rates=rates, rows={})
    elsewhere = acts.meeting(dialogue, seats=seats)
    with pytest.raises(StateError):
        set_allowances(meeting, by=host, revision=1, rates=rates, rows={invited(elsewhere, seats[0]).pk: (1, 1)})
    assert Rates.objects.get().revision == 1 and not Allowance.objects.exists()


def test_the_spreadsheet_of_allowances_holds_what_the_page_holds(meeting, seats, host, client):
    client.force_login(host)
    answer = client.get(reverse("meeting_paper", args=["main", meeting.pk, "allowances"]), {"format": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Association", "Union"]
    assert Event.objects.filter(verb="list.exported", details__what="paper_allowances").count() == 1


def test_needs_are_said_by_the_seat_and_read_by_the_team_and_the_seat(dialogue, meeting, seats, host):
    head, other = seats[0].delegates.get().user, make.delegate(seats[1])
    say_needs(invited(meeting, seats[0]), by=head, diet="DIET-CANARY", access="No stairs")
    assert Needs.objects.visible_to(host).count() == Needs.objects.visible_to(head).count() == 1
    assert not Needs.objects.visible_to(other)
    with pytest.raises(PermissionDenied):
        say_needs(invited(meeting, seats[0]), by=other, diet="Mine")
    assert "DIET-CANARY" not in " ".join(str(event.details) for event in Event.objects.all())
    (row,) = paper_of(meeting, PaperKind.NEEDS).rows
    assert row[0] == "Association" and row[3:] == ("No stairs", "DIET-CANARY", "–")


def test_only_the_team_prints(meeting, seats):
    with pytest.raises(PermissionDenied):
        print_paper(meeting, PaperKind.AGENDA, by=seats[0].delegates.get().user)


@pytest.mark.parametrize("kind", PaperKind.values)
def test_a_job_prints_each_paper(meeting, seats, host, kind):
    paper = print_paper(meeting, kind, by=host, columns=["organisation", "name", "signature"], blanks=3)
    assert print_paper(meeting, kind, by=host) == paper, "a double click makes one"
    job = Job.objects.get(kind="activities.print_paper")
    Job.objects.filter(pk=job.pk).update(state="running", worker="w", lease_until=timezone.now() + timedelta(hours=1))
    job.refresh_from_db()
    printing(job)
    paper.refresh_from_db()
    with paper.pdf.open("rb") as file:
        said = words_of(file.read())
    words = {"sign_in": "Association", "nameless": "own choice", "agenda": "A working day", "plates": "Union"}
    words |= {"allowances": "Kilometres", "needs": "Nobody has said"}
    assert words[kind] in said
    assert ("Association" in said) is (kind in ("sign_in", "plates", "allowances"))


def test_prints_needs_and_allowances_are_forgotten_in_time(meeting, seats, host):
    say_needs(invited(meeting, seats[0]), by=host, diet="No pork")
    rates = {"currency": "EUR", "per_day": 1, "per_km": 0}
    set_allowances(meeting, by=host, revision=0, rates=rates, rows={invited(meeting, seats[0]).pk: (1, 1)})
    print_paper(meeting, PaperKind.AGENDA, by=host)
    for days, left in ((0, (1, 1, 1)), (8, (0, 1, 1)), (38, (0, 0, 1)), (738, (0, 0, 0))):
        now = timezone.now() + timedelta(days=days)
        for forget in (forget_prints, forget_needs, forget_allowances):
            list(forget(now, 100))
        assert (MeetingPrint.objects.count(), Needs.objects.count(), Allowance.objects.count()) == left


@pytest.mark.parametrize("kind", ["sign_in", "allowances", "needs"])
def test_papers_cost_the_same_with_one_seat_and_with_thirty(
    dialogue, host, client, kind, django_assert_max_num_queries
):
    client.force_login(host)
    counts = []
    for number in (1, 30):
        meeting = acts.meeting(dialogue, seats=[make.seat(dialogue) for _ in range(number)])
        url = reverse("meeting_paper", args=["main", meeting.pk, kind])
        client.get(url)
        with django_assert_max_num_queries(30) as counted:
            client.get(url)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_columns_and_needs_and_rates_are_typed_on_their_pages(meeting, seats, host, client):
    client.force_login(host)
    url = reverse("meeting_paper", args=["main", meeting.pk, "sign_in"])
    page = client.get(url, {"columns": ["phone", "category"], "blanks": 1}).content.decode()
    assert "Telephone</th>" in page and "Signature</th>" not in page
    row = invited(meeting, seats[0])
    needs = reverse("meeting_needs", args=["main", meeting.pk, seats[0].pk])
    assert client.post(needs, {"diet": "Vegetarian"}).status_code == 302 and Needs.objects.get().diet == "Vegetarian"
    data = {"currency": "eur", "per_day": "35", "per_km": "0.3", "revision": 0}
    for one in Invited.objects.filter(meeting=meeting):
        data |= {f"days_{one.pk}": "2", f"km_{one.pk}": "10"}
    assert client.post(reverse("meeting_allowances", args=["main", meeting.pk]), data).status_code == 302
    assert Rates.objects.get().currency == "EUR" and Allowance.objects.get(invited=row).distance == 10
