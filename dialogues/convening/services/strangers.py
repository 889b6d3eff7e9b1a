"""Requests of people to whom an invitation was passed on: left, answered, forgotten."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import InvitationRequest
from dialogues.models import Invitation
from dialogues.services.notices import announce
from dialogues.speakers import team_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StateError


@transaction.atomic
def ask_in(
    link: tuple[int, int], *, by: None, name: str, organisation: str = "", reach: str = "", note: str = ""
) -> None:
    """Leave a wish to be invited with the host team, once per link; does nothing for a link that opens nothing."""
    found = Invitation.objects.answerable().select_related("dialogue").filter(pk=link[0], generation=link[1]).first()
    if found is None:
        return
    said = {"name": name, "organisation": organisation, "reach": reach, "note": note}
    place = {"dialogue_id": found.dialogue_id, "seat_id": found.seat_id}
    asked, is_new = InvitationRequest.objects.get_or_create(
        invitation=found, generation=found.generation, defaults=said | place
    )
    if is_new:
        record(by, "invitation_request.left", asked)
        announce("convening.asked_in", asked, to=team_of(found.dialogue), by=None)


@transaction.atomic
def answer_request(asked: InvitationRequest, *, by: User, invited: bool) -> InvitationRequest:
    """Note that the host will invite, or will not; inviting itself is an act of its own. Raises StateError when answered."""
    asked = InvitationRequest.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=asked.pk)
    require(by, "convening.answer_request", asked)
    if asked.answered_at:
        raise StateError(_("A colleague has answered this request already."))
    asked.is_invited, asked.answered_at, asked.answered_by = invited, timezone.now(), by
    asked.save(update_fields=["is_invited", "answered_at", "answered_by"])
    record(by, "invitation_request.answered", asked, invited=invited)
    return asked


@transaction.atomic
def forget_requests(*, by: User | None = None, at_most: int) -> int:
    """Delete requests that were answered a month ago or lie for half a year; return how many."""
    old = InvitationRequest.objects.outlived().order_by("pk").values_list("pk", flat=True)[:at_most]
    return InvitationRequest.objects.filter(pk__in=list(old)).delete()[0]
