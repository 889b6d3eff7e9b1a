"""Membership changes only by those who may change it, and the host team hears of answers to invitations."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.models import Invitation, Notice
from dialogues.services import invitations, mandates, roles, seats
from dialogues.services.notices import set_pace
from dialogues.states import Pace, Role
from inspired.core import ports, running
from inspired.core.audit import verify
from inspired.core.memory import remembering
from inspired.core.models import Event, User
from inspired.core.states import StateError
from tests import make

pytestmark = pytest.mark.django_db


def test_the_host_team_is_told_of_answers_without_words_that_give_something_away() -> None:
    dialogue = make.dialogue(short_label="The table")
    host, seat = make.host_of(dialogue), make.seat(dialogue, "Union of domestic workers")
    facilitator = make.role(dialogue, make.user(), Role.FACILITATOR).user
    one = invitations.invite(seat, by=host, email="one@example.org")
    two = invitations.invite_role(dialogue, by=host, role=Role.DONOR, email="two@example.org")
    invitations.accept_as_new(one, by=None, generation=1, name="One")
    invitations.decline(two, by=None, generation=1, note="No time")
    told = Notice.objects.filter(kind="dialogues.invitation_answered")
    assert {notice.user for notice in told} == {host, facilitator}
    assert told.count() == 4
    set_pace(host, pace=Pace.ONCE, dialogue=None, by=host)
    running.work_off()
    (sent,) = [sent for sent in mail.outbox if sent.to == [host.email]]
    words = sent.subject + sent.body
    assert "The table" in words
    assert "2 invitations were answered" in words
    assert "You get this message because" in words
    assert not any(secret in words for secret in ("Union", "One", "No time", dialogue.title))
    news = {item.note: item.title for item in ports.news.collect(host, dialogue)}
    assert news["Invitation accepted"] == "Union of domestic workers"
    assert news["Invitation declined"] == "Donor"
    member = make.delegate(make.seat(dialogue))
    assert not any("Invitation" in item.note for item in ports.news.collect(member, dialogue))


def test_verbs_of_membership_ask_their_rule() -> None:
    dialogue = make.dialogue()
    seat, host = make.seat(dialogue), make.host_of(dialogue)
    member = make.delegate(seat)
    waiting = invitations.invite(seat, by=host, email="a@example.org", delegate_role="alternate")
    for act in (
        lambda: invitations.invite(seat, by=member, email="b@example.org"),
        lambda: invitations.invite_role(dialogue, by=member, role=Role.HOST, email="b@example.org"),
        lambda: invitations.resend(waiting, by=member),
        lambda: invitations.revoke(waiting, by=member),
        lambda: mandates.give_mandate(seat.delegates.get(), by=member, role="alternate", may_sign=True),
        lambda: seats.leave_seat(seat, by=member, reason="No"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_role_ends_at_once_and_says_until_when_it_was_held() -> None:
    dialogue = make.dialogue()
    host, other = make.host_of(dialogue), make.user()
    given = make.role(dialogue, other, Role.HOST)
    with remembering():
        assert dialogue.standing_of(other).is_host
        ended = roles.end_role(given, by=host)
        assert not dialogue.standing_of(other).is_host
    assert (ended.is_over, ended.last_day) == (True, timezone.localdate())
    with pytest.raises(StateError, match="ended already"):
        roles.end_role(given, by=host)
    make.role(dialogue, other, Role.HOST)
    assert dialogue.standing_of(other).is_host


def test_an_account_that_is_switched_off_is_no_host_who_could_remain() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    make.role(dialogue, make.user(is_active=False), Role.HOST)
    with pytest.raises(StateError, match="needs a host"):
        roles.end_role(dialogue.roles.get(user=host), by=host)


def test_removing_an_account_leaves_the_trail_whole() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    invitation = invitations.invite(seat, by=host, email="one@example.org")
    account = invitations.accept_as_new(invitation, by=None, generation=1, name="One")
    events = Event.objects.filter(scope=dialogue.audit_scope).count()
    mandate = seat.delegates.get().mandates.get()
    mandates.end_mandate(mandate, by=host, ends_on=timezone.localdate() + timedelta(days=1))
    User.objects.filter(pk=account.pk).delete()
    assert Event.objects.filter(scope=dialogue.audit_scope).count() == events + 1
    assert not list(verify(dialogue.audit_scope))
    assert Event.objects.filter(verb="invitation.accepted", actor=account.person_key).exists()


def test_each_invitation_that_ends_because_a_seat_leaves_has_its_event() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    for name in ("one", "two"):
        invitations.invite(seat, by=host, email=f"{name}@example.org")
    seats.leave_seat(seat, by=host, reason="They go.")
    assert Event.objects.filter(verb="invitation.revoked").count() == 2
    assert not Invitation.objects.open().exists()
