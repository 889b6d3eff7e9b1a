"""A number that no row can have, in a form or an address, is refused like any other that fits nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from dialogues.activities.models import Approval
from dialogues.activities.services import minutes as minuting
from dialogues.inputs.models import Question
from dialogues.inputs.states import QuestionKind
from inspired.core.models import User
from tests import make
from tests.activities import make as acts
from tests.documents import make as doc

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
