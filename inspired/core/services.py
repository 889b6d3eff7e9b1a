"""Writes of the shared floor, one verb each."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspired.core import dispatch
from inspired.core.audit import record
from inspired.core.jobs import plan_sending
from inspired.core.models.jobs import Job
from inspired.core.models.people import User
from inspired.core.states import JOB_MOVES, JobState, check_move

START = {"progress": 0, "sentence": "", "error": "", "attempts": 0, "failures": 0, "worker": "", "finished_at": None}


@transaction.atomic
def retry(job: Job, *, by: User) -> Job:
    """Queue a failed or cancelled job again from the start; after the commit the workers hear of it.

    Returns the job that now works on it: another one when the same work is under way already. Raises StateError for a
    job in any other state.
    """
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    check_move(job.state, JobState.QUEUED, JOB_MOVES, _("Only work that failed or was cancelled can be started again."))
    same = {"kind": job.kind, "target_label": job.target_label, "target_pk": job.target_pk, "key": job.key}
    under_way = Job.objects.unfinished().filter(**same).first()
    if under_way is not None:
        return under_way
    job.state = JobState.QUEUED
    for name, value in START.items():
        setattr(job, name, value)
    plan_sending(job)
    job.save(update_fields=["state", *START, "sends", "resend_at"])
    dispatch.announce(job)
    record(by, "job.retried", job, kind=job.kind)
    return job


@transaction.atomic
def cancel(job: Job, *, by: User | None) -> Job:
    """Stop a job that waits or runs; a running handler notices at its next ``progress``. Raises StateError if finished."""
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    check_move(job.state, JobState.CANCELLED, JOB_MOVES, _("This work has already ended."))
    job.state, job.lease_until, job.finished_at = JobState.CANCELLED, None, timezone.now()
    job.save(update_fields=["state", "lease_until", "finished_at"])
    record(by, "job.cancelled", job, kind=job.kind)
    return job
