"""Nominations and public bodies: proposed, answered, shared, decided, and who reads what of it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dialogues.convening.models import ListedOrganisation, Nomination, PublicBody
from dialogues.convening.services.contacts import list_organisation
from dialogues.convening.services.nominations import answer_nomination, nominate, share_nomination
from dialogues.convening.services.public_bodies import add_public_body, decide_public_body, edit_public_body
from dialogues.models import Notice
from dialogues.states import Appearance, Role
from inspired.core import ports
from inspired.core.states import StaleError, StateError
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue()


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
def focal(dialogue):
    return make.role(dialogue, make.user(), Role.GOVERNMENT).user


def proposed(dialogue, head, seat, **said):
    values = {"organisation": "Night school", "why": "They know", "hint": "After seven", "category": "academia", **said}
    return nominate(dialogue, by=head, seat=seat, **values)


def page_of(client, user, name, dialogue, **query):
    client.force_login(user)
    return client.get(reverse(name, args=[dialogue.slug]), query).content.decode()


def test_only_the_proposer_their_seat_and_the_team_read_it(client, dialogue, host, seat, head):
    nomination = proposed(dialogue, head, seat)
    other = make.delegate(make.seat(dialogue))
    colleague = make.delegate(seat, role="alternate", may_sign=False)
    for reader in (head, colleague, host):
        assert "After seven" in page_of(client, reader, "nominations", dialogue)
    assert "Night school" not in page_of(client, other, "nominations", dialogue)
    answer_nomination(nomination, by=host, state="not_now", answer="In the autumn")
    share_nomination(nomination, by=host, shared=True)
    for said in (
        page_of(client, other, "nominations", dialogue),
        page_of(client, other, "nominations", dialogue, format="csv"),
    ):
        assert "Night school" in said and "In the autumn" in said
        assert "After seven" not in said and "They know" not in said and str(seat) not in said
    share_nomination(nomination, by=host, shared=False)
    assert "Night school" not in page_of(client, other, "nominations", dialogue)


def test_what_is_proposed_for_oneself_stays_with_oneself(client, dialogue, seat, head):
    proposed(dialogue, head, None)
    colleague = make.delegate(seat, role="alternate", may_sign=False)
    assert "Night school" not in page_of(client, colleague, "nominations", dialogue)


def test_taken_up_becomes_a_listed_organisation_or_joins_the_one_there_is(dialogue, host, seat, head):
    first = answer_nomination(proposed(dialogue, head, seat), by=host, state="taken_up", answer="Yes")
    again = answer_nomination(
        proposed(dialogue, head, seat, organisation="night SCHOOL"), by=host, state="taken_up", answer="Yes"
    )
    assert first.listed == again.listed == ListedOrganisation.objects.get()
    assert first.listed.category == "academia"
    with pytest.raises(StateError):
        answer_nomination(first, by=host, state="no", answer="After all not")


def test_not_now_can_become_yes_and_every_answer_has_its_date(dialogue, host, seat, head):
    nomination = answer_nomination(proposed(dialogue, head, seat), by=host, state="no", answer="No")
    assert nomination.answered_at
    assert answer_nomination(nomination, by=host, state="taken_up", answer="Yes after all").listed


def test_strangers_other_seats_and_the_team_do_not_propose(dialogue, host, seat, head):
    for somebody in (make.user(), host, make.role(dialogue, make.user(), Role.DONOR).user):
        with pytest.raises(PermissionDenied):
            proposed(dialogue, somebody, None)
    with pytest.raises(StateError):
        proposed(dialogue, head, make.seat(dialogue))
    with pytest.raises(PermissionDenied):
        answer_nomination(proposed(dialogue, head, seat), by=head, state="no", answer="No")


def test_the_host_has_it_to_do_and_the_proposer_in_the_news(dialogue, host, seat, head):
    nomination = proposed(dialogue, head, seat)
    assert [todo for todo in ports.todo.collect(host) if "waits for your answer" in todo.title]
    answer_nomination(nomination, by=host, state="no", answer="No")
    assert not [todo for todo in ports.todo.collect(host) if "waits for your answer" in todo.title]
    assert "Night school" in [news.title for news in ports.news.collect(head, dialogue)]
    other = make.delegate(make.seat(dialogue))
    assert "Night school" not in [news.title for news in ports.news.collect(other, dialogue)]


def test_the_team_is_told_who_is_said_to_be_missing(dialogue, host, seat, head):
    proposed(dialogue, head, seat)
    told = Notice.objects.get(kind="convening.nominated")
    assert told.user == host and told.what.asks
    assert not Notice.objects.visible_to(head).filter(pk=told.pk).exists()


def test_a_form_sent_twice_is_one_nomination(dialogue, seat, head):
    nomination = proposed(dialogue, head, seat)
    assert proposed(dialogue, head, seat, form_key=nomination.form_key) == nomination
    assert Nomination.objects.count() == 1


@pytest.mark.parametrize("name", ["nominations", "public_bodies"])
def test_lists_cost_the_same_with_one_row_and_with_thirty(name, client, dialogue, host, seat, head):
    client.force_login(host)

    def add(number):
        nomination = proposed(dialogue, head, seat, organisation=f"Proposed {number}")
        answer_nomination(nomination, by=host, state="taken_up", answer="Yes")
        add_public_body(dialogue, by=host, name=f"Body {number}")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=[dialogue.slug])).status_code == 200
        return len(queries)

    add(0)
    client.get(reverse(name, args=[dialogue.slug]))
    one = cost()
    for number in range(1, 30):
        add(number)
    assert cost() == one <= 12


def test_the_focal_point_proposes_and_the_host_decides(dialogue, host, focal):
    body = add_public_body(dialogue, by=focal, name="Migration Office", concern="Permits")
    assert body.state == "proposed"
    edit_public_body(body, by=focal, revision=1, name="Migration Office", concern="Permits and returns")
    with pytest.raises(PermissionDenied):
        decide_public_body(body, by=focal, state="concerned", reason="Mine")
    decide_public_body(body, by=host, state="concerned", reason="Yes")
    with pytest.raises(PermissionDenied):
        edit_public_body(body, by=focal, revision=2, name="Migration Office", concern="Changed")
    with pytest.raises(StateError):
        decide_public_body(body, by=host, state="concerned", reason="Again")
    with pytest.raises(StateError):
        add_public_body(dialogue, by=host, name="migration office")


def test_a_stale_body_is_refused(dialogue, host):
    body = add_public_body(dialogue, by=host, name="Court")
    edit_public_body(body, by=host, revision=1, name="Court", concern="First")
    with pytest.raises(StaleError):
        edit_public_body(body, by=host, revision=1, name="Court", concern="Second")


def test_at_the_table_is_read_from_the_seats_one_may_know(dialogue, host, focal):
    add_public_body(dialogue, by=host, name="Labour Office")
    shy = make.seat(dialogue, "Secret Service", appear_to_participants=Appearance.UNLISTED)
    add_public_body(dialogue, by=host, name="Ministry of Secrets", seat=shy)
    make.seat(dialogue, "labour office")

    def there(user):
        rows = PublicBody.objects.visible_to(user).with_seat(user)
        return {row.name for row in rows if row.at_the_table}

    assert there(host) == {"Labour Office", "Ministry of Secrets"}
    assert there(focal) == {"Labour Office"}


def test_bodies_stand_beside_the_balance_for_host_and_focal_point_alone(client, dialogue, host, focal, head):
    add_public_body(dialogue, by=host, name="Ministry of Justice")
    client.force_login(host)
    assert "Ministry of Justice" in client.get(reverse("balance", args=[dialogue.slug])).content.decode()
    for reader, sees in ((focal, True), (head, False)):
        titles = [panel.title for panel in ports.beside_balance.collect(reader, dialogue, False)]
        assert ("Public bodies" in titles) is sees


def test_a_listed_name_is_not_told_to_who_nominates_it(client, dialogue, host, seat, head):
    list_organisation(dialogue, by=host, name="Night school", notes="SECRET-NOTE")
    proposed(dialogue, head, seat)
    assert "SECRET-NOTE" not in page_of(client, head, "nominations", dialogue)
