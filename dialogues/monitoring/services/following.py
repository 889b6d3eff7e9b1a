"""What is followed beside commitments: influence on policy, adaptations, advocacy and undertakings, and who watches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.models import Recommendation
from dialogues.models import Dialogue, Seat
from dialogues.monitoring.models import Adaptation, Commitment, Influence, Step, Watcher
from dialogues.monitoring.models.following import Followed
from dialogues.services.dialogue import held_dialogue, show_tab
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.states import StateError

Noted = TypeVar("Noted", bound=Followed)


@transaction.atomic
def note_influence(
    dialogue: Dialogue, *, by: User, kind: str, seat: Seat | None = None, form_key: UUID | None = None, **said: Any
) -> Influence:
    """Note where those who decide took a conclusion on board, from one's seat or from the host team.

    ``said`` holds on, title, text, source and perhaps recommendation. The same form sent twice is one note. Raises
    StateError for a day to come or a recommendation of another dialogue.
    """
    dialogue = held_dialogue(dialogue, by=by)
    require(by, "monitoring.add_followed", dialogue)
    said |= {"seat": _own(dialogue, by, seat), "kind": kind}
    return _recorded_as(Influence, "influence.noted", dialogue, by, form_key, **said)


@transaction.atomic
def log_step(
    dialogue: Dialogue, *, by: User, kind: str, seat: Seat | None = None, form_key: UUID | None = None, **said: Any
) -> Step:
    """Log an advocacy action, or what a committee or a party undertook; ``said`` as for influence, and result."""
    dialogue = held_dialogue(dialogue, by=by)
    require(by, "monitoring.add_followed", dialogue)
    said |= {"seat": _own(dialogue, by, seat), "kind": kind}
    return _recorded_as(Step, "step.logged", dialogue, by, form_key, **said)


@transaction.atomic
def log_adaptation(
    dialogue: Dialogue,
    *,
    by: User,
    recommendation: Recommendation,
    after: str,
    text: str,
    form_key: UUID | None = None,
    **said: Any,
) -> Adaptation:
    """Write down how a recommendation is adapted, from what to what and why; the endorsed wording stays in its version.

    The seats with a commitment in it are told after commit. Raises StateError without the new wording or the reason.
    """
    dialogue = held_dialogue(dialogue, by=by)
    require(by, "monitoring.adapt_recommendation", dialogue)
    if not after.strip() or not text.strip():
        raise StateError(_("Say what holds from now on, and why."))
    said |= {"recommendation": recommendation, "after": after, "text": text}
    made = _recorded_as(Adaptation, "adaptation.logged", dialogue, by, form_key, **said)
    seats = sorted(set(Commitment.objects.filter(recommendation=recommendation).values_list("seat", flat=True)))
    announce("monitoring.adapted", made, to=speakers_of(seats), by=by, seats=seats)
    return made


@transaction.atomic
def name_watcher(
    dialogue: Dialogue, *, by: User, seat: Seat, why: str = "", recommendations: Iterable[Recommendation] = ()
) -> Watcher:
    """Name a seat that follows the commitments as a guarantor: all of them, or those in some recommendations.

    A seat offers itself, the host team names any that is at the table. A seat that watches already gets the new words.
    """
    dialogue = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "monitoring.name_watcher", dialogue)
    _own(dialogue, by, seat)
    if not dialogue.seats.at_the_table().filter(pk=seat.pk).exists():
        raise StateError(_("This organisation is not at the table."))
    watcher = Watcher.objects.filter(dialogue=dialogue, seat=seat, ended_at__isnull=True).first()
    if watcher is None:
        watcher = Watcher.objects.create(dialogue=dialogue, seat=seat, why=why.strip())
    elif watcher.why != why.strip():
        watcher.why = why.strip()
        watcher.save(update_fields=["why"])
    watcher.recommendations.set(one for one in recommendations if one.dialogue_id == dialogue.pk)
    record(by, "watcher.named", watcher, tier=Tier.PARTICIPANTS, seat=seat.pk)
    return watcher


@transaction.atomic
def end_watching(watcher: Watcher, *, by: User) -> Watcher:
    """Say that a seat watches no longer; twice changes nothing."""
    watcher = Watcher.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=watcher.pk)
    if watcher.ended_at is not None:
        return watcher
    require(by, "monitoring.end_watching", watcher)
    watcher.ended_at = timezone.now()
    watcher.save(update_fields=["ended_at"])
    record(by, "watcher.ended", watcher, tier=Tier.PARTICIPANTS, seat=watcher.seat_id)
    return watcher


def _own(dialogue: Dialogue, by: User, seat: Seat | None) -> Seat | None:
    """Let the host team write for itself, and a delegate for a seat of their own alone. Raises PermissionDenied."""
    standing = dialogue.standing_of(by)
    if not standing.is_team and (seat is None or seat.pk not in standing.speaking):
        raise PermissionDenied("monitoring.add_followed")
    return seat


def _recorded_as(
    model: type[Noted], verb: str, dialogue: Dialogue, by: User, form_key: UUID | None, **said: Any
) -> Noted:
    """Make a row and record it; the same form sent twice is one row and one event."""
    if (known := made_before(model.objects.filter(dialogue=dialogue, by=by), form_key)) is not None:
        return known  # type: ignore[return-value]
    day: date = said.setdefault("on", timezone.localdate())
    if day > timezone.localdate():
        raise StateError(_("Choose a day that has come: what is noted here has happened."))
    about = said.get("recommendation")
    if about is not None and about.dialogue_id != dialogue.pk:
        raise StateError(_("This recommendation belongs to another dialogue."))
    words = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    made = model.objects.create(dialogue=dialogue, by=by, form_key=form_key or uuid4(), **words)
    if dialogue.standing_of(by).is_team:
        show_tab(dialogue, "monitoring", by=by)
    record(by, verb, made, tier=Tier.PARTICIPANTS, **({"followed_kind": said["kind"]} if "kind" in said else {}))
    return made  # type: ignore[return-value]
