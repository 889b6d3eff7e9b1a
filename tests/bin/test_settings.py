"""Every setting that the environment can change is explained in .env.example."""

import re

from tests.architecture import ROOT

READ = re.compile(r"""\benv\.\w+\(\s*["']([A-Z0-9_]+)["']|required\(["']([A-Z0-9_]+)["']\)""")
OURS_ALONE = {"INSPIRED_TESTING", "TEST_DATABASE"}  # set by the tests


def test_every_setting_is_explained():
    source = (ROOT / "inspired" / "settings.py").read_text()
    read = {name for pair in READ.findall(source) for name in pair if name}
    explained = set(re.findall(r"^#?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert read >= {"SECRET_KEY", "DATABASE_URL", "S3_BUCKET"}
    assert not read - OURS_ALONE - explained
