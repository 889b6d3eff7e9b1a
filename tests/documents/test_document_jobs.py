"""The PDF of a version is there once, whatever is killed and whoever does not answer, without anybody acting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogues.documents.models import Rendition, Version
from dialogues.documents.services.versions import RENDER
from inspired.core.models import Job
from inspired.core.states import JobState
from tests.core.workers import ROOT, Crew, Redis, until
from tests.documents import make as doc

pytestmark = pytest.mark.django_db(transaction=True)
RECOVERY = 60  # seconds
LONG_TEXT = "\n\n".join(f"Paragraph {n}: " + "contributions are paid by every household. " * 12 for n in range(160))


@pytest.fixture
def crew(tmp_path: Path, embedded_queue: None) -> Iterator[Crew]:
    crew = Crew(tmp_path)
    yield crew
    crew.stop()


def is_running(version: Version) -> bool:
    return Job.objects.filter(kind=RENDER, target_pk=version.pk, state=JobState.RUNNING, progress__gte=30).exists()


def test_a_worker_killed_in_the_middle_of_a_pdf_leaves_one_pdf(crew: Crew) -> None:
    version = doc.version(doc.ppa(text=LONG_TEXT))
    worker = crew.worker()
    crew.clock()
    until(lambda: is_running(version), 60)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    assert not Rendition.objects.exists()
    crew.worker()
    took = until(lambda: Rendition.objects.filter(version=version).exists(), RECOVERY + 30)
    assert took < RECOVERY, f"{took:.0f} s"
    until(lambda: Job.objects.filter(kind=RENDER, state=JobState.DONE).exists(), 30)
    assert Rendition.objects.count() == 1
    assert len(list((crew.data / "media" / "renditions").glob("*.pdf"))) == 1


@pytest.mark.skipif(not Redis.is_installed(), reason="redis-server is not installed")
def test_a_version_frozen_while_the_broker_is_down_gets_its_pdf_when_it_is_back(tmp_path: Path) -> None:
    redis = Redis(tmp_path)
    crew, document = Crew(tmp_path, redis.url), doc.ppa()
    try:
        crew.worker()
        crew.clock()
        words = [sys.executable, "-m", "tests.documents.freezing", str(document.pk), "0"]
        told = subprocess.run(words, cwd=ROOT, env=crew.environment, capture_output=True, text=True, check=True)
        assert int(told.stdout) < 2000, told.stdout  # a request that waits for the broker takes more than 40 s
        assert Job.objects.get(kind=RENDER).state == JobState.QUEUED
        redis.start()
        until(lambda: Rendition.objects.count() == 1, RECOVERY + 30)
    finally:
        crew.stop()
        redis.stop()
