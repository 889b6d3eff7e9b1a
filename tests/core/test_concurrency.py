"""Read-then-write in many processes at once: nobody is refused and no number is lost, on either database."""

import subprocess
import sys

import pytest

from inspired.core.models import ChainHead
from tests.core.workers import ROOT, Crew


@pytest.mark.django_db(transaction=True)
def test_parallel_writers_lose_nothing(tmp_path, long):
    processes, times = (8, 500) if long else (4, 100)
    ChainHead.objects.create(scope="counted")
    words = [sys.executable, "-m", "tests.core.adding", str(times)]
    environment = Crew(tmp_path).environment
    writers = [
        subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for _n in range(processes)
    ]
    refused = [writer.communicate(timeout=400)[0] for writer in writers]
    assert refused == ["0"] * processes
    assert ChainHead.objects.get(scope="counted").number == processes * times
