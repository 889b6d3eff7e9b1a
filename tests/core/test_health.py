"""The health page: two answers, no details, no session."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from inspired.core import views


@pytest.mark.django_db
def test_health_says_ok_and_nothing_more(client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_health_notices_a_missing_migration(client):
    MigrationRecorder(connection).migration_qs.filter(app="core").delete()
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (503, b"not ready")


def test_health_notices_a_silent_database(rf, monkeypatch):
    class Silent:
        def __init__(self, *_args):
            raise DatabaseError

    monkeypatch.setattr(views, "MigrationExecutor", Silent)
    answer = views.health(rf.get("/health/"))
    assert (answer.status_code, answer.content) == (503, b"not ready")
