"""One long command aside of the others: its output is kept in a file and told once it is its turn."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from machine import ROOT, die_with_parent

GRACE = 30  # seconds a command may take to end after an interruption
PAUSE = 0.5  # seconds between two looks at what it has written


def as_a_child_of_its_own() -> None:
    """End with us, and listen to interruptions also where we were started without (in the background of a shell)."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Aside:
    """A command that runs for the length of a `with` block; one that still runs at the end of it is interrupted."""

    def __init__(self, words: Sequence[str | Path], environment: Mapping[str, str], output: Path) -> None:
        self.words, self.environment, self.output = words, environment, output
        self.seconds = 0.0

    def __enter__(self) -> Aside:
        with self.output.open("wb") as stream:
            self.process = subprocess.Popen(
                self.words,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=as_a_child_of_its_own,
            )
        self.begun = time.monotonic()
        self.clock = threading.Thread(target=self._wait, daemon=True)
        self.clock.start()
        return self

    def _wait(self) -> None:
        self.process.wait()
        self.seconds = time.monotonic() - self.begun

    def follow(self) -> bool:
        """Tell all that it has written and goes on writing until it ends; say whether it ended well."""
        with self.output.open("rb") as told:
            while True:
                has_ended = not self.clock.is_alive()  # asked first: what it wrote last is then read below
                sys.stdout.buffer.write(told.read())
                sys.stdout.flush()
                if has_ended:
                    return self.process.returncode == 0
                self.clock.join(PAUSE)

    def __exit__(self, *_: object) -> None:
        if self.clock.is_alive():
            self.process.send_signal(signal.SIGINT)
            self.clock.join(GRACE)
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.clock.join()
