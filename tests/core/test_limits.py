"""Rate limits: so many at once, then evenly; a refusal costs nothing; no address is stored."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from inspired.core.limits import allow, forget_unused, wait_for
from inspired.core.models import Limit

MINUTE = timedelta(minutes=1)
START = 1_800_000_000


@pytest.mark.django_db
def test_limit_allows_so_many_at_once_and_then_evenly():
    with time_machine.travel(START, tick=False) as clock:
        assert [allow("code", "a@example.org", limit=3, per=MINUTE) for _n in range(5)] == [True] * 3 + [False] * 2
        assert wait_for("code", "a@example.org", limit=3, per=MINUTE) == timedelta(seconds=20)
        clock.shift(20)
        assert wait_for("code", "a@example.org", limit=3, per=MINUTE) == timedelta(0)
        assert [allow("code", "a@example.org", limit=3, per=MINUTE) for _n in range(2)] == [True, False]


@pytest.mark.django_db
def test_refusals_do_not_make_the_wait_longer():
    with time_machine.travel(START, tick=False):
        for _n in range(20):
            allow("code", "a@example.org", limit=1, per=MINUTE)
        assert wait_for("code", "a@example.org", limit=1, per=MINUTE) == MINUTE


@pytest.mark.django_db
def test_people_and_things_are_limited_apart():
    assert allow("code", "a@example.org", limit=1, per=MINUTE)
    assert allow("code", "b@example.org", limit=1, per=MINUTE)
    assert allow("password", "a@example.org", limit=1, per=MINUTE)
    assert not allow("code", " A@EXAMPLE.org", limit=1, per=MINUTE)


@pytest.mark.django_db
def test_no_address_is_stored():
    allow("code", "a@example.org", limit=1, per=MINUTE)
    assert "example" not in Limit.objects.get().bucket


@pytest.mark.django_db
def test_rows_that_limit_nobody_are_forgotten():
    with time_machine.travel(START, tick=False) as clock:
        allow("code", "a@example.org", limit=1, per=MINUTE)
        assert forget_unused() == 0
        clock.shift(61)
        assert forget_unused() == 1


@pytest.mark.parametrize(("limit", "per"), [(0, MINUTE), (1, timedelta(0))])
def test_senseless_limits_are_refused(limit, per):
    with pytest.raises(ValueError):
        allow("code", "a", limit=limit, per=per)


@pytest.mark.django_db(transaction=True)
def test_parallel_uses_are_counted_once_each():
    start, answers = threading.Barrier(12), []

    def use():
        start.wait()
        try:
            answers.append(allow("code", "a@example.org", limit=5, per=timedelta(hours=1)))
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers) == [False] * 7 + [True] * 5
