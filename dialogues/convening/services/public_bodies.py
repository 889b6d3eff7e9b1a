"""The list of public bodies: kept by host team and government focal point, decided by the host team."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import PublicBody
from dialogues.convening.models.contacts import key_of
from dialogues.convening.states.nominations import BODY_MOVES, BodyState
from dialogues.models import Dialogue, Seat
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StaleError, StateError, check_move


@transaction.atomic
def add_public_body(
    dialogue: Dialogue, *, by: User, name: str, concern: str = "", seat: Seat | None = None
) -> PublicBody:
    """Enter a public body that the policy concerns; the focal point's is a proposal until the host team decides.

    Raises StateError when it is on the list already, whatever was decided about it.
    """
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.add_public_body", locked)
    name = " ".join(name.split())[:200]
    if PublicBody.objects.filter(dialogue=locked, key=key_of(name)).exists():
        raise StateError(_("This public body is on the list already."))
    is_team = locked.standing_of(by).is_team
    body = PublicBody.objects.create(
        dialogue=locked,
        name=name,
        key=key_of(name),
        concern=concern,
        seat=_own_seat(locked, seat) if is_team else None,
        state=BodyState.CONCERNED if is_team else BodyState.PROPOSED,
        by=by,
    )
    record(by, "public_body.added" if is_team else "public_body.proposed", body)
    return body


@transaction.atomic
def edit_public_body(
    body: PublicBody, *, by: User, revision: int, name: str, concern: str, seat: Seat | None = None
) -> PublicBody:
    """Change name and concern, and for the host team its seat. Raises StaleError, and StateError for a name that is taken."""
    body = _locked(body)
    require(by, "convening.edit_public_body", body)
    values = {"name": " ".join(name.split())[:200], "concern": concern}
    values["key"] = key_of(values["name"])
    fields: dict[str, object] = dict(values)
    if body.dialogue.standing_of(by).is_team:
        fields["seat"] = _own_seat(body.dialogue, seat)
    changed = sorted(field for field, value in fields.items() if getattr(body, field) != value)
    if not changed:
        return body
    if revision != body.revision:
        raise StaleError(body)
    if PublicBody.objects.filter(dialogue=body.dialogue, key=values["key"]).exclude(pk=body.pk).exists():
        raise StateError(_("This public body is on the list already."))
    for field in changed:
        setattr(body, field, fields[field])
    body.revision += 1
    body.save(update_fields=[*changed, "revision"])
    record(by, "public_body.edited", body, fields=[field for field in changed if field != "key"])
    return body


@transaction.atomic
def decide_public_body(body: PublicBody, *, by: User, state: str, reason: str) -> PublicBody:
    """Take a proposed public body onto the list, or say why it is not concerned; the focal point reads the reason.

    Raises StateError for what BODY_MOVES does not allow.
    """
    body = _locked(body)
    require(by, "convening.decide_public_body", body)
    check_move(body.state, state, BODY_MOVES, _("This was decided already."))
    body.state, body.reason, body.decided_at = state, reason, timezone.now()
    body.save(update_fields=["state", "reason", "decided_at"])
    record(by, "public_body.decided", body, state=state)
    return body


def _own_seat(dialogue: Dialogue, seat: Seat | None) -> Seat | None:
    if seat is not None and seat.dialogue_id != dialogue.pk:
        raise StateError(_("This seat belongs to another dialogue."))
    return seat


def _locked(body: PublicBody) -> PublicBody:
    return PublicBody.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=body.pk)
