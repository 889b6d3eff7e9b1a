"""Writes of challenges: put on the table, proposed by a seat and answered, reworded, left out and put back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.grounding import MOST, Grounding, check_grounds
from dialogues.consensus.models import Challenge, ChallengeGround
from dialogues.consensus.states.challenges import CHALLENGE_MOVES, ChallengeStatus, RankingStatus
from dialogues.models import Dialogue, Seat
from dialogues.services.dialogue import held_dialogue, locked_dialogue, show_tab
from dialogues.services.notices import announce
from dialogues.services.reasons import record_with_reason
from dialogues.speakers import speakers_of, team_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.states import StaleError, StateError, check_move

TAB = "consensus"


@transaction.atomic
def add_challenge(
    dialogue: Dialogue,
    *,
    by: User,
    title: str,
    text: str = "",
    grounds: Sequence[Grounding] = (),
    form_key: UUID | None = None,
) -> Challenge:
    """Put a challenge on the table of all; the tab of the phase is shown from then on. The same form sent twice is one.

    Raises StateError for grounds that do not stand in a version of this dialogue.
    """
    dialogue = locked_dialogue(dialogue, by=by)
    require(by, "consensus.add_challenge", dialogue)
    if (known := made_before(Challenge.objects.filter(dialogue=dialogue), form_key)) is not None:
        return known
    said = {"status": ChallengeStatus.ON_TABLE, "shown_at": timezone.now(), "form_key": form_key or uuid4()}
    challenge = _make(dialogue, by, title, text, grounds, **said)
    record(by, "challenge.added", challenge, tier=Tier.PARTICIPANTS, number=challenge.number)
    show_tab(dialogue, TAB, by=by)
    return challenge


@transaction.atomic
def propose_challenge(
    dialogue: Dialogue,
    *,
    by: User,
    seat: Seat,
    title: str,
    text: str = "",
    grounds: Sequence[Grounding] = (),
    form_key: UUID | None = None,
) -> Challenge:
    """Propose a challenge for a seat; the host team is told and answers. The same form sent twice is one.

    Raises PermissionDenied unless the person speaks for the seat, StateError as ``add_challenge`` does.
    """
    dialogue = locked_dialogue(dialogue, by=by)
    require(by, "consensus.propose_challenge", dialogue)
    if seat.pk not in dialogue.standing_of(by).speaking:
        raise PermissionDenied("consensus.propose_challenge")
    if (known := made_before(Challenge.objects.filter(dialogue=dialogue, seat=seat), form_key)) is not None:
        return known
    said = {"status": ChallengeStatus.PROPOSED, "seat": seat, "form_key": form_key or uuid4()}
    challenge = _make(dialogue, by, title, text, grounds, **said)
    record(by, "challenge.proposed", challenge, seat=seat.pk, number=challenge.number)
    announce("consensus.challenge_proposed", challenge, to=team_of(dialogue), by=by)
    return challenge


@transaction.atomic
def edit_challenge(
    challenge: Challenge,
    *,
    by: User,
    revision: int,
    title: str,
    text: str,
    grounds: Sequence[Grounding] | None = None,
) -> Challenge:
    """Change the wording, and what it rests on if that is given; nothing new is no edit.

    Raises StaleError with the current row when somebody saved since the form was read, StateError while seats rank it:
    they rank what they have read.
    """
    challenge = _locked(challenge, by)
    require(by, "consensus.edit_challenge", challenge)
    values = {"title": _line(title), "text": text.strip()}
    changed = [name for name, value in values.items() if getattr(challenge, name) != value]
    rests_anew = grounds is not None and _kept(challenge) != [_row(one) for one in grounds]
    if not changed and not rests_anew:
        return challenge
    if revision != challenge.revision:
        raise StaleError(challenge)
    _refuse_while_ranked(challenge)
    for name, value in values.items():
        setattr(challenge, name, value)
    challenge.revision += 1
    challenge.save(update_fields=["title", "text", "revision"])
    if rests_anew:
        challenge.grounds.all().delete()
        _rest(challenge, grounds or ())
    fields = [*changed, *(["grounds"] if rests_anew else [])]
    record(by, "challenge.edited", challenge, tier=_tier(challenge), fields=fields, number=challenge.number)
    return challenge


@transaction.atomic
def leave_out(challenge: Challenge, *, by: User, reason: str) -> Challenge:
    """Leave a challenge or a proposal out, with a reason that whoever sees it reads; the seat that proposed it is told.

    Raises StateError without a reason, while seats rank it, or as long as a recommendation belongs to it.
    """
    challenge = _locked(challenge, by)
    sentence = _("This challenge is left out already.")
    check_move(challenge.status, ChallengeStatus.LEFT_OUT, CHALLENGE_MOVES, sentence)
    require(by, "consensus.leave_out_challenge", challenge)
    if not reason.strip():
        raise StateError(_("Please give a reason: everybody who sees the challenge reads it."))
    _refuse_while_ranked(challenge)
    if challenge.recommendations.in_force().exists():
        raise StateError(_("A recommendation belongs to this challenge. Withdraw it first."))
    was_proposed = challenge.status == ChallengeStatus.PROPOSED
    challenge.status, challenge.reason = ChallengeStatus.LEFT_OUT, reason.strip()
    challenge.save(update_fields=["status", "reason"])
    about: dict[str, Any] = {"tier": _tier(challenge), "number": challenge.number}
    record_with_reason(
        "challenge.left_out", challenge, by=by, dialogue=challenge.dialogue, reason=challenge.reason, **about
    )
    if was_proposed:
        _tell_proposer(challenge, by)
    return challenge


@transaction.atomic
def put_on_table(challenge: Challenge, *, by: User) -> Challenge:
    """Take a proposal, or put back what was left out: it is on the table of all; the seat that proposed it is told."""
    dialogue = locked_dialogue(challenge.dialogue, by=by)
    challenge = Challenge.objects.locked().get(pk=challenge.pk)
    sentence = _("This challenge is on the table already.")
    check_move(challenge.status, ChallengeStatus.ON_TABLE, CHALLENGE_MOVES, sentence)
    challenge.dialogue = dialogue
    require(by, "consensus.put_on_table", challenge)
    was_proposed = challenge.status == ChallengeStatus.PROPOSED
    challenge.status, challenge.reason = ChallengeStatus.ON_TABLE, ""
    challenge.shown_at = challenge.shown_at or timezone.now()
    challenge.save(update_fields=["status", "reason", "shown_at"])
    record(by, "challenge.put_on_table", challenge, tier=Tier.PARTICIPANTS, number=challenge.number)
    show_tab(dialogue, TAB, by=by)
    if was_proposed:
        _tell_proposer(challenge, by)
    return challenge


def _make(dialogue: Dialogue, by: User, title: str, text: str, grounds: Sequence[Grounding], **said: Any) -> Challenge:
    last = dialogue.challenges.aggregate(number=Max("number"), rank=Max("rank"))
    at_the_end = {name: (value or 0) + 1 for name, value in last.items()}
    words = {"title": _line(title), "text": text.strip()}
    challenge = Challenge.objects.create(dialogue=dialogue, by=by, **at_the_end, **words, **said)
    _rest(challenge, grounds)
    return challenge


def _rest(challenge: Challenge, grounds: Sequence[Grounding]) -> None:
    check_grounds(challenge.dialogue, grounds)
    if len(grounds) > MOST:
        raise StateError(_("Choose fewer paragraphs: a challenge that rests on everything says little."))
    rows = (dict(zip(("version_id", "paragraph_id", "source_id", "label"), _row(one), strict=True)) for one in grounds)
    ChallengeGround.objects.bulk_create(ChallengeGround(challenge=challenge, **row) for row in rows)


def _row(one: Grounding) -> tuple[int | None, str, str, str]:
    return (one.version.pk if one.version else None, one.paragraph_id, one.source_id, one.label[:300])


def _kept(challenge: Challenge) -> list[tuple[int | None, str, str, str]]:
    return list(challenge.grounds.values_list("version_id", "paragraph_id", "source_id", "label"))


def _line(title: str) -> str:
    return " ".join(title.split())[:200]


def _tier(challenge: Challenge) -> str:
    return Tier.PARTICIPANTS if challenge.shown_at else Tier.HOST


def _refuse_while_ranked(challenge: Challenge) -> None:
    if challenge.rankings.filter(status=RankingStatus.OPEN).exists():
        raise StateError(_("The seats are ranking this challenge now. Close the ranking first."))


def _tell_proposer(challenge: Challenge, by: User) -> None:
    if challenge.seat_id:
        seats = [challenge.seat_id]
        key = f"{challenge.pk}:{challenge.status}"
        announce("consensus.challenge_answered", challenge, to=speakers_of(seats), by=by, key=key, seats=seats)


def _locked(challenge: Challenge, by: User) -> Challenge:
    dialogue = held_dialogue(challenge.dialogue, by=by)
    locked = Challenge.objects.locked().get(pk=challenge.pk)
    locked.dialogue = dialogue
    return locked
