"""Starts the web server as bin/run does and looks at what it needs."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.surroundings import ROOT, free_port

FIRST_PAGE = "/accounts/login/"
PATIENCE = 60


class Server:
    """One granian with one worker."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.port = free_port()
        own = {"SITE_URL": f"http://127.0.0.1:{self.port}", "PORT": str(self.port), "MALLOC_ARENA_MAX": "2"}
        self.environment = environment | own
        self.first_answer = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Start and wait for the first whole page; note how long that took."""
        words = [
            str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(self.port), "--no-ws", "--workers", "1", "--blocking-threads", "4", "--backpressure", "64",
            "--log-level", "error", "--no-access-log", "inspired.wsgi:application",
        ]  # fmt: skip
        begun = time.monotonic()
        self.process = subprocess.Popen(words, cwd=ROOT, env=self.environment, start_new_session=True)
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() - begun > PATIENCE:
                raise RuntimeError("The web server did not start.")
            time.sleep(0.01)
        self.first_answer = time.monotonic() - begun
        return self

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", FIRST_PAGE)
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def memory(self) -> float:
        """Return the resident megabytes of the worker process."""
        mine = [pid for pid in _processes() if _parent(pid) == (self.process.pid if self.process else -1)]
        return max((_resident(pid) for pid in mine), default=0.0)

    def stop(self) -> None:
        """End the server."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, 9)
                self.process.wait()


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
