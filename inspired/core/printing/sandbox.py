"""Runs one piece of work in a forked child with limits on memory, processor and time, so that hostile input harms no one.

A fork of the warmed worker starts in milliseconds; ``multiprocessing`` refuses to start children of Celery's daemonic
pool processes, and a fresh interpreter would import WeasyPrint again for a second.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable

from django.utils.translation import gettext as _

from inspired.core.printing.engine import Printed, set_pdf

SECONDS = 60  # of processor time: hostile input is stopped by this
PATIENCE = 200  # on the wall: 300 pages on a machine that has other work; below the worker's own limit
MEMORY = 400 * 1024 * 1024  # beyond the warmed worker, whose 100 MB make it half a gigabyte in all
WRITTEN = 200 * 1024 * 1024  # the largest answer that is taken from a child
MEMORY_EXIT = 3
FAULT_EXIT = 4


class PrintRefused(RuntimeError):  # noqa: N818 - a refusal with a sentence, not a fault
    """The work was stopped; ``sentence`` says why in words for the host, ``detail`` is for the log."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(detail or sentence)
        self.sentence = sentence
        self.detail = detail


def warm_up() -> None:
    """Import the engine and set one tiny page, before the worker forks its pool."""
    set_pdf("<!doctype html><html lang=en><title>-</title><p>-</p></html>", identifier="-")


def print_pdf(page: str | Callable[[], str], *, identifier: str) -> Printed:
    """Set a complete HTML page as tagged PDF within the limits; only workers may, for it costs seconds.

    A callable composes the page inside the sandbox, so that neither its time nor its memory is the worker's. The same
    page and ``identifier`` (which names the print, such as kind and fingerprint) give the same bytes. Whatever the page
    refers to outside itself is not fetched. Raises PrintRefused when a limit is passed or the child dies.
    """

    def work() -> bytes:
        printed = set_pdf(page if isinstance(page, str) else page(), identifier=identifier)
        return printed.pages.to_bytes(4, "big") + printed.pdf

    answer = run(work, patience=PATIENCE)
    return Printed(pdf=answer[4:], pages=int.from_bytes(answer[:4], "big"))


def run(
    work: Callable[[], bytes], *, seconds: float = SECONDS, memory: int = MEMORY, patience: float | None = None
) -> bytes:
    """Do the work in a forked child and return the bytes that it returns.

    ``seconds`` limits the processor's time and, unless ``patience`` allows more, the time on the wall; ``memory`` is
    what the child may use beyond what this process has now. Raises PrintRefused on time-out, too much memory, a crash
    or an exception; the child's whole process group is ended, and the next piece of work can run.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _work_as_child(work, writer, seconds, memory)
    os.close(writer)
    try:
        data, in_time = _read(reader, time.monotonic() + (patience or seconds))
    finally:
        os.close(reader)
        status = _end(child)
    if not in_time:
        raise PrintRefused(_too_long(patience or seconds))
    return _answer(data, status, seconds)


def _work_as_child(work: Callable[[], bytes], writer: int, seconds: float, memory: int) -> None:
    """Do the work, write the answer and leave at once; never returns to the caller's code."""
    code = FAULT_EXIT
    try:
        os.setsid()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGXCPU):
            signal.signal(number, signal.SIG_DFL)
        _limit(seconds, memory)
        # Half a second of a long document goes into looking for garbage that is not there.
        gc.disable()
        answer = work()
        code = 0
    except MemoryError:
        answer, code = b"", MEMORY_EXIT
    except BaseException:  # reason: the child must not run on in the parent's code, whatever happened
        answer = traceback.format_exc(limit=-5).encode()
    try:
        _write(writer, answer)
    finally:
        os._exit(code)


def _limit(seconds: float, memory: int) -> None:
    with open("/proc/self/statm", encoding="ascii") as statm:
        used = int(statm.read().split()[5]) * resource.getpagesize()
    # What can be written to, not addresses: a thread of the text engine reserves 64 MB of these and uses none.
    resource.setrlimit(resource.RLIMIT_DATA, (used + memory, used + memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _write(writer: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(writer, view) :]


def _read(reader: int, deadline: float) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    size = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            return b"", False
        part = os.read(reader, 1 << 16)
        size += len(part)
        if not part or size > WRITTEN:
            return b"".join(parts), True
        parts.append(part)


def _end(child: int) -> int:
    """End the child and everything it started, and return how it ended."""
    done, status = os.waitpid(child, os.WNOHANG)
    if not done:
        # It may be on its way out after its last byte: a moment, then the end of its group.
        for _turn in range(50):
            time.sleep(0.002)
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                break
    if not done:
        try:
            os.killpg(child, signal.SIGKILL)
        except ProcessLookupError:
            os.kill(child, signal.SIGKILL)  # it had no time to make its own group
        done, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _too_long(seconds: float) -> str:
    return _(
        "Setting the PDF took longer than %(seconds)d seconds and was stopped. Please look for a very large table."
    ) % {"seconds": seconds}


def _answer(data: bytes, code: int, seconds: float) -> bytes:
    if code == 0:
        return data
    if code == -signal.SIGXCPU:
        raise PrintRefused(_too_long(seconds))
    if code == MEMORY_EXIT:
        raise PrintRefused(
            _("Setting the PDF needed too much memory and was stopped. Please look for a very large table.")
        )
    if code == FAULT_EXIT:
        raise PrintRefused(_("Setting the PDF failed."), data.decode(errors="replace"))
    raise PrintRefused(_("Setting the PDF failed: its process ended."), f"exit code {code}")
