"""Lists of people to invite: taken in at one click, worked off by a job, each person invited once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from dialogues.importing import Line
from dialogues.models import Dialogue, Invitation, InvitationList, Mandate, Organisation, Seat
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.jobs import enqueue, kept_by
from inspired.core.models import User
from inspired.core.states import StateError

from .invitations import invite
from .seats import add_organisation, add_seat

SEND_LIST = kept_by("dialogues.send_list", "dialogues.send_list")


@transaction.atomic
def send_list(dialogue: Dialogue, *, by: User, text: str) -> InvitationList:
    """Take in a list as it was previewed and let a job send it; after the commit the workers hear of it.

    The same list sent again while it is being worked off is the same one, so that a second click does nothing.
    """
    locked = Dialogue.objects.select_for_update(of=("self",)).get(pk=dialogue.pk)
    require(by, "dialogues.invite", locked)
    digest = hashlib.sha256(text.encode()).hexdigest()
    under_way = InvitationList.objects.unfinished().filter(dialogue=locked, digest=digest).first()
    if under_way is not None:
        return under_way
    taken = InvitationList.objects.create(dialogue=locked, digest=digest, text=text, by=by)
    record(by, "invitation_list.taken_in", taken)
    enqueue(SEND_LIST, taken, by=by, payload={"language": get_language() or settings.LANGUAGE_CODE})
    return taken


@transaction.atomic
def invite_part(taken: InvitationList, lines: Sequence[Line], *, by: User) -> int:
    """Invite the people of some lines of a list and count them; harmless when repeated, also at the same time."""
    taken = InvitationList.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=taken.pk)
    if taken.finished_at:
        return 0
    sent = len(invite_lines(taken.dialogue, lines, by=by))
    taken.invited += sent
    taken.save(update_fields=["invited"])
    return sent


@transaction.atomic
def finish_list(taken: InvitationList, *, by: User | None) -> InvitationList:
    """Note that a list is worked off, and forget its text, which names people; a second time changes nothing."""
    taken = InvitationList.objects.select_for_update(of=("self",)).get(pk=taken.pk)
    if taken.finished_at is None:
        taken.finished_at, taken.text = timezone.now(), ""
        taken.save(update_fields=["finished_at", "text"])
        record(by, "invitation_list.worked_off", taken, invited=taken.invited)
    return taken


@transaction.atomic
def invite_lines(dialogue: Dialogue, lines: Iterable[Line], *, by: User) -> list[Invitation]:
    """Do what the preview of a list said: add missing seats and invite everybody who can be invited.

    Lines with problems, and people who are invited or speak for the seat already, are passed over, so that sending
    the same list twice changes nothing more.
    """
    sent = []
    directory = {found.name.casefold(): found for found in Organisation.objects.visible_to(by).order_by("-pk")}
    seats = {seat.organisation_id: seat for seat in dialogue.seats.all()}
    passed_over = set(Invitation.objects.open().filter(dialogue=dialogue).values_list("seat", "email"))
    speaking = Mandate.objects.active().filter(delegate__seat__dialogue=dialogue)
    passed_over |= {(pk, email or "") for pk, email in speaking.values_list("delegate__seat", "delegate__user__email")}
    for line in lines:
        if not line.can_be_sent:
            continue
        name = line.organisation.casefold()
        if name not in directory:
            directory[name] = add_organisation(line.organisation, by=by, category=line.category)
        organisation = directory[name]
        if organisation.pk not in seats:
            seats[organisation.pk] = add_seat(dialogue, by=by, organisation=organisation, category=line.category)
        seat = seats[organisation.pk]
        if seat.left_at or (seat.pk, line.email) in passed_over:
            continue
        passed_over.add((seat.pk, line.email))
        sent.extend(_invite_line(seat, line, by=by))
    return sent


def _invite_line(seat: Seat, line: Line, *, by: User) -> list[Invitation]:
    """Invite one person; nobody when somebody else was faster since the list was read."""
    try:
        invitation = invite(
            seat,
            by=by,
            email=line.email,
            delegate_role=line.role,
            may_sign=line.may_sign,
            name=line.name,
            function=line.function,
            language=line.language,
        )
    except StateError:
        return []
    return [invitation]
