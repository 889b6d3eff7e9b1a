"""What the apps use of background work: put a job in, handle its kind, tell its progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from inspired.core import dispatch
from inspired.core.access import may, rule
from inspired.core.models.jobs import Job
from inspired.core.models.people import User
from inspired.core.states import JobState

Handler = Callable[[Job], None]
LEASE = timedelta(seconds=30)


@dataclass(frozen=True)
class Handling:
    """A kind's handler, and after how many exceptions its jobs are given up."""

    run: Handler
    tries: int


HANDLERS: dict[str, Handling] = {}
KEEPERS: dict[str, str] = {}


class JobFailed(Exception):  # noqa: N818 - reads as what happened
    """Raised by a handler when trying again is useless; the message is a sentence for people, shown on the page."""


class LeaseLost(Exception):  # noqa: N818 - reads as what happened
    """Raised inside a handler whose job was cancelled or has meanwhile been given to another worker; let it pass."""


def kept_by(rule_name: str, kind: str) -> str:
    """Say with which rule on its target a kind's jobs are stopped and asked for again; return the kind.

    Written beside the verb that enqueues, so that pages know it without any handler. A kind without one is kept by
    whoever started the job.
    """
    KEEPERS[kind] = rule_name
    return kind


def handles(kind: str, *, tries: int = 3) -> Callable[[Handler], Handler]:
    """Register the handler of a kind, in an app's ``tasks.py``: ``@handles("documents.render_version")``.

    The handler gets the claimed job, runs outside any transaction, in the language of whoever asked, and may run
    twice, even at the same time: it stores its result through a verb that is harmless when repeated. It raises
    JobFailed for "useless to try again"; after any other exception the job waits 10 s, twice as long each time, at
    most 30 min, and is given up after ``tries`` of them. Raises ValueError for a kind that has another handler.
    """

    def register(handler: Handler) -> Handler:
        if kind in HANDLERS and HANDLERS[kind].run is not handler:
            raise ValueError(f"The kind {kind} has a handler already.")
        HANDLERS[kind] = Handling(handler, tries)
        return handler

    return register


def enqueue(
    kind: str, target: models.Model, *, by: User | None, payload: dict[str, Any] | None = None, key: str = ""
) -> Job:
    """Write a job inside the caller's transaction and let the workers know once it commits. Return the job.

    While a job of the same kind, target and ``key`` is queued or running, that one is returned instead, so that a
    double click makes one job; when the work depends on a revision, put the revision into ``key``. ``by`` is None for
    what the system does by itself. ``payload`` holds ids and plain values, never text or names. Raises
    TransactionManagementError outside a transaction. The broker's state neither delays nor fails it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("enqueue() belongs into the transaction of what it works on.")
    same = {"kind": kind, "target_label": target._meta.label_lower, "target_pk": str(target.pk), "key": key}
    for _race in range(5):
        job = Job.objects.unfinished().filter(**same).first()
        if job is not None:
            return job
        job = Job(**same, scope=getattr(target, "audit_scope", ""), by=by, payload=payload or {})
        plan_sending(job)
        try:
            with transaction.atomic():
                job.save(force_insert=True)
        except IntegrityError:
            continue  # somebody was faster; theirs is there now, or has ended already
        dispatch.announce(job)
        return job
    raise RuntimeError(f"Five others were faster to begin {kind} on the same target.")


@rule
def keep_job(user: Any, job: Any) -> bool:
    """Whoever the rule of its kind lets, else whoever started it, stops a job and asks for it again; states are the verbs'."""
    if job.kind not in KEEPERS:
        return bool(user.is_authenticated and job.by_id == user.pk)
    target = apps.get_model(job.target_label)._base_manager.filter(pk=job.target_pk).first()
    return target is not None and may(user, KEEPERS[job.kind], target)


def plan_sending(job: Job) -> None:
    """Set when the sweep may send the id (again), given that it is about to be announced."""
    job.sends = 1 if dispatch.is_embedded() else 0
    job.resend_at = timezone.now() + (dispatch.FIRST_RESEND if job.sends else timedelta(seconds=10))


def progress(job: Job, percent: int, sentence: object = "") -> None:
    """Tell how far the work is: 0 to 100 and a sentence for people; renews the lease of 30 s.

    Raises LeaseLost when the job was cancelled or belongs to another worker by now; a handler lets that pass.
    """
    job.progress, job.sentence = max(0, min(100, percent)), str(sentence)[:300]
    renewed = Job.objects.filter(pk=job.pk, worker=job.worker, state=JobState.RUNNING).update(
        progress=job.progress, sentence=job.sentence, lease_until=timezone.now() + LEASE
    )
    if not renewed:
        raise LeaseLost
