"""The audit trail: every kind of tampering is found, even by somebody who owns the database."""

from __future__ import annotations

import importlib
import random

import pytest
from django.core.management import CommandError, call_command
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


@pytest.mark.django_db
def test_a_heads_file_that_is_gone_or_spoilt_is_a_fault_and_a_rotated_one_is_read(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.DATA = tmp_path
    user = make.user()
    assert list(audit.verify()) == []
    with django_capture_on_commit_callbacks(execute=True):
        for scope in ("platform", "a scope with spaces"):
            audit.record(user, "thing.done", user, scope=scope)
    assert list(audit.verify()) == []
    file = audit.heads_file()
    rotated = file.rename(file.with_name("heads.log.1"))
    assert list(audit.verify()) == []
    with rotated.open("a") as spoilt:
        spoilt.write("2026-01-01T00:00:00Z plat\n")
    assert [str(fault) for fault in audit.verify()] == ["heads.log.1: line 3 cannot be read"]
    rotated.unlink()
    assert [str(fault) for fault in audit.verify()] == ["heads.log is missing or empty: a cut tail would not show"]


@pytest.mark.django_db
def test_the_command_names_each_fault_and_fails(settings, tmp_path, capsys):
    settings.DATA = tmp_path
    call_command("verify_audit")
    assert "holds" in capsys.readouterr().out
    user = make.user()
    audit.record(user, "thing.done", user)
    with pytest.raises(CommandError, match="trail: 1"):
        call_command("verify_audit")
    assert "heads.log is missing" in capsys.readouterr().err
