"""The life of an invitation in any order: sent, sent again, revoked, expired, left, accepted, declined."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from hypothesis import settings
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from dialogues.models import Delegate, Invitation, Seat
from dialogues.services import invitations, seats
from inspired.core.models import Event, User
from inspired.core.states import StateError
from tests import make


class Life(RuleBasedStateMachine):
    """What the host and the invited person may do, against a model that remembers only what must hold."""

    def __init__(self) -> None:
        super().__init__()
        self.dialogue = make.dialogue()
        self.host = make.host_of(self.dialogue)
        self.seat = make.seat(self.dialogue, joined_at=None)
        self.email = make.user().email or ""
        User.objects.filter(email=self.email).delete()
        self.invitation = invitations.invite(self.seat, by=self.host, email=self.email)
        self.generation, self.end, self.is_expired, self.has_left = 1, "", False, False

    @property
    def opens(self) -> bool:
        return not (self.end or self.is_expired or self.has_left)

    def attempt(self, should_work: bool, verb: object, *args: object, **fields: object) -> bool:
        try:
            verb(*args, **fields)  # type: ignore[operator]
        except StateError:
            assert not should_work
            return False
        assert should_work
        return True

    @rule()
    def resend(self) -> None:
        if self.attempt(not self.end and not self.has_left, invitations.resend, self.invitation, by=self.host):
            self.generation += 1
            self.is_expired = False

    @rule()
    def revoke(self) -> None:
        if self.attempt(not self.end, invitations.revoke, self.invitation, by=self.host):
            self.end = "revoked"

    @rule()
    def expire(self) -> None:
        past = timezone.now() - timedelta(seconds=1)
        Invitation.objects.filter(pk=self.invitation.pk).update(expires_at=past)
        self.is_expired = True

    @precondition(lambda self: not self.has_left)
    @rule()
    def leave(self) -> None:
        seats.leave_seat(self.seat, by=self.host, reason="Gone")
        self.has_left, self.end = True, self.end or "revoked"

    @precondition(lambda self: self.has_left)
    @rule()
    def come_back(self) -> None:
        seats.return_seat(self.seat, by=self.host, reason="Back")
        self.has_left = False

    @rule()
    def accept_with_an_old_link(self) -> None:
        old = self.generation - 1
        self.attempt(False, invitations.accept_as_new, self.invitation, by=None, generation=old, name="Ana")

    @rule()
    def accept(self) -> None:
        verb, fields = invitations.accept_as_new, {"by": None, "generation": self.generation, "name": "Ana"}
        if self.attempt(self.opens, verb, self.invitation, **fields):
            self.end = "accepted"

    @rule()
    def decline(self) -> None:
        fields = {"by": None, "generation": self.generation}
        if self.attempt(self.opens, invitations.decline, self.invitation, **fields):
            self.end = "declined"

    @invariant()
    def the_rows_say_the_same(self) -> None:
        row = Invitation.objects.get(pk=self.invitation.pk)
        accepted = self.end == "accepted"
        assert str(row.state) == (self.end or ("expired" if self.is_expired else "waiting"))
        assert Invitation.objects.answerable().filter(pk=row.pk).exists() == self.opens
        assert Delegate.objects.filter(seat=self.seat).count() == accepted
        assert bool(Seat.objects.get(pk=self.seat.pk).joined_at) == accepted
        assert Event.objects.about(row).filter(verb="invitation.accepted").count() == accepted


class TestLife(TestCase):
    def test_any_order_of_acts_tells_one_story(self) -> None:
        run_state_machine_as_test(Life, settings=settings(max_examples=15, stateful_step_count=10, deadline=None))
