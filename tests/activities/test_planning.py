"""Planning: seats by category, what an activity leads to and back, what is over, what comes next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.activities.awaiting import meetings_waiting
from dialogues.activities.balancing import balance_of
from dialogues.activities.holding import awaiting_word
from dialogues.activities.models import Activity
from dialogues.activities.planning_offers import activity_days, going_on
from dialogues.activities.services import activities as verbs
from dialogues.activities.services.meetings import add_meeting
from dialogues.activities.states.activities import ActivityState
from dialogues.documents.models import Document
from dialogues.documents.services.sections import create_ppa
from dialogues.states import Category
from inspired.core.memory import remembering
from inspired.core.models.audit import Tier
from inspired.core.states import StateError
from tests import make
from tests.activities import make as acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main")


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(**more: Any) -> dict[str, Any]:
    return {
        "tool": 7,
        "title": "A circle",
        "phase": "assessment",
        "purpose": "To listen",
        "is_necessary": "Yes",
        "builds_trust": "Yes",
        "joint_knowledge": "Yes",
        "time_zone": "UTC",
        "audience": "some",
        "tier": "participants",
        "form_key": uuid4(),
    } | more


def test_all_of_a_category_and_single_seats_are_chosen_without_a_script(dialogue) -> None:
    media = [make.seat(dialogue, category=Category.MEDIA) for _number in range(3)]
    single, other = (make.seat(dialogue, category=Category.ACADEMIA) for _number in range(2))
    client = client_of(make.host_of(dialogue))
    url = reverse("activity_add", args=["main"])
    page = client.get(url).content.decode()
    assert 'value="all:media"' in page and 'value="all:parties"' not in page and "0 of 3 seats" in page
    assert client.post(url, said(seats=["all:media", str(single.pk)])).status_code == 302
    activity = Activity.objects.get()
    assert set(activity.seats.all()) == {*media, single} and other not in activity.seats.all()
    page = client.get(reverse("activity_edit", args=["main", activity.pk])).content.decode()
    assert "3 of 3 seats" in page and "1 of 2 seats" in page
    assert 'value="all:media" checked' not in page, "else nobody could take one of them out"


def test_a_seat_from_elsewhere_and_nonsense_are_refused(dialogue) -> None:
    make.seat(dialogue)
    stranger = make.seat(make.dialogue())
    client, url = client_of(make.host_of(dialogue)), reverse("activity_add", args=["main"])
    for seats in ([str(stranger.pk)], ["x"], ["all:nothing"], []):
        assert client.post(url, said(seats=seats)).status_code == 200
    assert not Activity.objects.exists()


def test_an_error_about_seats_leads_to_them(dialogue) -> None:
    make.seat(dialogue)
    page = (
        client_of(make.host_of(dialogue)).post(reverse("activity_add", args=["main"]), said(seats=[])).content.decode()
    )
    assert 'href="#id_seats_0"' in page and page.count('id="id_seats_0"') == 1


@pytest.fixture
def analysis(dialogue) -> Document:
    return create_ppa(dialogue, by=make.host_of(dialogue))


def test_an_activity_leads_to_a_section_and_the_section_back(dialogue, analysis) -> None:
    host, section = make.host_of(dialogue), analysis.sections.first()
    key = f"section:{analysis.pk}:{section.key}"
    client = client_of(host)
    page = client.get(reverse("activity_add", args=["main"])).content.decode()
    assert f'value="{key}"' in page and f'value="document:{analysis.pk}"' in page
    assert client.post(reverse("activity_add", args=["main"]), said(audience="all", output_key=key)).status_code == 302
    activity = Activity.objects.get()
    assert activity.output_label == f"{analysis.title}, {section.number} {section.title}"
    head = make.delegate(make.seat(dialogue))
    for reader in (client, client_of(head)):
        assert (
            f'href="{analysis.get_absolute_url()}#s-{section.key}"'
            in reader.get(activity.get_absolute_url()).content.decode()
        )
        text = reader.get(analysis.get_absolute_url()).content.decode()
        assert "Worked on in:" in text and f'href="{activity.get_absolute_url()}"' in text
    section.title = "Renamed"
    section.save(update_fields=["title"])
    assert "Renamed" in client.get(activity.get_absolute_url()).content.decode()


def test_who_does_not_see_the_activity_is_not_led_to_it(dialogue, analysis) -> None:
    acts.activity(dialogue, tier=Tier.HOST, output_key=f"document:{analysis.pk}")
    head = make.delegate(make.seat(dialogue))
    assert "Worked on in:" not in client_of(head).get(analysis.get_absolute_url()).content.decode()


def test_who_does_not_see_the_text_reads_no_name_of_it(dialogue, analysis, monkeypatch) -> None:
    activity = acts.activity(dialogue, output_key=f"document:{analysis.pk}", output="A chapter")
    monkeypatch.setattr("inspired.core.ports.linkables.providers", {})
    pages = {}
    for name, user in {"host": make.host_of(dialogue), "head": make.delegate(make.seat(dialogue))}.items():
        client = client_of(user)
        listing = client.get(reverse("activities", args=["main"]), {"format": "csv"}).content.decode()
        pages[name] = client.get(activity.get_absolute_url()).content.decode() + listing
    assert analysis.title in pages["host"] and analysis.title not in pages["head"]
    assert "A chapter" in pages["head"]


def test_only_what_is_open_to_the_planner_can_be_led_to(dialogue, analysis) -> None:
    elsewhere = make.dialogue()
    other = create_ppa(elsewhere, by=make.host_of(elsewhere))
    for key in (f"document:{other.pk}", "section:1:none", "nonsense"):
        with pytest.raises(StateError, match="no such text"):
            acts.activity(dialogue, output_key=key)


def test_what_is_gone_stays_chosen_until_somebody_chooses_anew(dialogue, analysis) -> None:
    host, activity = make.host_of(dialogue), acts.activity(dialogue, output_key=f"document:{analysis.pk}")
    name = analysis.title
    Activity.objects.filter(pk=activity.pk).update(output_key="document:999")
    activity.refresh_from_db()
    form = client_of(host).get(reverse("activity_edit", args=["main", activity.pk])).content.decode()
    assert f'<option value="document:999" selected>{name}</option>' in form
    verbs.edit_activity(
        activity, by=host, revision=activity.revision, output_key="document:999", title="X", asks_all=True
    )
    assert Activity.objects.get().output_label == name


def over(dialogue, **more: Any) -> Activity:
    meeting = acts.meeting(dialogue, days=-2)
    acts.held(meeting)
    Activity.objects.filter(pk=meeting.activity_id).update(**more)
    return Activity.objects.get(pk=meeting.activity_id)


def test_an_activity_is_over_when_all_its_meetings_were_held_and_its_days_are_past(dialogue) -> None:
    host, today = make.host_of(dialogue), timezone.localdate()
    activity = over(dialogue)
    assert list(awaiting_word(host, dialogue.pk)) == [activity]
    for days in ({"starts_on": today + timedelta(days=9)}, {"starts_on": today, "ends_on": today + timedelta(days=1)}):
        Activity.objects.update(**days)
        assert not awaiting_word(host, dialogue.pk), days
    Activity.objects.update(starts_on=today - timedelta(days=5), ends_on=today)
    assert awaiting_word(host, dialogue.pk)
    add_meeting(activity, by=host, when=acts.when(3), title="Another")
    assert not awaiting_word(host, dialogue.pk)
    assert not awaiting_word(host, dialogue.pk).filter(pk=acts.activity(dialogue).pk), (
        "without meetings nobody can tell"
    )


def test_the_host_is_asked_once_and_says_so_in_one_click(dialogue) -> None:
    host, activity = make.host_of(dialogue), over(dialogue)
    head = make.delegate(make.seat(dialogue))
    title = f"All meetings were held: {activity.title}"
    assert title in [one.title for one in meetings_waiting(host)]
    assert title not in [one.title for one in meetings_waiting(head)]
    client = client_of(host)
    page = client.get(activity.get_absolute_url()).content.decode()
    assert (
        page.count(reverse("activity_hold", args=["main", activity.pk])) == 1 and "All its meetings were held" in page
    )
    assert (
        reverse("activity_hold", args=["main", activity.pk])
        not in client_of(head).get(activity.get_absolute_url()).content.decode()
    )
    client.post(reverse("activity_hold", args=["main", activity.pk]))
    assert Activity.objects.get().state == ActivityState.HELD
    assert title not in [one.title for one in meetings_waiting(host)]


def test_the_balance_counts_what_is_over_as_held(dialogue) -> None:
    over(dialogue)
    acts.activity(dialogue)
    cell = balance_of(make.host_of(dialogue), dialogue).tools[6].cells[0]
    assert (cell.held, cell.planned) == (1, 1)


def test_what_comes_next_is_news_and_as_far_as_one_may_know(dialogue, django_assert_num_queries) -> None:
    today = timezone.localdate()
    meeting = acts.meeting(dialogue, days=4)
    acts.activity(dialogue, title="A visit", starts_on=today + timedelta(days=2), ends_on=today + timedelta(days=3))
    acts.activity(dialogue, title="Hidden", tier=Tier.HOST, starts_on=today + timedelta(days=1))
    acts.activity(dialogue, title="Past", starts_on=today - timedelta(days=1))
    head, host = make.delegate(make.seat(dialogue)), make.host_of(dialogue)
    with remembering(), django_assert_num_queries(2):  # who the person is, and the answer
        found = list(going_on(head, dialogue))
    assert [one.title for one in found] == ["A visit", meeting.activity.title]
    assert "Next meeting on" in found[1].note and " to " in found[0].note
    assert next(iter(going_on(host, dialogue))).title == "Hidden"


def test_activities_without_meetings_stand_in_calendars_of_those_they_ask(dialogue) -> None:
    today = timezone.localdate()
    asked, other = make.seat(dialogue), make.seat(dialogue)
    visit = acts.activity(dialogue, seats=[asked], title="A visit", starts_on=today + timedelta(days=2))
    acts.meeting(dialogue)
    Activity.objects.exclude(pk=visit.pk).update(starts_on=today)
    keys = {
        name: [one.key for one in activity_days(user, [dialogue.pk])]
        for name, user in {
            "host": make.host_of(dialogue),
            "asked": make.delegate(asked),
            "other": make.delegate(other),
        }.items()
    }
    assert keys == {"host": [f"activity-{visit.pk}"], "asked": [f"activity-{visit.pk}"], "other": []}
    (entry,) = activity_days(make.host_of(dialogue), [dialogue.pk])
    assert entry.title == dialogue.mail_label and entry.end is None
