"""The Celery tasks of the shared floor: run one job, sweep, clean up at night. All policy stands elsewhere.

An app that wants something done once per worker before it forks connects its own receiver to
``celery.signals.worker_init`` in its ``tasks.py``; those modules are imported before that signal is sent.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery import shared_task
from celery.signals import worker_init
from django.utils import timezone

from inspired.core import forgetting, keeping, limits, outbox, printing, running, transport
from inspired.core.jobs import handles
from inspired.core.models.jobs import Job

KEEP_JOBS = timedelta(days=90)
GIVE_UP_MAIL = timedelta(days=3)
KEEP_ADDRESSES = timedelta(days=30)
STALE_CONTROL = timedelta(hours=1)

worker_init.connect(transport.keep_forks_apart)


@worker_init.connect  # type: ignore[untyped-decorator]
def warm_up_the_printing(**_signal: Any) -> None:
    """Import the engine once, before the pool forks: the first PDF then takes a fifth of the time."""
    printing.warm_up()


@shared_task(name="core.run_job")  # type: ignore[untyped-decorator]
def run_job(job_id: int) -> None:
    """Run one job if it is still to be had; safe to be delivered any number of times."""
    running.run(job_id)


@shared_task(name="core.sweep", expires=30)  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Find lost and unsent jobs and send them, wipe expired secrets; beat asks for it every 15 s."""
    running.sweep()
    outbox.expire_due()


@shared_task(name="core.clean_up", expires=3600)  # type: ignore[untyped-decorator]
def clean_up() -> None:
    """Delete finished jobs after 90 days, addresses of finished mails after 30, and what queue, limits and forms left.

    Then every provider of the port ``retention`` gets a job of its own.
    """
    now = timezone.now()
    Job.objects.filter(finished_at__lt=now - KEEP_JOBS).delete()
    outbox.wipe_old(now - GIVE_UP_MAIL, now - KEEP_ADDRESSES)
    limits.forget_unused()
    keeping.forget_expired()
    transport.forget_stale_control(STALE_CONTROL)
    forgetting.plan_round(now)


handles(outbox.SEND_MAIL, tries=outbox.TRIES)(outbox.send_mail)
handles(forgetting.KEEP_DATES)(forgetting.keep_dates)
