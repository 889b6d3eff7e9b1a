"""Every setting that the environment can change is explained in .env.example, and what stands there can be set."""

import os
import re
import subprocess
import sys

import pytest

from tests.architecture import ROOT

READ = re.compile(r"""\benv\.\w+\(\s*["']([A-Z0-9_]+)["']|required\(["']([A-Z0-9_]+)["']\)""")
OURS_ALONE = {"INSPIRED_TESTING", "TEST_DATABASE"}  # set by the tests


def test_every_setting_is_explained():
    source = (ROOT / "inspired" / "settings.py").read_text()
    read = {name for pair in READ.findall(source) for name in pair if name}
    explained = set(re.findall(r"^#?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert read >= {"SECRET_KEY", "DATABASE_URL", "S3_BUCKET"}
    assert not read - OURS_ALONE - explained


def examples() -> dict[str, str]:
    found = re.findall(r"^#?([A-Z0-9_]+)=(.+)$", (ROOT / ".env.example").read_text(), re.M)
    return {name: value for name, value in found if not name.startswith(("INSPIRED_", "S3_"))}


@pytest.mark.parametrize("changes", [examples(), {"LOG_LEVEL": "WARNING"}], ids=["the examples", "capital letters"])
def test_what_the_examples_say_starts(changes, tmp_path):
    environment = os.environ | changes | {"INSPIRED_DATA": str(tmp_path), "SECRET_KEY": "a", "AUDIT_KEY": "b"}
    words = [sys.executable, "-c", "import django; django.setup()"]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr[-500:]
