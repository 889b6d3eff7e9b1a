"""Reads a position check for whoever looks at it, no more precisely than its rules allow."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogues.appearing import label, sizes
from dialogues.consensus.check_tally import Count, Rules, count
from dialogues.consensus.models import CheckSeat, PositionCheck, Reply
from dialogues.consensus.models.checks import SINGLY
from dialogues.consensus.states.checks import Stance
from dialogues.deadlines import day_of
from dialogues.models import Mandate, Seat
from dialogues.models.standing import Standing
from dialogues.states import Attribution, Audience, DelegateRole
from dialogues.turnout import FEWEST
from inspired.core.access import Anyone


@dataclass(frozen=True)
class Told:
    """A single reply and the name under which its seat appears to whoever looks."""

    reply: Reply
    name: str


@dataclass(frozen=True)
class Own:
    """A seat this person speaks for that is asked, and what it has said so far."""

    asked: CheckSeat
    reply: Reply | None


@dataclass(frozen=True)
class CheckView:
    """A check as one person may see it. ``count`` is None while its rules hide it; ``silent`` names seats for the team alone."""

    check: PositionCheck
    asked: int
    answered: int
    announced: int
    count: Count | None
    shows_categories: bool = False
    shows_totals: bool = False
    replies: list[Told] = field(default_factory=list)
    own: list[Own] = field(default_factory=list)
    silent: list[CheckSeat] = field(default_factory=list)

    @property
    def red_lines(self) -> list[Told]:
        """Those who cannot accept it: read first, because that is where dialogue is needed."""
        return [one for one in self.replies if one.reply.stance == Stance.CANNOT]

    @property
    def others(self) -> list[Told]:
        """All but the red lines, which stand above."""
        return [one for one in self.replies if one.reply.stance != Stance.CANNOT]


def view_of(user: Anyone, check: PositionCheck) -> CheckView:
    """Read a check; at most four queries, and one where silence counts. What was entered and not confirmed counts nowhere."""
    asked = list(check.asked.select_related("seat__organisation").order_by("seat__organisation__name"))
    standing = check.dialogue.standing_of(user)
    every = list(check.replies.select_related(None).order_by("pk"))
    seats = {}
    for one in asked:
        one.position_check, one.seat.dialogue = check, check.dialogue  # loaded already, for the rules the page asks
        seats[one.seat_id] = one.seat
    said = {reply.seat_id: Stance(reply.stance) for reply in every if reply.confirmed_at}
    entered = {reply.seat_id: Stance(reply.stance) for reply in every if not reply.confirmed_at}
    mine = {reply.seat_id: reply for reply in every if reply.seat_id in standing.seats or standing.is_team}
    for reply in every:
        reply.position_check, reply.seat = check, seats.get(reply.seat_id) or reply.seat
    return CheckView(
        check=check,
        asked=len(asked),
        answered=len(said),
        announced=sum(reply.confirmed_at is None for reply in every),
        count=_count(check, asked, said, entered) if counts_are_open(check, standing) else None,
        shows_categories=_shows_singly(check, standing)
        or (standing.is_participant and check.shown_after == Attribution.CATEGORY),
        shows_totals=_shows_singly(check, standing) or (_only_totals(check, standing) and len(said) >= FEWEST),
        replies=_told(user, check, every, standing),
        own=[Own(one, mine.get(one.seat_id)) for one in asked if one.seat_id in standing.speaking],
        silent=[one for one in asked if one.seat_id not in said] if standing.is_team else [],
    )


def counts_are_open(check: PositionCheck, standing: Standing) -> bool:
    """Say whether counts are shown: to the host team always, to others once it is over.

    Counts that grow with each answer tell what the latest one was: before the end participants see them only where they may
    see the single answers too.
    """
    if standing.is_team or check.is_over:
        return True
    return not check.is_hidden and standing.is_participant and check.shown_after in SINGLY


def _shows_singly(check: PositionCheck, standing: Standing) -> bool:
    return standing.is_team or (standing.is_participant and check.shown_after in SINGLY)


def _only_totals(check: PositionCheck, standing: Standing) -> bool:
    """Whoever reads categories reads no totals beside them: what is left over would tell a category that is not stated."""
    return not (standing.is_participant and check.shown_after == Attribution.CATEGORY)


def rules_of(check: PositionCheck) -> Rules:
    """Return what the check was opened with."""
    return Rules(check.scale, check.basis, check.threshold, check.quorum, check.per_category, check.is_silence)


def _count(check: PositionCheck, asked: list[CheckSeat], said: dict[int, Stance], entered: dict[int, Stance]) -> Count:
    categories = {one.seat_id: one.seat.category for one in asked}
    silent = [one.seat for one in asked if one.seat_id not in said and one.seat_id not in entered]
    absent = _absent(check, silent) if check.is_silence and check.is_over and silent else set()
    return count(rules_of(check), categories, said, is_over=check.is_over, announced=entered, absent=absent)


def _absent(check: PositionCheck, silent: list[Seat]) -> set[int]:
    """Return the seats that had left at the end, or for which nobody spoke then: their silence is no consent; one query."""
    end = min(check.due_at, check.closed_at or check.due_at)
    there = {one.pk for one in silent if one.left_at is None or one.left_at > end}
    held = Mandate.objects.held_at(end, day_of(end, check.dialogue.time_zone)).exclude(role=DelegateRole.OBSERVER)
    spoken_for = set(held.filter(delegate__seat__in=there).values_list("delegate__seat", flat=True))
    return {one.pk for one in silent} - spoken_for


def _told(user: Anyone, check: PositionCheck, every: list[Reply], standing: Standing) -> list[Told]:
    """Name the replies this person may see singly, in the order of the names that are shown: a place tells a hidden one."""
    shown = (
        set(Reply.objects.visible_to(user).filter(position_check=check).values_list("pk", flat=True))
        if every
        else set()
    )
    visible = [reply for reply in every if reply.pk in shown and (reply.confirmed_at or standing.is_team)]
    counts = {} if standing.is_team or not visible else sizes(check.dialogue)
    named = [Told(reply, _name(reply.seat, standing, counts)) for reply in visible]
    return sorted(named, key=lambda one: one.name)


def _name(seat: Seat, standing: Standing, counts: dict[str, int]) -> str:
    if standing.is_team or seat.pk in standing.seats:
        return seat.organisation.name
    return label(seat, Audience.PARTICIPANTS, counts)
