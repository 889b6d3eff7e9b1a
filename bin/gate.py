"""bin/test: the quality gate, the whole suite on SQLite and beside it on PostgreSQL with Redis; ends with one summary."""

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from aside import Aside
from bootstrap import PYTHON, VENV, compile_catalogues, install, system_libraries
from machine import ROOT, Unavailable, apt_install, say
from servers import need_servers, servers

Environment = dict[str, str]
Words = tuple[str | Path, ...]
LANGUAGE = "fr"
ON_SQLITE = "tests on SQLite and the embedded transport"
APPS = ("inspired", "dialogues", "workinggroups", "toolkit")
ON_SERVERS = "tests on PostgreSQL and Redis"


class Gate:
    """Runs steps one after the other, keeps what came of each and goes on after a failure."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.results: list[tuple[str, bool, float]] = []
        self.begun = time.monotonic()

    def step(self, name: str, work: Callable[[], bool], took: Callable[[], float] | None = None) -> None:
        """Do a piece of work; ``took`` gives its seconds when it began before its step."""
        say(f"\n── {name} ──")
        begun = time.monotonic()
        try:
            passed = work()
        except Unavailable as sentence:
            say(f"!!! {sentence}")
            passed = False
        self.results.append((name, passed, took() if took else time.monotonic() - begun))

    def command(self, name: str, *words: str | Path, environment: Environment | None = None) -> None:
        self.step(name, lambda: run(words, self.environment | (environment or {})))

    def summary(self) -> int:
        say("\n── Summary ──")
        for name, passed, seconds in self.results:
            say(f"{'ok    ' if passed else 'FAILED'}  {seconds:6.1f} s  {name}")
        failed = [name for name, passed, _ in self.results if not passed]
        total = time.monotonic() - self.begun
        say(f"{'Everything is fine' if not failed else f'{len(failed)} failed'} after {total:.0f} s.")
        return 1 if failed else 0


def run(words: Words, environment: Environment) -> bool:
    return subprocess.run(words, check=False, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL).returncode == 0


def tool(name: str) -> Path:
    return VENV / "bin" / name


def templates() -> list[str]:
    return sorted(
        str(file.relative_to(ROOT)) for place in ("templates", *APPS) for file in (ROOT / place).rglob("*.html")
    )


def strictly_typed() -> list[str]:
    """List what mypy reads strictly: the shared floor, every verb and every rule."""
    rooms = [
        str(place.relative_to(ROOT))
        for app in APPS
        for room in ("services", "permissions")
        for pattern in (f"{room}.py", f"*/{room}.py", room, f"*/{room}")
        for place in sorted((ROOT / app).glob(pattern))
        if not place.is_relative_to(ROOT / "inspired/core")
    ]
    return ["inspired/core", *rooms]


def production() -> Environment:
    """Give the environment of a real installation behind HTTPS, as far as `check --deploy` looks at it."""
    return {
        "SITE_URL": "https://dialogues.example.org",
        "ALLOWED_HOSTS": "dialogues.example.org",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "AUDIT_KEY": secrets.token_urlsafe(48),
        "DATABASE_URL": "postgres://inspired:secret@127.0.0.1:5432/inspired",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
        "INSPIRED_TESTING": "0",
        "INSPIRED_DEMO": "0",
    }


def catalogues_are_complete(environment: Environment) -> bool:
    """Check the catalogues as they stand, then extract the strings anew in a copy and look for ones they lack."""
    if not run((PYTHON, "bin/catalogues.py", "check"), environment):
        return False
    if not shutil.which("xgettext") and not apt_install("gettext"):
        raise Unavailable("GNU gettext is needed to look for new strings; as root, run: apt install gettext")
    with tempfile.TemporaryDirectory(prefix="inspired-strings-") as copy:
        left_out = shutil.ignore_patterns(".*", "var", "node_modules", "__pycache__", "*.mo", "tests", "bench")
        shutil.copytree(ROOT, copy, ignore=left_out, dirs_exist_ok=True)
        words = [PYTHON, "manage.py", "makemessages", "--locale", LANGUAGE, "--no-location", "--verbosity", "0"]
        made = subprocess.run(words, check=False, cwd=copy, env=environment, stdin=subprocess.DEVNULL)
        return made.returncode == 0 and run((PYTHON, "bin/catalogues.py", "compare", f"{copy}/locale"), environment)


def quality(gate: Gate) -> None:
    """Everything that needs no test to run."""
    gate.command("ruff check", tool("ruff"), "check", "--quiet", ".")
    gate.command("ruff format", tool("ruff"), "format", "--check", "--quiet", ".")
    if templates():
        gate.command("djade", tool("djade"), "--check", "--target-version", "5.2", *templates())
    gate.command("mypy (strict: core, services, permissions)", tool("mypy"), *strictly_typed())
    gate.command("bandit", tool("bandit"), "-q", "-c", "pyproject.toml", "-r", *APPS, "bin")
    gate.command("migrations are complete", PYTHON, "manage.py", "makemigrations", "--check", "--dry-run", "-v", "0")
    deploy = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    gate.command("check --deploy on production settings", PYTHON, *deploy, environment=production())
    gate.step("message catalogues", lambda: catalogues_are_complete(gate.environment))


def need_programs() -> bool:
    """Say whether the programs the tests start are there (a browser, readers of PDFs), installing them where we may."""
    programs = {"chromium": "chromium", "pdftotext": "poppler-utils", "pdfinfo": "poppler-utils"}
    missing = sorted({package for program, package in programs.items() if not shutil.which(program)})
    if not missing or apt_install(*missing):
        return True
    raise Unavailable(f"The tests need more programs; as root, run: apt install {' '.join(missing)}")


def one_after_the_other(gate: Gate, pytest: Words, *, sqlite_only: bool) -> None:
    gate.command(ON_SQLITE, *pytest)
    if sqlite_only:
        say("\n!!! PostgreSQL and Redis were left out, as asked by --sqlite-only.")
        return

    def on_servers() -> bool:
        need_servers()
        with servers() as addresses:
            return run(pytest, gate.environment | addresses)

    gate.step(ON_SERVERS, on_servers)


def side_by_side(gate: Gate, pytest: Words, meanwhile: Callable[[Gate], None]) -> None:
    """Begin the suite on the real servers, do everything else beside it, then tell what it wrote and follow its end."""
    with contextlib.ExitStack() as stack:
        folder = Path(gate.environment["INSPIRED_DATA"])
        begun: list[Aside] = []

        def begin() -> bool:
            need_servers()
            environment = gate.environment | stack.enter_context(servers())
            words = [*pytest, "-o", f"cache_dir={folder / 'cache'}"]
            begun.append(stack.enter_context(Aside(words, environment, folder / "on-servers.log")))
            say("The tests on PostgreSQL and Redis have begun; their output stands below those on SQLite.")
            return True

        gate.step("PostgreSQL and Redis", begin)
        meanwhile(gate)
        gate.command(ON_SQLITE, *pytest)
        for suite in begun:
            gate.step(ON_SERVERS, suite.follow, took=lambda suite=suite: suite.seconds)


def test_environment() -> Environment:
    """Give an environment without the settings of whoever runs the tests, with secrets and data of its own."""
    folder = tempfile.mkdtemp(prefix="inspired-gate-")
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return environment | {
        "INSPIRED_DATA": folder,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "AUDIT_KEY": secrets.token_urlsafe(48),
    }


def everything(gate: Gate, choice: argparse.Namespace, words: list[str]) -> None:
    """Run what was chosen: side by side where there is a second core, unless it was asked otherwise."""
    checks = no_checks if choice.tests_only else quality
    long = ["--long"] if choice.long else []
    pytest = (PYTHON, "-m", "pytest", "-q", "--durations=10", "--durations-min=2", *long, *words)
    gate.step("Chromium and poppler", need_programs)
    if choice.sqlite_only or choice.one_at_a_time or len(os.sched_getaffinity(0)) == 1:
        checks(gate)
        one_after_the_other(gate, pytest, sqlite_only=choice.sqlite_only)
    else:
        side_by_side(gate, pytest, checks)


def no_checks(_gate: Gate) -> None:
    """Leave the quality gate out."""


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/test", description="Run the quality gate and all tests.")
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL and Redis out")
    parser.add_argument("--tests-only", action="store_true", help="leave the quality gate out")
    parser.add_argument("--one-at-a-time", action="store_true", help="run the two suites one after the other")
    parser.add_argument("--long", action="store_true", help="run the full form of the expensive tests")
    choice, words = parser.parse_known_args()
    signal.signal(signal.SIGTERM, interrupt)
    environment = test_environment()
    try:
        install("requirements-dev.txt")
        environment |= system_libraries()
        compile_catalogues(environment)
        gate = Gate(environment)
        everything(gate, choice, words)
        return gate.summary()
    except Unavailable as sentence:
        print(f"bin/test: {sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(environment["INSPIRED_DATA"], ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
