"""Forced races on groups: answers to one invitation, names, submissions, agreements on the way out."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from dialogues.documents.models import CommentPeriod, Submission
from dialogues.documents.services import comments, outputs, ways
from dialogues.documents.states import WayOut
from dialogues.models import Notice
from dialogues.states import Role
from inspired.core.audit import verify
from inspired.core.models import Event, User
from tests import make
from tests.racing import at_once
from tests.workinggroups import make as wg
from tests.workinggroups import outputs as out
from workinggroups.models import Group, GroupFile, Member, Task
from workinggroups.services import files, groups, members, work
from workinggroups.states import GroupStatus, MemberState

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_answers_to_an_invitation_the_first_counts() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    first, second = make.delegate(seat), make.delegate(seat)
    place = wg.invite(wg.group(dialogue), seat)
    ended = at_once(
        partial(members.accept_invitation, place, by=first, note="We come"),
        partial(members.decline_invitation, place, by=second, note="We do not"),
    )
    assert ended == Counter({"done": 1, "StateError": 1})
    kept = Member.objects.get(pk=place.pk)
    assert (kept.state, kept.note) in {(MemberState.ACCEPTED, "We come"), (MemberState.DECLINED, "We do not")}
    assert not list(verify(dialogue.audit_scope))


def test_two_who_accept_one_invitation_at_once_are_one_member() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    people = [make.delegate(seat) for _ in range(2)]
    place = wg.invite(wg.group(dialogue), seat)
    accepts = [partial(members.accept_invitation, place, by=by, note=f"Note {turn}") for turn, by in enumerate(people)]
    assert at_once(*accepts) == Counter({"done": 1, "StateError": 1})
    kept = Member.objects.get(seat=seat)
    assert kept.state == MemberState.ACCEPTED and kept.answered_by in people
    assert kept.note == f"Note {people.index(kept.answered_by)}"
    assert Event.objects.filter(verb="group_member.accepted").count() == 1


def proposal() -> tuple[Group, list[User], User]:
    """A proposed group, two hosts, and who proposed it."""
    dialogue = make.dialogue()
    colleague = make.user(is_host=True)
    make.role(dialogue, colleague, Role.HOST)
    seat = make.seat(dialogue)
    by = make.delegate(seat)
    said = {"name": "Evidence", "kind": "research", "why": "Nobody counts them", **wg.MISSION}
    return groups.propose_group(dialogue, by=by, seat=seat, **said), [make.host_of(dialogue), colleague], by


@pytest.mark.parametrize("turn", range(3))
def test_opened_and_declined_at_once_has_one_answer(turn: int) -> None:
    made, hosts, proposer = proposal()
    ended = at_once(
        partial(groups.open_proposal, made, by=hosts[0], revision=made.revision, **wg.set_up()),
        partial(groups.decline_proposal, made, by=hosts[1], answer="Another group does it"),
    )
    assert ended == Counter({"done": 1, "StateError": 1}), "who comes second reads that it was answered"
    made = Group.objects.get()
    assert made.members.count() == (1 if made.status == GroupStatus.ACTIVE else 0)
    assert Notice.objects.filter(kind="workinggroups.answered", user=proposer).count() == 1


def test_opened_by_two_at_once_is_opened_once() -> None:
    made, hosts, proposer = proposal()
    opens = [
        partial(groups.open_proposal, made, by=host, revision=made.revision, **wg.set_up(name=f"Name {turn}"))
        for turn, host in enumerate(hosts)
    ]
    assert at_once(*opens) == Counter({"done": 1, "StateError": 1})
    assert Member.objects.count() == 1 and Event.objects.filter(verb="working_group.opened").count() == 1
    assert Notice.objects.filter(kind="workinggroups.answered", user=proposer).count() == 1


def test_closed_or_called_together_again_by_two_at_once_happens_once() -> None:
    made, hosts, _proposer = proposal()
    groups.open_proposal(made, by=hosts[0], **wg.set_up())
    closes = [partial(groups.close_group, made, by=host, outcomes="A report") for host in hosts]
    assert at_once(*closes) == Counter({"done": 1, "StateError": 1})
    again = [partial(groups.reconvene_group, made, by=host, reason="New figures", **wg.MISSION) for host in hosts]
    assert at_once(*again) == Counter({"done": 1, "StateError": 1})
    assert made.missions.count() == 2


def test_a_task_ticked_by_two_at_once_is_done_once() -> None:
    dialogue = make.dialogue()
    seats = [make.seat(dialogue) for _ in range(2)]
    made = wg.group(dialogue, *seats)
    task = work.add_task(made, by=make.host_of(dialogue), title="Ask the register")
    people = [wg.speaker(one) for one in seats]
    assert at_once(*[partial(work.finish_task, task, by=by) for by in people]) == Counter({"done": 2})
    assert Task.objects.get().done_by in people
    assert Event.objects.filter(verb="group_task.done").count() == 1


def test_ticked_and_taken_back_at_once_leave_what_the_trail_says() -> None:
    dialogue = make.dialogue()
    made = wg.group(dialogue)
    host = make.host_of(dialogue)
    task = work.add_task(made, by=host, title="Ask the register")
    at_once(*[partial(work.finish_task, task, by=host, done=done) for done in (True, False, True, False)])
    ticks = list(Event.objects.filter(verb__in=["group_task.done", "group_task.reopened"]).order_by("number"))
    assert bool(Task.objects.get().done_at) == (ticks[-1].verb == "group_task.done")


def test_taking_back_and_accepting_leave_one_of_both() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    by = make.delegate(seat)
    place = wg.invite(wg.group(dialogue), seat)
    ended = at_once(
        partial(members.accept_invitation, place, by=by),
        partial(members.end_membership, place, by=make.host_of(dialogue)),
    )
    kept = Member.objects.get(pk=place.pk)
    assert kept.state == MemberState.LEFT, "whoever ended it last, the host's word stands"
    assert ended["done"] in {1, 2} and ended["done"] + ended["StateError"] == 2


def test_one_name_is_taken_once() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    acts = [partial(groups.open_group, dialogue, by=host, **wg.set_up(name="Evidence")) for _ in range(4)]
    assert at_once(*acts) == Counter({"done": 1, "StateError": 3})
    assert Group.objects.filter(dialogue=dialogue).count() == 1


def test_one_member_coordinates() -> None:
    dialogue = make.dialogue()
    seats = [make.seat(dialogue) for _ in range(3)]
    made = wg.group(dialogue, *seats)
    host = make.host_of(dialogue)
    acts = [partial(members.appoint, place, by=host, coordinator=True) for place in made.members.all()]
    assert at_once(*acts)["done"] == 3
    assert made.members.filter(is_coordinator=True).count() == 1


def test_a_text_is_submitted_once_and_everybody_is_told_once() -> None:
    here = out.cast()
    document = out.agreed(here, out.draft(here))
    lead, due_at = here.by(here.lead), timezone.now() + timedelta(days=7)
    acts = [partial(outputs.submit_output, document, by=lead, due_at=due_at, way=WayOut.OWN) for _ in range(4)]
    assert at_once(*acts) == Counter({"done": 1, "StateError": 3})
    assert Submission.objects.count() == CommentPeriod.objects.count() == 1
    assert Notice.objects.filter(kind="documents.comments_opened", user=here.by(here.outside)).count() == 1


def test_submitting_again_and_giving_back_leave_one_of_both() -> None:
    here = out.cast()
    document = out.submitted(here)
    ways.return_output(document, by=here.host, reason="Count again")
    document = out.agreed(here, document)
    acts = (
        partial(outputs.submit_output, document, by=here.by(here.lead), due_at=out.in_a_week(), way=WayOut.OWN),
        partial(ways.return_output, document, by=here.host, reason="Not yet"),
    )
    ended = at_once(*acts)
    assert ended["done"] in {1, 2} and ended["done"] + ended["StateError"] == 2
    now = out.fresh(document)
    assert Submission.objects.count() == 2, "the second is made, whatever came first"
    is_back = ended["done"] == 2
    assert (now.submission is None) == is_back
    assert CommentPeriod.objects.filter(document=document, closed_at__isnull=True).exists() != is_back
    assert not list(verify(here.dialogue.audit_scope))


def test_one_file_removed_by_two_goes_once() -> None:
    here = out.cast()
    labels = {"title": "A", "language": "en", "kind": "material", "address": "https://example.org/"}
    kept = files.add_file(here.group, by=here.by(here.member), **labels)
    acts = [partial(files.remove_file, kept, by=by) for by in (here.host, here.by(here.member))]
    assert at_once(*acts)["done"] == 2
    assert not GroupFile.objects.exists()
    assert Event.objects.filter(verb="group_file.removed").count() == 1


def test_an_edit_and_the_question_to_the_members_never_cross() -> None:
    here = out.cast()
    document = out.draft(here)
    section = document.sections.get()
    save = partial(
        out.sections.save_section, section, by=here.by(here.member), text="Changed meanwhile", revision=section.revision
    )
    at_once(partial(outputs.ask_agreement, document, by=here.by(here.lead)), save)
    asked = out.fresh(document).agreement
    assert asked is not None and asked.stamp == out.stamp_of(document), "what is asked about is what stands there"


def test_both_sides_who_agree_at_once_settle_it_once() -> None:
    here = out.cast()
    document = out.submitted(here, way=WayOut.OWN)
    comments.close_comments(document, by=here.host)
    acts = (
        partial(ways.agree_way, document, by=here.host, way=WayOut.PAPER),
        partial(ways.agree_way, document, by=here.by(here.lead), way=WayOut.PAPER),
    )
    assert at_once(*acts)["done"] == 2
    assert Submission.objects.get().is_settled
    assert document.versions.count() == 1
