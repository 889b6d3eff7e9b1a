"""Takes time and memory of the PDF job beside the bare engine on the same HTML, alternating, in a warmed process.

Run as ``python -m bench.printing FILE TURNS PARAGRAPHS…`` (``roadmap-40`` for a Roadmap with so many recommendations) in an installation's environment whose database is empty.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

ROADMAP = "roadmap-"
PATIENCE = 3600  # seconds: a busy machine is no reason to give up here


class NotMeasuredError(RuntimeError):
    """A run in a child ended without a figure; says why in one sentence."""


def main(target: str, turns: str, *paragraphs: str) -> None:
    """Measure a document for each number of paragraphs in its eleven sections."""
    django.setup()
    call_command("migrate", verbosity=0)
    from inspired.celery import app
    from inspired.core.printing import sandbox

    app.loader.import_default_modules()
    sandbox.warm_up()
    sandbox.PATIENCE = PATIENCE
    found = []
    for number, count in enumerate(paragraphs, 1):
        try:
            found.append(_document(number, count, int(turns)))
        except NotMeasuredError as reason:
            found.append({"failed": f"{count}: {reason}"})
        Path(target).write_text(json.dumps(found))


def _document(number: int, asked: str, turns: int) -> dict[str, Any]:
    from dialogues.documents.issuing import context_of
    from dialogues.documents.rendering import to_page
    from inspired.core import running
    from inspired.core.models import Job

    version = _version(number, asked)
    page = to_page("draft", context_of(version, "draft"))
    job = Job.objects.get(target_pk=str(version.pk))

    def through_the_job() -> int:
        _again(version, job)
        running.run(job.pk)
        job.refresh_from_db()
        if job.state != "done":
            raise NotMeasuredError(f"the job ended as {job.state}: {job.error}")
        return int(version.renditions.get().size)

    def bare() -> int:
        from weasyprint import HTML

        return len(HTML(string=page).write_pdf())

    def bare_tagged() -> int:
        from weasyprint import HTML

        return len(HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True))

    ways = {"job": through_the_job, "bare": bare, "tagged": bare_tagged}
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in ways}
    for _turn in range(turns):
        for name, way in ways.items():
            runs[name].append(_apart(way))
    figures = {name: _middle(each) for name, each in runs.items()}
    what = "Roadmap" if asked.startswith(ROADMAP) else "PPA"
    return {"what": what, "pages": _pages(version), "html": len(page), **figures}


def _version(number: int, asked: str) -> Any:
    from bench import filling, roadmaps

    host = filling.User.objects.create_user(f"host{number}@example.org", name="Host", is_host=True)
    made = filling.Filled(host, filling.open_dialogue(number, host))
    made.seats, made.people = filling.seat_all(made.dialogue, 8, f"p{number}")
    if asked.startswith(ROADMAP):
        count = int(asked.removeprefix(ROADMAP))
        made.document = roadmaps.fill_roadmap(made.dialogue, made.seats, count, by=host).document
    else:
        filling.write(made, int(asked))
    return filling.freeze(made)


def _again(version: Any, job: Any) -> None:
    """Put the job back to where it was before it first ran."""
    version.renditions.all().delete()
    type(job).objects.filter(pk=job.pk).update(state="queued", worker="", lease_until=None, finished_at=None)


def _pages(version: Any) -> int:
    return int(version.renditions.get().pages)


def _apart(way: Callable[[], int]) -> dict[str, float]:
    """Work in a fork of this warmed process and return seconds, bytes and the peak of it and its children in megabytes."""
    from django.db import connections

    connections.close_all()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            said = _timed(way)
        except NotMeasuredError as reason:
            said = {"failed": str(reason)}
        os.write(writer, json.dumps(said).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not said:
        raise NotMeasuredError(f"its process ended with exit code {status}")
    figures = dict(json.loads(said))
    if "failed" in figures:
        raise NotMeasuredError(figures["failed"])
    return figures


def _timed(way: Callable[[], int]) -> dict[str, float]:
    begun = time.monotonic()
    size = way()
    seconds = time.monotonic() - begun
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in used)
    peak = max(each.ru_maxrss for each in used) / 1024
    return {"seconds": seconds, "cpu": cpu, "bytes": size, "peak": peak}


def _middle(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


if __name__ == "__main__":
    main(*sys.argv[1:])
