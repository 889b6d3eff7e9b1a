"""Whatever happens to a position check in whatever order, its rows keep their word and the trail holds."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dialogues.consensus.check_reading import view_of
from dialogues.consensus.models import Reply
from dialogues.consensus.services import checks
from dialogues.consensus.states.checks import OFFERED, CheckStatus, Scale, Stance
from dialogues.states import Channel
from inspired.core.audit import verify
from inspired.core.models import Event
from inspired.core.states import StaleError, StateError
from tests import make
from tests.consensus import make_checks

refused = contextlib.suppress(StateError, StaleError, PermissionDenied)
SEATS, STANCES = st.integers(0, 2), st.sampled_from([*OFFERED[Scale.FIVE], Stance.FULL])
WORDS = st.sampled_from(["", "Because."])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_silence", [False, True])
def test_a_check_keeps_its_word(is_silence: bool) -> None:
    def begin() -> Check:
        return Check(is_silence)

    limits = settings(max_examples=6, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(begin, settings=limits)


class Check(RuleBasedStateMachine):
    """One check, three seats with a delegate each, the host, and what the rows should say."""

    def __init__(self, is_silence: bool) -> None:
        super().__init__()
        dialogue = make.dialogue()
        self.host = make.host_of(dialogue)
        self.seats = [make.seat(dialogue) for _ in range(3)]
        self.people = [make.delegate(seat) for seat in self.seats]
        self.check = make_checks.opened(self.seats, is_silence=is_silence, is_hidden=False)
        self.given: dict[int, str] = {}
        self.unconfirmed: set[int] = set()

    def _revision(self, place: int) -> int:
        found = Reply.objects.filter(position_check=self.check, seat=self.seats[place]).first()
        return found.revision if found else 0

    @rule(place=SEATS, stance=STANCES, reason=WORDS, would_change=WORDS, is_fresh=st.booleans())
    def reply(self, place: int, is_fresh: bool, **said: Any) -> None:
        with refused:
            checks.reply_to_check(
                make_checks.asked(self.check, self.seats[place]),
                by=self.people[place],
                revision=self._revision(place) if is_fresh else 0,
                **said,
            )
            self.given[place] = said["stance"]
            self.unconfirmed.discard(place)

    @rule(place=SEATS, other=SEATS)
    def reply_for_another(self, place: int, other: int) -> None:
        if place != other:
            with pytest.raises((PermissionDenied, StateError)):
                make_checks.reply(self.check, self.seats[place], self.people[other])

    @rule(place=SEATS, stance=STANCES)
    def enter(self, place: int, stance: str) -> None:
        with refused:
            checks.enter_reply(
                make_checks.asked(self.check, self.seats[place]),
                by=self.host,
                channel=Channel.PHONE,
                stance=stance,
                reason="By telephone.",
                would_change="Less.",
            )
            assert place not in self.given
            self.unconfirmed.add(place)

    @rule(place=SEATS)
    def confirm(self, place: int) -> None:
        entered = Reply.objects.filter(position_check=self.check, seat=self.seats[place]).first()
        if entered is not None:
            with refused:
                checks.confirm_reply(entered, by=self.people[place], revision=entered.revision)
                self.given[place] = entered.stance
                self.unconfirmed.discard(place)

    @rule()
    def close(self) -> None:
        with refused:
            self.check = checks.close_check(self.check, by=self.host)

    @rule()
    def time_passes(self) -> None:
        make_checks.is_past(self.check)

    @invariant()
    def rows_say_what_was_given(self) -> None:
        stored = Reply.objects.counting().filter(position_check=self.check)
        said = {self.seats.index(one.seat): one.stance for one in stored.select_related("seat")}
        assert said == self.given
        assert all(stance in OFFERED[Scale.FIVE] for stance in said.values())

    @invariant()
    def counts_follow_the_rows(self) -> None:
        self.check.refresh_from_db()
        counted = view_of(self.host, self.check).count
        assert counted is not None
        assert counted.answered == len(self.given)
        silent = 3 - len(self.given) - len(self.unconfirmed)
        assert counted.tacit == (silent if self.check.is_silence and self.check.is_over else 0)

    @invariant()
    def a_silence_procedure_is_not_cut_short(self) -> None:
        if self.check.is_silence and self.check.status == CheckStatus.CLOSED and len(self.given) < 3:
            assert self.check.closed_at >= self.check.due_at

    def teardown(self) -> None:
        closings = Event.objects.filter(scope=self.check.audit_scope, verb="position_check.closed").count()
        assert closings == (self.check.status == CheckStatus.CLOSED)
        assert list(verify(self.check.audit_scope)) == []
