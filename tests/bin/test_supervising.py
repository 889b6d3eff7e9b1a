"""bin/run keeps the programs running: what dies is begun again, what dies again and again is given up, all end together."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import transaction

from inspired.core.jobs import enqueue
from inspired.core.models import Job, Person
from inspired.core.states import JobState
from tests.core.workers import CELERY, ROOT, WORKER, Crew, until

sys.path.append(str(ROOT / "bin"))

import supervise
from machine import Unavailable

SLEEPING = [sys.executable, "-c", "import time; time.sleep(600)"]
FAILING = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture
def programs():
    running: list[supervise.Program] = []
    yield running
    supervise.stop(running)


def test_program_that_was_killed_is_begun_again(programs, capsys):
    programs.append(supervise.Program("sleeper", SLEEPING, dict(os.environ)))
    first = programs[0].process
    first.kill()
    first.wait()
    programs[0].look_after()
    assert not programs[0].has_ended()
    assert programs[0].process.pid != first.pid
    assert "exit code -9" in capsys.readouterr().out


def test_program_that_ends_again_and_again_is_given_up(programs, monkeypatch):
    monkeypatch.setattr(supervise, "PAUSE", 0)
    program = supervise.Program("failing program", FAILING, dict(os.environ))
    programs.append(program)

    def look_often():
        for _look in range(supervise.MANY):
            program.process.wait()
            program.look_after()

    with pytest.raises(Unavailable, match="5 times in a row"):
        look_often()


def test_program_that_others_kill_is_begun_again_for_ever(programs, monkeypatch):
    monkeypatch.setattr(supervise, "PAUSE", 0)
    programs.append(supervise.Program("sleeper", SLEEPING, dict(os.environ)))
    for _kill in range(3 * supervise.MANY):
        programs[0].process.kill()
        programs[0].process.wait()
        programs[0].look_after()
    assert not programs[0].has_ended()


def test_end_of_a_vital_program_ends_the_whole(programs):
    programs.append(supervise.Program("web server", FAILING, dict(os.environ), is_vital=True))
    programs[0].process.wait()
    with pytest.raises(Unavailable, match="exit code 3"):
        programs[0].look_after()


def test_stopping_leaves_no_child_behind(tmp_path):
    told = tmp_path / "child"
    code = (
        "import pathlib, subprocess, sys, time\n"
        f"child = subprocess.Popen({SLEEPING!r})\n"
        f"pathlib.Path({str(told)!r}).write_text(str(child.pid))\n"
        "time.sleep(600)"
    )
    program = supervise.Program("parent", [sys.executable, "-c", code], dict(os.environ))
    until(lambda: told.exists() and told.read_text(), 20)
    supervise.stop([program])
    until(lambda: not is_alive(int(told.read_text())), 10)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")


@pytest.mark.django_db(transaction=True)
def test_job_of_a_killed_worker_is_done_without_anybody_acting(programs, tmp_path, embedded_queue):
    crew = Crew(tmp_path)
    person = Person.objects.create(name="Target")
    with transaction.atomic():
        job = enqueue("tests.slow", person, by=None, payload={"seconds": 6}, key="")
    programs.append(supervise.Program("worker", WORKER, crew.environment))
    beat = [*CELERY, "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile", "", "--loglevel", "WARNING"]
    programs.append(supervise.Program("beat", beat, crew.environment))
    done = threading.Event()
    watching = threading.Thread(target=watch, args=(programs, done))
    watching.start()
    try:
        until(lambda: crew.at_work(job.pk), 60)
        os.kill(programs[0].process.pid, signal.SIGKILL)
        until(lambda: Job.objects.filter(pk=job.pk, state=JobState.DONE, attempts=2).exists(), 60)
        until(crew.mails, 20)
    finally:
        done.set()
        watching.join()
    assert len(crew.mails()) == 1


def watch(programs: list[supervise.Program], done: threading.Event) -> None:
    while not done.is_set():
        for program in programs:
            program.look_after()
        time.sleep(0.5)
