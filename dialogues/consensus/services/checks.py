"""Writes of position checks: prepared, opened to seats, answered by them or on their behalf, closed, with the outcome in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.models import CheckSeat, PositionCheck, Reply
from dialogues.consensus.standing_still import rests
from dialogues.consensus.states.checks import CHECK_MOVES, EXPLAINED, OFFERED, CheckStatus, Stance
from dialogues.models import Dialogue, Seat
from dialogues.services.dialogue import locked_dialogue, show_tab
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from dialogues.states import ANNOUNCED, Attribution, Channel
from inspired.core.access import require
from inspired.core.audit import edited, record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.states import StaleError, StateError, check_move

from .holding import held_check

SET_UP = [
    "title",
    "proposal",
    "challenge",
    "scale",
    "basis",
    "threshold",
    "quorum",
    "per_category",
    "is_hidden",
    "is_silence",
    "shown_after",
    "due_at",
]


@transaction.atomic
def prepare_check(dialogue: Dialogue, *, by: User, form_key: UUID | None = None, **set_up: Any) -> PositionCheck:
    """Prepare a check that nobody but the host team sees yet. The same form sent twice makes one.

    ``set_up`` holds title, proposal and due_at, perhaps the other fields of ``SET_UP``. Answers are shown afterwards as
    the ground rules in force say, by organisation without any. Raises StateError for a date that has passed.
    """
    dialogue = locked_dialogue(dialogue, by=by)
    require(by, "consensus.prepare_check", dialogue)
    if (known := made_before(PositionCheck.objects.filter(dialogue=dialogue), form_key)) is not None:
        return known
    _refuse_past(set_up["due_at"])
    set_up.setdefault("shown_after", _agreed_attribution(dialogue))
    last = dialogue.position_checks.aggregate(last=Max("number"))["last"] or 0
    check = PositionCheck.objects.create(
        dialogue=dialogue, number=last + 1, by=by, form_key=form_key or uuid4(), **_chosen(set_up)
    )
    record(by, "position_check.prepared", check)
    return check


def _chosen(set_up: dict[str, Any]) -> dict[str, Any]:
    return {name: set_up[name] for name in SET_UP if name in set_up}


def _agreed_attribution(dialogue: Dialogue) -> str:
    rules = dialogue.ground_rules.in_force().order_by("-number").first()
    shown = rules.answers_shown if rules else Attribution.ORGANISATION
    return Attribution.ORGANISATION if shown == Attribution.PERSON else shown


def _refuse_past(due_at: datetime) -> None:
    if due_at <= timezone.now():
        raise StateError(_("Choose a date that has not passed."))


@transaction.atomic
def edit_check(check: PositionCheck, *, by: User, revision: int, **set_up: Any) -> PositionCheck:
    """Change a check that is not open yet. Raises StaleError when somebody changed it since ``revision`` was read.

    Raises StateError once it is open: what seats were asked stays as they were asked.
    """
    check = held_check(check, by=by)
    if check.status != CheckStatus.DRAFT:
        raise StateError(_("The check is open already. What the organisations were asked stays as it is."))
    require(by, "consensus.edit_check", check)
    if check.revision != revision:
        raise StaleError(check)
    _refuse_past(set_up["due_at"])
    chosen = _chosen(set_up)
    kept = edited(check, chosen)
    for name, value in chosen.items():
        setattr(check, name, value)
    check.revision += 1
    check.save(update_fields=[*chosen, "revision"])
    record(by, "position_check.edited", check, **kept)
    return check


@transaction.atomic
def drop_check(check: PositionCheck, *, by: User) -> None:
    """Delete a check that nobody was asked. Raises StateError once it is open."""
    check = held_check(check, by=by)
    if check.status != CheckStatus.DRAFT:
        raise StateError(_("The check is open already. Close it instead."))
    require(by, "consensus.edit_check", check)
    record(by, "position_check.dropped", check, number=check.number)
    check.delete()


@transaction.atomic
def open_check(check: PositionCheck, *, by: User, seats: Iterable[Seat]) -> PositionCheck:
    """Ask seats at the table for their position until the date; who speaks for them is told after commit.

    Raises StateError when it is open already, its date has passed, nobody is asked, or for a silence procedure in a
    dialogue or phase that rests.
    """
    dialogue = locked_dialogue(check.dialogue, by=by)
    check = PositionCheck.objects.locked().get(pk=check.pk)
    check.dialogue = dialogue
    check_move(check.status, CheckStatus.OPEN, CHECK_MOVES, _("The check was opened before."))
    require(by, "consensus.edit_check", check)
    _refuse_past(check.due_at)
    if check.is_silence and rests(dialogue):
        raise StateError(
            _("While the dialogue or this phase rests, no silence begins. Open the check once it goes on.")
        )
    table = Seat.objects.at_the_table().filter(dialogue=check.dialogue_id, pk__in=[seat.pk for seat in seats])
    asked = sorted(table.values_list("pk", flat=True))
    if not asked:
        raise StateError(_("Choose at least one organisation at the table."))
    check.status, check.opened_at = CheckStatus.OPEN, timezone.now()
    check.save(update_fields=["status", "opened_at"])
    CheckSeat.objects.bulk_create(CheckSeat(position_check=check, seat_id=seat) for seat in asked)
    show_tab(dialogue, "consensus", by=by)
    record(
        by,
        "position_check.opened",
        check,
        tier=Tier.PARTICIPANTS,
        seats=asked,
        due=check.due_at.isoformat(),
        silence=check.is_silence,
    )
    announce("consensus.check_opened", check, to=speakers_of(asked), by=by, key=f"{check.pk}:opened", seats=asked)
    return check


def _asked(asked: CheckSeat, *, by: User, rule: str) -> CheckSeat:
    """Hold dialogue and check before the seat, so that nobody closes them before what is said is stored."""
    check = held_check(asked.position_check, by=by)
    asked = CheckSeat.objects.select_related("seat__organisation").get(pk=asked.pk)
    asked.position_check = check
    if not check.takes_replies:
        raise StateError(_("This check does not take answers any more."))
    require(by, rule, asked)
    return asked


def _refuse_unsaid(check: PositionCheck, stance: str, reason: str, would_change: str) -> None:
    if stance not in OFFERED[check.scale]:
        raise StateError(_("Choose one of the answers."))
    if stance == Stance.CANNOT and not would_change.strip():
        raise StateError(_("Say what would have to change for you to accept it."))
    if stance in EXPLAINED and not reason.strip():
        raise StateError(_("Say in a sentence why: the others can only answer what they know."))


@transaction.atomic
def reply_to_check(
    asked: CheckSeat, *, by: User, stance: str, reason: str = "", would_change: str = "", revision: int = 0
) -> Reply:
    """Say where one's seat stands; said again before the end it takes the place of what was said. The same twice is one.

    ``revision`` is that of the reply the person has read, 0 for none: StaleError when a colleague has said something
    else since. Raises StateError when the check takes no answers, or for a stance without what it must say.
    """
    asked = _asked(asked, by=by, rule="consensus.reply_to_check")
    said = {"stance": stance, "reason": reason.strip(), "would_change": would_change.strip()}
    _refuse_unsaid(asked.position_check, **said)
    before = asked.position_check.replies.select_for_update(of=("self",)).filter(seat=asked.seat_id).first()
    if before is not None and before.confirmed_at and _says(before) == said:
        return before
    if before is not None and before.revision != revision:
        raise StaleError(before)
    given = {"channel": Channel.WEB, "given_by": by, "entered_by": None, "confirmed_at": timezone.now()}
    reply = _stored(asked, before, **said, **given)
    record(by, "position.given", reply, seat=asked.seat_id, stance=stance)
    return reply


def _says(reply: Reply) -> dict[str, str]:
    return {"stance": reply.stance, "reason": reply.reason, "would_change": reply.would_change}


def _stored(asked: CheckSeat, before: Reply | None, **said: Any) -> Reply:
    if before is None:
        return Reply.objects.create(position_check=asked.position_check, seat=asked.seat, **said)
    said |= {"revision": before.revision + 1, "given_at": timezone.now()}
    for name, value in said.items():
        setattr(before, name, value)
    before.save(update_fields=list(said))
    before.position_check, before.seat = asked.position_check, asked.seat
    return before


@transaction.atomic
def enter_reply(
    asked: CheckSeat, *, by: User, channel: str, stance: str, reason: str = "", would_change: str = ""
) -> Reply:
    """Enter what a seat said by telephone, on paper or in the room: announced, counting nowhere until the seat confirms it.

    Who speaks for it is told after commit; the same entered twice changes nothing and tells nobody.
    Raises StateError when the seat has answered itself, or for a channel that is not one of these ways.
    """
    asked = _asked(asked, by=by, rule="consensus.enter_reply")
    if channel not in ANNOUNCED:
        raise StateError(_("Say by which way the answer came in."))
    said = {"stance": stance, "reason": reason.strip(), "would_change": would_change.strip()}
    _refuse_unsaid(asked.position_check, **said)
    before = asked.position_check.replies.select_for_update(of=("self",)).filter(seat=asked.seat_id).first()
    if before is not None and before.confirmed_at is not None:
        raise StateError(_("This organisation has given its answer already."))
    if before is not None and _says(before) == said and before.channel == channel:
        return before
    reply = _stored(asked, before, **said, channel=channel, given_by=None, entered_by=by)
    record(by, "position.announced", reply, seat=asked.seat_id, stance=stance, channel=channel)
    seats, key = [asked.seat_id], f"{reply.pk}:{reply.revision}"
    announce("consensus.position_entered", asked.position_check, to=speakers_of(seats), by=by, key=key, seats=seats)
    return reply


@transaction.atomic
def confirm_reply(reply: Reply, *, by: User, revision: int) -> Reply:
    """Confirm for one's seat what was entered on its behalf. Doing it twice changes nothing.

    Raises StateError when it was changed since ``revision`` was read.
    """
    check = held_check(reply.position_check, by=by)
    reply = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    reply.position_check = check
    if reply.confirmed_at is not None:
        return reply
    require(by, "consensus.confirm_reply", reply)
    if reply.revision != revision:
        raise StateError(_("The answer was changed meanwhile. Read it once more before you confirm it."))
    reply.confirmed_at, reply.given_by = timezone.now(), by
    reply.save(update_fields=["confirmed_at", "given_by"])
    record(by, "position.confirmed", reply, seat=reply.seat_id, stance=reply.stance)
    return reply


@transaction.atomic
def close_check(check: PositionCheck, *, by: User) -> PositionCheck:
    """Close a check, before its date or after it. In a silence procedure that is not over yet, silence is no consent.

    Raises StateError when it is closed already, or for a silence procedure whose time has not come.
    """
    check = held_check(check, by=by)
    check_move(check.status, CheckStatus.CLOSED, CHECK_MOVES, _("The check is closed already."))
    require(by, "consensus.manage_check", check)
    if check.is_silence and check.takes_replies and check.replies.counting().count() < check.asked.count():
        raise StateError(_("In a silence procedure everybody has until the date they were told."))
    check.status, check.closed_at, check.halted_at = CheckStatus.CLOSED, timezone.now(), None
    check.save(update_fields=["status", "closed_at", "halted_at"])
    record(by, "position_check.closed", check, tier=Tier.PARTICIPANTS)
    return check


@transaction.atomic
def state_outcome(check: PositionCheck, *, by: User, outcome: str, revision: int) -> PositionCheck:
    """Put into words what came of a closed check; participants read it. Raises StaleError when it was changed meanwhile."""
    check = held_check(check, by=by)
    require(by, "consensus.state_outcome", check)
    if check.revision != revision:
        raise StaleError(check)
    check.outcome, check.revision = outcome.strip(), check.revision + 1
    check.save(update_fields=["outcome", "revision"])
    record(by, "position_check.outcome_stated", check, tier=Tier.PARTICIPANTS)
    return check
