"""Prepares what bin/run and bin/test stand on: virtual environment, packages, system libraries, secrets, catalogues.

Standard library only, because nothing else is there yet.
"""

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from machine import ROOT, Unavailable, apt_install, loads, say, unpack, unpacked_environment, works

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "inspired-installed.json"
LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
LIBRARY_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig-config"]


def data_folder() -> Path:
    """Give the folder for the database, files and secrets: INSPIRED_DATA, or var/ in the project."""
    folder = Path(os.environ.get("INSPIRED_DATA") or ROOT / "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def digest(*files: Path) -> str:
    """Fingerprint files by what they hold."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def installed(lock: str) -> bool:
    """Say whether this very lock was installed with this very Python; the larger lock holds the smaller."""
    if not (PYTHON.exists() and STAMP.exists()):
        return False
    stamp = json.loads(STAMP.read_text())
    return stamp.get(lock) == digest(ROOT / lock) and works(str(PYTHON), "-c", "import django")


def install(lock: str) -> None:
    """Make the virtual environment and install a lock file into it, hashes checked; do nothing when that is done."""
    if installed(lock):
        return
    if not works(str(PYTHON), "-m", "pip", "--version"):
        make_environment()
    say(f"Installing the Python packages of {lock} …")
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary=:all:", "-r", lock]
    pip = subprocess.run(command, check=False, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if pip.returncode:
        say(pip.stderr[-3000:])
        raise Unavailable(f"The Python packages of {lock} could not be installed; pip's message stands above.")
    done = [lock, "requirements.txt"] if "dev" in lock else [lock]
    STAMP.write_text(json.dumps({name: digest(ROOT / name) for name in done}))


def make_environment() -> None:
    """Make the virtual environment with pip in it, also where Debian's python3 came without ensurepip."""
    say(f"Making the virtual environment with Python {sys.version.split()[0]} …")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--clear", VENV], check=True)
    if works(str(PYTHON), "-m", "ensurepip", "--default-pip"):
        return
    wheel = pip_wheel()
    if not wheel:
        packages = f"python3-venv python3.{sys.version_info.minor}-venv"
        raise Unavailable(f"Python has no pip to start from; as root, run: apt install {packages}")
    command = [PYTHON, f"{wheel}/pip", "install", "--quiet", "--no-index", "--disable-pip-version-check", wheel]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    shutil.rmtree(VENV / "pip-wheel", ignore_errors=True)


def pip_wheel() -> Path | None:
    """Find the pip wheel that Debian ships; without root it is unpacked beside the environment."""
    folder = Path("usr/share/python-wheels")

    def found(root: Path) -> Path | None:
        return next(iter(sorted((root / folder).glob("pip-*.whl"))), None)

    wheel = found(Path("/"))
    if not wheel and apt_install("python3-pip-whl"):
        wheel = found(Path("/"))
    if not wheel and unpack(["python3-pip-whl"], VENV / "pip-wheel", with_needed=False):
        wheel = found(VENV / "pip-wheel")
    return wheel


def system_libraries() -> dict[str, str]:
    """Give the environment in which the PDF engine finds its libraries, installing or unpacking them when missing."""
    if loads(*LIBRARIES):
        return {}
    folder = data_folder() / "syslibs"
    variables = unpacked_environment(folder)
    if variables and loads(*LIBRARIES, environment=variables):
        return variables
    if apt_install(*LIBRARY_PACKAGES) and loads(*LIBRARIES):
        return {}
    if unpack(LIBRARY_PACKAGES, folder):
        variables = unpacked_environment(folder)
        if loads(*LIBRARIES, environment=variables):
            return variables
    raise Unavailable(f"PDFs need libraries of the system; as root, run: apt install {' '.join(LIBRARY_PACKAGES)}")


def stored_settings() -> dict[str, str]:
    """Read the settings kept in the data folder, as far as bin/run must know them."""
    file = data_folder() / "env"
    lines = file.read_text().splitlines() if file.exists() else []
    pairs = (line.partition("=") for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def keep_secrets(**more: str) -> dict[str, str]:
    """Write what the data folder's settings file lacks (two random keys, what else is named) and give the whole."""
    known = stored_settings()
    fresh = {"SECRET_KEY": secrets.token_urlsafe(48), "AUDIT_KEY": secrets.token_urlsafe(48), **more}
    missing = {name: value for name, value in fresh.items() if name not in known and name not in os.environ}
    if missing:
        file = data_folder() / "env"
        old = file.read_text() if file.exists() else ""
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            os.fchmod(stream.fileno(), 0o600)
            stream.write(old + ("\n" if old and not old.endswith("\n") else ""))
            stream.writelines(f"{name}={value}\n" for name, value in missing.items())
    return known | missing


def changed(name: str, files: Iterable[Path]) -> str | None:
    """Give the new fingerprint of files when it differs from the one remembered under a name, else None."""
    listing = [f"{file}:{file.stat().st_mtime_ns}:{file.stat().st_size}" for file in sorted(files) if file.is_file()]
    now = hashlib.sha256("\n".join(listing).encode()).hexdigest()
    return None if remembered().get(name) == now else now


def remembered() -> dict[str, str]:
    """Read what earlier starts have done in this data folder."""
    file = data_folder() / "stamps.json"
    return json.loads(file.read_text()) if file.exists() else {}


def remember(name: str, value: str) -> None:
    """Keep that a step was done, so that the next start leaves it out."""
    (data_folder() / "stamps.json").write_text(json.dumps(remembered() | {name: value}))


def compile_catalogues(environment: dict[str, str]) -> None:
    """Turn the message catalogues into the form Django reads, when one is new; needs no gettext on the machine."""
    sources = list((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    if all(file.with_suffix(".mo").exists() for file in sources) and not changed("catalogues", sources):
        return
    subprocess.run([PYTHON, "bin/catalogues.py", "compile"], check=True, cwd=ROOT, env=environment)
    remember("catalogues", changed("catalogues", sources) or "")
