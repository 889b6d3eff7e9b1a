"""The audit trail: every kind of tampering is found, even by somebody who owns the database."""

from __future__ import annotations

import importlib
import random

import pytest
from django.db import connection, transaction

from inspired.core import audit
from inspired.core.models import ChainHead, Event
from tests import make

KINDS = ("edit", "delete", "swap", "insert", "cut")
TRIGGERS = importlib.import_module("inspired.core.migrations.0002_events_stay_as_written")


def without_triggers() -> None:
    """What the owner of the database can do."""
    down = [TRIGGERS.POSTGRESQL_BACK] if connection.vendor == "postgresql" else TRIGGERS.SQLITE_BACK
    with connection.cursor() as cursor:
        for statement in down:
            cursor.execute(statement)


def tamper(kind: str, dice: random.Random) -> None:
    events = Event.objects.filter(scope="platform")
    numbers = list(events.values_list("number", flat=True))
    one, other = dice.sample(numbers, 2)
    if kind == "edit":
        field, value = dice.choice([("verb", "other.done"), ("actor", "f" * 32), ("details", {"x": dice.random()})])
        events.filter(number=one).update(**{field: value})
    elif kind == "delete":
        events.filter(number=one)._raw_delete(events.db)
    elif kind == "swap":
        events.filter(number=one).update(number=0)
        events.filter(number=other).update(number=one)
        events.filter(number=0).update(number=other)
    elif kind == "insert":
        row = events.get(number=one)
        row.pk, row._state.adding, row.number = None, True, max(numbers) + 1
        row.save()
    else:
        cut = dice.randint(2, max(numbers))
        events.filter(number__gte=cut)._raw_delete(events.db)
        last = events.order_by("-number").first()
        ChainHead.objects.filter(scope="platform").update(number=last.number, digest=last.digest)


@pytest.mark.django_db
def test_every_tampering_is_found(settings, tmp_path, long, django_capture_on_commit_callbacks):
    settings.DATA = tmp_path
    user, dice = make.user(), random.Random(20260623)
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(12):
            audit.record(user, "thing.done", user, number=number)
    assert list(audit.verify()) == []
    without_triggers()
    for turn in range(1000 if long else 100):
        mark = transaction.savepoint()
        tamper(KINDS[turn % len(KINDS)], dice)
        assert list(audit.verify()), KINDS[turn % len(KINDS)]
        transaction.savepoint_rollback(mark)
    assert list(audit.verify()) == []
