"""Writes to recommendations: adding, writing a part, their order, and whether they are agreed or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dialogues.consensus.attributes import APART, BY_KEY, stamp_of, values_of
from dialogues.consensus.attributes import Part as Written
from dialogues.consensus.models import Challenge, Option, Recommendation, Rejected, Share
from dialogues.consensus.states.challenges import ChallengeStatus
from dialogues.consensus.states.recommendations import RECOMMENDATION_MOVES, Part, RecommendationStatus
from dialogues.models import Dialogue, Seat
from dialogues.services.reasons import record_with_reason
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.states import StaleError, StateError, check_move

from .holding import unfrozen_dialogue

MOST = 200
Shares = Iterable[tuple[Seat, str, str]]


@transaction.atomic
def add_recommendation(
    challenge: Challenge, *, by: User, title: str, form_key: UUID | None = None, **fields: Any
) -> Recommendation:
    """Add a recommendation to a priority, as its last one. The same form sent twice adds one.

    ``fields`` are attributes of any part (see ``attributes``), ``shares`` and ``rejected`` among them. Raises StateError
    for a challenge that is not on the table, for what does not belong to the dialogue, and past two hundred of them.
    """
    dialogue = unfrozen_dialogue(Dialogue(pk=challenge.dialogue_id), by=by)
    require(by, "consensus.add_recommendation", dialogue)
    if (known := made_before(Recommendation.objects.filter(dialogue=dialogue), form_key)) is not None:
        return known
    challenge = _on_table(dialogue, challenge)
    last = Recommendation.objects.filter(dialogue=dialogue).aggregate(last=Max("number"))["last"] or 0
    if last >= MOST:
        raise StateError(_("A dialogue takes at most %(count)s recommendations.") % {"count": MOST})
    made = Recommendation(
        dialogue=dialogue, challenge=challenge, number=last + 1, rank=_last_rank(challenge) + 1, by=by
    )
    made.title, made.form_key = " ".join(title.split())[:200], form_key or uuid4()
    _fill(made, {name: value for name, value in fields.items() if name not in APART})
    made.save(force_insert=True)
    _fill_apart(made, fields)
    record(by, "recommendation.added", made, tier=Tier.PARTICIPANTS, number=made.number)
    return made


@transaction.atomic
def write_part(recommendation: Recommendation, *, by: User, part: str, stamp: str, **said: Any) -> Recommendation:
    """Keep what is said in one part; what already stands there changes nothing and is no conflict.

    ``stamp`` is the one the form was read with (``attributes.stamp_of``): raises StaleError with the recommendation as
    it stands when somebody changed this part in between. Raises StateError for what does not belong to the dialogue.
    """
    row = _locked(recommendation, by, "consensus.write_recommendation")
    written = BY_KEY[part]
    before, current = values_of(row, written), stamp_of(row, written)
    if "challenge" in said and said["challenge"].pk != row.challenge_id:
        if row.option_id or row.rejected.exists():
            raise StateError(_("Take its options out first: they answer the challenge that it belongs to now."))
        row.rank = _last_rank(_on_table(row.dialogue, said["challenge"])) + 1
    _fill(row, {name: value for name, value in said.items() if name not in APART})
    if _wanted(row, written, said) == before:
        return row
    if stamp != current:
        row.refresh_from_db()
        raise StaleError(row)
    _fill_apart(row, said)
    row.revision += 1
    row.save(update_fields=[*(name for name in written.fields if name not in APART), "rank", "revision"])
    record(by, "recommendation.written", row, tier=Tier.PARTICIPANTS, part=part)
    return row


@transaction.atomic
def set_shares(recommendation: Recommendation, *, by: User, shares: Shares) -> Recommendation:
    """Say which seat leads and which support, each in its words, in place of what was said before.

    Raises StateError for a seat that is not at the table, one that is named twice, and for two that lead.
    """
    row = _locked(recommendation, by, "consensus.write_recommendation")
    wanted = _shares(shares)
    if sorted(wanted) == values_of(row, BY_KEY["who"])["shares"]:
        return row
    _put_shares(row, wanted)
    row.revision += 1
    row.save(update_fields=["revision"])
    record(by, "recommendation.written", row, tier=Tier.PARTICIPANTS, part="who")
    return row


@transaction.atomic
def move_recommendation(recommendation: Recommendation, *, by: User, up: bool) -> Recommendation:
    """Let a recommendation and its neighbour within the priority change places; at the end nothing moves."""
    row = _locked(recommendation, by, "consensus.write_recommendation")
    siblings = list(row.challenge.recommendations.in_force().order_by("rank", "number"))
    place = next(at for at, one in enumerate(siblings) if one.pk == row.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(siblings):
        return row
    siblings[place], siblings[other] = siblings[other], siblings[place]
    for rank, one in enumerate(siblings, 1):
        if one.rank != rank:
            one.rank = rank
            one.save(update_fields=["rank"])
    record(by, "recommendation.moved", row, tier=Tier.PARTICIPANTS)
    return siblings[other]


@transaction.atomic
def agree_recommendation(recommendation: Recommendation, *, by: User) -> Recommendation:
    """Mark a draft as agreed for the Roadmap: the next version that is frozen holds it. Raises StateError otherwise."""
    row = _locked(recommendation, by, "consensus.settle_recommendation")
    _move(row, RecommendationStatus.AGREED, _("Only a draft can be marked as agreed."))
    record(by, "recommendation.agreed", row, tier=Tier.PARTICIPANTS)
    return row


@transaction.atomic
def reopen_recommendation(recommendation: Recommendation, *, by: User) -> Recommendation:
    """Make an agreed or a withdrawn recommendation a draft again. Raises StateError for a draft."""
    row = _locked(recommendation, by, "consensus.settle_recommendation")
    row.reason = ""
    _move(row, RecommendationStatus.DRAFT, _("It is a draft already."))
    record(by, "recommendation.reopened", row, tier=Tier.PARTICIPANTS)
    return row


@transaction.atomic
def withdraw_recommendation(recommendation: Recommendation, *, by: User, reason: str) -> Recommendation:
    """Withdraw a recommendation with its reason; versions that hold it keep it. Raises StateError without one or twice."""
    row = _locked(recommendation, by, "consensus.settle_recommendation")
    if not reason.strip():
        raise StateError(_("Say why the recommendation is withdrawn."))
    row.reason = reason.strip()
    _move(row, RecommendationStatus.WITHDRAWN, _("This recommendation is withdrawn already."))
    here, tier = row.dialogue, Tier.PARTICIPANTS
    record_with_reason("recommendation.withdrawn", row, by=by, dialogue=here, reason=reason, tier=tier)
    return row


def _locked(recommendation: Recommendation, by: User, rule: str) -> Recommendation:
    dialogue = unfrozen_dialogue(Dialogue(pk=recommendation.dialogue_id), by=by)
    row = Recommendation.objects.locked().select_related(None).select_related("challenge").get(pk=recommendation.pk)
    row.dialogue = dialogue
    require(by, rule, row)
    return row


def _move(row: Recommendation, target: str, sentence: str) -> None:
    check_move(row.status, target, RECOMMENDATION_MOVES, sentence)
    row.status = target
    row.revision += 1
    row.save(update_fields=["status", "reason", "revision"])


def _on_table(dialogue: Dialogue, challenge: Challenge) -> Challenge:
    found = Challenge.objects.filter(dialogue=dialogue, pk=challenge.pk, status=ChallengeStatus.ON_TABLE).first()
    if found is None:
        raise StateError(_("A recommendation belongs to a challenge that is on the table."))
    return found


def _last_rank(challenge: Challenge) -> int:
    return challenge.recommendations.aggregate(last=Max("rank"))["last"] or 0


def _fill(row: Recommendation, said: Mapping[str, Any]) -> None:
    known = {name for part in BY_KEY.values() for name in part.fields}
    for name, value in said.items():
        if name not in known:
            raise TypeError(f"A recommendation has no attribute {name}.")
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.option is not None and row.option.challenge_id != row.challenge_id:
        raise StateError(_("The option chosen answers another challenge."))
    if row.ends_month is not None and (row.begins_month is None or row.ends_month < row.begins_month):
        raise StateError(_("Say from which month to which; it cannot end before it begins."))


def _wanted(row: Recommendation, part: Written, said: Mapping[str, Any]) -> dict[str, Any]:
    """What the part is to say, as ``values_of`` would say it."""
    values = {name: value for name, value in values_of(row, part).items() if name not in said or name not in APART}
    if "shares" in said:
        values["shares"] = sorted(_shares(said["shares"]))
    if "rejected" in said:
        values["rejected"] = sorted([option.pk, why.strip()] for option, why in said["rejected"])
    return values


def _fill_apart(row: Recommendation, said: Mapping[str, Any]) -> None:
    if "shares" in said:
        _put_shares(row, _shares(said["shares"]))
    if "rejected" in said:
        _put_rejected(row, said["rejected"])


def _shares(shares: Shares) -> list[list[Any]]:
    return [[seat.pk, Part(part).value, " ".join(words.split())[:300]] for seat, part, words in shares]


def _put_shares(row: Recommendation, wanted: list[list[Any]]) -> None:
    seats = [seat for seat, _part, _words in wanted]
    if len(seats) != len(set(seats)):
        raise StateError(_("An organisation has one part in a recommendation: it leads, or it supports."))
    if sum(part == Part.LEAD for _seat, part, _words in wanted) > 1:
        raise StateError(_("One organisation leads; the others support it."))
    if Seat.objects.at_the_table().filter(dialogue=row.dialogue_id, pk__in=seats).count() < len(seats):
        raise StateError(_("Only organisations at the table can take on a part."))
    row.shares.all().delete()
    Share.objects.bulk_create(
        Share(recommendation=row, seat_id=seat, part=part, words=words) for seat, part, words in wanted
    )


def _put_rejected(row: Recommendation, rejected: Iterable[tuple[Option, str]]) -> None:
    said = list(rejected)
    if any(option.challenge_id != row.challenge_id for option, _why in said):
        raise StateError(_("An option that was not chosen answers another challenge."))
    if any(option.pk == row.option_id for option, _why in said):
        raise StateError(_("The option that is chosen cannot be among those that were not."))
    row.rejected.all().delete()
    Rejected.objects.bulk_create(Rejected(recommendation=row, option=option, why=why.strip()) for option, why in said)
