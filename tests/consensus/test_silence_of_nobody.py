"""Silence of organisations for which nobody could have objected is no consent, whatever the host does with seats and mandates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.consensus.check_reading import view_of
from dialogues.consensus.check_tally import Count
from dialogues.consensus.models import PositionCheck
from dialogues.models import Mandate, Seat
from dialogues.states import DelegateRole
from tests import make
from tests.consensus import make_checks
from tests.consensus.test_standing_still import at, now

pytestmark = pytest.mark.django_db


def asked(count: int = 1) -> tuple[PositionCheck, list[Seat]]:
    """A silence procedure of seats with somebody who speaks."""
    seats = [make.seat(make.dialogue())]
    seats += [make.seat(seats[0].dialogue) for _number in range(count - 1)]
    for seat in seats:
        make.delegate(seat)
    return make_checks.opened(seats, is_silence=True, is_hidden=False), seats


def counted(check: PositionCheck, after: timedelta = timedelta(minutes=1)) -> Count:
    with at(check.due_at + after):
        found = view_of(make.host_of(check.dialogue), now(check)).count
    assert found is not None
    return found


def mandate(seat: Seat, **fields: Any) -> None:
    Mandate.objects.filter(delegate__seat=seat).update(**fields)


@pytest.mark.parametrize(
    "how",
    [
        lambda check, seat: Seat.objects.filter(pk=seat.pk).update(left_at=check.due_at - timedelta(hours=1)),
        lambda check, seat: mandate(seat, ended_at=check.due_at - timedelta(hours=1)),
        lambda check, seat: mandate(seat, ends_on=check.due_at.date() - timedelta(days=1)),
        lambda check, seat: mandate(seat, role=DelegateRole.OBSERVER, may_sign=False),
        lambda check, seat: seat.delegates.all().delete(),
    ],
    ids=["left", "ended at once", "dated", "observer", "nobody"],
)
def test_silence_passes_nothing_where_nobody_spoke_at_the_end(how: Any) -> None:
    check, (seat,) = asked()
    how(check, seat)
    found = counted(check)
    assert (found.tacit, found.absent, found.is_reached) == (0, 1, False)
    client = Client()
    client.force_login(make.host_of(check.dialogue))
    with at(check.due_at + timedelta(minutes=1)):
        assert "Nobody was there to object" in client.get(check.get_absolute_url()).content.decode()


def test_whoever_leaves_after_the_end_was_there_until_it() -> None:
    check, (seat,) = asked()
    later = check.due_at + timedelta(minutes=5)
    Seat.objects.filter(pk=seat.pk).update(left_at=later)
    mandate(seat, ended_at=later)
    for after in (timedelta(minutes=10), timedelta(days=40)):
        found = counted(check, after)
        assert (found.tacit, found.absent, found.is_reached) == (1, 0, True)


def test_others_let_it_pass_and_what_was_said_counts_whoever_left_since() -> None:
    check, (gone, there, said) = asked(3)
    make_checks.reply(check, said, Mandate.objects.get(delegate__seat=said).delegate.user)
    Seat.objects.filter(pk__in=[gone.pk, said.pk]).update(left_at=timezone.now())
    found = counted(check)
    assert (found.answered, found.tacit, found.absent, found.is_reached) == (1, 1, 1, True)
    assert there.left_at is None
