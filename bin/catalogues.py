"""Compiles the message catalogues without gettext, and checks that French says all that English says."""

import re
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
COMPLETE = ("fr",)  # languages that must lack nothing
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|%%")


def catalogues() -> list[Path]:
    return sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))


def compile_all() -> list[str]:
    for file in catalogues():
        polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))
    return []


def faults_of(entry: polib.POEntry, *, complete: bool) -> list[str]:
    """Name what is wrong with one translation: missing, fuzzy, or with other placeholders than the original."""
    said = [text for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]
    if complete and not entry.translated():
        return ["fuzzy" if entry.fuzzy else "not translated"]
    originals = {frozenset(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text}
    allowed = frozenset().union(*originals)
    wrong = [text for text in said if not min(originals, key=len) <= frozenset(PLACEHOLDER.findall(text)) <= allowed]
    return ["other placeholders than the original"] if wrong else []


def check_all() -> list[str]:
    """Give one line per fault in the catalogues as they stand."""
    here = {file.parent.parent.name for file in catalogues()}
    faults = [f"{language}: there is no catalogue" for language in COMPLETE if language not in here]
    for file in catalogues():
        language = file.parent.parent.name
        for entry in polib.pofile(str(file), check_for_duplicates=True):
            if not entry.obsolete:
                found = faults_of(entry, complete=language in COMPLETE)
                faults += [f"{language}: {entry.msgid[:70]!r}: {fault}" for fault in found]
    return faults


def compare(extracted: Path) -> list[str]:
    """Give one line per string of the source that a complete catalogue has never heard of."""
    faults = []
    for language in COMPLETE:
        path = Path(language) / "LC_MESSAGES" / "django.po"
        known = {(e.msgctxt, e.msgid) for e in polib.pofile(str(ROOT / "locale" / path)) if not e.obsolete}
        source = {(e.msgctxt, e.msgid) for e in polib.pofile(str(extracted / path)) if not e.obsolete}
        faults += [f"{language}: {text[:70]!r}: not in the catalogue" for _, text in sorted(source - known, key=str)]
    return faults


def main(words: list[str]) -> int:
    steps = {"compile": compile_all, "check": check_all}
    faults = compare(Path(words[1])) if words[0] == "compare" else steps[words[0]]()
    for fault in faults[:50]:
        print(fault)
    if len(faults) > 50:
        print(f"… and {len(faults) - 50} more")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
