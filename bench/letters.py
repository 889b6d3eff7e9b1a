"""Takes time and memory of a run of letters: written, printed one by one, put into one file and one archive.

Run as ``python -m bench.letters FILE COUNT`` in an installation's environment whose database is empty. One turn only:
the run itself is two hundred repetitions.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command


def main(target: str, count: str) -> None:
    """Make a dialogue with so many listed organisations, write to all of them and note the figures."""
    django.setup()
    call_command("migrate", verbosity=0)
    from inspired.celery import app
    from inspired.core import running
    from inspired.core.printing import sandbox

    app.loader.import_default_modules()
    sandbox.warm_up()
    run, job = _started(int(count))
    before, begun = _used(), time.monotonic()
    running.run(job.pk)
    seconds, after = time.monotonic() - begun, _used()
    run.refresh_from_db()
    job.refresh_from_db()
    if job.state != "done":
        figures: dict[str, Any] = {"failed": f"the job ended as {job.state}: {job.error}"}
    else:
        figures = {
            "letters": run.letters.count(),
            "seconds": seconds,
            "cpu": after["cpu"] - before["cpu"],
            "own": after["own"],
            "children": after["children"],
            "pdf": run.pdf.size,
            "bundle": run.bundle.size,
        }
    Path(target).write_text(json.dumps(figures))


def _started(count: int) -> tuple[Any, Any]:
    from django.utils import timezone

    from bench import contacts, filling
    from dialogues.convening.letter_shipped import SHIPPED
    from dialogues.convening.services import letter_runs
    from inspired.core.models import Job

    host = filling.User.objects.create_user("letters@example.org", name="Host", is_host=True)
    dialogue = filling.open_dialogue(1, host)
    contacts.fill_contacts(dialogue, count, by=host)
    subject, text = SHIPPED["invitation", "en"]
    today = timezone.localdate()
    run = letter_runs.start_run(
        dialogue,
        by=host,
        organisations=dialogue.listed_organisations.values_list("pk", flat=True),
        kind="invitation",
        language="en",
        subject=subject,
        text=text,
        dated=today,
        answer_by=today + timedelta(days=21),
    )
    return run, Job.objects.get(kind=letter_runs.RUN)


def _used() -> dict[str, float]:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    return {"cpu": cpu, "own": own.ru_maxrss / 1024, "children": children.ru_maxrss / 1024}


if __name__ == "__main__":
    main(*sys.argv[1:])
