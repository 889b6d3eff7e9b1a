"""Keeps the programs of an installation running: begins again what ended by itself, and stops all of them together."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from machine import ROOT, Unavailable, die_with_parent, say

GRACE = 20  # seconds a program may take to stop before it is killed
PAUSE = 1  # seconds before a program is begun again
MANY = 5  # failures within a short while, after which beginning again is given up
WHILE = 120  # seconds
FROM_OUTSIDE = (0, -signal.SIGTERM, -signal.SIGKILL)  # exit codes of what others ended: no failure of its own


class Program:
    """One program in a process group of its own, so that Ctrl-C in a terminal reaches only whoever started us."""

    def __init__(
        self, name: str, words: Sequence[str | Path], environment: dict[str, str], *, is_vital: bool = False
    ) -> None:
        self.name, self.words, self.environment, self.is_vital = name, words, environment, is_vital
        self.failures: list[float] = []
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.words,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def clear(self) -> None:
        """Kill what is left of the group, so that no orphan works beside the program that comes next."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def look_after(self) -> None:
        """Begin the program again when it has ended; raise Unavailable when it is vital or fails again and again."""
        if not self.has_ended():
            return
        code = self.process.returncode
        self.clear()
        if self.is_vital:
            raise Unavailable(f"The {self.name} ended by itself (exit code {code}).")
        now = time.monotonic()
        self.failures = [then for then in self.failures if now - then < WHILE]
        if code not in FROM_OUTSIDE:
            self.failures.append(now)
        if len(self.failures) >= MANY:
            raise Unavailable(
                f"The {self.name} failed {MANY} times in a row (exit code {code}); see its messages above."
            )
        say(f"The {self.name} ended (exit code {code}) and is started again.")
        time.sleep(PAUSE)
        self.start()

    def stop(self, deadline: float) -> None:
        """Wait for a program that was asked to end, then kill what is left of it."""
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"The {self.name} did not stop in time and is ended.")
        self.clear()
        self.process.wait()


def stop(programs: Sequence[Program]) -> None:
    """Ask all programs to finish what they hold, then end what is left of their groups."""
    for program in programs:
        if not program.has_ended():
            program.process.terminate()
    deadline = time.monotonic() + GRACE
    for program in programs:
        program.stop(deadline)
