"""Groups: proposed by a seat, opened by the host team, changed, closed with what came of them, and called together again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, Seat
from dialogues.services.dialogue import show_tab
from dialogues.services.notices import announce
from dialogues.services.reasons import record_with_reason
from dialogues.speakers import speakers_of, team_of
from inspired.core.access import require
from inspired.core.audit import edited, record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.states import StaleError, StateError, check_move
from workinggroups.models import Group, Member, Mission, Output, Thanks
from workinggroups.states import MOVES, GroupStatus, MemberState, Openness

SET_UP = ("name", "kind", "formality", "openness")
Expected = Iterable[tuple[str, datetime | None]]


@transaction.atomic
def propose_group(
    dialogue: Dialogue,
    *,
    by: User,
    seat: Seat,
    name: str,
    kind: str,
    mission: str,
    phases: list[str],
    why: str,
    form_key: UUID | None = None,
) -> Group:
    """Propose a group for a seat; the host team is told, and nobody else sees it until it is opened.

    The same form sent twice is one proposal. Raises StateError for a name that is taken or a seat one does not speak for.
    """
    dialogue = _held(dialogue)
    require(by, "workinggroups.propose_group", dialogue)
    if seat.pk not in dialogue.standing_of(by).speaking:
        raise StateError(_("You do not speak for this organisation."))
    if (known := made_before(Group.objects.filter(dialogue=dialogue, proposed_by=by), form_key)) is not None:
        return known
    name = _free_name(dialogue, name)
    group = Group.objects.create(
        dialogue=dialogue,
        name=name,
        kind=kind,
        why=why.strip(),
        proposed_for=seat,
        proposed_by=by,
        form_key=form_key or uuid4(),
    )
    Mission.objects.create(group=group, text=mission.strip(), phases=phases)
    record(by, "working_group.proposed", group, seat=seat.pk, kind=kind)
    announce("workinggroups.proposed", group, to=team_of(dialogue), by=by)
    return group


@transaction.atomic
def open_group(
    dialogue: Dialogue,
    *,
    by: User,
    mission: str,
    phases: list[str],
    outputs: Expected = (),
    form_key: UUID | None = None,
    **set_up: str,
) -> Group:
    """Open a group with its first mission and what is expected of it. The same form sent twice opens one.

    ``set_up`` holds name, kind, formality and openness. Raises StateError for a name that is taken.
    """
    dialogue = _held(dialogue)
    require(by, "workinggroups.open_group", dialogue)
    if (known := made_before(Group.objects.filter(dialogue=dialogue), form_key)) is not None:
        return known
    set_up["name"] = _free_name(dialogue, set_up["name"])
    group = Group(dialogue=dialogue, status=GroupStatus.ACTIVE, form_key=form_key or uuid4(), **set_up)
    _may_show(group, by, before="")
    group.save(force_insert=True)
    _begin(group, Mission(group=group, text=mission.strip(), phases=phases), outputs, by=by)
    record(by, "working_group.opened", group, tier=_tier(group), kind=group.kind, openness=group.openness)
    _show_tab(group, by)
    return group


@transaction.atomic
def open_proposal(
    group: Group,
    *,
    by: User,
    mission: str,
    phases: list[str],
    answer: str = "",
    outputs: Expected = (),
    revision: int | None = None,
    **set_up: str,
) -> Group:
    """Open a proposed group, perhaps changed; the seat that proposed it is a member from then on and is told.

    ``revision`` is the one the form was read from. Raises StateError when it was opened before, or declined since it was
    read, and for a name that is taken.
    """
    dialogue = _held(group.dialogue)
    group = Group.objects.locked().get(pk=group.pk)
    check_move(group.status, GroupStatus.ACTIVE, MOVES, _("This group is open already."))
    if revision not in (None, group.revision):
        raise StateError(_("This proposal is answered already."))
    require(by, "workinggroups.answer_proposal", group)
    set_up["name"] = _free_name(dialogue, set_up["name"], but=group)
    for field, value in set_up.items():
        setattr(group, field, value)
    _may_show(group, by, before="")
    group.status, group.answer, group.revision = GroupStatus.ACTIVE, answer.strip(), group.revision + 1
    group.save(update_fields=["status", "answer", "revision", *set_up])
    latest = group.missions.get(closed_at__isnull=True)
    latest.text, latest.phases = mission.strip(), phases
    _begin(group, latest, outputs, by=by)
    _seat_the_proposer(group)
    record(by, "working_group.opened", group, tier=_tier(group), kind=group.kind, openness=group.openness)
    _show_tab(group, by)
    _tell_proposer(group, by)
    return group


@transaction.atomic
def decline_proposal(group: Group, *, by: User, answer: str) -> Group:
    """Decline a proposal; the seat that made it reads why. Raises StateError without a reason or when it is answered."""
    group = Group.objects.locked().get(pk=group.pk)
    check_move(group.status, GroupStatus.DECLINED, MOVES, _("This proposal is answered already."))
    require(by, "workinggroups.answer_proposal", group)
    if not answer.strip():
        raise StateError(_("Please give a reason: whoever proposed it reads it."))
    group.status, group.answer, group.revision = GroupStatus.DECLINED, answer.strip(), group.revision + 1
    group.save(update_fields=["status", "answer", "revision"])
    record_with_reason("working_group.declined", group, by=by, dialogue=group.dialogue, reason=answer)
    _tell_proposer(group, by)
    return group


@transaction.atomic
def edit_group(group: Group, *, by: User, revision: int, mission: str, phases: list[str], **set_up: str) -> Group:
    """Change set-up and mission of a group that works; nothing new is no edit.

    ``revision`` is the one the form was read from: raises StaleError when somebody saved in between, StateError for a
    name that is taken or a group that does not work.
    """
    dialogue = _held(group.dialogue)
    group = Group.objects.locked().get(pk=group.pk)
    require(by, "workinggroups.edit_group", group)
    set_up["name"] = _free_name(dialogue, set_up["name"], but=group)
    running = group.missions.get(closed_at__isnull=True)
    before, details = group.openness, _changes(group, running, {**set_up, "text": mission.strip(), "phases": phases})
    if not any(details.values()):
        return group
    if revision != group.revision:
        raise StaleError(group)
    for field, value in set_up.items():
        setattr(group, field, value)
    _may_show(group, by, before=before)
    group.revision += 1
    group.save(update_fields=[*set_up, "revision"])
    running.text, running.phases = mission.strip(), phases
    running.save(update_fields=["text", "phases"])
    record(by, "working_group.edited", group, tier=_tier(group), **details)
    _show_tab(group, by)
    return group


@transaction.atomic
def close_group(group: Group, *, by: User, outcomes: str) -> Group:
    """Close a group with a note of what came of it; its members are thanked, each as it has chosen to appear, and told after commit.

    Raises StateError without outcomes or when it does not work.
    """
    group = Group.objects.locked().get(pk=group.pk)
    check_move(group.status, GroupStatus.CLOSED, MOVES, _("This group is not at work."))
    require(by, "workinggroups.close_group", group)
    if not outcomes.strip():
        raise StateError(_("Say what came of the group: others read it, and it is where its outcomes are found again."))
    group.status = GroupStatus.CLOSED
    group.save(update_fields=["status"])
    mission = group.missions.get(closed_at__isnull=True)
    mission.closed_at, mission.closed_by, mission.outcomes = timezone.now(), by, outcomes.strip()
    mission.save(update_fields=["closed_at", "closed_by", "outcomes"])
    Thanks.objects.bulk_create(
        Thanks(mission=mission, member=one, delegate_id=one.delegate_id) for one in group.members.accepted()
    )
    record_with_reason(
        "working_group.closed", group, by=by, dialogue=group.dialogue, reason=outcomes, tier=_tier(group)
    )
    seats = sorted(group.member_seats())
    key = f"{group.pk}:{group.missions.count()}"
    announce("workinggroups.closed", group, to=speakers_of(seats), by=by, key=key, seats=seats)
    return group


@transaction.atomic
def reconvene_group(
    group: Group, *, by: User, mission: str, phases: list[str], reason: str, outputs: Expected = ()
) -> Group:
    """Call a closed group together again with a new mission; the earlier ones stay as they are, its members stay.

    Raises StateError when it is at work already.
    """
    group = Group.objects.locked().get(pk=group.pk)
    if group.status != GroupStatus.CLOSED:
        raise StateError(_("Only a group that was closed is called together again."))
    check_move(group.status, GroupStatus.ACTIVE, MOVES, _("Only a group that was closed is called together again."))
    require(by, "workinggroups.reconvene_group", group)
    group.status = GroupStatus.ACTIVE
    group.save(update_fields=["status"])
    number = max(one.number for one in group.missions.all()) + 1
    _begin(group, Mission(group=group, number=number, text=mission.strip(), phases=phases), outputs, by=by)
    tier = _tier(group)
    record_with_reason(
        "working_group.reconvened", group, by=by, dialogue=group.dialogue, reason=reason, tier=tier, number=number
    )
    seats = sorted(group.member_seats())
    announce("workinggroups.reconvened", group, to=speakers_of(seats), by=by, key=f"{group.pk}:{number}", seats=seats)
    return group


def _held(dialogue: Dialogue) -> Dialogue:
    """Hold the dialogue, so that no two groups take one name at the same moment."""
    return Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)


def _free_name(dialogue: Dialogue, name: str, *, but: Group | None = None) -> str:
    name = " ".join(name.split())[:120]
    others = Group.objects.filter(dialogue=dialogue, name__iexact=name).exclude(pk=but.pk if but else 0)
    if others.exists():
        raise StateError(_("There is a working group of this name, or a proposal for one."))
    return name


def _may_show(group: Group, by: User, *, before: str) -> None:
    """Showing a group to everybody is a publication, which is a host's own act."""
    if group.openness == Openness.PUBLIC != before:
        require(by, "dialogues.publish_dialogue", group.dialogue)


