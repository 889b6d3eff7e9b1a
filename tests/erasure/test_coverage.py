"""Every row that leads to a person has somebody who answers for it when the person is erased."""

from __future__ import annotations

from dialogues.models import Delegate
from inspired.core import ports
from inspired.core.models import Person, User
from inspired.core.references import label_of, pointing_at

NOBODY_WRITES = {"admin.LogEntry.user"}  # Django's own log is off: no row is ever made


def test_every_foreign_key_to_a_person_is_covered_by_an_eraser() -> None:
    leading = {label_of(key) for model in (User, Person, Delegate) for key in pointing_at(model)}
    missing = leading - ports.erasure.covered() - NOBODY_WRITES
    assert not missing, f"Name these in an Eraser's `covers` and erase or keep them on purpose: {sorted(missing)}"


def test_erasers_name_only_what_exists() -> None:
    leading = {label_of(key) for model in (User, Person, Delegate) for key in pointing_at(model)}
    assert not ports.erasure.covered() - leading


def test_every_app_with_an_eraser_also_shows_what_it_holds() -> None:
    showing = {name.rsplit(".", 2)[0] for name in ports.personal_data.providers}
    assert {
        "inspired.core",
        "dialogues",
        "dialogues.convening",
        "dialogues.ledger",
        "workinggroups",
        "dialogues.inputs",
        "dialogues.documents",
    } <= showing
    assert len(ports.erasure.erasers) == len(showing)
