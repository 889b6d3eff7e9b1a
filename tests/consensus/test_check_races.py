"""Forced races on position checks: late replies against the close, two who confirm, a confirmation against other words."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from dialogues.consensus.models import PositionCheck, Reply
from dialogues.consensus.services import checks
from dialogues.consensus.states.checks import CheckStatus, Stance
from dialogues.states import Channel
from inspired.core.audit import verify
from inspired.core.models import Event
from tests import make
from tests.consensus import make_checks
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def table():
    """An open check, the seat asked with two who speak for it, and the host."""
    seat = make.seat(make.dialogue())
    one, other = make.delegate(seat), make.delegate(seat)
    return make_checks.opened([seat]), seat, one, other, make.host_of(seat.dialogue)


def test_a_reply_given_while_the_check_is_closed_counts_or_is_refused() -> None:
    check, seat, one, _other, host = table()
    reply = partial(checks.reply_to_check, make_checks.asked(check, seat), by=one, stance=Stance.AGREE)
    ended = at_once(reply, partial(checks.close_check, check, by=host))
    assert ended in (Counter({"done": 2}), Counter({"done": 1, "StateError": 1}))
    assert PositionCheck.objects.get().status == CheckStatus.CLOSED
    assert Reply.objects.counting().count() == ended["done"] - 1
    assert not list(verify(check.audit_scope))


def test_two_who_speak_for_one_seat_do_not_overwrite_each_other_unseen() -> None:
    check, seat, one, other, _host = table()
    asked = make_checks.asked(check, seat)
    said = [(one, Stance.AGREE), (other, Stance.ABSTAIN)]
    replies = [partial(checks.reply_to_check, asked, by=by, stance=stance) for by, stance in said]
    assert at_once(*replies) == Counter({"done": 1, "StaleError": 1})
    kept = Reply.objects.get()
    assert (kept.given_by_id, kept.stance) in {(by.pk, stance) for by, stance in said}


def test_what_is_confirmed_is_what_was_read_and_is_confirmed_once() -> None:
    check, seat, one, other, host = table()
    asked = make_checks.asked(check, seat)
    enter = partial(checks.enter_reply, asked, by=host, channel=Channel.PHONE)
    told = enter(stance=Stance.AGREE)
    confirms = [partial(checks.confirm_reply, told, by=by, revision=told.revision) for by in (one, other)]
    ended = at_once(*confirms, partial(enter, stance=Stance.ABSTAIN))
    assert ended in (Counter({"done": 2, "StateError": 1}), Counter({"done": 1, "StateError": 2}))
    kept = Reply.objects.get()
    assert (kept.stance, kept.confirmed_at is not None) in {(Stance.AGREE, True), (Stance.ABSTAIN, False)}
    assert Event.objects.filter(verb="position.confirmed").count() == (kept.confirmed_at is not None)
