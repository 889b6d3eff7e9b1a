"""What the workers of the kill tests are asked to do: slow, harmless when repeated, its effect a mail in a folder."""

import os
import time
from pathlib import Path

from django.conf import settings
from django.db import transaction

from inspired.core.jobs import handles, progress
from inspired.core.models import Job, OutboxMail
from inspired.core.outbox import Composed, composes, queue_mail

KIND = "tests.slow"


@handles(KIND)
def work_slowly(job: Job) -> None:
    """Note who works, take ``seconds``, then send one mail for this job."""
    note = Path(settings.DATA) / "at-work" / f"{job.pk}.{job.attempts}"
    note.parent.mkdir(exist_ok=True)
    note.write_text(str(os.getpid()))
    for part in range(10):
        progress(job, part * 10, "Working")
        time.sleep(job.payload["seconds"] / 10)
    with transaction.atomic():
        queue_mail("tests.done", to="a@example.org", key=f"done-{job.pk}", job=job.pk)


@composes("tests.done")
def say_done(mail: OutboxMail) -> Composed:
    """Name the job."""
    return Composed("Done", f"job {mail.ids['job']}")
