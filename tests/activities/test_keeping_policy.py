"""Who keeps room and minutes beside the host team, ticks tasks and plans for a group: every rule × role × state, and when it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dialogues.activities.models import Meeting, Minutes, MinutesItem
from dialogues.activities.services.naming import name_keepers
from dialogues.activities.states.activities import Tool
from dialogues.activities.states.meetings import ItemKind, MeetingState, MinutesState
from dialogues.models import Delegate, Dialogue, Mandate
from dialogues.states import DelegateRole, Role, Status
from inspired.core.access import may
from inspired.core.memory import remembering
from inspired.core.models.audit import Tier
from tests import make
from tests.activities import make as acts
from tests.workinggroups import make as wg
from workinggroups.services import members
from workinggroups.services.groups import close_group

pytestmark = pytest.mark.django_db
PLANNED, POSTPONED, HELD, CANCELLED = MeetingState
DRAFT, CIRCULATED, APPROVED = MinutesState
TEAM = frozenset({"host", "team"})
ROOM, WRITES = frozenset({"facilitator", "coordinator"}), frozenset({"rapporteur", "group rapporteur"})
SPEAKS = ROOM | WRITES | {"member", "outside"}
NOBODY: frozenset[str] = frozenset()

BY_STATE_OF_MEETING = {
    "record_meeting": {PLANNED: TEAM | ROOM, POSTPONED: NOBODY, HELD: TEAM | ROOM, CANCELLED: NOBODY},
    "write_minutes": {PLANNED: TEAM | WRITES, POSTPONED: TEAM, HELD: TEAM | WRITES, CANCELLED: TEAM},
    "name_keepers": {PLANNED: TEAM, POSTPONED: TEAM, HELD: TEAM, CANCELLED: NOBODY},
    "keep_meeting": dict.fromkeys(MeetingState, TEAM),
    "prepare_papers": dict.fromkeys(MeetingState, TEAM),
    "invite_to_meeting": {PLANNED: TEAM, POSTPONED: TEAM, HELD: NOBODY, CANCELLED: NOBODY},
    "change_meeting": {PLANNED: TEAM, POSTPONED: TEAM, HELD: NOBODY, CANCELLED: TEAM},
}
BY_STATE_OF_MINUTES = {
    "record_meeting": {DRAFT: TEAM | ROOM, CIRCULATED: TEAM | ROOM, APPROVED: TEAM},
    "write_minutes": {DRAFT: TEAM | WRITES, CIRCULATED: TEAM | WRITES, APPROVED: TEAM},
}
APPROVING = {DRAFT: NOBODY, CIRCULATED: SPEAKS - WRITES, APPROVED: NOBODY}
TASK_OF_MEMBER = {DRAFT: TEAM, CIRCULATED: TEAM | {"member"}, APPROVED: TEAM | {"member"}}


@dataclass
class Stage:
    """A group's meeting with everybody who may have to do with it."""

    dialogue: Dialogue
    meeting: Meeting
    people: dict[str, Any]
    seats: dict[str, Any]

    def fresh(self) -> Meeting:
        """The meeting as it stands, nothing remembered."""
        return Meeting.objects.select_related("activity__dialogue").get(pk=self.meeting.pk)

    def allowed(self, rule: str, obj: Callable[[], Any]) -> set[str]:
        """Who may, each asked in a request of their own about a row read anew."""
        found = set()
        for who, user in self.people.items():
            with remembering():
                found |= {who} if may(user, f"activities.{rule}", obj()) else set()
        return found


@pytest.fixture
def stage() -> Stage:
    dialogue = make.dialogue()
    names = ("facilitator", "rapporteur", "coordinator", "group rapporteur", "member", "outside")
    seats = {name: make.seat(dialogue) for name in names}
    people: dict[str, Any] = {name: make.delegate(seat) for name, seat in seats.items()}
    people["watcher"] = make.delegate(seats["coordinator"], role=DelegateRole.OBSERVER)
    people |= {"host": make.host_of(dialogue), "stranger": make.user()}
    for name, role in (("team", Role.FACILITATOR), ("donor", Role.DONOR), ("government", Role.GOVERNMENT)):
        people[name] = make.role(dialogue, make.user(), role).user
    group = wg.group(dialogue, seats["coordinator"], seats["group rapporteur"], seats["member"])
    place = group.members.get(seat=seats["group rapporteur"])
    members.appoint(place, by=people["host"], rapporteur=True)
    meeting = acts.meeting(dialogue, seats=seats.values())
    meeting.activity.group = group
    meeting.activity.save(update_fields=["group"])
    here = Stage(dialogue, meeting, people, seats)
    named = {name: Delegate.objects.get(user=people[name]) for name in ("facilitator", "rapporteur")}
    name_keepers(meeting, by=people["host"], **named)
    return here


def test_what_a_keeper_may_in_every_state_of_the_meeting(stage: Stage) -> None:
    for rule, states in BY_STATE_OF_MEETING.items():
        for state, who in states.items():
            Meeting.objects.update(state=state, reason="Rain")
            assert stage.allowed(rule, stage.fresh) == who, (rule, state)


def _minuted(stage: Stage, state: str) -> None:
    at = timezone.now() if state == APPROVED else None
    Minutes.objects.update_or_create(meeting=stage.meeting, defaults={"state": state, "approved_at": at})


def test_it_ends_when_the_minutes_are_approved(stage: Stage) -> None:
    Meeting.objects.update(state=HELD)
    for rule, states in BY_STATE_OF_MINUTES.items():
        for state, who in states.items():
            _minuted(stage, state)
            assert stage.allowed(rule, stage.fresh) == who, (rule, state)


