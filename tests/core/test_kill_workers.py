"""What was accepted is done exactly once in effect, whatever is killed and whoever does not answer."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import transaction

from inspired.core.jobs import enqueue
from inspired.core.models import Job, Message, OutboxMail, Person
from inspired.core.states import JobState, MailState
from tests.core.workers import CELERY, ROOT, Crew, Redis, silent_server, until

pytestmark = pytest.mark.django_db(transaction=True)
RECOVERY = 60  # seconds
QUICK = 300  # milliseconds, in the long form on a machine that does nothing else
UNHINDERED = 1500  # milliseconds: well below what waiting for a broker would cost, also on a busy machine
needs_redis = pytest.mark.skipif(not Redis.is_installed(), reason="redis-server is not installed")


@pytest.fixture
def crew(tmp_path):
    crew = Crew(tmp_path)
    yield crew
    crew.stop()


@pytest.fixture
def redis(tmp_path):
    redis = Redis(tmp_path)
    yield redis
    redis.stop()


@pytest.fixture
def target():
    return Person.objects.create(name="Target")


@pytest.fixture(autouse=True)
def _embedded(embedded_queue):
    """Jobs written by the test itself need no broker."""


def queued(target, *, seconds, key=""):
    with transaction.atomic():
        return enqueue("tests.slow", target, by=None, payload={"seconds": seconds}, key=key)


def all_done(jobs):
    return Job.objects.filter(pk__in=[job.pk for job in jobs], state=JobState.DONE).count() == len(jobs)


def all_sent(number):
    return OutboxMail.objects.filter(state=MailState.SENT).count() == number


def test_worker_does_the_work_and_answers_a_ping(crew, target):
    crew.worker()
    crew.clock()  # as everywhere: what the sender of this process drops, the sweep sends
    jobs = [queued(target, seconds=0, key=str(n)) for n in range(20)]
    until(lambda: all_done(jobs) and all_sent(20), 90)
    assert len(crew.mails()) == 20
    ping = subprocess.run(
        [*CELERY, "inspect", "ping", "--timeout", "10"],
        cwd=ROOT, env=crew.environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "pong" in ping.stdout, ping.stderr + crew.logs()
    until(lambda: not Message.objects.filter(queue="inspired").exists(), 10)


def test_killed_child_and_killed_worker_lose_nothing(crew, target):
    worker = crew.worker()
    crew.clock()
    jobs = [queued(target, seconds=6, key=str(n)) for n in range(4)]
    until(lambda: sum(crew.at_work(job.pk) > 0 for job in jobs) == 2, 40)
    os.kill(next(pid for pid in (crew.at_work(job.pk) for job in jobs) if pid), signal.SIGKILL)
    time.sleep(1)
    os.killpg(worker.pid, signal.SIGKILL)
    crew.worker()
    recovered = until(lambda: all_done(jobs) and all_sent(4), RECOVERY + 20)
    assert recovered < RECOVERY, f"{recovered:.0f} s"
    assert sorted(mail.rpartition("job ")[2].strip() for mail in crew.mails()) == sorted(str(job.pk) for job in jobs)


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_children_killed_while_they_wait_leave_the_worker_able_to_work(crew, target):
    worker = crew.worker()
    crew.clock()
    for turn in range(2):
        jobs = [queued(target, seconds=0, key=f"{turn}-{n}") for n in range(6)]
        until(lambda jobs=jobs, sent=6 * turn + 6: all_done(jobs) and all_sent(sent), RECOVERY)
        time.sleep(0.5)  # all wait for work again, one of them with the pool's lock held
        for child in children_of(worker.pid):
            os.kill(child, signal.SIGKILL)
    jobs = [queued(target, seconds=0, key=f"after-{n}") for n in range(6)]
    until(lambda: all_done(jobs), RECOVERY)


def web_process(crew, times, stay=0.0):
    """Let another process write jobs; return p95 and longest time in milliseconds."""
    words = [sys.executable, "-m", "tests.core.enqueuing", str(times), str(stay)]
    told = subprocess.run(words, cwd=ROOT, env=crew.environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return [int(word) for word in told.stdout.split()]


@needs_redis
def test_work_written_while_redis_is_down_is_done_once_it_is_back(tmp_path, redis, target, long):
    crew = Crew(tmp_path, redis.url)
    try:
        crew.clock()
        crew.worker()
        p95, _longest = web_process(crew, 30)
        assert p95 <= (QUICK if long else UNHINDERED)
        assert Job.objects.filter(state=JobState.QUEUED).count() == 30
        redis.start()
        until(lambda: all_done(Job.objects.filter(kind="tests.slow")) and all_sent(30), RECOVERY + 20)
        assert len(crew.mails()) == 30
    finally:
        crew.stop()


@needs_redis
def test_work_is_sent_at_once_while_redis_answers(tmp_path, redis, target):
    crew = Crew(tmp_path, redis.url)
    redis.start()
    try:
        crew.worker()
        web_process(crew, 10, stay=3)
        until(lambda: all_done(Job.objects.filter(kind="tests.slow")), 30)
    finally:
        crew.stop()


def test_silent_broker_does_not_slow_a_request(tmp_path, target, long):
    for port in silent_server():
        p95, _longest = web_process(Crew(tmp_path, f"redis://127.0.0.1:{port}/0"), 30)
    assert p95 <= (QUICK if long else UNHINDERED)
    assert Job.objects.count() == 30


@pytest.mark.long
@pytest.mark.parametrize("series", range(20))
def test_two_hundred_random_kills_lose_and_double_nothing(crew, target, series):
    dice, took, total = random.Random(series), [], 0
    worker, clock = crew.worker(), crew.clock()
    for kill in range(10):
        jobs = [queued(target, seconds=1, key=f"{kill}-{n}") for n in range(2)]
        total += len(jobs)
        time.sleep(dice.uniform(0, 3))
        victim = dice.choice(["child", "worker", "clock"])
        children = [pid for pid in (crew.at_work(job.pk) for job in jobs) if pid]
        if victim == "child" and children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(dice.choice(children), signal.SIGKILL)
        elif victim == "clock":
            clock.kill()
            clock.wait()
            clock = crew.clock()
        else:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            worker = crew.worker()
        took.append(until(lambda jobs=jobs: all_done(jobs), 180))
    until(lambda: all_sent(total), 120)
    assert len(crew.mails()) == total
    took.sort()
    sys.stdout.write("recovered after " + " ".join(f"{seconds:.1f}" for seconds in took) + " s\n")  # shown by -s
    assert took[int(len(took) * 0.95)] <= RECOVERY
