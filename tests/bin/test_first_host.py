"""The command for the first host that bin/run prints makes it in the very installation that runs."""

import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.architecture import ROOT

sys.path.append(str(ROOT / "bin"))

from start import first_host


def test_the_command_says_what_was_said_to_start(monkeypatch, tmp_path):
    folder = tmp_path / "two words"
    monkeypatch.setenv("INSPIRED_DATA", str(folder))
    told = first_host({"INSPIRED_DATA": "two words", "PORT": "8968"})
    assert told.startswith(f"INSPIRED_DATA='{folder}' PORT=8968 ") and told.endswith("create_host you@example.org")


def test_the_command_stays_short_where_nothing_was_said():
    assert first_host({}).endswith("manage.py create_host you@example.org") and "=" not in first_host({})


@pytest.mark.django_db
def test_whoever_makes_a_host_reads_in_which_database_and_on_which_site():
    out = StringIO()
    call_command("create_host", "first@example.org", stdout=out)
    last = out.getvalue().splitlines()[-1]
    assert settings.SITE_URL in last and str(connection.settings_dict["NAME"]) in last
