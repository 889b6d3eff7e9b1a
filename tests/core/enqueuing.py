"""Stands for a web process: writes jobs on Person 1 and prints the slowest write in milliseconds (p95, most)."""

import sys
import time

import django

django.setup()

from django.db import transaction  # noqa: E402

from inspired.core.jobs import enqueue  # noqa: E402
from inspired.core.models import Person  # noqa: E402


def main(times: int, stay: float) -> None:
    target, took = Person.objects.get(), []
    for number in range(times):
        begun = time.perf_counter()
        with transaction.atomic():
            enqueue("tests.slow", target, by=None, payload={"seconds": 0}, key=str(number))
        took.append(time.perf_counter() - begun)
    took.sort()
    sys.stdout.write(f"{took[int(len(took) * 0.95)] * 1000:.0f} {took[-1] * 1000:.0f}\n")
    sys.stdout.flush()
    time.sleep(stay)


main(int(sys.argv[1]), float(sys.argv[2]))
