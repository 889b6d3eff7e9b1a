"""``python -m bench``: fills temporary databases, measures every main page and the PDF job, prints tables."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import bars, surroundings
from bench.browsing import Series, first_load
from bench.serving import Server
from bench.showing import show

REQUESTS, WARMING = 60, 5
PARAGRAPHS = ("19", "150", "roadmap-40")  # in each of eleven sections: about 40 and 300 pages; and recommendations


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", choices=["small", "large", "both"], default="both")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="sqlite")
    parser.add_argument("--pdf", action="store_true", help="measure the PDF job too (two minutes)")
    parser.add_argument("--only-pdf", action="store_true", help="measure nothing but the PDF job")
    parser.add_argument(
        "--letters", type=int, default=0, help="measure a run of so many letters too (200: two minutes)"
    )
    parser.add_argument("--only-letters", action="store_true", help="measure nothing but the run of letters")
    parser.add_argument(
        "--only", default="", help="only the pages whose name contains one of these words, between commas"
    )
    parser.add_argument("--requests", type=int, default=REQUESTS, help="requests for each page")
    parser.add_argument("--turns", type=int, default=3, help="runs of each way to make a PDF")
    parser.add_argument("--check", action="store_true", help="fail when a bar is missed")
    parser.add_argument("--json", default="", help="write all figures to this file too")
    return parser.parse_args()


def main() -> int:
    """Measure, print, judge."""
    chosen = options()
    print(_machine(), flush=True)
    results: list[dict[str, Any]] = []
    with surroundings.temporary("inspired-bench-") as folder:
        if not (chosen.only_pdf or chosen.only_letters):
            static = surroundings.collect_static(folder)
            for database in ["sqlite", "postgres"] if chosen.database == "both" else [chosen.database]:
                results += _database(chosen, database, folder, static)
        pdfs = _pdfs(chosen, folder) if chosen.pdf or chosen.only_pdf else []
        letters = _letters(chosen.letters or 200, folder) if chosen.letters or chosen.only_letters else {}
    print(show(results, pdfs, letters))
    print(_machine(), flush=True)
    if chosen.json:
        Path(chosen.json).write_text(json.dumps({"results": results, "pdfs": pdfs, "letters": letters}))
    missed = list(bars.missed_bars(results, pdfs))
    for word, said in (("Bar missed", missed), ("Target not reached", list(bars.missed_targets(results)))):
        print("\n".join(["", *(f"{word}: {each}" for each in said)]))
    return 1 if chosen.check and missed else 0


def _machine() -> str:
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{time.strftime('%Y-%m-%d %H:%M')}, Python {platform.python_version()}, {os.cpu_count()} cores, load {load}"


def _database(chosen: argparse.Namespace, database: str, folder: Path, static: Path) -> list[dict[str, Any]]:
    sizes = ["small", "large"] if chosen.size == "both" else [chosen.size]
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(surroundings.postgresql()) if database == "postgres" else ""
        made = [_prepared(folder / f"{database}-{size}", size, address, static) for size in sizes]
        plans = [
            [visit for visit in plan if any(word in visit["name"] for word in chosen.only.split(","))]
            for _environment, plan in made
        ]
        servers = [stack.enter_context(_served(environment)) for environment, _plan in made]
        for visits in zip(*plans, strict=True):
            _measure(visits, servers, chosen.requests)
        return [
            {
                "size": size,
                "database": database,
                "pages": plan,
                "memory": server.memory(),
                "first_answer": server.first_answer,
            }
            for size, plan, server in zip(sizes, plans, servers, strict=True)
        ]


def _prepared(folder: Path, size: str, server: str, static: Path) -> tuple[dict[str, str], list[dict[str, Any]]]:
    folder.mkdir()
    shutil.copytree(static, folder / "static")
    address = surroundings.create_database(server, size) if server else ""
    environment = surroundings.settings_for(folder, address)
    plan = folder / "plan.json"
    command = [sys.executable, "-m", "bench.prepare", size, str(plan)]
    subprocess.run(command, cwd=surroundings.ROOT, env=environment, check=True)
    return environment, json.loads(plan.read_text())


@contextlib.contextmanager
def _served(environment: dict[str, str]) -> Iterator[Server]:
    """Serve an installation; start it three times and keep the middle of the three first answers."""
    times = []
    for _turn in range(2):
        server = Server(environment).start()
        times.append(server.first_answer)
        server.stop()
    server = Server(environment).start()
    server.first_answer = sorted([*times, server.first_answer])[1]
    try:
        yield server
    finally:
        server.stop()


def _measure(visits: tuple[dict[str, Any], ...], servers: list[Server], requests: int) -> None:
    """Visit a page of both sizes by turns, so that what else the machine does meets both alike."""
    if not all(visit["path"] for visit in visits):
        return
    series = [Series(visit, server.port) for visit, server in zip(visits, servers, strict=True)]
    for turn in range(WARMING + requests):
        for each in series:
            each.turn(counts=turn >= WARMING)
    for visit, each, server in zip(visits, series, servers, strict=True):
        visit |= each.figures()
        if visit["is_first"]:
            visit["first"] = first_load(visit, server.port)


def _letters(count: int, folder: Path) -> dict[str, Any]:
    data = folder / "letters"
    data.mkdir()
    target = data / "figures.json"
    command = [sys.executable, "-m", "bench.letters", str(target), str(count)]
    subprocess.run(command, cwd=surroundings.ROOT, env=surroundings.settings_for(data, ""), check=False)
    if not target.exists():
        return {"failed": "the program that runs the letters ended before its first figure"}
    found: dict[str, Any] = json.loads(target.read_text())
    return found


def _pdfs(chosen: argparse.Namespace, folder: Path) -> list[dict[str, Any]]:
    data = folder / "pdf"
    data.mkdir()
    target = data / "figures.json"
    command = [sys.executable, "-m", "bench.printing", str(target), str(chosen.turns), *PARAGRAPHS]
    subprocess.run(command, cwd=surroundings.ROOT, env=surroundings.settings_for(data, ""), check=False)
    if not target.exists():
        print("The PDF was not measured: the program that does it ended before its first figure.", file=sys.stderr)
        return []
    found: list[dict[str, Any]] = json.loads(target.read_text())
    return found


if __name__ == "__main__":
    sys.exit(main())
