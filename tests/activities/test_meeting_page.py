"""What the page of a meeting puts first, what it warns of, and what minutes say about their names."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.activities.models import Meeting
from dialogues.activities.services import minutes as minuting
from dialogues.activities.services.meetings import set_agenda
from dialogues.states import Attribution
from tests import make
from tests.activities import make as acts

pytestmark = pytest.mark.django_db


def page(user: Any, url: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_an_agenda_longer_than_the_meeting_is_warned_of_and_kept() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    head, meeting = make.delegate(seat), acts.meeting(dialogue, seats=[seat])
    url = meeting.get_absolute_url()
    assert "The points take longer than the meeting" not in page(host, url)
    set_agenda(meeting, by=host, points=[("Opening", 60), ("A working day", 90)])
    assert "By 30 minutes." in page(host, url)
    assert "The points take longer than the meeting" not in page(head, url)


def test_where_nobody_is_left_to_invite_that_is_said_and_nothing_is_asked() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    meeting = acts.meeting(dialogue)
    url = reverse("meeting_invite", args=[dialogue.slug, meeting.pk])
    assert "Invite them" in page(host, url)
    acts.invite_seats(meeting, by=host, seats=[seat])
    shown = page(host, url)
    assert "Nobody is left to invite" in shown and "Invite them" not in shown and "<legend" not in shown


def test_the_room_comes_first_on_the_day_and_preparing_before() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    meeting = acts.meeting(dialogue)
    invite, papers, room = (
        f'<a class="btn" href="{reverse(name, args=[dialogue.slug, meeting.pk])}"'
        for name in ("meeting_invite", "meeting_papers", "meeting_room")
    )

    def first() -> list[bool]:
        shown = page(host, meeting.get_absolute_url())
        return [one in shown for one in (invite, papers, room)]

    assert first() == [True, False, False]
    acts.invite_seats(meeting, by=host, seats=[seat])
    assert first() == [False, True, False]
    now = acts.when(days=0)
    Meeting.objects.update(starts_at=now.starts_at, ends_at=now.ends_at)
    assert first() == [False, False, True]


@pytest.mark.parametrize("attribution", Attribution.values)
def test_minutes_say_in_one_line_why_names_stand_as_they_do(attribution: str) -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    meeting = acts.meeting(dialogue, seats=[seat], attribution=attribution)
    acts.taken(meeting, acts.attends(seat), acts.remark(seat))
    acts.held(meeting)
    minuting.write_minutes(meeting, by=host, text="We talked.", language="en", revision=0)
    minuting.circulate(meeting, by=host)
    shown = page(make.delegate(seat), reverse("meeting_minutes", args=[dialogue.slug, meeting.pk]))
    assert shown.count("In this meeting ") == 1 and "“A participant”" in shown
    assert "Announced, unconfirmed" not in shown and "Recorded on its behalf, not confirmed yet" in shown


def test_a_row_of_the_room_chooses_its_seat_in_the_forms() -> None:
    dialogue = make.dialogue()
    host, seats = make.host_of(dialogue), [make.seat(dialogue) for _ in range(2)]
    meeting = acts.meeting(dialogue, seats=seats)
    room = reverse("meeting_room", args=[dialogue.slug, meeting.pk])
    assert f"&amp;seat={seats[1].pk}#remark" in page(host, room)
    chosen = f'<option value="{seats[1].pk}" selected>'
    assert page(host, f"{room}?seat={seats[1].pk}").count(chosen) == 3
    for junk in ("0", "x", "9" * 30):
        assert not re.search(r'<option value="\d+" selected', page(host, f"{room}?seat={junk}"))
