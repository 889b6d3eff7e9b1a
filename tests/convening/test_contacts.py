"""The contact list: listed, moved, seated, taken off; stages read from seats and invitations."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.convening.models import ListedOrganisation
from dialogues.convening.services import contact_cards, contact_log, contacts
from dialogues.convening.states.contacts import MOVES, Stage
from dialogues.models import Organisation
from dialogues.services import invitations, seats
from inspired.core.models import Person
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
def listed(dialogue, host):
    return contacts.list_organisation(dialogue, by=host, name="Union of carers", category="social_agents")


def stage_of(listed):
    return ListedOrganisation.objects.standing_of(listed)[0]


def test_listing_enters_nothing_into_the_directory(listed, dialogue):
    assert stage_of(listed) == Stage.IDENTIFIED
    assert not Organisation.objects.filter(name="Union of carers").exists()
    assert listed.moves.count() == 1


def test_an_organisation_is_listed_once_whatever_its_accents(listed, dialogue, host):
    with pytest.raises(StateError):
        contacts.list_organisation(dialogue, by=host, name="  union OF  Carérs. ")


def test_the_directory_is_searched_only_as_far_as_the_person_may(dialogue, host):
    make.organisation("Hidden house")
    shown = make.organisation("Open house", is_public=True)
    assert contacts.list_organisation(dialogue, by=host, name="Hidden house").organisation is None
    assert contacts.list_organisation(dialogue, by=host, name="open house").organisation == shown


def test_only_the_team_lists(dialogue):
    for stranger in (make.user(), make.delegate(make.seat(dialogue)), make.user(is_staff=True, is_superuser=True)):
        with pytest.raises(PermissionDenied):
            contacts.list_organisation(dialogue, by=stranger, name="Somebody")


def test_moves_follow_the_table(listed, host):
    contacts.move_stage(listed, by=host, to=Stage.AGREED, reason="They want to come", next_step="Send papers")
    assert stage_of(listed) == Stage.AGREED
    listed.refresh_from_db()
    assert listed.next_step == "Send papers"
    with pytest.raises(StateError):
        contacts.move_stage(listed, by=host, to=Stage.AGREED, reason="Again")
    with pytest.raises(StateError):
        contacts.move_stage(listed, by=host, to=Stage.JOINED, reason="By hand")
    assert set(MOVES) == set(Stage)


def test_invited_and_joined_are_read_from_the_seat(listed, host):
    seat = contacts.give_seat(listed, by=host)
    listed.refresh_from_db()
    assert listed.organisation == seat.organisation and listed.name == ""
    invitation = invitations.invite(seat, by=host, email="a@example.org")
    assert stage_of(listed) == Stage.INVITED
    seats.join_seat(seat, by=host, channel="phone")
    assert stage_of(listed) == Stage.JOINED
    with pytest.raises(StateError):
        contacts.move_stage(listed, by=host, to=Stage.DECLINED, reason="No")
    seats.leave_seat(seat, by=host, reason="Gone")
    assert stage_of(listed) == Stage.WITHDRAWN
    assert invitation.pk


def test_a_seat_made_elsewhere_counts_by_its_name(dialogue, host):
    listed = contacts.list_organisation(dialogue, by=host, name="Later seated")
    seats.add_seat(dialogue, by=host, name="later seated", category="media")
    assert ListedOrganisation.objects.standing_of(listed)[1] is not None
    with pytest.raises(StateError):
        contacts.give_seat(listed, by=host)
    with pytest.raises(StateError):
        contacts.unlist(listed, by=host)


def test_a_refusal_revokes_the_open_invitation_and_can_be_taken_up_again(listed, host):
    seat = contacts.give_seat(listed, by=host)
    invitation = invitations.invite(seat, by=host, email="a@example.org")
    contacts.move_stage(listed, by=host, to=Stage.DECLINED, reason="No by telephone")
    invitation.refresh_from_db()
    assert invitation.revoked_at and stage_of(listed) == Stage.DECLINED
    contacts.move_stage(listed, by=host, to=Stage.AGREED, reason="They changed their mind")
    again = invitations.invite(seat, by=host, email="a@example.org")
    invitations.decline(again, by=None, generation=again.generation)
    assert stage_of(listed) == Stage.DECLINED
    contacts.move_stage(listed, by=host, to=Stage.APPROACHED, reason="Another try")
    assert stage_of(listed) == Stage.APPROACHED


def test_a_stale_form_is_refused_with_the_current_row(listed, host):
    contacts.edit_listed(listed, by=host, revision=1, notes="First")
    with pytest.raises(StaleError) as refused:
        contacts.edit_listed(listed, by=host, revision=1, notes="Second")
    assert refused.value.current.notes == "First"
    contacts.edit_listed(listed, by=host, revision=1, notes="First")  # what stands there already is no conflict


def test_only_the_team_is_responsible(listed, host):
    with pytest.raises(StateError):
        contacts.edit_listed(listed, by=host, revision=1, responsible=make.user())


def test_cards_keep_the_name_in_one_place_and_forget_it(listed, host):
    card = contact_cards.add_card(
        listed, by=host, name="Ana Secret", phones=["+238 1"], delete_by=timezone.localdate() - timedelta(days=1)
    )
    person = card.person
    entry = contact_log.log_contact(listed, by=host, outcome="Spoke", card=card)
    assert contact_cards.forget_expired_cards() == 1
    assert contact_cards.forget_expired_cards() == 0
    person.refresh_from_db()
    entry.refresh_from_db()
    assert person.name == "" and person.erased_at and entry.card is None
    assert not Person.objects.filter(name__contains="Secret").exists()


def test_a_card_that_may_stay_today_stays(listed, host):
    contact_cards.add_card(listed, by=host, name="Ana", delete_by=timezone.localdate())
    contact_cards.add_card(listed, by=host, name="Bea")
    assert contact_cards.forget_expired_cards() == 0


def test_who_takes_part_keeps_their_own_name(dialogue, listed, host):
    seat = make.seat(dialogue)
    delegate = make.delegate(seat, make.user("own@example.org", name="Own name"))
    card = contact_cards.add_card(listed, by=host, name="Another name", email="OWN@example.org")
    assert card.person == delegate.person
    contact_cards.edit_card(card, by=host, revision=1, name="Third name", function="Chair")
    contact_cards.forget_card(card, by=host)
    delegate.person.refresh_from_db()
    assert delegate.person.name == "Own name" and not delegate.person.erased_at


def test_a_logged_call_plans_the_next_one_once(listed, host):
    tomorrow = timezone.localdate() + timedelta(days=1)
    entry = contact_log.log_contact(listed, by=host, outcome="Call back", next_on=tomorrow, next_step="Call")
    again = contact_log.log_contact(listed, by=host, outcome="Call back", next_on=tomorrow, form_key=entry.form_key)
    listed.refresh_from_db()
    assert again == entry and listed.log.count() == 1
    assert listed.next_on == tomorrow and listed.next_step == "Call"
    with pytest.raises(StateError):
        contact_log.log_contact(listed, by=host, outcome="From the future", on=tomorrow)
