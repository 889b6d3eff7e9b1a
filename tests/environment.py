"""Sets the environment of a test run before Django reads its settings; pytest loads it first (`-p tests.environment`).

`DATABASE_URL` and `REDIS_URL`, when given, choose PostgreSQL and Redis; everything else is fixed here, so that what
stands in the shell or in `var/env` of the person who runs the tests changes nothing.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FORGOTTEN = (
    "ALLOWED_HOSTS",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "INSPIRED_DEMO",
    "LOG_LEVEL",
    "PORT",
    "S3_BUCKET",
    "SITE_URL",
    "TIME_ZONE",
)


MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30  # bytes that must be free there


def quick_place() -> Path | None:
    """Name the folder in memory where there is one with room: databases of tests need not survive a power cut."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else None


def own_folder() -> Path:
    """Give the run a temporary folder, and each parallel worker of it a folder inside."""
    root = os.environ.get("INSPIRED_TEST_ROOT")
    if not root:
        root = os.environ["INSPIRED_TEST_ROOT"] = tempfile.mkdtemp(prefix="inspired-tests-", dir=quick_place())
        atexit.register(shutil.rmtree, root, ignore_errors=True)
    folder = Path(root) / os.environ.get("PYTEST_XDIST_WORKER", "single")
    folder.mkdir(exist_ok=True)
    return folder


def own_redis_database(url: str) -> str:
    """Give each parallel worker its own numbered Redis database, so that none takes another's tasks."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return f"{url.rstrip('/').rsplit('/', 1)[0] if url.count('/') > 2 else url}/{worker}"


def prepare() -> None:
    for name in FORGOTTEN:
        os.environ.pop(name, None)
    folder = own_folder()
    os.environ.update(
        DJANGO_SETTINGS_MODULE="inspired.settings",
        DJANGO_ALLOW_ASYNC_UNSAFE="true",  # Playwright's synchronous interface runs an event loop in the test's thread
        INSPIRED_TESTING="1",
        INSPIRED_DATA=str(folder),
        SECRET_KEY="only-for-tests-" + "s" * 50,
        AUDIT_KEY="only-for-tests-" + "a" * 50,
    )
    if os.environ.get("DATABASE_URL"):
        os.environ.pop("TEST_DATABASE", None)
    else:
        os.environ.pop("DATABASE_URL", None)
        os.environ["TEST_DATABASE"] = str(folder / "test.sqlite3")
    if os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = own_redis_database(os.environ["REDIS_URL"])


prepare()
