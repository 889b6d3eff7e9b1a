"""How seats and persons appear: never more than each wishes, and nobody is told by a small number."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dialogues.appearing import STRICTNESS, is_listed, label, sizes, strictest
from dialogues.models import Delegate, Seat
from dialogues.services.appearance import choose_own_appearance, choose_seat_appearance
from dialogues.services.mandates import add_delegate
from dialogues.states import Appearance, Attribution, Audience, Category
from inspired.core.models import Event
from tests import make

pytestmark = pytest.mark.django_db


def test_the_defaults_show_the_organisation_to_participants_and_nothing_in_public() -> None:
    seat = make.seat(make.dialogue(), "Union")
    make.delegate(seat)
    person = Delegate.objects.get()
    assert label(seat, Audience.PARTICIPANTS, {}, delegate=person) == "Union"
    assert is_listed(seat, Audience.PARTICIPANTS)
    assert not is_listed(seat, Audience.PUBLIC)
    assert label(seat, Audience.PUBLIC, {}) == "A participant"


def test_a_category_of_fewer_than_three_seats_names_nobody() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue, category=Category.MEDIA, appear_in_public=Appearance.CATEGORY)
    make.seat(dialogue, category=Category.MEDIA)
    assert label(seat, Audience.PUBLIC) == "A participant"
    make.seat(dialogue, category=Category.MEDIA, joined_at=None)
    assert label(seat, Audience.PUBLIC) == "A participant"
    make.seat(dialogue, category=Category.MEDIA)
    assert label(seat, Audience.PUBLIC) == "A participant from: Media"
    assert sizes(dialogue) == {Category.MEDIA: 3}


@given(
    seat_wish=st.sampled_from(STRICTNESS),
    own_wish=st.sampled_from(STRICTNESS),
    attribution=st.sampled_from(Attribution),
    audience=st.sampled_from(Audience),
    size=st.integers(0, 5),
)
def test_nobody_is_shown_more_openly_than_anyone_wishes(
    seat_wish: str, own_wish: str, attribution: str, audience: str, size: int
) -> None:
    from inspired.core.models import Person

    seat = Seat(category=Category.MEDIA)
    seat.organisation = make.Organisation(name="Union")
    person = Delegate(person=Person(name="Ana"), seat=seat)
    for row, what in ((seat, seat_wish), (person, own_wish)):
        for one in Audience:
            setattr(row, f"appear_{one.value}", what)
    shown = label(seat, audience, {"media": size}, delegate=person, attribution=attribution)
    if "Ana" in shown:
        assert (seat_wish, own_wish, attribution) == (Appearance.NAME, Appearance.NAME, Attribution.PERSON)
    if "Union" in shown:
        assert strictest(seat_wish, Appearance.ORGANISATION) == Appearance.ORGANISATION
        assert attribution in {Attribution.PERSON, Attribution.ORGANISATION}
    if "Media" in shown:
        assert size >= 3
        assert seat_wish != Appearance.UNLISTED


def test_each_chooses_for_themself_and_the_choice_holds_at_once(client: Client) -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue, "Union")
    person, colleague = make.delegate(seat), make.delegate(seat, role="observer")
    page = reverse("appearance", args=[dialogue.slug, seat.pk])
    client.force_login(person)
    assert client.get(page).content.decode().count("What the host publishes is read by everybody") == 2
    said = {"whose": "own", "own-to_participants": "name", "own-in_documents": "name", "own-in_public": "unlisted"}
    assert client.post(page, said).url == page
    assert Delegate.objects.get(user=person).appear_in_documents == Appearance.NAME
    assert Delegate.objects.get(user=colleague).appear_in_documents == Appearance.ORGANISATION
    said = {"whose": "seat", "seat-to_participants": "name", "seat-in_documents": "name", "seat-in_public": "category"}
    client.post(page, said)
    assert f"{person.name}, Union" in client.get(page).content.decode()
    client.force_login(colleague)  # an observer speaks for nobody
    client.post(page, said | {"seat-in_public": "name"})
    seat.refresh_from_db()
    assert seat.appear_in_public == Appearance.CATEGORY
    client.force_login(make.host_of(dialogue))
    client.post(page, said | {"seat-in_public": "unlisted"})
    assert Event.objects.filter(verb="seat.appearance_chosen").last().details == {"on_behalf": True}
    client.force_login(make.delegate(make.seat(dialogue)))
    assert client.get(page).status_code == 403


def test_choices_are_written_by_verbs() -> None:
    seat = make.seat(make.dialogue())
    user = make.delegate(seat)
    wishes = {"to_participants": "unlisted", "in_documents": "category", "in_public": "name"}
    assert choose_seat_appearance(seat, by=user, **wishes).appear_in_public == "name"
    person = choose_own_appearance(Delegate.objects.get(), by=user, **wishes)
    assert [getattr(person, f"appear_{name}") for name in wishes] == list(wishes.values())


def test_the_host_team_chooses_for_a_person_without_an_account_alone(client: Client) -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    written = add_delegate(seat, by=host, name="Person on paper")
    page = reverse("delegate_appearance", args=[dialogue.slug, written.pk])
    client.force_login(host)
    assert page in client.get(reverse("seat", args=[dialogue.slug, seat.pk])).content.decode()
    client.post(page, {"to_participants": "name", "in_documents": "category", "in_public": "unlisted"})
    written.refresh_from_db()
    assert (written.appear_to_participants, written.appear_in_documents) == ("name", "category")
    assert Event.objects.filter(verb="delegate.appearance_chosen").latest("pk").details["on_behalf"]
    speaker = make.delegate(seat)
    with_account = reverse("delegate_appearance", args=[dialogue.slug, Delegate.objects.get(user=speaker).pk])
    assert client.get(with_account).status_code == 403
    client.force_login(speaker)
    assert client.get(with_account).status_code == 200
    assert client.get(page).status_code == 403
