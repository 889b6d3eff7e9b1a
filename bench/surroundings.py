"""Temporary folders, settings and servers for a run; nothing outside them is touched."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bin"))

from servers import ended, free_port, start_postgresql  # noqa: E402 - bin/ is no package

KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


@contextlib.contextmanager
def temporary(prefix: str) -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settings_for(data: Path, database_url: str) -> dict[str, str]:
    """Return the environment of an installation of its own: real hashing, hashed static names, no demonstration."""
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "inspired.settings",
        "INSPIRED_DATA": str(data),
        "SECRET_KEY": "only-for-measuring-" + "s" * 50,
        "AUDIT_KEY": "only-for-measuring-" + "a" * 50,
        "SECOND_FACTOR_REQUIRED": "0",
        "LOG_LEVEL": "ERROR",
        "PYTHONHASHSEED": "0",
    }
    if database_url:
        environment["DATABASE_URL"] = database_url
    return environment


def collect_static(folder: Path) -> Path:
    """Collect, hash and compress the static files once for all servers of a run."""
    environment = settings_for(folder, "")
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return folder / "static"


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL as bin/test does and give its address without a database's name."""
    with temporary("inspired-bench-pg-") as folder:
        folder.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        process, address = start_postgresql(folder)
        try:
            yield address.rpartition("/")[0]
        finally:
            ended(process)


def create_database(server: str, name: str) -> str:
    """Make an empty database on a PostgreSQL server and return its address."""
    import psycopg2  # only this half of a run needs it

    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return f"{server}/{name}"


__all__ = ["ROOT", "collect_static", "create_database", "free_port", "postgresql", "settings_for", "temporary"]
