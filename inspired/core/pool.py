"""The pool of a worker's children, which goes on when one of them is killed while it holds a lock of the pool.

With the embedded queue the children share two pipes, each guarded by a semaphore. A child waits for work with the
semaphore held; one that is killed then (`kill -9`, the kernel's killer for want of memory) never gives it back, and the
worker would look alive and take nothing any more. Locks of the kernel on a file end with the process that holds them.
"""

from __future__ import annotations

import fcntl
import tempfile
from typing import Any

from billiard.pool import Pool
from celery.concurrency.prefork import TaskPool as PreforkPool


class Lock:
    """A lock between a process and its children; the kernel takes it from whoever dies."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the pool

    def acquire(self) -> bool:
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        return True

    def release(self) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_UN)

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


class SurvivingPool(Pool):
    """Billiard's pool with locks that do not outlive who holds them."""

    def _setup_queues(self) -> None:
        super()._setup_queues()
        for pipe in (self._inqueue, self._outqueue):
            pipe._rlock, pipe._wlock = Lock(), Lock()


class TaskPool(PreforkPool):
    """Celery's pool of processes; with Redis its children have a pipe each and share no lock."""

    BlockingPool: Any = SurvivingPool
