"""Sends job ids to the broker. The queue is a hint: what is not sent here, the sweep sends.

With the embedded queue a message is a row of the caller's transaction. With a broker elsewhere the request only drops
the id into a bounded list in memory, after its commit; one daemon thread per process sends.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from inspired.core.commit import after_commit
from inspired.core.models.jobs import Job
from inspired.core.states import JobState

log = logging.getLogger(__name__)
TASK = "core.run_job"
WAITING = 1000
FIRST_RESEND = timedelta(seconds=30)


class _Sender:
    """The daemon thread and its bounded list; begun anew in a forked process."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.ids: queue.Queue[int] = queue.Queue(maxsize=WAITING)
        threading.Thread(target=self._work, name="job-sender", daemon=True).start()

    def _work(self) -> None:
        while True:
            job_id = self.ids.get()
            try:
                if send(job_id):
                    note_sent(job_id)
            except DatabaseError:
                log.warning("Job %s was sent, which could not be noted; it may be sent twice.", job_id)
            finally:
                connection.close()
                self.ids.task_done()  # whoever must not go before all is sent can wait for it


_sender: _Sender | None = None
_starting = threading.Lock()


def is_embedded() -> bool:
    """Whether the queue is a table of our own database."""
    return str(settings.CELERY_BROKER_URL).startswith("database://")


def announce(job: Job) -> None:
    """Let the workers know of a job, inside the transaction that wrote it; costs no time that depends on a broker."""
    if is_embedded():
        current_app.send_task(TASK, args=[job.pk], retry=False)
    else:
        job_id = job.pk
        after_commit(lambda: send_soon(job_id))


def send_soon(job_id: int) -> bool:
    """Hand the id to this process's sender thread; False when its list is full, and the sweep will send it."""
    global _sender
    with _starting:
        if _sender is None or _sender.pid != os.getpid():
            _sender = _Sender()
    try:
        _sender.ids.put_nowait(job_id)
    except queue.Full:
        return False
    return True


def send(job_id: int) -> bool:
    """Send the id now; False when the broker cannot be reached. May take some seconds: never in a request."""
    try:
        current_app.send_task(TASK, args=[job_id], retry=False)
    except (OperationalError, OSError) as error:
        log.warning("The broker did not take job %s (%s); the sweep will send it.", job_id, type(error).__name__)
        return False
    return True


def note_sent(job_id: int) -> None:
    """Put off the next sending: after 30 s, then twice as long each time, at most 16 min."""
    job = Job.objects.filter(pk=job_id).only("sends").first()
    if job is not None:
        wait = FIRST_RESEND * 2 ** min(job.sends, 5)
        Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
            sends=F("sends") + 1, resend_at=timezone.now() + wait
        )
