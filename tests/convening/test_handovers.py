"""Handing a place over: what passes, what ends, who may, and what never reaches the successor."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.models import AccessSlip, Handover
from dialogues.convening.services.handovers import hand_over_role, hand_over_seat
from dialogues.convening.services.messages import write_to_host
from dialogues.convening.services.slips import make_slip, use_slip
from dialogues.convening.tasks.handovers import compose_left
from dialogues.documents.handing import pass_on as pass_on_places
from dialogues.documents.models import Drafter
from dialogues.documents.models.drafts import SectionDraft
from dialogues.models import Delegate, Invitation, Mandate, Notice
from dialogues.services import mandates, rules
from dialogues.services.invitations import accept_as_new, decline, invite
from dialogues.services.seats import leave_seat
from dialogues.states import DelegateRole
from inspired.core.models import Event, OutboxMail, SignIn
from inspired.core.ports import Leaver
from inspired.core.states import StateError
from tests import make
from tests.documents import make as documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue(title="Decent work")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue, "Union of domestic workers")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def place_of(user, seat):
    return Delegate.objects.get(user=user, seat=seat)


def url_of(delegate):
    return reverse("seat_hand_over", args=[delegate.seat.dialogue.slug, delegate.pk])


def test_a_host_hands_a_seat_over_on_the_site(dialogue, host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    leaver, successor = place_of(ana, seat), place_of(bruno, seat)
    client = browser(host)
    before = client.get(url_of(leaver))
    assert "What passes to the successor" in before.text
    assert "What ends at once" in before.text
    said = {"who": str(successor.pk), "may_sign": "on"}
    asked = client.post(url_of(leaver), said)
    assert "Hand over now" in asked.text
    assert not Handover.objects.exists()
    done = client.post(url_of(leaver), said | {"sure": "1"}, follow=True)
    assert "Taken on" in done.text
    assert not Mandate.objects.active().filter(delegate=leaver).exists()
    assert Mandate.objects.active().get(delegate=successor).role == DelegateRole.HEAD
    assert seat.has_signatory(bruno)
    assert browser(ana).get(reverse("dialogue", args=[dialogue.slug])).status_code == 404
    assert (
        "Brief for whoever speaks for" in browser(bruno).get(reverse("seat_brief", args=[dialogue.slug, seat.pk])).text
    )


def test_the_dialogue_is_not_named_to_whoever_left_and_both_are_told(dialogue, host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    hand_over_seat(place_of(ana, seat), by=host, successor=place_of(bruno, seat))
    mail = OutboxMail.objects.get(user=ana)
    composed = compose_left(mail)
    for word in (dialogue.title, str(seat), bruno.name, ana.name, host.name):
        assert word not in composed.subject + composed.body
    assert [one.kind for one in Notice.objects.filter(user=bruno)] == ["convening.handed_over_to_you"]
    assert Notice.objects.visible_to(bruno).count() == 1
    assert not Notice.objects.visible_to(ana).exists()
    verbs = list(Event.objects.filter(scope=dialogue.audit_scope).values_list("verb", flat=True))
    assert {"mandate.ended", "mandate.given", "delegate.handed_over", "handover.taken_on"} <= set(verbs)
    trail = browser(host).get(reverse("audit_trail", args=[dialogue.slug])).text
    assert f"The place of {ana.name} as a delegate was handed over (Head delegate)" in trail
    assert f"{bruno.name} took on a place that was handed over" in trail


def test_the_authority_to_sign_does_not_pass_by_itself(host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    hand_over_seat(place_of(ana, seat), by=ana, successor=place_of(bruno, seat))
    assert Mandate.objects.active().get(delegate__user=bruno).role == DelegateRole.HEAD
    assert not seat.has_signatory(bruno)
    assert not seat.has_signatory(ana)


def test_a_delegate_cannot_give_the_authority_away(seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    leaver = place_of(ana, seat)
    with pytest.raises(StateError):
        hand_over_seat(leaver, by=ana, successor=place_of(bruno, seat), may_sign=True)
    assert "may_sign" not in browser(ana).get(url_of(leaver)).text
    assert Mandate.objects.active().filter(delegate=leaver).exists()


def test_who_may_sign_already_still_may(host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    hand_over_seat(place_of(ana, seat), by=host, successor=place_of(bruno, seat))
    assert Mandate.objects.active().get(delegate__user=bruno).role == DelegateRole.HEAD
    assert seat.has_signatory(bruno)


def test_a_mandate_to_come_open_invitations_slips_and_sessions_end_too(dialogue, host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    leaver = place_of(ana, seat)
    mandates.give_mandate(
        leaver, by=host, role=DelegateRole.ALTERNATE, starts_on=timezone.localdate() + timedelta(days=9)
    )
    sent = Invitation.objects.create(
        dialogue=dialogue,
        seat=seat,
        delegate_role=DelegateRole.OBSERVER,
        email=ana.email,
        expires_at=timezone.now() + timedelta(days=5),
    )
    slip = AccessSlip.objects.create(delegate=leaver, expires_at=timezone.now() + timedelta(days=5))
    ana_at_home, other_host = browser(ana), browser(host)
    hand_over_seat(leaver, by=host, successor=place_of(bruno, seat))
    assert all(mandate.is_over for mandate in leaver.mandates.all())
    sent.refresh_from_db()
    slip.refresh_from_db()
    assert sent.revoked_at and slip.revoked_at
    assert not SignIn.objects.filter(account=ana).exists()
    assert ana_at_home.get("/accounts/data/").status_code == 302
    assert other_host.get("/accounts/data/").status_code == 200


def test_sessions_stay_where_another_dialogue_knows_the_person(host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    make.delegate(make.seat(make.dialogue()), ana)
    client = browser(ana)
    hand_over_seat(place_of(ana, seat), by=host, successor=place_of(bruno, seat))
    assert client.get("/accounts/data/").status_code == 200


def test_nothing_waiting_in_the_post_reaches_whoever_left(host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    rules.propose_rules(seat.dialogue, by=host, text="We let each other finish")
    assert Notice.objects.untold().filter(user=ana).exists()
    hand_over_seat(place_of(ana, seat), by=host, successor=place_of(bruno, seat))
    assert not Notice.objects.untold().filter(user=ana).exists()
    assert Notice.objects.untold().filter(user=bruno, kind="dialogues.rules_proposed").exists()


def test_somebody_new_is_invited_and_takes_on_when_they_accept(dialogue, host, seat):
    ana = make.delegate(seat)
    document = documents.ppa(dialogue)
    Drafter.objects.create(document=document, user=ana)
    new = {"name": "Carla", "function": "Secretary", "email": "Carla@Example.org"}
    handover = hand_over_seat(place_of(ana, seat), by=ana, **new)
    assert not Mandate.objects.active().filter(delegate__seat=seat).exists()
    assert handover.taken_at is None
    assert "Their invitation: Waiting for an answer" in browser(host).get(handover.get_absolute_url()).text
    invitation = Invitation.objects.get(seat=seat)
    assert (invitation.delegate_role, invitation.may_sign) == (DelegateRole.HEAD, False)
    carla = accept_as_new(invitation, by=None, generation=1, name="Carla")
    handover.refresh_from_db()
    assert handover.successor == place_of(carla, seat)
    assert handover.taken_at is not None
    assert list(document.drafters.values_list("user", flat=True)) == [carla.pk]
    assert Notice.objects.filter(user=carla, kind="convening.handed_over_to_you").count() == 1


def test_whoever_comes_instead_of_the_successor_takes_on(dialogue, host, seat):
    ana = make.delegate(seat)
    handover = hand_over_seat(place_of(ana, seat), by=host, name="Carla", email="carla@example.org")
    decline(Invitation.objects.get(seat=seat), by=None, generation=1)
    dora = accept_as_new(invite(seat, by=host, email="dora@example.org"), by=None, generation=1, name="Dora")
    handover.refresh_from_db()
    assert handover.successor == place_of(dora, seat)


def test_another_newcomer_does_not_take_on_while_the_successor_is_awaited(host, seat):
    ana = make.delegate(seat)
    handover = hand_over_seat(place_of(ana, seat), by=host, name="Carla", email="carla@example.org")
    accept_as_new(invite(seat, by=host, email="dora@example.org"), by=None, generation=1, name="Dora")
    handover.refresh_from_db()
    assert handover.taken_at is None


def test_a_successor_without_email_comes_in_by_a_slip(dialogue, host, seat):
    ana = make.delegate(seat)
    client = browser(host)
    said = {"who": "new", "name": "Rosa", "phone": "555 0101", "sure": "1"}
    client.post(url_of(place_of(ana, seat)), said)
    handover = Handover.objects.get()
    rosa = handover.successor
    assert rosa.mandates.active().get().role == DelegateRole.HEAD
    assert handover.taken_at is None
    assert "Make an access slip" in client.get(handover.get_absolute_url()).text
    use_slip(make_slip(rosa, by=host), by=None)
    handover.refresh_from_db()
    assert handover.taken_at is not None


def test_a_newcomer_needs_a_name_and_a_way_to_reach_them(host, seat):
    ana = make.delegate(seat)
    page = browser(host).post(url_of(place_of(ana, seat)), {"who": "new", "function": "Secretary"})
    assert "(needed for somebody new)" in page.text
    assert page.text.count("(optional)") == 1, "the function alone"
    assert "Enter the name of whoever follows." in page.text
    assert "Enter an e-mail address or a telephone number." in page.text
    assert 'value="Secretary"' in page.text
    assert not Handover.objects.exists()


def test_nobody_follows_themself(host, seat):
    ana = make.delegate(seat)
    leaver = place_of(ana, seat)
    for said in ({"successor": leaver}, {"name": "Ana", "email": ana.email.upper()}):
        with pytest.raises(StateError):
            hand_over_seat(leaver, by=host, **said)
    assert seat.has_signatory(ana)
    page = browser(host).post(url_of(leaver), {"who": str(leaver.pk), "sure": "1"})
    assert page.status_code == 200
    assert not Handover.objects.exists()


def test_a_delegate_of_another_seat_does_not_follow(dialogue, host, seat):
    ana = make.delegate(seat)
    other = make.seat(dialogue)
    stranger = place_of(make.delegate(other), other)
    with pytest.raises(StateError):
        hand_over_seat(place_of(ana, seat), by=host, successor=stranger)


def test_a_place_is_handed_over_once(host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    leaver = place_of(ana, seat)
    hand_over_seat(leaver, by=host, successor=place_of(bruno, seat))
    with pytest.raises(StateError):
        hand_over_seat(leaver, by=host, name="Carla", phone="1")
    assert Handover.objects.count() == 1
    assert seat.delegates.count() == 2
    client = browser(host)
    assert "This place is handed over already" in client.get(url_of(leaver)).text
    again = client.post(url_of(leaver), {"who": str(place_of(bruno, seat).pk), "sure": "1"})
    assert "This place is handed over already" in again.text


@pytest.mark.parametrize("status", ["closed", "archived"])
def test_a_dialogue_at_rest_hands_nothing_over(host, dialogue, seat, status):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    type(dialogue).objects.filter(pk=dialogue.pk).update(status=status)
    leaver = Delegate.objects.get(user=ana)
    with pytest.raises(PermissionDenied):
        hand_over_seat(leaver, by=host, successor=place_of(bruno, seat))
    with pytest.raises(PermissionDenied):
        hand_over_role(dialogue.roles.get(), by=host, successor=make.user())
    assert browser(host).get(url_of(leaver)).status_code == 403


def test_other_people_hand_nothing_over(dialogue, host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    others = [bruno, make.delegate(make.seat(dialogue)), make.role(dialogue, make.user(), "donor").user]
    others += [make.host_of(make.dialogue()), make.user(is_staff=True, is_superuser=True)]
    for by in others:
        with pytest.raises(PermissionDenied):
            hand_over_seat(place_of(ana, seat), by=by, successor=place_of(bruno, seat))
    assert seat.has_signatory(ana)


def test_a_seat_that_has_left_hands_nothing_over(host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    leave_seat(seat, by=host, reason="No mandate")
    with pytest.raises(StateError):
        hand_over_seat(place_of(ana, seat), by=host, successor=place_of(bruno, seat))


def test_drafts_of_the_seat_pass_and_private_ones_do_not(dialogue, host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    call = make.call(dialogue)
    make.draft(call, seat, ana, "DRAFT OF THE SEAT")
    document = documents.ppa(dialogue)
    section = document.sections.first()
    SectionDraft.objects.create(section=section, user=ana, text="PRIVATE DRAFT", revision=0)
    Drafter.objects.create(document=document, user=ana)
    talk = write_to_host(
        dialogue,
        by=ana,
        subject="S",
        text="CONFIDENCE",
        delete_on=timezone.localdate() + timedelta(days=30),
        key=uuid4(),
    )
    own = browser(ana).get(url_of(place_of(ana, seat))).text
    assert "Private drafts of sections: <b>1</b>" in own
    assert "Messages in confidence: <b>1</b>" in own
    assert "Places in drafting teams: <b>1</b>" in own
    assert "Answers that are being written: <b>1</b>" in own
    hand_over_seat(place_of(ana, seat), by=host, successor=place_of(bruno, seat))
    assert list(document.drafters.values_list("user", flat=True)) == [bruno.pk]
    client = browser(bruno)
    assert "DRAFT OF THE SEAT" in client.get(reverse("answer_edit", args=[dialogue.slug, call.pk, seat.pk])).text
    editing = reverse("section_edit", args=[dialogue.slug, document.pk, section.key])
    assert "PRIVATE DRAFT" not in client.get(f"{editing}?draft=1").text
    assert client.get(reverse("message", args=[dialogue.slug, talk.pk])).status_code == 404
    assert not SectionDraft.objects.visible_to(bruno).exists()
    brief = client.get(reverse("seat_brief", args=[dialogue.slug, seat.pk])).text
    for word in ("DRAFT OF THE SEAT", "PRIVATE DRAFT", "CONFIDENCE"):
        assert word not in brief


def test_whoever_keeps_another_role_keeps_what_is_their_own(dialogue, host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    make.delegate(make.seat(dialogue), ana)
    document = documents.ppa(dialogue)
    Drafter.objects.create(document=document, user=ana)
    client = browser(ana)
    hand_over_seat(place_of(ana, seat), by=host, successor=place_of(bruno, seat))
    assert list(document.drafters.values_list("user", flat=True)) == [ana.pk]
    assert client.get(reverse("dialogue", args=[dialogue.slug])).status_code == 200


def test_an_observer_takes_no_place_in_a_drafting_team(dialogue, host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.OBSERVER, may_sign=False)
    Drafter.objects.create(document=documents.ppa(dialogue), user=ana)
    leaver = Leaver(ana, dialogue.pk, seat.pk, False)
    assert pass_on_places(leaver, bruno) == 0
    assert not Drafter.objects.filter(user=bruno).exists()


def test_two_people_in_one_drafting_team_hold_one_place(dialogue, host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    document = documents.ppa(dialogue)
    for holder in (ana, bruno):
        Drafter.objects.create(document=document, user=holder)
    hand_over_seat(place_of(ana, seat), by=host, successor=place_of(bruno, seat))
    assert list(document.drafters.values_list("user", flat=True)) == [bruno.pk]


def test_hostile_names_are_shown_as_they_are(host, seat):
    ana = make.delegate(seat)
    said = {"who": "new", "name": "<script>alert(1)</script>", "phone": "<b>1</b>"}
    asked = browser(host).post(url_of(place_of(ana, seat)), said).text
    assert "<script>alert(1)" not in asked
    assert "&lt;script&gt;alert(1)" in asked