def _show_tab(group: Group, by: User) -> None:
    if group.openness != Openness.MEMBERS:
        show_tab(group.dialogue, "groups", by=by)


def _tier(group: Group) -> str:
    if group.openness == Openness.MEMBERS:
        return str(Tier.HOST)
    return str(Tier.PUBLIC if group.openness == Openness.PUBLIC else Tier.PARTICIPANTS)


def _begin(group: Group, mission: Mission, outputs: Expected, *, by: User) -> None:
    mission.opened_at, mission.opened_by = timezone.now(), by
    mission.save(update_fields=["text", "phases", "opened_at", "opened_by"] if mission.pk else None)
    Output.objects.bulk_create(
        Output(mission=mission, title=title[:200], due_at=due_at) for title, due_at in outputs if title
    )


def _seat_the_proposer(group: Group) -> None:
    if group.proposed_for_id and not group.members.filter(seat=group.proposed_for_id).exists():
        now = timezone.now()
        Member.objects.create(
            group=group,
            seat_id=group.proposed_for_id,
            state=MemberState.ACCEPTED,
            invited_at=now,
            answered_at=now,
            answered_by=group.proposed_by,
        )


def _tell_proposer(group: Group, by: User) -> None:
    if group.proposed_for_id:
        seats = [group.proposed_for_id]
        key = f"{group.pk}:{group.revision}"
        announce("workinggroups.answered", group, to=speakers_of(seats), by=by, key=key, seats=seats)


def _changes(group: Group, mission: Mission, values: Mapping[str, Any]) -> dict[str, Any]:
    """Say which fields change, and of choices from what to what; mission and name are words and stay out of the trail."""
    own = edited(group, {name: value for name, value in values.items() if name in SET_UP})
    told = edited(mission, {name: value for name, value in values.items() if name not in SET_UP})
    return {**own, "fields": [*own["fields"], *told["fields"]]}
