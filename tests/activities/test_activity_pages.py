"""Pages of activities: the room with and without its script, sheets, minutes as attributed, and what lists cost."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dialogues.activities.dates import When
from dialogues.activities.models import Attendance, Meeting, Remark, SeatPosition, Taken
from dialogues.activities.personal import erase, my_activities_and_meetings, preview
from dialogues.activities.services import activities as verbs
from dialogues.activities.services import minutes as minuting
from dialogues.activities.services.attending import invite_seats
from dialogues.activities.services.meetings import add_meeting
from dialogues.ledger.models import Entry
from dialogues.states import Category
from inspired.core import ports
from tests import make
from tests.activities import make as acts

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue, "Union of domestic workers")


@pytest.fixture
def meeting(dialogue, seat):
    return acts.meeting(dialogue, seats=[seat])


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(name, meeting, *more):
    return reverse(name, args=[meeting.activity.dialogue.slug, meeting.pk, *more])


def tap(meeting, seat, value="yes", key=None):
    return {"key": str(key or uuid4()), "source": "room", "tap": f"{seat.pk}:{value}"}


def queries(client, address):
    client.get(address)  # the first request of a session writes it
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_script_gets_the_same_answer_each_time_it_sends(host, meeting, seat) -> None:
    client, sent = client_of(host), tap(meeting, seat)
    answers = [client.post(page("meeting_take", meeting), sent, **JSON) for _ in range(3)]
    assert [answer.json() for answer in answers] == [{"refused": "", "there": 1}] * 3
    assert Taken.objects.count() == 1


def test_a_refusal_is_a_sentence_and_takes_nothing(host, meeting, seat) -> None:
    answer = client_of(host).post(page("meeting_take", meeting), tap(meeting, seat) | {"tap": "999999:yes"}, **JSON)
    assert answer.status_code == 400 and answer.json()["refused"]
    assert not Attendance.objects.exists()


def test_without_a_script_a_refused_remark_keeps_what_was_typed(host, meeting) -> None:
    sent = {"form": "remark", "key": str(uuid4()), "source": "paper", "words": "We start at five", "seat": ""}
    answer = client_of(host).post(page("meeting_take", meeting), sent)
    assert answer.status_code == 200 and b"We start at five" in answer.content
    sent["seat"] = str(meeting.invited.get().seat_id)
    assert client_of(host).post(page("meeting_take", meeting), sent).status_code == 302
    assert (Remark.objects.get().source, Entry.objects.get().channel) == ("paper", "paper")


def test_a_form_somebody_goes_back_to_is_another_entry_and_sent_twice_says_so(host, meeting, seat) -> None:
    client, key = client_of(host), uuid4()
    for value in ("yes", "no", "no"):
        answer = client.post(page("meeting_take", meeting), tap(meeting, seat, value, key), follow=True)
    assert "This was recorded before." in answer.content.decode()
    assert Attendance.objects.get().is_present is False and Taken.objects.count() == 2


def test_a_walk_in_takes_one_line(host, meeting) -> None:
    sent = {"form": "walk_in", "key": str(uuid4()), "source": "room", "words": "Rosa, of the bakery"}
    client_of(host).post(page("meeting_take", meeting), sent)
    assert Attendance.objects.get().who == "Rosa, of the bakery"


def filled_sheet(host, meeting) -> openpyxl.Workbook:
    file = client_of(host).get(page("meeting_sheet_file", meeting))
    return openpyxl.load_workbook(io.BytesIO(file.content))


def uploaded(host, meeting, book):
    out = io.BytesIO()
    book.save(out)
    return client_of(host).post(
        page("meeting_upload", meeting), {"file": SimpleUploadedFile("sheet.xlsx", out.getvalue())}
    )


def test_a_sheet_uploaded_twice_counts_once(host, meeting, seat) -> None:
    book = filled_sheet(host, meeting)
    sheet = book.worksheets[0]
    assert (sheet.cell(3, 1).value, sheet.cell(3, 2).value) == (str(seat.pk), str(seat))
    for column, value in ((3, "yes"), (4, "Rosa"), (7, "2"), (8, "Supports it"), (9, "Seven hours are enough")):
        sheet.cell(3, column).value = value
    sheet.cell(4, 2).value, sheet.cell(4, 9).value = str(seat), "-We never said that"
    sheet.cell(5, 4).value = "Somebody of the bakery"
    shown = uploaded(host, meeting, book)
    assert shown.context["new"] == 4 and not Attendance.objects.exists()  # a preview stores nothing
    sent = {"text": shown.context["text"]}
    client_of(host).post(page("meeting_take_in", meeting), sent)
    again = uploaded(host, meeting, book)
    assert again.context["new"] == 0
    client_of(host).post(page("meeting_take_in", meeting), sent)
    assert Attendance.objects.count() == 2 and Entry.objects.count() == 1
    assert {one.source for one in Attendance.objects.all()} == {"sheet"}
    assert SeatPosition.objects.get().words == "Seven hours are enough"
    assert Entry.objects.get().text == "-We never said that"


def test_a_sheet_with_faults_says_them_and_takes_the_rest(host, meeting, seat) -> None:
    book = filled_sheet(host, meeting)
    sheet = book.worksheets[0]
    sheet.cell(3, 3).value = "perhaps"
    sheet.cell(4, 2).value, sheet.cell(4, 9).value = "Nobody knows it", "A word"
    sheet.cell(5, 2).value, sheet.cell(5, 7).value, sheet.cell(5, 9).value = str(seat), "77", "A word"
    sheet.cell(6, 2).value, sheet.cell(6, 9).value = str(seat), "A right word"
    shown = uploaded(host, meeting, book)
    assert [bool(line.problems) for line in shown.context["lines"]] == [True, True, True, False]
    client_of(host).post(page("meeting_take_in", meeting), {"text": shown.context["text"]})
    assert Entry.objects.get().text == "A right word"


def test_a_sheet_of_another_meeting_is_refused(dialogue, host, meeting) -> None:
    other = acts.meeting(dialogue)
    answer = uploaded(host, other, filled_sheet(host, meeting))
    assert answer.context["form"].errors


ATTRIBUTED = {
    "organisation": "Union of domestic workers",
    "category": "A participant",  # fewer than three seats of the category
    "nobody": "A participant",
}


@pytest.mark.parametrize("attribution", ATTRIBUTED)
def test_minutes_name_nobody_beyond_the_rule_of_the_meeting_to_any_reader(dialogue, host, seat, attribution) -> None:
    for _ in range(2):
        make.seat(dialogue, category=Category.ACADEMIA)
    meeting = acts.meeting(dialogue, seats=[seat], attribution=attribution)
    acts.taken(meeting, acts.attends(seat), acts.remark(seat), acts.position(seat, meeting.agenda.first().pk))
    acts.held(meeting)
    minuting.circulate(meeting, by=host)
    reader = make.delegate(make.seat(dialogue, category=Category.ACADEMIA))
    for person in (host, reader):
        context = client_of(person).get(page("meeting_minutes", meeting)).context
        voices = {said.voice for one in context["points"] for said in (*one.remarks, *one.positions)}
        assert voices == {ATTRIBUTED[attribution]}


@pytest.mark.parametrize("there", [1, 2])
def test_a_category_is_named_once_three_of_its_seats_were_there(dialogue, host, seat, there) -> None:
    others = [make.seat(dialogue) for _ in range(2)]
    meeting = acts.meeting(dialogue, seats=[seat], attribution="category")
    acts.taken(meeting, acts.remark(seat), *(acts.attends(one) for one in (seat, *others[:there])))
    context = client_of(host).get(page("minutes_edit", meeting)).context
    assert ("Civil Society" in context["points"][0].remarks[0].voice) == (there == 2)
    acts.held(meeting)
    minuting.circulate(meeting, by=host)
    assert Entry.objects.get().tier == ("participants" if there == 2 else "host")


def fill(dialogue, host, count):
    for number in range(count):
        seat = make.seat(dialogue)
        make.delegate(seat)
        meeting = acts.meeting(dialogue, seats=[seat], title=f"Round {number}")
        acts.taken(meeting, acts.attends(seat))


def test_the_list_costs_the_same_for_one_row_and_for_thirty(dialogue, host) -> None:
    reader = make.delegate(make.seat(dialogue))
    fill(dialogue, host, 1)
    address = reverse("activities", args=["main"])
    few = {person: queries(client_of(person), address) for person in (host, reader)}
    fill(dialogue, host, 29)
    many = {person: queries(client_of(person), address) for person in (host, reader)}
    assert few == many and max(many.values()) <= MOST_QUERIES


@pytest.mark.parametrize("name", ["meeting", "meeting_room", "meeting_sheet", "minutes_edit"])
def test_a_meeting_costs_the_same_for_one_seat_and_for_thirty(dialogue, host, name) -> None:
    meeting = acts.meeting(dialogue, seats=[make.seat(dialogue)])

    def recorded() -> None:
        points = [point.pk for point in meeting.agenda.all()]
        for one in meeting.invited.select_related("seat"):
            given = [acts.attends(one.seat), acts.remark(one.seat), acts.position(one.seat, points[0])]
            acts.taken(meeting, *given)

    recorded()
    few = queries(client_of(host), page(name, meeting))
    invite_seats(meeting, by=host, seats=[make.seat(dialogue) for _ in range(29)])
    recorded()
    assert queries(client_of(host), page(name, meeting)) == few <= 24


def test_ports_cost_the_same_for_one_meeting_and_for_thirty(dialogue, host) -> None:
    seat = make.seat(dialogue)
    head = make.delegate(seat)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            todo = [one for one in ports.todo.collect(head) if "/meetings/" in one.url]
            dates = [one for one in ports.calendar.collect(head, [dialogue.pk]) if one.key.startswith("meeting")]
        assert len(todo) == len(dates) == Meeting.objects.count()
        return len(seen)

    acts.meeting(dialogue, seats=[seat])
    few = asked()
    for _ in range(29):
        acts.meeting(dialogue, seats=[seat])
    assert asked() == few


def test_who_is_erased_is_named_in_no_meeting(dialogue, host, seat) -> None:
    head = make.delegate(seat, make.user(name="Rosa Erased"))
    meeting = acts.meeting(dialogue, seats=[seat])
    verbs.set_recording(dialogue, by=host, revision=0, records_gender=True)
    acts.comes(meeting, seat, head, answer="substitute", substitute="Rosa Erased", gender="woman", note="Rosa Erased")
    acts.taken(meeting, acts.attends(seat, words="Rosa Erased"))
    walk = {"form": "walk_in", "key": str(uuid4()), "source": "room", "words": "Rosa Erased, again"}
    client_of(host).post(page("meeting_take", meeting), walk)
    assert sum(effect.count for effect in preview(head.person, "") if effect.goes) == 3
    erase(head.person, "")
    rows = [*Attendance.objects.values_list("who", "gender"), *meeting.invited.values_list("substitute", "gender")]
    assert not [row for row in rows if "Rosa" in row[0] or row[1]]
    assert meeting.invited.get().note == ""


def test_a_person_reads_all_that_meetings_hold_about_them(dialogue, host, seat) -> None:
    head = make.delegate(seat)
    verbs.propose_activity(dialogue, by=head, seat=seat, **acts.SAID)
    meeting = acts.meeting(dialogue, seats=[seat])
    acts.comes(meeting, seat, head, answer="substitute", substitute="Rosa", note="By boat")
    acts.taken(meeting, acts.attends(seat), acts.remark(seat))
    acts.held(meeting)
    minutes = minuting.circulate(meeting, by=host)
    minuting.approve_minutes(minutes, seat, by=head, approves=False, objection="Seven hours", round_number=1)
    told = {part.name: part.rows for part in my_activities_and_meetings(head)}
    assert [row["Title"] for row in told["Activities you proposed or planned"]] == [acts.SAID["title"]]
    (invited,) = told["Invitations to meetings"]
    assert (invited["Who comes instead"], invited["What the host should know"]) == ("Rosa", "By boat")
    assert [row["What is not right"] for row in told["What you said to minutes"]] == ["Seven hours"]


def test_days_and_hours_say_the_zone_as_everywhere_else(dialogue, host, seat) -> None:
    about = acts.activity(
        dialogue, starts_on=date(2027, 7, 1), time_zone="Atlantic/Cape_Verde", place="House of unions"
    )
    starts = datetime(2027, 7, 1, 11, tzinfo=UTC)
    when = When(starts, starts + timedelta(hours=2), "", "")
    meeting = add_meeting(about, by=host, when=when, title="First round")
    client = client_of(host)
    for address in (reverse("activities", args=["main"]), about.get_absolute_url(), meeting.get_absolute_url()):
        assert "(Cape Verde time, UTC−1)" in client.get(address).content.decode(), address
