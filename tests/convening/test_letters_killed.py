"""A run of two hundred letters whose worker is killed again and again: each letter stands there once, and so do its files."""

from __future__ import annotations

import io
import os
import signal
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from dialogues.convening.letter_shipped import SHIPPED
from dialogues.convening.models import Letter, LetterRun, LoggedContact
from dialogues.convening.services import letter_runs
from dialogues.convening.services.contact_lists import take_in_list
from dialogues.models import Dialogue
from inspired.core.audit import verify
from inspired.core.models import Event, Job
from inspired.core.states import JobState
from tests import make
from tests.core.workers import Crew, until

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 2)


@pytest.fixture
def crew(tmp_path: Path, settings: Any, embedded_queue: None) -> Iterator[Crew]:
    """Workers that keep their files where this process looks for them."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    crew = Crew(tmp_path)
    yield crew
    crew.stop()


def a_run(dialogue: Dialogue, count: int) -> LetterRun:
    host = make.host_of(dialogue)
    lines = [f"Organisation no {number:03d},Person {number:03d}" for number in range(count)]
    take_in_list(dialogue, by=host, text="\n".join(["organisation,name", *lines]))
    subject, text = SHIPPED["invitation", "en"]
    return letter_runs.start_run(
        dialogue,
        by=host,
        organisations=dialogue.listed_organisations.values_list("pk", flat=True),
        kind="invitation",
        language="en",
        subject=subject,
        text=text,
        dated=DAY,
        answer_by=DAY + timedelta(days=21),
    )


def test_killed_worker_writes_and_prints_each_letter_once(crew: Crew, long: bool, tmp_path: Path) -> None:
    count = 200 if long else 20
    dialogue = make.dialogue(title="Decent work", contact="+238 555 01 01")
    run = a_run(dialogue, count)
    job, worker = Job.objects.get(kind=letter_runs.RUN), crew.worker()
    crew.clock()
    moments = (  # while letters are written, printed, and put together
        lambda: Letter.objects.count() >= count // 3,
        lambda: Letter.objects.exclude(pdf="").count() >= count // 2,
        lambda: Job.objects.get(pk=job.pk).progress >= 90,
    )
    for moment in moments:
        until(moment, 300)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        assert Job.objects.get(pk=job.pk).state == JobState.RUNNING, "killed too late to prove anything"
        worker = crew.worker()
        if not long:  # nobody waits half a minute for the lease of the dead to run out
            Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    until(lambda: Job.objects.get(pk=job.pk).state == JobState.DONE, 600)
    stands_once(run, count)
    assert Job.objects.get(pk=job.pk).attempts == len(moments) + 1
    assert kept_files(tmp_path) == named_files()


def stands_once(run: LetterRun, count: int) -> None:
    run.refresh_from_db()
    letters = list(Letter.objects.order_by("number").select_related("listed"))
    assert [letter.number for letter in letters] == list(range(1, count + 1))
    assert sorted(letter.listed.name for letter in letters) == [f"Organisation no {n:03d}" for n in range(count)]
    assert all(letter.is_intact and letter.pdf and letter.pages for letter in letters)
    assert LoggedContact.objects.count() == count
    for verb in ("letter.issued", "letter.printed"):
        assert Event.objects.filter(verb=verb).count() == count
    assert Event.objects.filter(verb="letter_run.finished").count() == 1
    assert run.pages == sum(letter.pages for letter in letters)
    with run.bundle.open("rb") as stored, zipfile.ZipFile(io.BytesIO(stored.read())) as packed:
        expected = {f"{letter.reference}.{kind}" for letter in letters for kind in ("pdf", "docx")}
        assert len(packed.namelist()) == 2 * count and set(packed.namelist()) == expected
    assert not list(verify(run.audit_scope))


def kept_files(folder: Path) -> set[str]:
    """The files that lie in the storage."""
    media = folder / "media"
    return {str(file.relative_to(media)) for file in media.rglob("*") if file.is_file()}


def named_files() -> set[str]:
    """The files that rows know of: what nobody knows of, nobody could ever take away."""
    runs = LetterRun.objects.values_list("pdf", "bundle")
    return {*Letter.objects.values_list("pdf", flat=True), *(name for pair in runs for name in pair)}
