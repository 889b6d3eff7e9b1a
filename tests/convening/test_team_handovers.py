"""Handing over a place in the host team, and two people who hand over the same place at once."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.models import Handover
from dialogues.convening.services import contact_log, contacts
from dialogues.convening.services.handovers import hand_over_role, hand_over_seat
from dialogues.documents.models import Drafter
from dialogues.models import Delegate, DialogueRole, Notice
from dialogues.services.invitations import invite_role
from dialogues.states import DelegateRole, Role
from inspired.core.models import Job, OutboxMail, SignIn
from inspired.core.states import JobState, StateError
from tests import make
from tests.documents import make as documents
from tests.racing import at_once

pytestmark = pytest.mark.django_db
AT_ONCE = 4


@pytest.fixture
def dialogue():
    return make.dialogue(title="Decent work")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def helper(dialogue):
    return make.role(dialogue, make.user(), Role.FACILITATOR).user


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def place_of(user, dialogue):
    return DialogueRole.objects.active().get(user=user, dialogue=dialogue)


def url_of(role):
    return reverse("role_hand_over", args=[role.dialogue.slug, role.pk])


def test_a_facilitator_hands_contacts_calls_and_work_over(dialogue, host, helper):
    today = timezone.localdate()
    listed = contacts.list_organisation(
        dialogue, by=helper, name="Ministry", responsible=helper, next_step="Call", next_on=today
    )
    contact_log.log_contact(listed, by=helper, way="phone", outcome="OUTCOME OF A TALK", next_on=today)
    Drafter.objects.create(document=documents.ppa(dialogue), user=helper)
    job = Job.objects.create(
        kind="dialogues.send_list",
        scope=dialogue.audit_scope,
        by=helper,
        state=JobState.FAILED,
        finished_at=timezone.now(),
        target_label="dialogues.dialogue",
        target_pk=str(dialogue.pk),
    )
    role = place_of(helper, dialogue)
    client = browser(host)
    page = client.get(url_of(role)).text
    assert "Organisations for which this person is responsible: <b>1</b>" in page
    assert "Calls that were agreed with them: <b>1</b>" in page
    assert "Entries in the contact log, and the contact cards: <b>1</b>" in page
    asked = client.post(url_of(role), {"who": str(host.pk)})
    assert "Hand over now" in asked.text
    assert not Handover.objects.exists()
    done = client.post(url_of(role), {"who": str(host.pk), "sure": "1"}, follow=True)
    assert "Host team" in done.text
    listed.refresh_from_db()
    job.refresh_from_db()
    assert (listed.responsible, job.by) == (host, host)
    assert listed.log.get().by == helper
    assert Drafter.objects.get().user == host
    assert not DialogueRole.objects.active().filter(user=helper).exists()
    assert browser(helper).get(reverse("contacts", args=[dialogue.slug])).status_code == 404
    assert "OUTCOME OF A TALK" in client.get(reverse("contact", args=[dialogue.slug, listed.pk])).text
    assert OutboxMail.objects.filter(user=helper, kind="convening.place_ended").count() == 1


def test_whoever_follows_the_only_host_becomes_host(dialogue, host, helper):
    role = place_of(host, dialogue)
    assert "Whoever follows becomes the host of this dialogue." in browser(host).get(url_of(role)).text
    handover = hand_over_role(role, by=host, successor=helper)
    roles = DialogueRole.objects.active().filter(dialogue=dialogue)
    assert {(one.user, one.role) for one in roles} == {(helper, Role.HOST), (helper, Role.FACILITATOR)}
    assert handover.taken_at is not None
    assert [one.kind for one in Notice.objects.filter(user=helper)] == ["convening.handed_over_to_you"]


def test_the_last_host_cannot_leave_without_a_successor(dialogue, host):
    role = place_of(host, dialogue)
    page = browser(host).get(url_of(role)).text
    assert "A dialogue needs a host. Ask somebody to join the team first" in page
    assert browser(host).post(url_of(role), {"who": str(host.pk), "sure": "1"}).status_code == 200
    for successor in (host, make.user(), make.delegate(make.seat(dialogue))):
        with pytest.raises(StateError):
            hand_over_role(role, by=host, successor=successor)
    assert place_of(host, dialogue) == role


def test_a_second_host_stays_what_the_colleague_was(dialogue, host, helper):
    make.role(dialogue, make.user(), Role.HOST)
    hand_over_role(place_of(host, dialogue), by=host, successor=helper)
    assert [one.role for one in DialogueRole.objects.active().filter(user=helper)] == [Role.FACILITATOR]


def test_only_hosts_and_the_leaver_hand_over(dialogue, host, helper):
    other = make.role(dialogue, make.user(), Role.FACILITATOR).user
    role = place_of(helper, dialogue)
    for by in (other, make.delegate(make.seat(dialogue)), make.host_of(make.dialogue())):
        with pytest.raises(PermissionDenied):
            hand_over_role(role, by=by, successor=host)
    assert browser(other).get(url_of(role)).status_code == 403
    hand_over_role(role, by=helper, successor=other)
    with pytest.raises(StateError):
        hand_over_role(role, by=host, successor=other)
    assert Handover.objects.count() == 1


def test_a_donor_hands_nothing_over(dialogue, host):
    donor = make.role(dialogue, make.user(), Role.DONOR)
    assert browser(host).get(url_of(donor)).status_code == 403


def test_the_leaver_of_a_team_is_signed_out_elsewhere_and_sees_no_handover(dialogue, host, helper):
    at_work = browser(helper)
    handover = hand_over_role(place_of(helper, dialogue), by=host, successor=host)
    assert not SignIn.objects.filter(account=helper).exists()
    assert at_work.get(handover.get_absolute_url()).status_code == 302
    assert browser(helper).get(handover.get_absolute_url()).status_code == 404
    delegate = make.delegate(make.seat(dialogue))
    assert browser(delegate).get(handover.get_absolute_url()).status_code == 404


def test_whoever_leaves_by_themself_arrives_at_their_dialogues(dialogue, host, helper):
    client = browser(helper)
    done = client.post(url_of(place_of(helper, dialogue)), {"who": str(host.pk), "sure": "1"}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("dialogues")
    assert dialogue.title not in done.text


def test_an_open_invitation_to_the_team_ends_with_it(dialogue, host, helper):
    invitation = invite_role(dialogue, by=host, role=Role.HOST, email=helper.email)
    hand_over_role(place_of(helper, dialogue), by=host, successor=host)
    invitation.refresh_from_db()
    assert invitation.revoked_at


@pytest.mark.django_db(transaction=True)
def test_two_hosts_hand_over_one_place_at_once():
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    ana = Delegate.objects.get(user=make.delegate(seat))
    others = [Delegate.objects.get(user=make.delegate(seat, role=DelegateRole.ALTERNATE)) for _ in range(AT_ONCE)]
    ended = at_once(*[lambda to=to: hand_over_seat(ana, by=host, successor=to) for to in others])
    assert ended == {"done": 1, "StateError": AT_ONCE - 1}
    assert Handover.objects.count() == 1
    helpers = [make.role(dialogue, make.user(), Role.FACILITATOR).user for _ in range(AT_ONCE)]
    role = place_of(host, dialogue)
    ended = at_once(*[lambda to=to: hand_over_role(role, by=host, successor=to) for to in helpers])
    assert ended.get("done") == 1
    assert DialogueRole.objects.active().filter(dialogue=dialogue, role=Role.HOST).count() == 1
