"""Runs jobs: claim, heartbeat, the handler outside any transaction, the end; and the sweep that finds what was lost."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from inspired.core import dispatch
from inspired.core.jobs import HANDLERS, LEASE, JobFailed, LeaseLost
from inspired.core.models.jobs import Job
from inspired.core.states import JobState

log = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 8.0
MAX_LOSSES = 10  # claims that ended with the worker's death: work that kills its worker must come to an end
BACKOFF = timedelta(seconds=10)
LONGEST_BACKOFF = timedelta(minutes=30)


def claim(job_id: int) -> Job | None:
    """Take a queued job, or a running one whose lease has run out, with one UPDATE; None when it is not to be had."""
    worker = f"{socket.gethostname()[:80]}:{os.getpid()}:{secrets.token_hex(8)}"
    now = timezone.now()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    taken = Job.objects.filter(free, pk=job_id, attempts__lt=F("failures") + MAX_LOSSES).update(
        state=JobState.RUNNING, worker=worker, lease_until=now + LEASE, attempts=F("attempts") + 1
    )
    return Job.objects.select_related("by").get(pk=job_id) if taken else None


def run(job_id: int, *, heartbeat: bool = True) -> bool:
    """Claim and run one job; False when somebody else has it or it is finished. Raises only when the database fails."""
    job = claim(job_id)
    if job is None:
        return False
    with translation.override((job.by and job.by.language) or settings.LANGUAGE_CODE), _heart(job, heartbeat):
        _attempt(job)
    return True


def _attempt(job: Job) -> None:
    try:
        HANDLERS[job.kind].run(job)
    except LeaseLost:
        log.info("Job %s (%s) was taken over or cancelled.", job.pk, job.kind)
    except JobFailed as failure:
        _end(job, JobState.FAILED, error=str(failure)[:500])
    except SoftTimeLimitExceeded:
        _end(job, JobState.FAILED, error=_("This took too long and was stopped. Please try again, or ask for help."))
    except Exception as error:  # reason: the one place where a handler's surprises end
        _note_failure(job, error)
    else:
        _end(job, JobState.DONE, progress=100)


def _note_failure(job: Job, error: Exception) -> None:
    """Log where it happened, without the message, which may quote content; queue again or give up."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("Job %s (%s) failed with %s\n%s", job.pk, job.kind, type(error).__name__, where)
    job.failures += 1
    tries = HANDLERS[job.kind].tries if job.kind in HANDLERS else 3
    if job.failures >= tries:
        _end(job, JobState.FAILED, failures=job.failures, error=neutral_sentence())
        return
    _mine(job).update(
        state=JobState.QUEUED,
        lease_until=None,
        worker="",
        failures=job.failures,
        sends=0,
        resend_at=timezone.now() + min(BACKOFF * 2 ** min(job.failures - 1, 20), LONGEST_BACKOFF),
    )


def neutral_sentence() -> str:
    """What people read when work failed for a reason that tells them nothing."""
    return _("This did not work. We have noted it; please try again later.")


def _end(job: Job, state: JobState, **fields: Any) -> bool:
    return bool(_mine(job).update(state=state, lease_until=None, finished_at=timezone.now(), **fields))


def _mine(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, worker=job.worker, state=JobState.RUNNING)


@contextmanager
def _heart(job: Job, beating: bool) -> Iterator[None]:
    """Renew the lease from a thread of its own while the block runs."""
    if not beating:
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, stop), name=f"heart-of-job-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)


def _beat(job: Job, stop: threading.Event) -> None:
    try:
        while not stop.wait(HEARTBEAT_SECONDS):
            try:
                if not _mine(job).update(lease_until=timezone.now() + LEASE):
                    return
            except DatabaseError:
                log.warning("The lease of job %s could not be renewed just now.", job.pk)
                connection.close()
    finally:
        connection.close()


@dataclass(frozen=True)
class Swept:
    """What a sweep found: jobs put back because their worker was lost, given up, and sent again."""

    released: int
    given_up: int
    sent: int


def sweep() -> Swept:
    """Put back running jobs whose lease has run out, give up those that were claimed too often, send what waits.

    Safe to run at the same time in several places: every change is one conditional UPDATE.
    """
    now = timezone.now()
    lost = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now)
    given_up = lost.filter(attempts__gte=F("failures") + MAX_LOSSES).update(
        state=JobState.FAILED, lease_until=None, finished_at=now, error=neutral_sentence()
    )
    released = lost.update(state=JobState.QUEUED, lease_until=None, worker="", sends=0, resend_at=now)
    due = Job.objects.filter(state=JobState.QUEUED, resend_at__lte=now).order_by("resend_at", "pk")
    sent = 0
    for job_id in list(due.values_list("pk", flat=True)[:500]):
        if not dispatch.send(job_id):
            break
        dispatch.note_sent(job_id)
        sent += 1
    return Swept(released, given_up, sent)


def work_off(limit: int = 1000) -> int:
    """Run the queued jobs here and now, oldest first, with those they bring forth; for commands and tests.

    Jobs that failed and wait for their next attempt are left alone. Returns how many were run.
    """
    current_app.loader.import_default_modules()
    done: set[int] = set()
    while len(done) < limit:
        waiting = Job.objects.filter(state=JobState.QUEUED).exclude(pk__in=done).order_by("pk")
        job_id = waiting.values_list("pk", flat=True).first()
        if job_id is None:
            break
        done.add(job_id)
        run(job_id, heartbeat=False)
    return len(done)
