"""Inviting seats to a meeting, and their answers: they come, send a substitute, or do not come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.models import Invited, Meeting, Recording
from dialogues.activities.services.meetings import locked_meeting
from dialogues.activities.states.meetings import InvitedAnswer
from dialogues.models import Delegate, Seat
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of, team_of
from inspired.core.access import may, require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError


@dataclass(frozen=True)
class Coming:
    """What a seat answers, and who will sit there: a delegate of its own or, by name, a substitute."""

    answer: str
    delegate: Delegate | None = None
    substitute: str = ""
    language: str = ""
    gender: str = ""
    region: str = ""
    note: str = ""


@transaction.atomic
def invite_seats(meeting: Meeting, *, by: User, seats: Iterable[Seat]) -> int:
    """Invite seats that are not invited yet; their delegates are told. Returns how many are new.

    Raises StateError for a meeting of the host team alone: nobody could read to what they are invited.
    """
    meeting = locked_meeting(meeting, by=by)
    require(by, "activities.invite_to_meeting", meeting)
    if meeting.activity.tier == Tier.HOST:
        raise StateError(_("Only the host team may see this activity. Open it to those invited first."))
    chosen = meeting.activity.asked().filter(pk__in=[seat.pk for seat in seats])
    known = set(meeting.invited.values_list("seat", flat=True))
    new = [seat.pk for seat in chosen if seat.pk not in known]
    Invited.objects.bulk_create([Invited(meeting=meeting, seat_id=pk) for pk in new])
    if new:
        record(by, "meeting.invited", meeting, number=len(new))
        key = f"{meeting.pk}:{','.join(map(str, sorted(new)))}"[:90]
        announce("activities.invited", meeting, to=speakers_of(new), by=by, key=key, seats=new)
    return len(new)


@transaction.atomic
def answer_meeting(meeting: Meeting, seat: Seat, *, by: User, coming: Coming) -> Invited:
    """Say for a seat whether it comes; the last answer counts, and the same one again changes nothing.

    The seat's delegates answer; the host team may note what it was told by telephone. The host team is told of what a
    seat answers itself. Raises StateError for a seat that is not invited, a meeting that is over, a substitute without
    a name.
    """
    meeting = locked_meeting(meeting, by=by)
    is_team = may(by, "activities.keep_meeting", meeting)
    if not is_team:
        require(by, "activities.speak_at_meeting", meeting)
    if not is_team and seat.pk not in meeting.activity.dialogue.standing_of(by).speaking:
        raise StateError(_("You do not speak for this seat."))
    if not meeting.takes_answers:
        raise StateError(_("This meeting is over or cancelled; nobody can say any more whether they come."))
    invited = Invited.objects.select_for_update(of=("self",)).filter(meeting=meeting, seat=seat).first()
    if invited is None:
        raise StateError(_("This organisation is not invited to this meeting."))
    values = _values(invited, coming)
    if all(getattr(invited, name) == value for name, value in values.items()):
        return invited
    for name, value in values.items():
        setattr(invited, name, value)
    invited.answered_by, invited.answered_at = by, timezone.now()
    invited.save(update_fields=[*values, "answered_by", "answered_at"])
    record(by, "meeting.answered", invited, answer=invited.answer)
    if not is_team:
        key = f"{invited.pk}:{invited.answered_at.isoformat()}"
        announce("activities.meeting_answered", meeting, to=team_of(meeting.activity.dialogue), by=by, key=key)
    return invited


def _values(invited: Invited, coming: Coming) -> dict[str, object]:
    answer = InvitedAnswer(coming.answer)
    if answer == InvitedAnswer.WAITING:
        raise StateError(_("Say whether you come."))
    substitute = coming.substitute.strip() if answer == InvitedAnswer.SUBSTITUTE else ""
    if answer == InvitedAnswer.SUBSTITUTE and not substitute:
        raise StateError(_("Say who comes instead."))
    delegate = coming.delegate if answer == InvitedAnswer.ACCEPTS else None
    if delegate is not None and delegate.seat_id != invited.seat_id:
        raise StateError(_("This person does not speak for this seat."))
    kept = Recording.objects.filter(dialogue=invited.meeting.activity.dialogue_id).first() or Recording()
    comes = answer != InvitedAnswer.DECLINES
    return {
        "answer": answer,
        "delegate": delegate,
        "substitute": substitute,
        "language": coming.language if comes else "",
        "gender": coming.gender if comes and kept.records_gender else "",
        "region": coming.region.strip() if comes and kept.records_region else "",
        "note": coming.note.strip(),
    }
