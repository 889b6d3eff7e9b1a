"""Verbs of an activity: planned or proposed, taken up or declined, changed, held, cancelled. And what is recorded of who comes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.dates import check_link
from dialogues.activities.linking import linkables_of
from dialogues.activities.models import Activity, ActivityStep, Recording
from dialogues.activities.services.changing import cancel_coming
from dialogues.activities.services.releases import move_clock
from dialogues.activities.states.activities import ACTIVITY_MOVES, ActivityState
from dialogues.activities.states.meetings import MeetingState
from dialogues.models import Dialogue, Seat
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of, team_of
from inspired.core.access import require
from inspired.core.audit import edited, record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.states import StaleError, StateError, check_move
from toolkit.known import tool_named
from workinggroups.models import Group

SAID = (
    "tool",
    "title",
    "phase",
    "group",
    "purpose",
    "output",
    "output_key",
    "is_necessary",
    "builds_trust",
    "joint_knowledge",
)
PLACED = ("place", "link", "starts_on", "ends_on", "time_zone", "asks_all", "facilitator", "tier")
FIELDS = (*SAID, *PLACED)
PROPOSED = (*SAID, "place", "starts_on", "ends_on")
RECORDED = ("records_gender", "records_region", "regions", "least_categories", "most_of_one_category")
AGREED = ("least_women", "least_regions", "agreed_on")


@transaction.atomic
def plan_activity(
    dialogue: Dialogue, *, by: User, form_key: UUID | None = None, seats: Iterable[Seat] = (), **said: Any
) -> Activity:
    """Plan an activity from a tool; the same form sent twice plans one.

    Raises StateError for a link that leads elsewhere, and for a tool that the catalogue no longer offers.
    """
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "activities.plan_activity", locked)
    key = form_key or uuid4()
    if (known := made_before(Activity.objects.filter(dialogue=locked, by=by), key)) is not None:
        return known
    values = {name: said[name] for name in FIELDS if name in said}
    activity = Activity(dialogue=locked, by=by, form_key=key, **values)
    _check_tool(activity)
    _check_output(activity, by)
    _check(activity, by)
    activity.save(force_insert=True)
    activity.seats.set(_own(locked, seats))
    _step(activity, by)
    record(by, "activity.planned", activity, tool=activity.tool)
    return activity


@transaction.atomic
def propose_activity(
    dialogue: Dialogue, *, by: User, seat: Seat | None = None, form_key: UUID | None = None, **said: Any
) -> Activity:
    """Propose an activity; the host team is told. Raises StateError for a seat that the person does not speak for."""
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "activities.propose_activity", locked)
    if seat is not None and seat.pk not in locked.standing_of(by).speaking:
        raise StateError(_("You do not speak for this seat."))
    key = form_key or uuid4()
    if (known := made_before(Activity.objects.filter(dialogue=locked, by=by), key)) is not None:
        return known
    values = {name: said[name] for name in PROPOSED if name in said}
    activity = Activity(dialogue=locked, by=by, seat=seat, form_key=key, state=ActivityState.PROPOSED, **values)
    activity.time_zone = locked.time_zone
    _check_tool(activity)
    _check_output(activity, by)
    _check(activity, by)
    activity.save(force_insert=True)
    _step(activity, by)
    record(by, "activity.proposed", activity, tool=activity.tool)
    announce("activities.proposed", activity, to=team_of(locked), by=by)
    return activity


@transaction.atomic
def accept_proposal(
    activity: Activity, *, by: User, revision: int, seats: Iterable[Seat] = (), note: str = "", **said: Any
) -> Activity:
    """Take a proposal up, with changes or without; whoever proposed it is told and reads what was changed.

    Raises StaleError when somebody else changed it meanwhile, StateError when it was answered already.
    """
    activity = _locked(activity)
    if activity.state != ActivityState.PROPOSED:  # what was declined is planned again by a verb of its own
        raise StateError(_("This proposal was answered already."))
    require(by, "activities.answer_proposal", activity)
    details = _write(activity, by, revision, said, seats, state=ActivityState.PLANNED)
    _step(activity, by, note)
    record(by, "activity.accepted", activity, **details)
    _tell_proposer(activity, by)
    return activity


@transaction.atomic
def decline_proposal(activity: Activity, *, by: User, reason: str) -> Activity:
    """Do not take a proposal up; whoever proposed it is told and reads the reason."""
    activity = _locked(activity)
    check_move(activity.state, ActivityState.DECLINED, ACTIVITY_MOVES, _("This proposal was answered already."))
    require(by, "activities.answer_proposal", activity)
    _move(activity, by, ActivityState.DECLINED, reason)
    record(by, "activity.declined", activity)
    _tell_proposer(activity, by)
    return activity


@transaction.atomic
def edit_activity(activity: Activity, *, by: User, revision: int, seats: Iterable[Seat] = (), **said: Any) -> Activity:
    """Change what is said about an activity. Raises StaleError when somebody else did meanwhile; nothing new is no edit."""
    activity = _locked(activity)
    require(by, "activities.keep_activity", activity)
    details = _write(activity, by, revision, said, seats)
    if details:
        record(by, "activity.edited", activity, **details)
    return activity


@transaction.atomic
def hold_activity(activity: Activity, *, by: User, note: str = "") -> Activity:
    """Say that the activity took place. Raises StateError while a meeting of it is still to come."""
    activity = _locked(activity)
    require(by, "activities.keep_activity", activity)
    if activity.meetings.filter(state__in=[MeetingState.PLANNED, MeetingState.POSTPONED]).exists():
        raise StateError(_("A meeting of it is still open. Say first that it was held, or cancel it."))
    _move(activity, by, ActivityState.HELD, note)
    record(by, "activity.held", activity)
    return activity


@transaction.atomic
def cancel_activity(activity: Activity, *, by: User, reason: str) -> Activity:
    """Cancel an activity and every meeting of it that is still to come; everybody invited is told."""
    activity = _locked(activity)
    require(by, "activities.keep_activity", activity)
    _move(activity, by, ActivityState.CANCELLED, reason)
    record(by, "activity.cancelled", activity)
    cancel_coming(activity, by=by, reason=reason)
    return activity


@transaction.atomic
def take_up_again(activity: Activity, *, by: User, note: str) -> Activity:
    """Plan again what was held, cancelled or declined; its meetings stay as they are."""
    activity = _locked(activity)
    require(by, "activities.keep_activity", activity)
    _move(activity, by, ActivityState.PLANNED, note, keep="")
    record(by, "activity.taken_up_again", activity)
    return activity


@transaction.atomic
def set_recording(dialogue: Dialogue, *, by: User, revision: int, **said: Any) -> Recording:
    """Say what is recorded of who comes and what was agreed about balance. Raises StaleError after somebody else's change."""
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "activities.plan_activity", locked)
    row = Recording.objects.filter(dialogue=locked).first() or Recording(dialogue=locked, revision=0)
    values = {name: said[name] for name in (*RECORDED, *AGREED) if name in said}
    details = edited(row, values)
    if not any(details.values()):
        return row
    if revision != row.revision:
        raise StaleError(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1
    row.save(update_fields=[*values, "revision"] if row.pk else None)
    record(by, "recording.set", row, **details)
    return row


def _check(activity: Activity, by: User) -> None:
    check_link(activity.link)
    _check_group(activity, by)
    if activity.ends_on and not (activity.starts_on and activity.ends_on >= activity.starts_on):
        raise StateError(_("The last day comes before the first."))
    _check_tier(activity, by)


def _check_tool(activity: Activity) -> None:
    """What is planned anew is offered by the catalogue; what was planned before keeps its tool."""
    if not tool_named(activity.tool).is_offered:
        raise StateError(_("The toolkit does not offer this tool at present. Choose another."))


def _check_output(activity: Activity, by: User) -> None:
    """What it leads to exists and is open to whoever says so; the name is kept for the day on which it is gone."""
    found = linkables_of(by, activity.dialogue).get(activity.output_key)
    if activity.output_key and found is None:
        raise StateError(_("There is no such text in this dialogue."))
    activity.output_label = found.label[:300] if found else ""


def _check_tier(activity: Activity, by: User) -> None:
    """Showing an activity to everybody is a publication, which is a host's own act; what is public stays so for others."""
    if activity.tier != Tier.PUBLIC:
        activity.published_at = None
    elif activity.published_at is None:
        require(by, "dialogues.publish_dialogue", activity.dialogue)
        activity.published_at = timezone.now()


def _check_group(activity: Activity, by: User) -> None:
    if activity.group_id is None:
        return
    if not Group.objects.visible_to(by).filter(pk=activity.group_id, dialogue=activity.dialogue_id).exists():
        raise StateError(_("There is no such group in this dialogue."))


def _own(dialogue: Dialogue, seats: Iterable[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.dialogue_id == dialogue.pk]


def _write(
    activity: Activity,
    by: User,
    revision: int,
    said: dict[str, Any],
    seats: Iterable[Seat],
    **also: Any,
) -> dict[str, Any]:
    """Write what was said onto a locked activity; return what the trail may keep, nothing when nothing is new."""
    values = {name: said[name] for name in FIELDS if name in said}
    details, invited = edited(activity, values), _own(activity.dialogue, seats)
    keys = sorted(seat.pk for seat in invited)
    if keys != sorted(activity.seats.values_list("pk", flat=True)):
        details["seats"] = keys
    if not any(details.values()) and not also:
        return {}
    if revision != activity.revision:
        raise StaleError(activity)
    before, led_to, zone = activity.tool, activity.output_key, activity.time_zone
    for name, value in (values | also).items():
        setattr(activity, name, value)
    if activity.tool != before:
        _check_tool(activity)
    if activity.output_key != led_to:
        _check_output(activity, by)
    _check(activity, by)
    activity.revision += 1
    activity.save(update_fields=[*values, *also, "output_label", "published_at", "revision"])
    activity.seats.set(invited)
    if activity.time_zone != zone:
        move_clock(activity, by=by)
    return details


def _move(activity: Activity, by: User, target: str, reason: str, keep: str | None = None) -> None:
    check_move(activity.state, target, ACTIVITY_MOVES, _("Somebody has decided this already."))
    reason = reason.strip()
    if target in (ActivityState.CANCELLED, ActivityState.DECLINED) and not reason:
        raise StateError(_("Please give a reason."))
    activity.state, activity.reason = target, reason if keep is None else keep
    activity.save(update_fields=["state", "reason"])
    _step(activity, by, reason)


def _step(activity: Activity, by: User, reason: str = "") -> None:
    ActivityStep.objects.create(activity=activity, state=activity.state, reason=reason.strip(), by=by)


def _tell_proposer(activity: Activity, by: User) -> None:
    if activity.seat_id is not None:
        people, seats = speakers_of([activity.seat_id]), [activity.seat_id]
    else:
        people, seats = [activity.by] if activity.by and activity.by.is_active else [], []
    announce("activities.answered", activity, to=people, by=by, seats=seats)


def _locked(activity: Activity) -> Activity:
    return Activity.objects.select_for_update(of=("self",)).select_related("dialogue", "by").get(pk=activity.pk)
