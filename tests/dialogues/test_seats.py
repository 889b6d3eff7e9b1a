"""Seats, succession, balance and what members may read of each other."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.balance import balance_of
from dialogues.models import AffectedGroup, CategoryNeed, Delegate, Organisation, Seat
from dialogues.services import balance, invitations, mandates, seats
from dialogues.states import Appearance, Category, DelegateRole, Role
from inspired.core.models import Event
from inspired.core.states import StateError
from tests import make

pytestmark = pytest.mark.django_db


def test_one_seat_per_organisation() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    first = seats.add_seat(dialogue, by=host, name="  Rural   network ", category=Category.MEDIA)
    assert first.organisation.name == "Rural network"
    assert first.joined_at is None
    with pytest.raises(StateError):
        seats.add_seat(dialogue, by=host, name="rural network", category=Category.MEDIA)


def test_an_address_belongs_to_one_delegate_of_a_seat() -> None:
    seat = make.seat(make.dialogue())
    host = make.host_of(seat.dialogue)
    mandates.add_delegate(seat, by=host, name="First", email="desk@example.org")
    second = mandates.add_delegate(seat, by=host, name="Second", email="second@example.org")
    with pytest.raises(StateError):
        mandates.edit_delegate(second, by=host, function="", phone="", email="Desk@example.org")
    assert Delegate.objects.get(pk=second.pk).email == "second@example.org"
    mandates.edit_delegate(second, by=host, function="Clerk", phone="", email="Second@example.org")
    assert Delegate.objects.get(pk=second.pk).function == "Clerk"


def test_an_organisation_hidden_in_another_dialogue_is_not_found() -> None:
    hidden = make.seat(make.dialogue(), "Hidden group")
    dialogue = make.dialogue()
    added = seats.add_seat(dialogue, by=make.host_of(dialogue), name="Hidden group", category=Category.MEDIA)
    assert added.organisation != hidden.organisation


def test_leaving_ends_access_and_invitations_and_return_gives_access_back() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    person = make.delegate(seat)
    host = make.host_of(dialogue)
    seats.leave_seat(seat, by=host, reason="Board decision")
    assert not dialogue.standing_of(person).seats
    assert not Seat.objects.visible_to(person).exists()
    with pytest.raises(StateError):
        seats.leave_seat(seat, by=host, reason="Again")
    seats.return_seat(seat, by=host, reason="They are back")
    assert dialogue.standing_of(person).signing == {seat.pk}
    assert [move.has_left for move in seat.moves.all()] == [True, False]


def test_ending_a_mandate_counts_at_the_next_request(client: Client) -> None:
    dialogue = make.dialogue()
    person = make.delegate(make.seat(dialogue))
    mandate = Delegate.objects.get(user=person).mandates.get()
    client.force_login(person)
    page = reverse("participants", args=[dialogue.slug])
    assert client.get(page).status_code == 200
    mandates.end_mandate(mandate, by=make.host_of(dialogue))
    assert client.get(page).status_code == 404
    with pytest.raises(StateError):
        mandates.end_mandate(mandate, by=make.host_of(dialogue))


def test_a_new_head_follows_the_one_before_and_history_stays() -> None:
    dialogue = make.dialogue()
    host, today = make.host_of(dialogue), timezone.localdate()
    seat = make.seat(dialogue)
    old = make.delegate(seat)
    successor = mandates.add_delegate(seat, by=host, name="Successor")
    begins = today + timedelta(days=10)
    mandates.give_mandate(successor, by=host, role=DelegateRole.HEAD, may_sign=True, starts_on=begins)
    before = Delegate.objects.get(user=old).mandates.get()
    assert before.ends_on == begins - timedelta(days=1)
    assert seat.has_signatory(old, today)
    assert not seat.has_signatory(old, begins)
    assert Seat.objects.may_be_signed(begins).get() == seat
    third = mandates.add_delegate(seat, by=host, name="Third")
    mandates.give_mandate(third, by=host, role=DelegateRole.HEAD)
    assert not seat.has_signatory(old, today)
    assert seat.has_signatory(old, today - timedelta(days=1))


def test_observers_never_sign_and_neither_does_the_host_team() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    observer = mandates.add_delegate(seat, by=host, name="Observer")
    with pytest.raises(StateError):
        mandates.give_mandate(observer, by=host, role=DelegateRole.OBSERVER, may_sign=True)
    both = make.delegate(seat)
    make.role(dialogue, both, Role.FACILITATOR)
    assert not seat.has_signatory(both)


def test_a_missing_category_is_named_until_it_is_waived_with_a_reason() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    make.seat(dialogue, category=Category.MEDIA)

    def missing() -> set[str]:
        return {line.category for line in balance_of(host, dialogue).lines if line.is_missing}

    assert missing() == set(Category.values) - {Category.MEDIA}
    balance.waive_category(dialogue, by=host, category=Category.PARTIES, reason="Election month")
    balance.waive_category(dialogue, by=host, category=Category.PARTIES, reason="Election month, said again")
    assert CategoryNeed.objects.get().reason == "Election month, said again"
    assert Category.PARTIES not in missing()
    with pytest.raises(StateError):
        balance.waive_category(dialogue, by=host, category=Category.MEDIA, reason="No")
    balance.need_category(dialogue, by=host, category=Category.PARTIES)
    assert Category.PARTIES in missing()


def test_a_category_whose_organisations_are_invited_is_not_called_missing(client: Client) -> None:
    dialogue = make.dialogue()
    host, member = make.host_of(dialogue), make.delegate(make.seat(dialogue))
    asked = make.seat(dialogue, category=Category.PARTIES, joined_at=None)
    make.seat(dialogue, category=Category.PARLIAMENT, joined_at=None)
    invitations.invite(asked, by=host, email="party@example.org")
    shown = {reader: {line.category: line for line in balance_of(reader, dialogue).lines} for reader in (host, member)}
    assert (shown[host][Category.PARTIES].invited, shown[host][Category.PARLIAMENT].invited) == (1, 0)
    assert shown[member][Category.PARTIES].invited == 0, "who is invited is the host team's"
    assert shown[host][Category.PARTIES].seats == 0
    for address, reader in (("participants", host), ("balance", host), ("participants", member)):
        client.force_login(reader)
        assert (b"1 invited" in client.get(reverse(address, args=[dialogue.slug])).content) == (reader == host)


def test_an_affected_group_is_at_the_table_when_a_seat_speaks_for_it() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    group = balance.add_group(dialogue, by=host, name="Live-in workers")
    with pytest.raises(StateError):
        balance.add_group(dialogue, by=host, name="live-in workers")
    foreign = balance.add_group(other := make.dialogue(), by=make.host_of(other), name="Others")
    seat = seats.add_seat(dialogue, by=host, name="Union", category=Category.SOCIAL_AGENTS, speaks_for=[group, foreign])
    assert list(seat.speaks_for.all()) == [group]
    assert balance_of(host, dialogue).groups_present == 0
    seats.join_seat(seat, by=host, channel="letter")
    assert balance_of(host, dialogue).groups_present == 1


@pytest.mark.parametrize("wish", [Appearance.CATEGORY, Appearance.UNLISTED])
def test_a_hidden_name_is_nowhere_on_members_pages_searches_and_downloads(client: Client, wish: str) -> None:
    dialogue = make.dialogue()
    hidden = make.seat(dialogue, "Secret ministry", category=Category.ADMINISTRATION, appear_to_participants=wish)
    make.delegate(hidden)
    member = make.delegate(make.seat(dialogue, "Open group"))
    client.force_login(member)
    page = reverse("participants", args=[dialogue.slug])
    own_page = reverse("seat", args=[dialogue.slug, hidden.pk])
    for url in (page, f"{page}?q=Secret", f"{page}?format=csv", own_page):
        assert b"Secret ministry" not in client.get(url).content, url
    assert b"A participant" not in client.get(f"{page}?q=Secret").content
    assert client.get(own_page).status_code == (404 if wish == Appearance.UNLISTED else 200)
    assert hidden.organisation not in Organisation.objects.visible_to(member)
    counted = {line.category: line.seats for line in balance_of(member, dialogue).lines}
    assert counted[Category.ADMINISTRATION] == (0 if wish == Appearance.UNLISTED else 1)


def test_contact_details_reach_the_host_team_and_the_person_alone(client: Client) -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    seat = make.seat(dialogue, "Union")
    canary = mandates.add_delegate(seat, by=host, name="Canary", email="canary@secret.example", phone="+99 777")
    mandates.give_mandate(canary, by=host, role=DelegateRole.ALTERNATE)
    Delegate.objects.filter(pk=canary.pk).update(appear_to_participants=Appearance.NAME)
    Seat.objects.filter(pk=seat.pk).update(appear_to_participants=Appearance.NAME)
    readers = {"colleague": make.delegate(seat), "member": make.delegate(make.seat(dialogue)), "host": host}
    for name, role in {"donor": Role.DONOR, "government": Role.GOVERNMENT, "observer": Role.OBSERVER}.items():
        make.role(dialogue, readers.setdefault(name, make.user()), role)
    page = reverse("participants", args=[dialogue.slug])
    urls = [page, f"{page}?format=csv", reverse("seat", args=[dialogue.slug, seat.pk])]
    urls += [reverse(name, args=[dialogue.slug]) for name in ("delegate_list", "invitation_list")]
    for name, reader in readers.items():
        client.force_login(reader)
        shown = b"".join(client.get(url).content for url in urls)
        assert b"Canary" in shown, name
        assert (b"canary@secret.example" in shown) == (name == "host"), name
        assert (b"+99 777" in shown or b"&#x2B;99 777" in shown) == (name == "host"), name


def test_downloads_are_logged_and_neutralised(client: Client) -> None:
    dialogue = make.dialogue()
    make.seat(dialogue, "=HYPERLINK(1)")
    client.force_login(make.host_of(dialogue))
    answer = client.get(reverse("participants", args=[dialogue.slug]), {"format": "csv"})
    assert b"'=HYPERLINK(1)" in answer.content
    assert answer["Cache-Control"] == "no-store, private"
    from inspired.core.models import Event

    assert Event.objects.filter(verb="list.exported").get().details == {"what": "seats", "kind": "csv", "rows": 1}


@pytest.mark.parametrize("name", ["participants", "delegate_list", "invitation_list"])
def test_lists_cost_the_same_with_one_row_and_with_thirty(
    client: Client, name: str, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from dialogues.services import invitations

    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    client.force_login(host)

    def add(number: int) -> None:
        seat = make.seat(dialogue, category=Category.values[number % 9])
        make.delegate(seat)
        invitations.invite(seat, by=host, email=f"invited{number}@example.org")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse(name, args=[dialogue.slug])).status_code == 200
        return len(queries)

    add(0)
    client.get(reverse(name, args=[dialogue.slug]))
    one = cost()
    for number in range(1, 30):
        add(number)
    assert cost() == one
    assert one <= 12


def test_an_edit_keeps_whom_a_seat_speaks_for_and_nothing_new_is_no_edit() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    group = AffectedGroup.objects.create(dialogue=dialogue, name="Night cleaners")
    edits = Event.objects.filter(verb="seat.edited")
    same = {"category": seat.category, "from_phase": seat.from_phase}
    seats.edit_seat(seat, by=host, **same)
    assert not edits.exists()
    for _twice in range(2):
        seats.edit_seat(seat, by=host, **same, speaks_for=[group])
    assert edits.get().details == {"changes": {}, "fields": ["speaks_for"], "groups": [group.pk]}
    assert list(seat.speaks_for.all()) == [group]
    elsewhere = AffectedGroup.objects.create(dialogue=make.dialogue(), name="Others")
    seats.edit_seat(seat, by=host, **same, speaks_for=[group, elsewhere])
    assert edits.count() == 1
