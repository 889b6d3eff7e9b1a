"""The blocs of a trust pulse: agreed before the first question, with their size today, and a warning where one is too small."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.convening.bloc_sizes import Size, bloc_lines, category_sizes
from dialogues.convening.services import pulse as verbs
from dialogues.services.seats import leave_seat
from dialogues.states import Appearance, Category, DelegateRole, Role
from tests import make

pytestmark = pytest.mark.django_db
STATE = [Category.ADMINISTRATION, Category.PARLIAMENT, Category.PARTIES]
SOCIETY = [one for one in Category.values if one not in STATE]


@pytest.fixture
def dialogue():
    return make.dialogue()


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


def agree(dialogue, host):
    verbs.agree_blocs(dialogue, by=host, blocs=[("The state", STATE), ("Society", SOCIETY)])
    return bloc_lines(list(dialogue.pulse_blocs.all()), category_sizes(dialogue))


def test_sizes_count_seats_and_people_who_may_answer(dialogue, host):
    seat = make.seat(dialogue, category=Category.PARLIAMENT, appear_to_participants=Appearance.UNLISTED)
    make.delegate(seat)
    make.delegate(seat, role=DelegateRole.OBSERVER)
    yesterday = timezone.localdate() - timedelta(days=1)
    make.delegate(seat, starts_on=yesterday, ends_on=yesterday)
    in_team = make.delegate(seat)
    make.role(dialogue, in_team, Role.FACILITATOR)
    left = make.seat(dialogue, category=Category.PARLIAMENT)
    make.delegate(left)
    leave_seat(left, by=host, reason="Gone")
    make.seat(dialogue, category=Category.MEDIA)
    make.delegate(make.seat(make.dialogue(), category=Category.PARLIAMENT))
    found = category_sizes(dialogue)
    assert found[Category.PARLIAMENT] == Size(1, 2) and found[Category.MEDIA] == Size(1, 0)


@pytest.mark.parametrize(
    ("people", "small", "empty"), [(0, False, True), (1, True, False), (4, True, False), (5, False, False)]
)
def test_a_bloc_of_less_than_five_is_warned_of(dialogue, host, people, small, empty):
    for _number in range(people):
        make.delegate(make.seat(dialogue, category=Category.PARLIAMENT))
    state, _society = agree(dialogue, host)
    assert (state.is_too_small, state.is_empty) == (small, empty)


def test_the_page_shows_sizes_and_keeps_the_blocs_to_be_changed(client, dialogue, host, django_assert_max_num_queries):
    make.delegate(make.seat(dialogue, category=Category.PARLIAMENT))
    for _number in range(6):
        make.delegate(make.seat(dialogue))
    client.force_login(host)
    url = f"/dialogues/{dialogue.slug}/pulses/blocs/"
    said = {"name1": "The state", "name2": "Society", "name3": ""}
    said |= dict.fromkeys(STATE, "1") | dict.fromkeys(SOCIETY, "2")
    assert "6 seats, 6 people may answer" in client.get(url).content.decode()
    assert client.post(url, said).url == url
    with django_assert_max_num_queries(16):
        page = client.get(url)
    words = page.content.decode()
    assert "“The state” is too small" in words and "“Society” is too small" not in words
    assert page.context["form"].initial["name2"] == "Society" and page.context["form"].initial["parliament"] == "1"
    wrong = client.post(url, said | {"name1": "", "name2": "<b>kept</b>"}).content.decode()
    assert "&lt;b&gt;kept" in wrong
    assert "“The state” is too small" in client.get(f"/dialogues/{dialogue.slug}/pulses/ask/").content.decode()
    until = timezone.now() + timedelta(days=7)
    verbs.ask_pulse(dialogue, by=host, question="Are you heard?", kind="scale", closes_at=until)
    fixed = client.get(url).content.decode()
    assert "They were fixed" in fixed and "Save the blocs" not in fixed


def test_participants_read_the_blocs_and_no_count_of_seats(client, dialogue, host):
    agree(dialogue, host)
    client.force_login(make.delegate(make.seat(dialogue)))
    page = client.get(f"/dialogues/{dialogue.slug}/pulses/").content.decode()
    assert "The state" in page and "Parliaments" in page and "may answer" not in page
    assert client.get(f"/dialogues/{dialogue.slug}/pulses/blocs/").status_code == 403
