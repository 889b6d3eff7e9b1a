"""Notes of bilateral meetings: nobody but the host team, on no way out; a summary is shown by an act, to one seat."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from dialogues.activities.models import AgreedSummary, BilateralNote
from dialogues.activities.offers import meeting_dates
from dialogues.activities.services import bilaterals as verbs
from dialogues.activities.states.activities import Tool
from dialogues.activities.tool_offers import preview
from dialogues.models import Notice
from dialogues.services.roles import end_role
from dialogues.states import Role
from inspired.core import ports
from inspired.core.memory import forget
from inspired.core.models import Event
from inspired.core.ports import Fate, Leaver
from inspired.core.states import StaleError, StateError
from tests import make
from tests.activities import make as acts

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
SECRETS = {
    "who": "WHO-MET",
    "position": "POSITION-TOLD",
    "red_lines": "RED-LINE-TOLD",
    "contention": "CONTENTION-TOLD",
    "commitments": "COMMITMENT-TOLD",
}


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue)


@pytest.fixture
def head(seat):
    return make.delegate(seat)


@pytest.fixture
def activity(dialogue, seat):
    return acts.activity(dialogue, [seat], tool=Tool.BILATERAL)


@pytest.fixture
def note(activity, seat, host):
    return verbs.write_note(activity, by=host, seat=seat, on=DAY, **SECRETS)


def holder(dialogue, role):
    person = make.user()
    make.role(dialogue, person, role)
    return person


@pytest.mark.parametrize("field", ["seat", "party", *SECRETS])
@pytest.mark.parametrize("who", ["head", "neighbour", Role.DONOR, Role.GOVERNMENT, Role.OBSERVER, Role.MEDIA, "admin"])
def test_no_field_of_a_note_reaches_anybody_outside_the_team(dialogue, note, head, who, field):
    people = {"head": lambda: head, "neighbour": lambda: make.delegate(make.seat(dialogue))}
    people["admin"] = lambda: make.user(is_superuser=True, is_staff=True)
    person = people.get(who, lambda: holder(dialogue, who))()
    assert not list(BilateralNote.objects.visible_to(person).values_list(field, flat=True))


@pytest.mark.parametrize("role", [Role.HOST, Role.FACILITATOR])
def test_the_whole_team_reads_notes(dialogue, note, role):
    assert list(BilateralNote.objects.visible_to(holder(dialogue, role))) == [note]


def test_who_has_left_the_team_reads_none_and_the_house_keeps_them(dialogue, host, activity, seat):
    colleague = holder(dialogue, Role.FACILITATOR)
    verbs.write_note(activity, by=colleague, seat=seat, on=DAY, **SECRETS)
    (held,) = preview(host, Leaver(colleague, dialogue.pk, None, False))
    assert (held.count, held.fate) == (1, Fate.STAYS)
    end_role(dialogue.roles.get(user=colleague), by=host)
    forget()
    assert not BilateralNote.objects.visible_to(colleague)
    assert BilateralNote.objects.visible_to(host).get().by == colleague


@pytest.mark.parametrize("act", ["write", "edit", "forget", "summary", "show"])
def test_the_party_and_others_can_do_nothing_with_notes(dialogue, activity, note, host, head, act):
    summary = verbs.write_summary(note, by=host, text="Agreed", revision=0)
    acts_of = {
        "write": lambda by: verbs.write_note(activity, by=by, party="P", on=DAY),
        "edit": lambda by: verbs.edit_note(note, by=by, revision=1, position="Mine"),
        "forget": lambda by: verbs.forget_note(note, by=by),
        "summary": lambda by: verbs.write_summary(note, by=by, text="Mine", revision=1),
        "show": lambda by: verbs.show_summary(summary, by=by),
    }
    for person in (head, holder(dialogue, Role.DONOR), holder(dialogue, Role.GOVERNMENT)):
        with pytest.raises(PermissionDenied):
            acts_of[act](person)


def test_notes_belong_to_bilateral_meetings_alone(dialogue, host):
    with pytest.raises(PermissionDenied):
        verbs.write_note(acts.activity(dialogue, tool=Tool.WORKSHOPS), by=host, party="P", on=DAY)


def test_the_trail_says_that_and_neither_what_nor_of_whom(note, host, seat):
    verbs.show_summary(verbs.write_summary(note, by=host, text="SUMMARY-TOLD", revision=0), by=host)
    events = Event.objects.filter(verb__startswith="bilateral.")
    assert [event.verb for event in events.order_by("number")] == [
        "bilateral.noted",
        "bilateral.summarised",
        "bilateral.shown",
    ]
    assert {event.subject for event in events} == {f"dialogues.dialogue:{note.activity.dialogue_id}"}
    assert not any(event.details for event in events)


def test_no_mail_feed_count_or_news_tells_of_a_note(note, host, head, seat, dialogue):
    neighbour = make.delegate(make.seat(dialogue))
    for person in (head, neighbour):
        told = [
            *ports.news.collect(person, dialogue),
            *ports.todo.collect(person),
            *meeting_dates(person, [dialogue.pk]),
        ]
        told += [*ports.spoken.collect(person, seat), *ports.personal_data.collect(person)]
        said = repr(told)
        assert not [secret for secret in SECRETS.values() if secret in said]
        assert not Notice.objects.filter(user=person, kind__startswith="activities.summary")
    assert not mail.outbox


def test_the_authors_own_data_names_days_and_no_words(note, host):
    said = repr(ports.personal_data.collect(host))
    assert not [secret for secret in SECRETS.values() if secret in said]
    assert "Notes of bilateral meetings you wrote for the host" in said


def test_the_admin_knows_no_note():
    ours = {model for model in admin.site._registry if model._meta.app_label == "activities"}
    assert not ours & {apps.get_model("activities", name) for name in ("BilateralNote", "AgreedSummary")}


def test_a_summary_is_shown_by_an_act_with_its_day_to_that_seat_alone(dialogue, note, host, head):
    summary = verbs.write_summary(note, by=host, text="What we agreed", revision=0)
    neighbour = make.delegate(make.seat(dialogue))
    assert not AgreedSummary.objects.visible_to(head)
    shown = verbs.show_summary(summary, by=host)
    assert shown.shown_by == host and abs(shown.shown_at - timezone.now()) < timedelta(minutes=1)
    assert list(AgreedSummary.objects.visible_to(head)) == [summary]
    for person in (neighbour, holder(dialogue, Role.DONOR), holder(dialogue, Role.GOVERNMENT)):
        assert not AgreedSummary.objects.visible_to(person)
    assert [one.kind for one in Notice.objects.filter(user=head)].count("activities.summary_shown") == 1
    verbs.hide_summary(summary, by=host)
    assert not AgreedSummary.objects.visible_to(head)


def test_the_page_of_a_summary_shows_nothing_of_the_note(note, host, head, client):
    summary = verbs.show_summary(verbs.write_summary(note, by=host, text="What we agreed", revision=0), by=host)
    client.force_login(head)
    page = client.get(reverse("agreed_summary", args=["main", summary.pk])).content.decode()
    assert '· <span class="only">' not in page and '<p><span class="only">' in page
    assert "What we agreed" in page and not [secret for secret in SECRETS.values() if secret in page]


def test_what_a_party_reads_does_not_change_under_its_eyes(note, host, dialogue):
    summary = verbs.show_summary(verbs.write_summary(note, by=host, text="Agreed", revision=0), by=host)
    with pytest.raises(StateError):
        verbs.write_summary(note, by=host, text="Other", revision=summary.revision)
    with pytest.raises(StateError):
        verbs.edit_note(note, by=host, revision=1, seat=make.seat(dialogue))
    with pytest.raises(StateError):
        verbs.show_summary(summary, by=host)


def test_a_party_without_a_seat_can_be_shown_nothing(activity, host):
    note = verbs.write_note(activity, by=host, party="A church", on=DAY)
    with pytest.raises(StateError):
        verbs.show_summary(verbs.write_summary(note, by=host, text="Agreed", revision=0), by=host)


def test_two_colleagues_do_not_write_over_each_other(note, host):
    verbs.edit_note(note, by=host, revision=1, position="First")
    with pytest.raises(StaleError):
        verbs.edit_note(note, by=host, revision=1, position="Second")
    assert BilateralNote.objects.get().position == "First"


def test_the_same_form_sent_twice_keeps_one_note(activity, host):
    key = uuid4()
    for _time in range(2):
        verbs.write_note(activity, by=host, party="P", on=DAY, form_key=key)
    assert BilateralNote.objects.count() == 1


def test_a_note_of_tomorrow_or_of_nobody_is_refused(activity, host):
    for wrong in ({"party": "P", "on": timezone.localdate() + timedelta(days=1)}, {"on": DAY}):
        with pytest.raises(StateError):
            verbs.write_note(activity, by=host, **wrong)


def test_a_forgotten_note_takes_its_summary_along(note, host):
    verbs.write_summary(note, by=host, text="Agreed", revision=0)
    verbs.forget_note(note, by=host)
    assert not BilateralNote.objects.exists() and not AgreedSummary.objects.exists()


def test_the_list_costs_the_same_with_one_note_and_with_thirty(activity, seat, host, client, django_assert_num_queries):
    client.force_login(host)
    url = reverse("bilateral_notes", args=["main", activity.pk])
    for number in range(30):
        verbs.write_note(activity, by=host, seat=seat, on=DAY, who=f"Person {number}")
        if number in (0, 29):
            client.get(url)
            with django_assert_num_queries(6):
                assert f"Person {number}" in client.get(url).content.decode()


def test_a_note_is_written_shown_and_deleted_through_its_pages(activity, seat, host, head, client):
    client.force_login(host)
    data = {"seat": seat.pk, "on": "2026-03-02", "position": "Wants a ceiling", "revision": 0, "form_key": uuid4()}
    assert client.post(reverse("bilateral_note_add", args=["main", activity.pk]), data).status_code == 302
    note = BilateralNote.objects.get()
    page = reverse("bilateral_note", args=["main", note.pk])
    said = {"text": "We talked of a ceiling.", "revision": 0}
    assert client.post(reverse("bilateral_summary_edit", args=["main", note.pk]), said).status_code == 302
    assert "Show it to the party" in client.get(page).content.decode()
    client.post(reverse("bilateral_summary_show", args=["main", note.pk]))
    client.force_login(head)
    assert client.get(page).status_code == 404
    assert "ceiling" in client.get(reverse("agreed_summary", args=["main", note.summary.pk])).content.decode()
    client.force_login(host)
    client.post(reverse("bilateral_note_forget", args=["main", note.pk]))
    assert not BilateralNote.objects.exists()
