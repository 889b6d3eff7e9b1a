"""Makes one database, counts what each page asks of it, and writes the plan that the measuring process follows.

Run as ``python -m bench.prepare SIZE FILE`` in an installation's environment.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

ROUNDS = 7


def main(size_name: str, target: str) -> None:
    """Migrate, fill, count, write."""
    django.setup()
    from bench.filling import SIZES, fill  # they need Django to be ready
    from bench.visits import cookies, visits

    call_command("migrate", verbosity=0)
    call_command("load_toolkit", verbosity=0)
    begun = time.monotonic()
    made = fill(SIZES[size_name])
    _settle()
    print(f"  {size_name}: filled in {time.monotonic() - begun:.0f} s", flush=True)
    keys = cookies(made)
    plan = [visit.as_plan(keys) for visit in visits(made)]
    for visit in plan:
        visit |= _count(visit) if visit["path"] else {}
    Path(target).write_text(json.dumps(plan))


def _settle() -> None:
    """Let the database know its tables, as it would after a night."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _count(visit: dict[str, Any]) -> dict[str, Any]:
    """Ask for a page within this process: its status, its queries without those that open and close transactions, its CPU time."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.forms import Page

    client = Client(raise_request_exception=False, headers={"accept-encoding": "br, gzip"}, SERVER_NAME="127.0.0.1")
    client.cookies.load(visit["cookies"])
    times, queries, status = [], 0, 0
    for _turn in range(ROUNDS):
        data = {}
        if visit["form_on"]:
            page = Page(client.get(visit["form_on"], headers={"accept-encoding": ""}).content.decode())
            data = page.main_form() | visit["fields"]
        begun = time.process_time()
        with CaptureQueriesContext(connection) as captured:
            response = client.post(visit["path"], data) if visit["form_on"] else client.get(visit["path"])
        times.append((time.process_time() - begun) * 1000)
        status = response.status_code
        queries = sum(not _is_bracket(query["sql"]) for query in captured.captured_queries)
    return {"status": status, "queries": queries, "cpu": statistics.median(times)}


def _is_bracket(sql: str) -> bool:
    return sql.upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET "))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
