"""bin/run: makes everything ready, keeps web server, worker and beat running, and stops them together."""

import argparse
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping

from bootstrap import (
    PYTHON,
    VENV,
    changed,
    compile_catalogues,
    data_folder,
    install,
    keep_secrets,
    remember,
    stored_settings,
    system_libraries,
)
from machine import ROOT, Unavailable, say
from supervise import Program, stop

PATIENCE = 60  # seconds the web server may take until it answers


def manage(environment: dict[str, str], *words: str) -> None:
    """Run one of Django's commands and stop here when it fails."""
    if subprocess.run([PYTHON, "manage.py", *words], check=False, cwd=ROOT, env=environment).returncode:
        raise Unavailable(f"“manage.py {' '.join(words)}” failed; its message stands above.")


def offers(command: str) -> bool:
    """Say whether one of this project's apps has a command of that name."""
    places = (f"[a-z]*/{middle}management/commands/{command}.py" for middle in ("", "[a-z]*/"))
    return any(found for place in places for found in ROOT.glob(place))


def choose_mode(*, empty: bool) -> bool:
    """Say whether this data folder holds the demonstration; it keeps what it was first started as."""
    kept = keep_secrets(INSPIRED_DEMO="0" if empty else "1").get("INSPIRED_DEMO", os.environ.get("INSPIRED_DEMO"))
    demonstration = kept in {"1", "true", "True"}
    if empty and demonstration:
        raise Unavailable(
            f"{data_folder()} holds the demonstration. For a real installation choose another folder, "
            "for example: INSPIRED_DATA=~/inspired-data bin/run --empty"
        )
    if not empty and not demonstration:
        say(f"{data_folder()} holds a real installation: the demonstration is not loaded into it.")
    return demonstration


def prepare_data(environment: dict[str, str]) -> None:
    """Bring the database, the message catalogues and the static files up to date."""
    say("Bringing the database up to date …")
    manage(environment, "migrate", "--verbosity=0")
    if offers("load_toolkit"):
        manage(environment, "load_toolkit", "--verbosity=0")
    compile_catalogues(environment)
    sources = [*(ROOT / "static").rglob("*"), ROOT / "requirements.txt"]
    fresh = changed("static", sources)
    if fresh or not (data_folder() / "static").is_dir():
        say("Collecting the static files …")
        manage(environment, "collectstatic", "--noinput", "--clear", "--verbosity=0")
        remember("static", fresh or "")


def port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def launch(environment: dict[str, str], host: str, port: int) -> list[Program]:
    """Start the web server, the worker and beat; the web server comes first."""
    level = environment["LOG_LEVEL"].lower()
    web = [
        "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws",
        "--workers", environment.get("WEB_WORKERS", "1"), "--blocking-threads", environment.get("WEB_THREADS", "4"),
        "--backpressure", "64", "--log-level", level, "--no-access-log", "inspired.wsgi:application",
    ]  # fmt: skip
    celery = ["celery", "--app", "inspired", "--quiet"]
    worker = [
        *celery, "worker", "--concurrency", environment.get("WORKER_PROCESSES", "2"), "--loglevel", level,
        "--without-gossip", "--without-mingle", "--without-heartbeat",  # each would write every few seconds when idle
    ]  # fmt: skip
    beat = [*celery, "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile", "", "--loglevel", level]
    # Whoever starts bin/run as root has decided so; Celery would repeat its advice at each start.
    quiet = environment | {"PYTHONWARNINGS": "ignore::UserWarning:celery.platforms"}
    # Each thread of the web server would take memory of its own from the C library, which seldom gives it back.
    sparing = {"MALLOC_ARENA_MAX": "2"} | environment
    programs: list[Program] = []
    try:
        for name, words, variables in (
            ("web server", web, sparing),
            ("worker", worker, quiet),
            ("beat", beat, quiet),
        ):
            command = [VENV / "bin" / words[0], *words[1:]]
            programs.append(Program(name, command, variables, is_vital=name == "web server"))
    except BaseException:  # reason: whatever goes wrong, even Ctrl-C, no program may be left running
        stop(programs)
        raise
    return programs


def answers(url: str) -> bool:
    """Say whether a web server answers at all; what it answers is for its own tests."""
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310  # nosec B310
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def await_answer(web: Program, url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(url):
        if web.has_ended():
            raise Unavailable("The web server stopped while starting; its message stands above.")
        if time.monotonic() > deadline:
            raise Unavailable(f"The web server gave no answer within {PATIENCE} seconds.")
        time.sleep(0.1)


def first_host(given: Mapping[str, str]) -> str:
    """Say how to make the first host of this very installation: what bin/run was told, the command has to be told as well."""
    told = {"INSPIRED_DATA": str(data_folder()), "PORT": given.get("PORT", "")}
    words = [f"{name}={shlex.quote(value)}" for name, value in told.items() if given.get(name)]
    return " ".join([*words, f"{PYTHON.relative_to(ROOT)} manage.py create_host you@example.org"])


def greet(environment: dict[str, str], address: str, *, demonstration: bool) -> None:
    say(f"\nInspired is ready at {address}   (Ctrl-C stops it)\n")
    if demonstration and offers("demo_signins"):
        manage(environment, "demo_signins")
    if not demonstration:
        say(f"To make the first host:  {first_host(os.environ)}")


def serve(environment: dict[str, str], *, demonstration: bool) -> int:
    """Run until a signal comes or the web server ends; give the exit code."""
    host, port = environment.get("BIND", "127.0.0.1"), int(environment["PORT"])
    if not port_is_free(host, port):
        raise Unavailable(f"Port {port} is taken. Choose another, for example: PORT={port + 1} bin/run")
    programs = launch(environment, host, port)
    try:
        address = f"http://127.0.0.1:{port}"
        await_answer(programs[0], f"{address}/health/")
        greet(environment, environment.get("SITE_URL") or address, demonstration=demonstration)
        while True:
            for program in programs:
                program.look_after()
            time.sleep(0.5)
    except KeyboardInterrupt:
        say("\nStopping …")
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        stop(programs)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/run", description="Start Inspired: web server, worker and beat.")
    parser.add_argument("--empty", action="store_true", help="a real installation, without the demonstration")
    choice = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        install("requirements.txt")
        demonstration = choose_mode(empty=choice.empty)
        environment = {"PORT": "8000", "LOG_LEVEL": "WARNING"} | stored_settings() | os.environ | system_libraries()
        environment |= {"INSPIRED_DATA": str(data_folder()), "INSPIRED_DEMO": str(int(demonstration))}
        prepare_data(environment)
        if demonstration and offers("load_demo"):
            manage(environment, "load_demo")
        return serve(environment, demonstration=demonstration)
    except Unavailable as sentence:
        print(f"bin/run: {sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
