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
from inspired.core.audit import verify
from inspired.core.models import Event
from tests import make
from tests.racing import at_once
from tests.workinggroups import make as wg
from tests.workinggroups import outputs as out
from workinggroups.models import Group, GroupFile, Member
from workinggroups.services import files, groups, members
from workinggroups.states import MemberState

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
