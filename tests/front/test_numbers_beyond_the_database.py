"""A number that no row can have, in a form or an address, is refused like any other that fits nothing."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from dialogues.activities.models import Approval
from dialogues.activities.services import minutes as minuting
from dialogues.activities.states.activities import Tool
from dialogues.inputs.models import Question
from dialogues.inputs.states import QuestionKind
from inspired.core.models import User
from tests import make
from tests.activities import make as acts
from tests.documents import make as doc
from tests.workinggroups import make as wg

pytestmark = pytest.mark.django_db
TOO_LARGE = ["9223372036854775808", "9" * 30, "9" * 5000, "-9223372036854775809", "²", "٣" * 20]


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("number", TOO_LARGE, ids=lambda number: number[:20])
def test_an_answer_with_such_a_number_comes_back_with_a_page(number: str) -> None:
    dialogue = make.dialogue()
    call = make.call(dialogue, Question(text="A file?", kind=QuestionKind.FILE), Question(text="What do you see?"))
    seat = make.seat(dialogue)
    author, place = make.delegate(seat), f"/dialogues/{dialogue.slug}/inputs/calls/{call.pk}/"
    kept = {f"kept_q{call.questions.get(kind=QuestionKind.FILE).pk}": number, "language": "en", "revision": "0"}
    assert client_of(author).post(f"{place}seats/{seat.pk}/", kept).status_code in {200, 302}
    entered = {**kept, "seat": number, "channel": "phone"}
    assert client_of(make.host_of(dialogue)).post(f"{place}enter/", entered).status_code == 200
    call.answers.all().delete()
    draft = make.draft(call, seat, author)
    checked = client_of(author).post(f"{place}answers/{draft.pk}/check/", {"revision": number})
    assert checked.status_code == 200
    draft.refresh_from_db()
    assert draft.status == "draft"


@pytest.mark.parametrize("number", TOO_LARGE, ids=lambda number: number[:20])
def test_a_form_that_takes_several_rows_refuses_such_a_number(number: str) -> None:
    dialogue = make.dialogue()
    version, seat = doc.version(doc.ppa(dialogue)), make.seat(dialogue)
    make.delegate(seat)
    host, inside = client_of(make.host_of(dialogue)), f"/dialogues/{dialogue.slug}/"
    for page, name in (
        (f"documents/{version.document_id}/versions/1/round/", "seats"),
        ("inputs/calls/new/", "seats"),
        (f"participants/{seat.pk}/edit/", "speaks_for"),
    ):
        assert host.post(f"{inside}{page}", {name: [str(seat.pk), number], "asks": "some"}).status_code == 200, page
    assert not version.rounds.exists() and not dialogue.calls.exists()


@pytest.mark.parametrize("number", TOO_LARGE, ids=lambda number: number[:20])
def test_pages_of_activities_answer_such_a_number(number: str) -> None:
    dialogue = make.dialogue()
    seat, host = make.seat(dialogue), make.host_of(dialogue)
    speaker, meeting = make.delegate(seat), acts.meeting(dialogue, seats=[seat])
    acts.taken(meeting, acts.attends(seat))
    acts.held(meeting)
    minuting.write_minutes(meeting, by=host, text="We talked.", language="en", revision=0)
    minuting.circulate(meeting, by=host)
    inside = f"/dialogues/{dialogue.slug}/activities/"
    sitting = f"{inside}meetings/{meeting.pk}/"
    said = {"approves": "yes", "round": number}
    assert client_of(speaker).post(f"{sitting}minutes/seats/{seat.pk}/", said).status_code == 302
    assert client_of(speaker).post(f"{sitting}confirm/", {"seat": number}).status_code == 302
    assert not Approval.objects.exists()
    for user, page in ((host, "new"), (speaker, "propose")):
        shown = client_of(user).get(f"{inside}{page}/", {"group": number, "tool": number})
        assert shown.status_code == 200, page


@pytest.mark.parametrize("day", ["0001-01-01", "1026-05-01", "9999-12-31"])
def test_a_day_in_a_year_that_nobody_means_is_refused_wherever_it_is_asked(day: str) -> None:
    dialogue = make.dialogue(time_zone="Atlantic/Cape_Verde")
    lead = make.seat(dialogue)
    speaker, host = make.delegate(lead), make.host_of(dialogue)
    group, event = wg.group(dialogue, lead), acts.activity(dialogue, tool=Tool.PUBLIC_EVENTS)
    meeting = acts.meeting(dialogue, seats=[lead])
    inside, key = f"/dialogues/{dialogue.slug}/", {"form_key": str(uuid4())}
    sitting = {"title": "Second round", "start": "10:00", "end": "09:00", "language": "en", "attribution": "category"}
    sitting |= {"day": day, "kind": "move", "reason": "Rain", "sequence": "0", "purpose": "Agree", "tier": "group"}
    asked = [
        (speaker, f"groups/{group.pk}/tasks/new/", {"title": "Count", "due_on": day}),
        (speaker, f"groups/{group.pk}/outputs/new/", {"title": "Table", "due_on": day}),
        (speaker, f"activities/groups/{group.pk}/new/", sitting),
        (host, f"activities/{event.pk}/release/", {"opens_on": day, "embargo_on": day, "revision": "0"}),
        (host, f"activities/{event.pk}/meetings/new/", sitting),
        (host, f"activities/meetings/{meeting.pk}/change/", sitting),
    ]
    for user, page, said in asked:
        answer = client_of(user).post(inside + page, said | key)
        assert answer.status_code == 200 and "between 1900 and 2199" in answer.content.decode(), page