def test_who_writes_minutes_approves_them_for_nobody(stage: Stage) -> None:
    for state, who in APPROVING.items():
        _minuted(stage, state)
        assert stage.allowed("approve_minutes", lambda: Minutes.objects.get()) == who, state
    _minuted(stage, CIRCULATED)
    Minutes.objects.update(written_by=stage.people["member"])
    assert stage.allowed("approve_minutes", lambda: Minutes.objects.get()) == SPEAKS - WRITES - {"member"}


def test_a_task_is_ticked_by_the_host_and_once_it_went_round_by_its_seat(stage: Stage) -> None:
    said = {"meeting": stage.meeting, "text": "Ask the ministry"}
    task = MinutesItem.objects.create(kind=ItemKind.TASK, seat=stage.seats["member"], **said)
    decision = MinutesItem.objects.create(kind=ItemKind.DECISION, **said)
    for state, who in TASK_OF_MEMBER.items():
        _minuted(stage, state)
        assert stage.allowed("finish_task", lambda: MinutesItem.objects.get(pk=task.pk)) == who, state
        assert stage.allowed("finish_task", lambda: MinutesItem.objects.get(pk=decision.pk)) == NOBODY
    Dialogue.objects.filter(pk=stage.dialogue.pk).update(status=Status.CLOSED)
    assert stage.allowed("finish_task", lambda: MinutesItem.objects.get(pk=task.pk)) == NOBODY


def _mandate_ends(stage: Stage) -> set[str]:
    yesterday = timezone.localdate() - timedelta(days=1)
    Mandate.objects.filter(delegate__user__in=[stage.people[name] for name in ROOM | WRITES]).update(
        starts_on=yesterday - timedelta(days=9), ends_on=yesterday
    )
    return set()


def _group_closes(stage: Stage) -> set[str]:
    close_group(stage.fresh().activity.group, by=stage.people["host"], outcomes="Done")
    return {"facilitator", "rapporteur"}


def _group_changes_hands(stage: Stage) -> set[str]:
    for seat in ("coordinator", "group rapporteur"):
        place = stage.fresh().activity.group.members.get(seat=stage.seats[seat])
        members.end_membership(place, by=stage.people["host"])
    return {"facilitator", "rapporteur"}


def _only_the_team_knows(stage: Stage) -> set[str]:
    stage.meeting.activity.__class__.objects.update(tier=Tier.HOST)
    return set()


def _dialogue_closes(stage: Stage) -> set[str]:
    Dialogue.objects.filter(pk=stage.dialogue.pk).update(status=Status.CLOSED)
    return set()


def _others_are_named(stage: Stage) -> set[str]:
    name_keepers(stage.meeting, by=stage.people["host"])
    return {"coordinator", "group rapporteur"}


def _joins_the_team(stage: Stage) -> set[str]:
    """Whoever is of the host team keeps it as such: they confirm and approve nothing, and need not be named."""
    for name in ROOM | WRITES:
        make.role(stage.dialogue, stage.people[name], Role.FACILITATOR)
    return set(ROOM | WRITES)


@pytest.mark.parametrize(
    "ends",
    [
        _mandate_ends,
        _group_closes,
        _group_changes_hands,
        _only_the_team_knows,
        _dialogue_closes,
        _others_are_named,
        _joins_the_team,
    ],
)
def test_it_ends_with(stage: Stage, ends: Callable[[Stage], set[str]]) -> None:
    left = ends(stage)
    keeping = ROOM | WRITES
    found = stage.allowed("record_meeting", stage.fresh) | stage.allowed("write_minutes", stage.fresh)
    assert found & keeping == left
    rows = {
        name
        for name in keeping - TEAM
        for task in ("facilitator", "rapporteur")
        if _among(stage.people[name], task) and name in left
    }
    assert rows == (left if ends is not _joins_the_team else set()), "queryset and rule agree"
    assert not {name for name in keeping - left for task in ("facilitator", "rapporteur") if _sees(stage, name, task)}


def _among(user: Any, task: str) -> bool:
    with remembering():
        return Meeting.objects.kept_by(user, task).exists()


def _sees(stage: Stage, name: str, task: str) -> bool:
    with remembering():
        visible = Meeting.objects.visible_to(stage.people[name])
        return visible.kept_by(stage.people[name], task).exists()


def test_only_the_coordinator_plans_for_a_group_at_work(stage: Stage) -> None:
    group = stage.fresh().activity.group

    def fresh() -> Any:
        return type(group).objects.select_related("dialogue").get(pk=group.pk)

    assert stage.allowed("plan_for_group", fresh) == {"coordinator"}
    Dialogue.objects.filter(pk=stage.dialogue.pk).update(status=Status.CLOSED)
    assert stage.allowed("plan_for_group", fresh) == NOBODY
    Dialogue.objects.filter(pk=stage.dialogue.pk).update(status=Status.OPEN)
    close_group(fresh(), by=stage.people["host"], outcomes="Done")
    assert stage.allowed("plan_for_group", fresh) == NOBODY


def test_the_coordinator_moves_only_what_the_group_planned_itself(stage: Stage) -> None:
    activity = stage.meeting.activity
    activity.tool, activity.seat = Tool.WORKING_GROUPS, stage.seats["coordinator"]
    activity.save(update_fields=["tool", "seat"])
    for state, who in {PLANNED: TEAM | {"coordinator"}, POSTPONED: TEAM | {"coordinator"}, HELD: NOBODY}.items():
        Meeting.objects.update(state=state)
        assert stage.allowed("change_meeting", stage.fresh) == who, state
    Meeting.objects.update(state=PLANNED)
    activity.tool = Tool.WORKSHOPS
    activity.save(update_fields=["tool"])
    assert stage.allowed("change_meeting", stage.fresh) == TEAM
