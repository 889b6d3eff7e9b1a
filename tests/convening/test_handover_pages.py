"""What the pages of handing over cost with one row and with thirty, and what becomes of introductions somebody took up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.handing import leave_to_others
from dialogues.convening.models import Introduction, Nomination
from dialogues.convening.services import contacts
from dialogues.convening.services import introductions as wishes
from dialogues.convening.services.handovers import hand_over_role, hand_over_seat
from dialogues.convening.states.introductions import IntroductionState
from dialogues.documents.models import Drafter
from dialogues.ledger.models import Entry
from dialogues.models import Delegate, Dialogue, DialogueRole
from dialogues.services.roles import end_role
from dialogues.states import DelegateRole, Role, Status
from inspired.core.counting import counted
from inspired.core.models import Event
from tests import make
from tests.documents import make as documents

pytestmark = pytest.mark.django_db
WISH = {"whom": "Minister of Labour", "why": "The ceiling of contributions", "for_donors": True}


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def helper(dialogue):
    return make.role(dialogue, make.user(), Role.FACILITATOR).user


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue)


@pytest.fixture
def head(seat):
    return make.delegate(seat)


@pytest.fixture
def donor(dialogue):
    return make.role(dialogue, make.user(), Role.DONOR).user


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def cost(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    assert page.status_code == 200, url
    return len(queries), page.text


def delegate_of(user):
    return Delegate.objects.get(user=user)


def wish(dialogue, by, **said):
    return wishes.ask_for_introduction(dialogue, by=by, **(WISH | said))


def fill(dialogue, host, seat, head, helper):
    """Let the seat, the person and the colleague hold one more of everything that the pages count."""
    make.delegate(seat, role=DelegateRole.ALTERNATE)
    make.role(dialogue, make.user(), Role.FACILITATOR)
    listed = contacts.list_organisation(
        dialogue, by=helper, name=f"Office {Nomination.objects.count()}", responsible=helper, next_step="Call"
    )
    listed.next_on = timezone.localdate()
    listed.save()
    Nomination.objects.create(dialogue=dialogue, seat=seat, by=head, organisation="A union", why="Missing")
    wishes.take_up(wish(dialogue, host), by=helper)
    call = make.call(dialogue)
    make.answer(call, seat, head)


def test_pages_of_handing_over_cost_the_same_for_one_and_for_thirty(dialogue, host, seat, head, helper):
    other = make.seat(dialogue)
    leaver, follows = make.delegate(other), make.delegate(other, role=DelegateRole.ALTERNATE)
    done = hand_over_seat(delegate_of(leaver), by=host, successor=delegate_of(follows))
    place = DialogueRole.objects.get(dialogue=dialogue, user=helper)
    document = documents.ppa(dialogue)
    for who in (head, helper):
        Drafter.objects.create(document=document, user=who)
    urls = {
        reverse("seat_hand_over", args=[dialogue.slug, delegate_of(head).pk]): 24,
        reverse("role_hand_over", args=[dialogue.slug, place.pk]): 24,
        done.get_absolute_url(): 24,
        reverse("team", args=[dialogue.slug]): 12,
    }
    fill(dialogue, host, seat, head, helper)
    client = browser(host)
    few = {url: cost(client, url)[0] for url in urls}
    for _number in range(29):
        fill(dialogue, host, seat, head, helper)
    many = {url: cost(client, url)[0] for url in urls}
    assert few == many
    assert {url: n for url, n in many.items() if n > urls[url]} == {}
    own = reverse("seat_hand_over", args=[dialogue.slug, delegate_of(head).pk])
    number, page = cost(browser(head), own)
    assert number <= 24
    assert "Places in drafting teams: <b>1</b>" in page
    assert "Proposals of who is missing that await the host’s answer: <b>30</b>" in page
    assert "Comments and answers that were handed in: <b>30</b>" in page
    page = cost(client, reverse("role_hand_over", args=[dialogue.slug, place.pk]))[1]
    assert "Introductions they took up and have not finished: <b>30</b>" in page
    assert "Organisations for which this person is responsible: <b>30</b>" in page


def test_rows_of_several_models_are_counted_in_one_query(dialogue, host, helper, django_assert_num_queries):
    roles = DialogueRole.objects.filter(dialogue=dialogue)
    with django_assert_num_queries(1):
        n = counted(roles=roles, none=roles.none(), hosts=roles.filter(role=Role.HOST), entries=Entry.objects.all())
    assert n == {"roles": 2, "none": 0, "hosts": 1, "entries": 0}
    assert counted(hosts=roles.filter(role=Role.HOST)) == {"hosts": 1}
    assert counted(none=roles.none()) == {"none": 0}
    assert counted() == {}


def test_introductions_taken_up_for_the_team_pass_to_the_colleague(dialogue, host, helper, seat, head):
    mine = wishes.take_up(wish(dialogue, head, seat=seat), by=helper)
    finished = wishes.take_up(wish(dialogue, head, seat=seat), by=helper)
    wishes.settle(finished, by=helper, state=IntroductionState.OBTAINED, on=timezone.localdate(), outcome="Met")
    hand_over_role(DialogueRole.objects.get(user=helper), by=host, successor=host)
    mine.refresh_from_db()
    finished.refresh_from_db()
    assert (mine.state, mine.taken_by, mine.taken_as) == (IntroductionState.TAKEN_UP, host, Role.HOST)
    assert finished.taken_by == helper


def test_introductions_of_a_donor_who_leaves_are_asked_for_again(dialogue, host, donor, seat, head):
    taken = wishes.take_up(wish(dialogue, head, seat=seat), by=donor)
    colleague = make.role(dialogue, make.user(), Role.DONOR).user
    assert not Introduction.objects.visible_to(colleague).exists()
    role = DialogueRole.objects.get(user=donor)
    asked = browser(host).get(reverse("role_end", args=[dialogue.slug, role.pk])).text
    assert "are left to others again" in asked
    end_role(role, by=host)
    taken.refresh_from_db()
    assert (taken.state, taken.taken_by, taken.taken_as, taken.taken_at) == (IntroductionState.ASKED, None, "", None)
    assert Event.objects.filter(verb="introduction.given_back", actor=host.person_key).count() == 1
    wishes.take_up(taken, by=colleague)
    assert not Introduction.objects.visible_to(donor).exists()


def test_whoever_keeps_another_role_keeps_the_introductions(dialogue, host, donor, seat, head):
    taken = wishes.take_up(wish(dialogue, head, seat=seat), by=donor)
    elsewhere = make.dialogue()
    there = wishes.take_up(wish(elsewhere, make.host_of(elsewhere)), by=make.role(elsewhere, donor, Role.DONOR).user)
    make.role(dialogue, donor, Role.GOVERNMENT)
    end_role(DialogueRole.objects.get(user=donor, dialogue=dialogue, role=Role.DONOR), by=host)
    taken.refresh_from_db()
    assert taken.taken_by == donor
    end_role(DialogueRole.objects.active().get(user=donor, dialogue=dialogue), by=host)
    taken.refresh_from_db()
    there.refresh_from_db()
    assert (taken.taken_by, there.taken_by) == (None, donor)


def test_introductions_of_a_role_that_ended_by_its_day_are_left_to_others_at_night(dialogue, host, donor, seat, head):
    taken = wishes.take_up(wish(dialogue, head, seat=seat), by=donor)
    kept = wishes.take_up(wish(dialogue, head, seat=seat), by=make.role(dialogue, make.user(), Role.DONOR).user)
    now, yesterday = timezone.now(), timezone.localdate() - timedelta(days=1)
    assert [part.count for part in leave_to_others(now, 500)] == [0], "the role stands"
    DialogueRole.objects.filter(user=donor).update(ends_on=yesterday)
    assert [part.count for part in leave_to_others(now, 500)] == [1]
    assert [part.count for part in leave_to_others(now, 500)] == [0], "a second night finds nothing"
    taken.refresh_from_db()
    kept.refresh_from_db()
    assert (taken.state, taken.taken_by) == (IntroductionState.ASKED, None)
    assert kept.state == IntroductionState.TAKEN_UP
    assert Event.objects.filter(verb="introduction.given_back", actor="").count() == 1
    DialogueRole.objects.filter(user=kept.taken_by).update(ends_on=yesterday)
    Dialogue.objects.update(status=Status.DELETED)
    assert [part.count for part in leave_to_others(now, 500)] == [0], "its trail has ended"
