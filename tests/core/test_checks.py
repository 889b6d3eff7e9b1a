"""Our own system checks find what is wrong, and production has nothing to find."""

from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from inspired.core import checks
from inspired.core.models import User
from inspired.core.noticing import MATTERS, Matter


@pytest.mark.parametrize(
    ("name", "value", "check"),
    [
        ("SECRET_KEY", "short", checks.keys_are_secret),
        ("AUDIT_KEY", "changeme" * 8, checks.keys_are_secret),
        ("CELERY_TASK_SERIALIZER", "pickle", checks.jobs_are_plain),
        ("CELERY_ACCEPT_CONTENT", ["json", "pickle"], checks.jobs_are_plain),
        ("CONTENT_SECURITY_POLICY", {"DIRECTIVES": {"default-src": ["'self'"]}}, checks.policy_is_strict),
        ("SITE_URL", "http://example.org", checks.production_is_whole),
    ],
)
def test_check_finds_what_is_wrong(settings, name, value, check):
    before = len(check())
    settings.SITE_URL = "https://example.org"
    setattr(settings, name, value)
    assert len(check()) >= max(1, before - 1)


def test_sqlite_without_immediate_is_refused(monkeypatch):
    databases = {"default": {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}}
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES=databases))
    assert [found.id for found in checks.sqlite_serialises_writers()] == [
        "inspired.E001",
        "inspired.E002",
        "inspired.E008",
    ]


def test_production_settings_have_nothing_to_find(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "inspired.settings",
        "INSPIRED_DATA": str(tmp_path),
        "SECRET_KEY": "k8Wq2vXz" * 8 + "rT5",
        "AUDIT_KEY": "p3Lm9sYd" * 8 + "uN7",
        "SITE_URL": "https://dialogues.test",
        "ALLOWED_HOSTS": "dialogues.test",
    }
    ran = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "no issues (0 silenced)" in ran.stdout


@pytest.mark.parametrize(
    ("said", "check"),
    [
        ({"arguments": ("email",)}, ["inspired.E009"]),
        ({"arguments": ("person__key",)}, ["inspired.E009"]),
        ({"arguments": ("nothing__such",)}, ["inspired.E009"]),
        ({"page": "no_such_page"}, ["inspired.E010"]),
        ({"arguments": ("pk", "pk")}, ["inspired.E010"]),
        ({}, []),
    ],
)
def test_notices_whose_address_holds_a_letter_or_leads_nowhere_are_refused(monkeypatch, said, check):
    named = {"title": "", "page": "document", "arguments": ("pk",), **said}
    matter = Matter("tests.person", lambda _user: User.objects.all(), **named)
    monkeypatch.setattr(checks, "MATTERS", {matter.name: matter})
    assert [found.id for found in checks.notices_lead_somewhere()] == check


def test_what_is_announced_leads_somewhere():
    assert MATTERS and checks.notices_lead_somewhere() == []
