"""Policy options: put on the table by the host team, proposed by seats and answered, changed, withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_uppercase
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.grounding import Grounding, check_grounds
from dialogues.consensus.models import Appraisal, Challenge, Option, OptionGround
from dialogues.consensus.states.appraisal import OPTION_MOVES, AppraisalStatus, OptionStatus
from dialogues.models import Seat
from dialogues.services.notices import announce
from dialogues.services.reasons import record_with_reason
from dialogues.speakers import speakers_of, team_of
from inspired.core.access import require
from inspired.core.audit import edited, record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.states import StaleError, StateError, check_move

from .holding import held_challenge

WORDS = ("title", "text", "implications", "gains", "losses", "evidence", "measure", "stage")
STATUS_QUO = "0"  # the letter of what happens if nothing is done
SHOWN = str(Tier.PARTICIPANTS)


@transaction.atomic
def add_option(
    challenge: Challenge,
    *,
    by: User,
    title: str,
    grounds: Iterable[Grounding] = (),
    form_key: UUID | None = None,
    **fields: str,
) -> Option:
    """Put an option on the table; the first one brings the status quo along, against which all others are judged.

    The same form sent twice adds one. Raises StateError while the challenge's options are being appraised.
    """
    challenge = held_challenge(challenge, by=by)
    require(by, "consensus.add_option", challenge)
    if (known := made_before(Option.objects.filter(challenge=challenge), form_key)) is not None:
        return known
    _must_not_be_appraised(challenge)
    _keep_status_quo(challenge, by)
    option = _new(challenge, by, title, fields, form_key)
    option.status, option.shown_at = OptionStatus.ON_TABLE, timezone.now()
    option.save(force_insert=True)
    _rest_on(option, grounds)
    record(by, "option.added", option, tier=SHOWN)
    return option


@transaction.atomic
def propose_option(
    challenge: Challenge,
    *,
    by: User,
    seat: Seat,
    title: str,
    grounds: Iterable[Grounding] = (),
    form_key: UUID | None = None,
    **fields: str,
) -> Option:
    """Propose an option for a seat; the host team is told, and no other seat sees it until it is on the table.

    The same form sent twice is one proposal. Raises StateError for a seat one does not speak for.
    """
    challenge = held_challenge(challenge, by=by)
    require(by, "consensus.propose_option", challenge)
    if seat.pk not in challenge.dialogue.standing_of(by).speaking:
        raise StateError(_("You do not speak for this organisation."))
    if (known := made_before(Option.objects.filter(challenge=challenge, by=by), form_key)) is not None:
        return known
    option = _new(challenge, by, title, fields, form_key)
    option.seat = seat
    option.save(force_insert=True)
    _rest_on(option, grounds)
    record(by, "option.proposed", option, seat=seat.pk)
    announce("consensus.option_proposed", option, to=team_of(challenge.dialogue), by=by)
    return option


@transaction.atomic
def put_option_on_table(option: Option, *, by: User) -> Option:
    """Put a proposal, or an option that was withdrawn, on the table; the seat that proposed it is told.

    Raises StateError when it is there already, or while the challenge's options are being appraised.
    """
    option = _held(option, by, OptionStatus.ON_TABLE, _("This option is on the table already."))
    require(by, "consensus.answer_option", option)
    _must_not_be_appraised(option.challenge)
    _keep_status_quo(option.challenge, by)
    option.status, option.reason, option.shown_at = OptionStatus.ON_TABLE, "", option.shown_at or timezone.now()
    option.revision += 1
    option.save(update_fields=["status", "reason", "shown_at", "revision"])
    record(by, "option.put_on_table", option, tier=SHOWN)
    _tell_proposer(option, by)
    return option


@transaction.atomic
def withdraw_option(option: Option, *, by: User, reason: str) -> Option:
    """Take an option off the table, or decline a proposal, with a reason that those who saw it read.

    Raises StateError without a reason, for the status quo, and while the challenge's options are being appraised.
    """
    option = _held(option, by, OptionStatus.WITHDRAWN, _("This option was withdrawn already."))
    if option.is_status_quo:
        raise StateError(_("The status quo always stays among the options."))
    require(by, "consensus.withdraw_option", option)
    if not reason.strip():
        raise StateError(_("Please give a reason: whoever proposed it reads it."))
    if option.status == OptionStatus.ON_TABLE:
        _must_not_be_appraised(option.challenge)
    tier = SHOWN if option.shown_at else str(Tier.HOST)
    option.status, option.reason, option.revision = OptionStatus.WITHDRAWN, reason.strip(), option.revision + 1
    option.save(update_fields=["status", "reason", "revision"])
    dialogue = option.challenge.dialogue
    record_with_reason("option.withdrawn", option, by=by, dialogue=dialogue, reason=reason, tier=tier)
    _tell_proposer(option, by)
    return option


@transaction.atomic
def edit_option(
    option: Option, *, by: User, revision: int, grounds: Iterable[Grounding] | None = None, **fields: str
) -> Option:
    """Change what an option says; nothing new is no edit. Without ``grounds`` it rests on what it did.

    ``revision`` is the one the form was read from: raises StaleError when somebody saved in between, StateError for an
    option on the table while it is being appraised.
    """
    challenge = held_challenge(option.challenge, by=by)
    option = Option.objects.locked().get(pk=option.pk)
    option.challenge = challenge
    require(by, "consensus.edit_option", option)
    values = {name: _clean(fields[name]) for name in WORDS if name in fields}
    details, rests_on = edited(option, values), None if grounds is None else list(grounds)
    if rests_on is not None and rests_on != _grounds_of(option):
        details["fields"] = [*details["fields"], "grounds"]
    if not any(details.values()):
        return option
    if revision != option.revision:
        raise StaleError(option)
    if option.status == OptionStatus.ON_TABLE:
        _must_not_be_appraised(challenge)
    for name, value in values.items():
        setattr(option, name, value)
    option.revision, option.changed_at = option.revision + 1, timezone.now()
    option.save(update_fields=[*values, "revision", "changed_at"])
    if "grounds" in details["fields"]:
        option.grounds.all().delete()
        _rest_on(option, rests_on or [])
    record(by, "option.edited", option, tier=SHOWN if option.shown_at else str(Tier.HOST), **details)
    return option


def _grounds_of(option: Option) -> list[Grounding]:
    rows = option.grounds.select_related("version").order_by("pk")
    return [Grounding(one.version, one.paragraph_id, one.source_id, one.label) for one in rows]


def _held(option: Option, by: User, target: str, refusal: str) -> Option:
    challenge = held_challenge(option.challenge, by=by)
    found = Option.objects.locked().get(pk=option.pk)
    found.challenge = challenge
    check_move(found.status, target, OPTION_MOVES, refusal)
    return found


def _must_not_be_appraised(challenge: Challenge) -> None:
    """Options that are being appraised stand still: what seats judge must be what they read. The challenge is locked."""
    if Appraisal.objects.filter(challenge=challenge, status=AppraisalStatus.OPEN).exists():
        raise StateError(_("The options of this challenge are being appraised and stand still until that is closed."))


def _keep_status_quo(challenge: Challenge, by: User) -> None:
    if not Option.objects.filter(challenge=challenge, is_status_quo=True).exists():
        Option.objects.create(
            challenge=challenge,
            letter=STATUS_QUO,
            is_status_quo=True,
            title=_("The status quo"),
            text=_("Nothing is changed: what happens if we do nothing."),
            status=OptionStatus.ON_TABLE,
            shown_at=timezone.now(),
            by=by,
        )


def _new(challenge: Challenge, by: User, title: str, fields: dict[str, Any], form_key: UUID | None) -> Option:
    taken = set(Option.objects.filter(challenge=challenge).values_list("letter", flat=True))
    free = [*ascii_uppercase, *(f"{one}{other}" for one in ascii_uppercase for other in ascii_uppercase)]
    letter = next((one for one in free if one not in taken), None)
    if letter is None:
        raise StateError(_("This challenge has too many options."))
    words = {name: _clean(fields[name]) for name in WORDS if name in fields}
    words["title"] = " ".join(title.split())[:200]
    return Option(challenge=challenge, letter=letter, by=by, form_key=form_key or uuid4(), **words)


def _clean(value: str) -> str:
    return str(value).strip()


def _rest_on(option: Option, grounds: Iterable[Grounding]) -> None:
    given = list(grounds)
    check_grounds(option.challenge.dialogue, given)
    OptionGround.objects.bulk_create(OptionGround(option=option, **one._asdict()) for one in given)


def _tell_proposer(option: Option, by: User) -> None:
    if option.seat_id:
        seats, key = [option.seat_id], f"{option.pk}:{option.revision}"
        announce("consensus.option_answered", option, to=speakers_of(seats), by=by, key=key, seats=seats)
