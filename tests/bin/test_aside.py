"""A command aside of the others: all it wrote is told, its failure counts, and no end of the gate leaves it running."""

import os
import sys
import time

from tests.core.workers import ROOT, until

sys.path.append(str(ROOT / "bin"))

from aside import Aside


def python(code):
    return [sys.executable, "-u", "-c", code]


def test_what_it_wrote_before_and_while_it_is_followed_is_told_once(tmp_path, capfd):
    code = "import time; print('early'); time.sleep(1); print('late')"
    with Aside(python(code), os.environ, tmp_path / "output") as aside:
        until(lambda: b"early" in aside.output.read_bytes(), 20)
        assert aside.follow()
    assert capfd.readouterr().out.split() == ["early", "late"]
    assert aside.seconds >= 1


def test_a_failure_beside_is_a_failure(tmp_path, capfd):
    with Aside(python("print('1 failed'); raise SystemExit(1)"), os.environ, tmp_path / "output") as aside:
        assert not aside.follow()
    assert "1 failed" in capfd.readouterr().out


def test_leaving_early_lets_it_clean_up_and_leaves_no_child(tmp_path):
    child = tmp_path / "child"
    code = (
        "import pathlib, subprocess, sys, time\n"
        "sleeper = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"pathlib.Path({str(child)!r}).write_text(str(sleeper.pid))\n"
        "try:\n    time.sleep(600)\n"
        "except KeyboardInterrupt:\n    print('cleaned up')"
    )
    with Aside(python(code), os.environ, tmp_path / "output") as aside:
        until(lambda: child.exists() and child.read_text(), 20)
    assert aside.output.read_text().split() == ["cleaned", "up"]
    until(lambda: has_ended(int(child.read_text())), 10)


def has_ended(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_its_own_time_counts_not_that_of_whoever_looks_late(tmp_path):
    with Aside(python(""), os.environ, tmp_path / "output") as aside:
        until(lambda: not aside.clock.is_alive(), 20)
        took = aside.seconds
        time.sleep(0.3)
        assert aside.follow()
    assert aside.seconds == took
