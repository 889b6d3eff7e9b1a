"""What bin/run and bin/test take from Debian or Ubuntu: packages by apt, or unpacked into a folder without root."""

import ctypes
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Unavailable(Exception):  # noqa: N818
    """Something the machine lacks, with a sentence that says how to get it."""


def say(sentence: str) -> None:
    print(sentence, flush=True)


def works(*command: str) -> bool:
    """Say whether a command exists and ends well; its output is not shown."""
    return bool(shutil.which(command[0])) and subprocess.run(command, check=False, **QUIET).returncode == 0


def superuser() -> list[str] | None:
    """Give the words to put before a command that needs root; None where root is not to be had without asking."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if works("sudo", "-n", "true") else None


def apt_install(*packages: str) -> bool:
    """Install Debian packages where we may, fetching the package lists when they are missing or old."""
    before = superuser()
    if before is None or not shutil.which("apt-get"):
        return False
    say(f"Installing from {distribution()}: {' '.join(packages)} …")
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    install = [*before, *quiet, "install", "-y", "--no-install-recommends", *packages]
    if subprocess.run(install, check=False, **QUIET).returncode == 0:
        return True
    subprocess.run([*before, *quiet, "update"], check=False, **QUIET)
    done = subprocess.run(install, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        say(done.stderr.strip())
    return done.returncode == 0


def distribution() -> str:
    """Name the distribution as it names itself."""
    release = Path("/etc/os-release")
    named = re.search(r'^NAME="?([^"\n]+)', release.read_text(), re.M) if release.exists() else None
    return named.group(1) if named else "this system"


def private_apt(folder: Path) -> list[str]:
    """Give apt-get arguments that keep its lists and cache in a folder, so that a plain user may update them."""
    for part in ("state/lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return [
        "apt-get", "-qq", "-o", f"Dir::State={folder}/state", "-o", f"Dir::Cache={folder}/cache",
        "-o", "Dir::State::status=/var/lib/dpkg/status", "-o", "APT::Sandbox::User=", "-o", "Debug::NoLocking=1",
    ]  # fmt: skip


def unpack(packages: list[str], target: Path, *, with_needed: bool = True) -> bool:
    """Fetch Debian packages without root and unpack them into a folder; with what they need, unless told otherwise."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        return False
    say(f"Unpacking from {distribution()} into {target}: {' '.join(packages)} …")
    work = target / "apt"
    apt = private_apt(work)
    try:
        subprocess.run([*apt, "update"], check=True, **QUIET)
        wanted = packages
        if with_needed:
            plan = subprocess.run(
                [*apt, "install", "--simulate", "--no-install-recommends", *packages],
                check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            ).stdout  # fmt: skip
            wanted = re.findall(r"^Inst (\S+)", plan, re.M) or packages
        subprocess.run([*apt, "download", *wanted], check=True, cwd=work, **QUIET)
        for archive in work.glob("*.deb"):
            subprocess.run(["dpkg", "-x", archive, target], check=True, **QUIET)
    except subprocess.CalledProcessError:
        return False
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return True


def unpacked_environment(folder: Path) -> dict[str, str]:
    """Give the variables with which programs find libraries and font settings unpacked into a folder."""
    places = sorted({str(found.parent) for found in folder.glob("**/*.so.*")})
    if not places:
        return {}
    known = os.environ.get("LD_LIBRARY_PATH")
    found = {"LD_LIBRARY_PATH": ":".join(places + ([known] if known else []))}
    if not Path("/etc/fonts/fonts.conf").exists() and (folder / "etc/fonts").is_dir():
        found["FONTCONFIG_PATH"] = str(folder / "etc/fonts")
    return found


def loads(*libraries: str, environment: dict[str, str] | None = None) -> bool:
    """Say whether a fresh process can load shared libraries (this one may have been started before they came)."""
    code = f"import ctypes\nfor name in {libraries!r}: ctypes.CDLL(name)"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=False, env=os.environ | (environment or {}), **QUIET).returncode == 0


def die_with_parent() -> None:
    """Ask Linux to end this child when its parent is gone, even by `kill -9`."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(1, 15)
