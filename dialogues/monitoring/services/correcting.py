"""Correcting and withdrawing what was noted beside commitments: nothing is erased, the earlier wording stays readable."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.monitoring.models import Adaptation, Commitment
from dialogues.monitoring.models.following import Followed
from dialogues.services.dialogue import held_dialogue
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from inspired.core.access import require
from inspired.core.audit import edited, record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StaleError, StateError

Noted = TypeVar("Noted", bound=Followed)
KEPT = ("title", "text", "source", "before", "after", "result")


@transaction.atomic
def correct_followed(noted: Noted, *, by: User, revision: int, **said: Any) -> Noted:
    """Correct a note for one's seat or as the host team; the earlier wording is kept with the note, the trail says what changed.

    ``said`` holds what is told anew, as when it was noted. Seats with a commitment in an adapted recommendation are told
    after commit. Raises StaleError when somebody changed it since ``revision`` was read, StateError for what cannot be
    noted so.
    """
    noted = _locked(noted, by)
    require(by, "monitoring.change_followed", noted)
    said = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    details = edited(noted, said)
    if not (details["changes"] or details["fields"]):
        return noted
    if revision != noted.revision:
        raise StaleError(noted)
    _check(noted, said)
    now = timezone.now()
    stands: Any = noted
    words = {name: getattr(stands, name) for name in KEPT if hasattr(stands, name) and getattr(stands, name)}
    said["earlier"] = [*noted.earlier, {**words, "on": noted.on.isoformat(), "until": now.isoformat()}]
    _keep(noted, by, corrected_at=now, **said)
    record(by, f"{noted._meta.model_name}.corrected", noted, tier=Tier.PARTICIPANTS, **details)
    _tell(noted, by)
    return noted


@transaction.atomic
def withdraw_followed(noted: Noted, *, by: User, reason: str, revision: int) -> Noted:
    """Withdraw a note with a reason: it stays in its list, struck, and counts nowhere. Twice changes nothing.

    Raises StaleError when somebody changed it since ``revision`` was read, StateError without a reason.
    """
    noted = _locked(noted, by)
    if noted.is_withdrawn and noted.reason == reason.strip():
        return noted
    require(by, "monitoring.change_followed", noted)
    if revision != noted.revision:
        raise StaleError(noted)
    if not reason.strip():
        raise StateError(_("Say why it is withdrawn."))
    _keep(noted, by, withdrawn_at=timezone.now(), reason=reason.strip())
    record(by, f"{noted._meta.model_name}.withdrawn", noted, tier=Tier.PARTICIPANTS)
    _tell(noted, by)
    return noted


def _check(noted: Followed, said: dict[str, Any]) -> None:
    day: date = said.get("on", noted.on)
    if day > timezone.localdate():
        raise StateError(_("Choose a day that has come: what is noted here has happened."))
    about = said.get("recommendation")
    if about is not None and about.dialogue_id != noted.dialogue_id:
        raise StateError(_("This recommendation belongs to another dialogue."))
    needed = ("title", "after", "text", "recommendation") if isinstance(noted, Adaptation) else ("title",)
    if not all(said.get(name, True) for name in needed):
        raise StateError(_("Say what holds from now on, and why.") if len(needed) > 1 else _("Say it in one line."))


def _keep(noted: Followed, by: User, **said: Any) -> None:
    said |= {"changed_by_team": noted.dialogue.standing_of(by).is_team, "revision": noted.revision + 1}
    for name, value in said.items():
        setattr(noted, name, value)
    noted.save(update_fields=list(said))


def _tell(noted: Followed, by: User) -> None:
    """Tell the seats with a commitment in it that an adaptation reads otherwise now, or holds no longer."""
    if isinstance(noted, Adaptation):
        concerned = Commitment.objects.filter(recommendation=noted.recommendation_id)
        seats, key = sorted(set(concerned.values_list("seat", flat=True))), f"{noted.pk}:{noted.revision}"
        announce("monitoring.adaptation_changed", noted, to=speakers_of(seats), by=by, key=key, seats=seats)


def _locked(noted: Noted, by: User) -> Noted:
    rows: Any = type(noted)._default_manager.select_for_update(of=("self",)).select_related("dialogue")
    locked: Noted = rows.get(pk=noted.pk)
    locked.dialogue = held_dialogue(locked.dialogue, by=by)
    return locked
