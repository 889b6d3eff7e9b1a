"""Forced races on position checks: late replies against the close, two who confirm, other words, the close of the dialogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from threading import Event as Signal
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from dialogues.consensus.models import PositionCheck, Reply
from dialogues.consensus.services import checks
from dialogues.consensus.states.checks import CheckStatus, Stance
from dialogues.services.dialogue import change_status
from dialogues.states import Channel, Status
from inspired.core.audit import verify
from inspired.core.models import Event
from tests import make
from tests.consensus import make_checks
from tests.racing import at_once, ends_of

PATIENCE = 60
HELD = 0.5  # seconds for which a verb that does not wait would have had time to end
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


def while_closing(act: Callable[[], Any], dialogue: Any, host: Any) -> Any:
    """Begin an act after the dialogue was closed and before anybody else can see it; return how the act ended."""
    begun = Signal()

    def close() -> None:
        with transaction.atomic():
            change_status(dialogue, by=host, target=Status.CLOSED, reason="Enough")
            begun.set()
            sleep(HELD)

    def wait_and_act() -> Any:
        assert begun.wait(PATIENCE)
        return act()

    closed, ended = ends_of(close, wait_and_act)
    assert closed is None
    return ended


def acts(check: PositionCheck, seat: Any, one: Any, host: Any) -> dict[str, Callable[[], Any]]:
    """Every verb that changes a check or confirms a reply, by its name."""
    edit = {"title": "Late", "proposal": "Late", "due_at": check.due_at, "revision": check.revision}
    found: dict[str, Callable[[], Any]] = {
        "edit_check": partial(checks.edit_check, check, by=host, **edit),
        "drop_check": partial(checks.drop_check, check, by=host),
        "open_check": partial(checks.open_check, check, by=host, seats=[seat]),
        "close_check": partial(checks.close_check, check, by=host),
        "state_outcome": partial(checks.state_outcome, check, by=host, outcome="Agreed", revision=check.revision),
    }
    if (reply := check.replies.first()) is not None:
        found["confirm_reply"] = partial(checks.confirm_reply, reply, by=one, revision=reply.revision)
    return found


@pytest.mark.parametrize(
    "verb", ["edit_check", "drop_check", "open_check", "close_check", "state_outcome", "confirm_reply"]
)
def test_nothing_is_changed_in_a_check_once_its_dialogue_is_closed(verb: str) -> None:
    check, seat, one, _other, host = table()
    if verb in {"edit_check", "drop_check", "open_check"}:
        check = make_checks.prepared(seat.dialogue)
    else:
        checks.enter_reply(make_checks.asked(check, seat), by=host, channel=Channel.PHONE, stance=Stance.AGREE)
    if verb == "state_outcome":
        check = checks.close_check(check, by=host)
    ended = while_closing(acts(check, seat, one, host)[verb], seat.dialogue, host)
    assert isinstance(ended, PermissionDenied), ended
    assert Event.objects.order_by("-pk").first().verb == "dialogue.closed"
