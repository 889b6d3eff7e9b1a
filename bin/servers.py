"""A real PostgreSQL and a real Redis for the length of a test run: free ports, a temporary folder, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from machine import QUIET, Unavailable, apt_install, die_with_parent

PATIENCE = 30  # seconds a server may take to start


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgresql_programs() -> Path | None:
    """Find the folder of the newest PostgreSQL server programs, as Debian lays them or on the path."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def need_servers() -> None:
    """Install what is missing from Debian where we may; say in one sentence what is wanted where we may not."""
    wanted = {"postgresql": postgresql_programs(), "redis-server": shutil.which("redis-server")}
    missing = [package for package, found in wanted.items() if not found]
    if missing:
        apt_install(*missing)
    if not (postgresql_programs() and shutil.which("redis-server")):
        raise Unavailable(
            f"PostgreSQL and Redis are needed for the second run; as root, run: apt install {' '.join(missing)} "
            "(or leave that run out with --sqlite-only)"
        )


def as_other_user() -> dict[str, object]:
    """Give the arguments that run a server as `postgres` when we are root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return {}
    person = pwd.getpwnam("postgres")
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def started(words: list[str], port: int, folder: Path, name: str) -> subprocess.Popen[bytes]:
    """Start a server and wait until it listens."""
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            words,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **as_other_user(),
        )
    deadline = time.monotonic() + PATIENCE
    while not listening(port):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise Unavailable(f"{name} did not start: {(folder / f'{name}.log').read_text()[-1000:]}")
        time.sleep(0.1)
    return process


def start_postgresql(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Make a database cluster for tests (nothing is flushed to disk) and serve it on loopback."""
    programs = postgresql_programs()
    cluster, port = folder / "cluster", free_port()
    make = [f"{programs}/initdb", "--pgdata", str(cluster), "--username=inspired", "--auth=trust", "--encoding=UTF8"]
    done = subprocess.run(
        [*make, "--locale=C.UTF-8", "--no-sync"], check=False, cwd=folder, **(QUIET | as_other_user())
    )
    if done.returncode:
        raise Unavailable("PostgreSQL's initdb failed.")
    options = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": folder,
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": 200,
    }
    words = [f"{programs}/postgres", "-D", str(cluster)]
    for name, value in options.items():
        words += ["-c", f"{name}={value}"]
    return started(words, port, folder, "postgresql"), f"postgres://inspired@127.0.0.1:{port}/postgres"


def start_redis(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    port = free_port()
    words = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    return started([*words, "--dir", str(folder)], port, folder, "redis"), f"redis://127.0.0.1:{port}/0"


def ended(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(2)  # PostgreSQL: close the connections and stop; Redis: stop
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def servers() -> Iterator[dict[str, str]]:
    """Give the two addresses that switch the settings to PostgreSQL and Redis, and stop both servers at the end."""
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="inspired-servers-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        addresses = {}
        for name, start in (("DATABASE_URL", start_postgresql), ("REDIS_URL", start_redis)):
            process, addresses[name] = start(folder)
            stack.callback(ended, process)
        yield addresses
