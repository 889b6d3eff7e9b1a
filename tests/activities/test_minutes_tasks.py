"""Tasks from minutes: they wait for their seat, remind it, are ticked by it, and stand beside the tasks of the group."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogues.activities.awaiting import meetings_waiting
from dialogues.activities.models import MinutesItem
from dialogues.activities.services import minutes as minuting
from dialogues.activities.services.tasks_done import tick_task
from dialogues.activities.task_offers import task_calendar
from dialogues.models import Errand, Notice
from dialogues.services.notices import remind
from inspired.core.memory import remembering
from inspired.core.models.audit import Tier
from inspired.core.states import StateError
from tests import make
from tests.activities import make as acts
from tests.activities.test_group_meetings import meeting_of
from tests.counting import costs_of
from tests.workinggroups import outputs as out
from workinggroups.services import work

pytestmark = pytest.mark.django_db


def given(here: out.Cast, text: str = "ASK-THE-MINISTRY", days: int = 3, seat: Any = None, **said: Any) -> MinutesItem:
    """A task of the member from a meeting of the group, its minutes sent round."""
    meeting = meeting_of(here, **said)
    acts.taken(meeting, acts.attends(here.lead))
    acts.held(meeting)
    due_on = timezone.localdate() + timedelta(days=days)
    item = minuting.add_item(meeting, by=here.host, kind="task", text=text, seat=seat or here.member, due_on=due_on)
    minuting.circulate(meeting, by=here.host)
    return item


def todo(user: Any) -> list[str]:
    with remembering():
        return [one.title for one in meetings_waiting(user) if "task" in one.title]


def page(user: Any, url: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_a_task_waits_for_its_seat_once_the_minutes_went_round() -> None:
    here = out.cast()
    meeting = meeting_of(here)
    acts.taken(meeting, acts.attends(here.lead))
    acts.held(meeting)
    day = timezone.localdate() + timedelta(days=3)
    minuting.add_item(meeting, by=here.host, kind="task", text="Ask the ministry", seat=here.member, due_on=day)
    assert todo(here.by(here.member)) == []
    minuting.circulate(meeting, by=here.host)
    assert todo(here.by(here.member)) == ["A task from a meeting: Ask the ministry"]
    assert todo(here.by(here.lead)) == []
    with remembering():
        (one,) = [one for one in meetings_waiting(here.by(here.member)) if "task" in one.title]
    assert one.due is not None and one.due.date() == day
    assert Notice.objects.filter(kind="activities.task_given", user=here.by(here.member)).count() == 1
    minuting.take_back_minutes(meeting, by=here.host)
    assert todo(here.by(here.member)) == []
    minuting.circulate(meeting, by=here.host)
    assert Notice.objects.filter(kind="activities.task_given").count() == 1, "told once"


def test_a_task_of_nobody_at_the_table_waits_for_the_host_team() -> None:
    here = out.cast()
    meeting = meeting_of(here)
    acts.taken(meeting, acts.attends(here.lead))
    acts.held(meeting)
    minuting.add_item(meeting, by=here.host, kind="task", text="Book the hall")
    minuting.circulate(meeting, by=here.host)
    assert todo(here.host) == ["A task from a meeting: Book the hall"]
    assert todo(here.by(here.lead)) == todo(here.by(here.member)) == []


def test_the_notice_of_a_task_leads_to_its_minutes() -> None:
    here = out.cast()
    item = given(here)
    shown = page(here.by(here.member), reverse("notifications"))
    assert "1 task from a meeting is your organisation’s" in shown and item.text in shown
    assert reverse("meeting_minutes", args=[here.dialogue.slug, item.meeting_id]) in shown


def test_its_seat_or_the_host_ticks_it_and_nobody_else() -> None:
    here = out.cast()
    item = given(here)
    with pytest.raises(PermissionDenied):
        tick_task(item, by=here.by(here.lead), done=True)
    assert tick_task(item, by=here.by(here.member), done=True).done_on == timezone.localdate()
    assert todo(here.by(here.member)) == []
    assert tick_task(item, by=here.host, done=False).done_on is None
    client = Client()
    client.force_login(here.by(here.member))
    url = reverse("minutes_item_done", args=[here.dialogue.slug, item.meeting_id, item.pk])
    assert client.post(url, {"done": "yes", "from": "group"})["Location"].endswith(f"/groups/{here.group.pk}/tasks/")
    assert MinutesItem.objects.get().done_on is not None
    minutes = reverse("meeting_minutes", args=[here.dialogue.slug, item.meeting_id])
    assert url in page(here.by(here.member), minutes)
    assert url not in page(here.by(here.lead), minutes)


def test_a_seat_that_does_not_read_the_meeting_is_given_no_task() -> None:
    here = out.cast()
    closed = meeting_of(here, tier=Tier.GROUP, seats=[here.lead, here.member], asks_all=False)
    with pytest.raises(StateError):
        minuting.add_item(closed, by=here.host, kind="task", text="Ask", seat=here.outside)
    minuting.add_item(closed, by=here.host, kind="task", text="Ask", seat=here.member)


@pytest.mark.parametrize(("days", "occasion"), [(2, "soon"), (-2, "past")])
def test_it_reminds_once_for_each_occasion_and_stops_when_done(days: int, occasion: str) -> None:
    here = out.cast()
    item = given(here, days=days)
    item.meeting.minutes.__class__.objects.update(circulated_at=timezone.now() - timedelta(days=30))
    here.member.delegates.update(user=None)  # nobody is told by mail: a colleague has to
    remind(here.dialogue, by=None)
    remind(here.dialogue, by=None)
    kinds = list(Errand.objects.filter(kind__startswith="activities.tasks").values_list("kind", flat=True))
    assert kinds == [f"activities.tasks.{occasion}"]
    tick_task(item, by=here.host, done=True)
    remind(here.dialogue, by=None)
    assert not Errand.objects.filter(kind__startswith="activities.tasks").exists()


def test_it_stands_in_the_calendar_of_its_seat() -> None:
    here = out.cast()
    item = given(here)
    with remembering():
        assert [one.key for one in task_calendar(here.by(here.member), [here.dialogue.pk])] == [
            f"minutes-task-{item.pk}"
        ]
        assert not list(task_calendar(here.by(here.lead), [here.dialogue.pk]))


def test_it_stands_beside_the_tasks_of_the_group_overdue_first_for_those_who_read_the_minutes() -> None:
    here = out.cast()
    given(here, "LATER-TASK", days=9)
    given(here, "LATE-TASK", days=-3)
    tick_task(given(here, "DONE-TASK"), by=here.host, done=True)
    given(here, "HOST-TASK", tier=Tier.PARTICIPANTS, seats=[here.lead, here.member], asks_all=False)
    url = reverse("tasks", args=[here.dialogue.slug, here.group.pk])
    shown = page(here.by(here.member), url)
    order = [shown.index(one) for one in ("LATE-TASK", "HOST-TASK", "LATER-TASK", "DONE-TASK")]
    assert order == sorted(order)
    assert shown.count('name="from" value="group"') == 4
    assert 'name="from" value="group"' not in page(here.by(here.lead), url)
    group = page(here.by(here.member), here.group.get_absolute_url())
    assert group.index("LATE-TASK") < group.index("LATER-TASK")


def test_the_board_counts_it_for_those_who_read_the_minutes_and_says_that_it_is_overdue() -> None:
    here = out.cast()
    work.add_task(here.group, by=here.host, title="Own")
    given(here, days=9)
    late = given(here, days=-3)
    tick_task(given(here, "DONE-TASK"), by=here.host, done=True)
    given(here, "HOST-TASK", tier=Tier.PARTICIPANTS, seats=[here.lead, here.member], asks_all=False)
    url = reverse("groups", args=[here.dialogue.slug])

    def told(user: Any) -> str:
        return page(user, url).split('id="content"')[-1]

    board = told(here.host)
    assert "4 open tasks" in board and "1 overdue" in board and "Tasks overdue" in board
    assert "Tasks overdue" in page(here.host, here.group.get_absolute_url())
    assert "open task" not in told(here.by(here.outside)) and "overdue" not in told(here.by(here.outside))
    client = Client()
    client.force_login(here.host)
    (row,) = csv.DictReader(io.StringIO(client.get(f"{url}?format=csv").content.decode("utf-8-sig")))
    assert (row["Open tasks"], row["Overdue tasks"]) == ("4", "1")
    tick_task(late, by=here.host, done=True)
    assert "3 open tasks" in told(here.host) and "overdue" not in told(here.host)


def test_the_page_of_its_group_says_its_day_as_every_deadline() -> None:
    here = out.cast()
    given(here)
    shown = page(here.host, here.group.get_absolute_url()).split("Tasks from minutes")[1]
    assert ", end of day (" in shown.split("</li>")[0]


def test_the_file_of_tasks_ends_with_those_from_minutes() -> None:
    here = out.cast()
    given(here, "LATE-TASK", days=-3)
    url = reverse("tasks", args=[here.dialogue.slug, here.group.pk])
    client = Client()
    client.force_login(here.host)
    content = client.get(f"{url}?format=csv").content.decode("utf-8-sig")
    (head, row) = csv.reader(io.StringIO(content))
    told = dict(zip(head, row, strict=True))
    assert (told["Task"], told["State"], told["From the minutes of"]) == ("LATE-TASK", "Overdue", "Reading the chapter")
    assert told["Who does it"] == str(here.member)
    narrowed = client.get(f"{url}?format=csv&state=done").content.decode("utf-8-sig")
    assert "LATE-TASK" not in narrowed


def test_pages_of_a_group_cost_the_same_for_one_task_from_minutes_and_for_ten() -> None:
    here = out.cast()
    given(here)
    places = [reverse("groups", args=[here.dialogue.slug]), reverse("tasks", args=[here.dialogue.slug, here.group.pk])]
    urls = [here.group.get_absolute_url(), *places]
    client = Client()
    client.force_login(here.by(here.member))

    few = costs_of(client, urls)
    for number in range(9):
        given(here, f"Task {number}")
    assert costs_of(client, urls) == few


def test_minutes_cost_the_same_for_one_task_and_for_ten() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    head, host = make.delegate(seat), make.host_of(dialogue)
    meeting = acts.meeting(dialogue, seats=[seat])
    acts.taken(meeting, acts.attends(seat))
    acts.held(meeting)

    def cost(tasks: int) -> int:
        for number in range(tasks):
            minuting.add_item(meeting, by=host, kind="task", text=f"Task {number}", seat=seat)
        minuting.circulate(meeting, by=host)
        client = Client()
        client.force_login(head)
        url = reverse("meeting_minutes", args=[dialogue.slug, meeting.pk])
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        minuting.take_back_minutes(meeting, by=host)
        return len(seen)

    assert cost(1) == cost(9)
