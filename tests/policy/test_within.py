"""Shorter questions keep exactly what the whole rule keeps: of one dialogue, of one meeting, for everybody there is."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from dialogues.activities.holding import is_over, is_over_within
from dialogues.activities.models import Activity, Attendance, Invited, Meeting, Minutes, MinutesItem
from dialogues.activities.task_offers import tasks
from dialogues.documents.models import Document, Submission, Version
from dialogues.models import Dialogue, Notice, Seat
from dialogues.states import Role
from inspired.core.memory import remembering
from inspired.core.models.audit import Tier
from tests import make
from tests.activities import make as acts
from tests.policy.world import ACTORS, SHADED
from tests.workinggroups import make as wg
from tests.workinggroups import outputs as out
from workinggroups.models import Group, Member
from workinggroups.states import MemberState, Openness

pytestmark = pytest.mark.django_db

WITHIN = {
    Dialogue: "pk",
    Seat: "dialogue",
    Group: "dialogue",
    Activity: "dialogue",
    Meeting: "activity__dialogue",
    Document: "dialogue",
    Version: "document__dialogue",
}


def keys(rows: Any) -> list[int]:
    return sorted(rows.values_list("pk", flat=True))


def keep_the_same(user: Any, dialogue: Dialogue) -> int:
    """Compare the shorter questions with the whole rule for one reader; says how many rows were compared."""
    compared = 0
    for model, path in WITHIN.items():
        rows: Any = model.objects
        whole = keys(rows.visible_to(user).filter(**{path: dialogue.pk}))
        assert keys(rows.visible_within(user, dialogue.pk)) == whole, (model, user)
        assert keys(rows.visible_at(user, dialogue.slug).filter(**{path: dialogue.pk})) == whole, (model, user)
        compared += len(whole)
    activities = Activity.objects.visible_to(user).filter(dialogue=dialogue)
    meetings = Meeting.objects.visible_to(user).filter(activity__dialogue=dialogue).select_related("activity")
    assert keys(Meeting.objects.beside(user, dialogue.pk).filter(activity__in=activities)) == keys(meetings)
    assert keys(activities.filter(is_over(user))) == keys(activities.filter(is_over_within(user, dialogue.pk)))
    for meeting in meetings:
        for model in (Invited, Minutes):
            rows = model.objects
            assert keys(rows.of_meeting(user, meeting)) == keys(rows.visible_to(user).filter(meeting=meeting)), model
    handed = Submission.objects.filter(document__dialogue=dialogue)
    seen = handed.filter(document__in=Document.objects.visible_to(user).values("pk"))
    assert keys(handed.visible_to(user)) == keys(seen)
    read = Document.objects.read_as_written_by(user).values("pk")
    running = seen.filter(ended_at__isnull=True, document__in=read)
    assert keys(Submission.objects.running_within(user, dialogue.pk)) == keys(running)
    assert keys(tasks(user)) == keys(MinutesItem.objects.visible_to(user).tasks())
    return compared


@pytest.mark.parametrize("actor", [*ACTORS, *SHADED])
def test_a_shorter_question_keeps_what_the_rule_keeps(actor, world) -> None:
    user = world.people.get(actor, AnonymousUser())
    with remembering():
        for dialogue in Dialogue.objects.all():
            keep_the_same(user, dialogue)
        counted = Notice.objects.visible_to(user).unread().count() if user.is_authenticated else 0
        assert Notice.objects.count_unread(user) == counted


def test_the_same_holds_for_who_left_a_group_and_for_two_seats_of_one_person() -> None:
    here = out.cast(openness=Openness.MEMBERS)
    out.submitted(here)
    out.draft(here, title="In the hands of the group")
    second = make.seat(here.dialogue)
    make.delegate(second, here.by(here.member))  # one person at two seats, of which the other stays
    wg.join(here.group, second)
    asked = {"tool": 10, "tier": Tier.GROUP, "seats": [here.lead, here.member], "group": here.group, "seat": here.lead}
    missed, been = acts.meeting(here.dialogue), acts.meeting(here.dialogue)
    for one in (missed, been):
        seats = asked.pop("seats", [here.lead, here.member])
        Activity.objects.filter(pk=one.activity_id).update(asks_all=False, **asked)
        one.activity.seats.set(seats)
    Attendance.objects.create(meeting=been, seat=here.lead, is_present=True)
    people = [here.host, *(here.by(seat) for seat in (here.lead, here.member, here.outside))]
    people += [make.role(here.dialogue, make.user(), role).user for role in (Role.DONOR, Role.OBSERVER, Role.MEDIA)]
    Member.objects.filter(seat__in=[here.lead, here.member]).update(state=MemberState.LEFT, answered_at=F("invited_at"))
    for user in people:
        with remembering():
            assert keep_the_same(user, here.dialogue)
    sees = {user: set(Meeting.objects.visible_within(user, here.dialogue.pk)) for user in people}
    assert sees[here.by(here.lead)] == {been}, "who left keeps what they were in"
    assert sees[here.by(here.member)] == {missed, been}, "their other seat stayed"
