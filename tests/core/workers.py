"""Real workers, a real clock and real brokers for the tests that kill them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
CELERY = [sys.executable, "-m", "celery", "--app", "inspired", "--quiet"]
WORKER = [
    *CELERY, "worker", "--concurrency", "2", "--include", "tests.core.working", "--loglevel", "WARNING",
    "--without-gossip", "--without-mingle", "--without-heartbeat",
]  # fmt: skip


def database_url() -> str:
    """The test database as other processes reach it."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    place = f"{values['HOST'] or 'localhost'}:{values['PORT'] or 5432}"
    return f"postgres://{values['USER']}:{values['PASSWORD']}@{place}/{values['NAME']}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], Any], seconds: float) -> float:
    """Wait until something is true and return after how many seconds; fail the test when it never is."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if true():
            return time.monotonic() - begun
        time.sleep(0.1)
    raise AssertionError(f"It did not happen within {seconds} s.")


class Crew:
    """The processes of one installation: started, killed by number, stopped at the end."""

    def __init__(self, data: Path, redis_url: str = "") -> None:
        self.data = data
        self.environment = os.environ | {
            "DATABASE_URL": database_url(),
            "INSPIRED_DATA": str(data),
            "REDIS_URL": redis_url,
            "SECRET_KEY": settings.SECRET_KEY,
            "AUDIT_KEY": settings.AUDIT_KEY,
        }
        self.environment.pop("TEST_DATABASE", None)
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        log = (self.data / f"{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            list(words), cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        log.close()
        self.processes.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start(*WORKER, "--hostname", f"w{len(self.processes)}@test")

    def clock(self) -> subprocess.Popen[bytes]:
        return self.start(*CELERY, "beat", "--loglevel", "WARNING", "--pidfile", "")

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        sys.stderr.write(self.logs())  # shown beside a failure

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.data.glob("*.log")))

    def mails(self) -> list[str]:
        folder = self.data / "mail"
        return [path.read_text() for path in folder.glob("*.eml")] if folder.is_dir() else []

    def at_work(self, job_id: int) -> int:
        """The process that works on a job in its latest attempt; 0 before it begins."""
        notes = sorted((self.data / "at-work").glob(f"{job_id}.*"), key=lambda note: int(note.suffix[1:]))
        return int(notes[-1].read_text() or 0) if notes else 0


class Redis:
    """A Redis server of the test's own, which can be absent for a while."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def is_installed() -> bool:
        return shutil.which("redis-server") is not None

    def start(self) -> None:
        words = ["redis-server", "--port", str(self.port), "--save", "", "--dir", str(self.data), "--bind", "127.0.0.1"]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        until(self.answers, 10)

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None


def silent_server() -> Iterator[int]:
    """A port that accepts connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(64)
        yield server.getsockname()[1]
