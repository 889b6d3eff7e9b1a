"""Commitments: asked from an endorsed Roadmap, answered by seats, never taken as given by silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.documents.states import VersionStatus
from dialogues.models import Notice
from dialogues.monitoring.board import for_board
from dialogues.monitoring.models import Commitment, CommitmentAnswer
from dialogues.monitoring.reading import view_of
from dialogues.monitoring.services.commitments import (
    answer_commitment,
    ask_for_commitments,
    confirm_answer,
    enter_answer,
)
from dialogues.monitoring.services.publishing import publish_status, withdraw_status
from dialogues.monitoring.states import Answer
from dialogues.states import Channel, DelegateRole, Role, Visibility
from inspired.core.models import Event, User
from inspired.core.states import StaleError, StateError
from tests import make
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db


def test_each_lead_and_supporting_seat_is_asked_once() -> None:
    dialogue = make.dialogue()
    (lead, person), (support, _other), (outside, _third) = mo.table(dialogue, 3)
    mo.recommendation(dialogue, lead, support)
    mo.recommendation(dialogue, lead)
    version, host = mo.endorsed(dialogue), make.host_of(dialogue)
    assert ask_for_commitments(version, by=host) == 3
    assert ask_for_commitments(version, by=host) == 0, "asking again asks nobody twice"
    rows = Commitment.objects.filter(dialogue=dialogue)
    assert {(one.recommendation.number, one.seat_id, one.part) for one in rows} == {
        (1, lead.pk, "lead"),
        (1, support.pk, "support"),
        (2, lead.pk, "lead"),
    }
    assert {one.answer for one in rows} == {Answer.ASKED} and not rows.filter(seat=outside).exists()
    assert Notice.objects.filter(user=person, kind="monitoring.asked").count() == 2
    assert "monitoring" in type(dialogue).objects.get(pk=dialogue.pk).shown_tabs


def test_the_day_is_the_one_the_frozen_text_names() -> None:
    dialogue = make.dialogue()
    ((seat, _person),) = mo.table(dialogue, 1)
    mo.recommendation(dialogue, seat, ends_month=14)
    begin = timezone.localdate().replace(year=2027, month=1, day=15)
    ask_for_commitments(mo.endorsed(dialogue, starts_on=begin), by=make.host_of(dialogue))
    assert Commitment.objects.get().due_on.isoformat() == "2028-03-14"


@pytest.mark.parametrize("status", [VersionStatus.FINAL_DRAFT, VersionStatus.SUPERSEDED])
def test_only_an_endorsed_roadmap_is_asked_from(status: str) -> None:
    dialogue = make.dialogue()
    mo.recommendation(dialogue, make.seat(dialogue))
    version = mo.endorsed(dialogue, status=status)
    with pytest.raises(StateError, match="endorsed version of the Roadmap"):
        ask_for_commitments(version, by=make.host_of(dialogue))
    assert not Commitment.objects.exists()


def test_a_later_version_asks_again_where_it_is_worded_anew_and_keeps_the_history() -> None:
    dialogue = make.dialogue()
    (seat, person), (other, second) = mo.table(dialogue)
    first, untouched = mo.asked(dialogue, seat, other)
    mo.taken(first, person)
    mo.taken(untouched, second)
    first.recommendation.shares.update(words="Something else")
    version, host = mo.endorsed(dialogue), make.host_of(dialogue)
    assert ask_for_commitments(version, by=host) == 1
    again, same = Commitment.objects.order_by("pk")
    assert (again.answer, again.words, again.version) == (Answer.ASKED, "Something else", version)
    assert same.answer == Answer.CONFIRMED and same.version != version
    assert again.answers.count() == 1, "what was answered before stays"
    answer_commitment(again, by=person, answer=Answer.CONFIRMED)
    assert Commitment.objects.get(pk=again.pk).answer == Answer.CONFIRMED


def test_a_seat_that_has_left_is_not_asked() -> None:
    dialogue = make.dialogue()
    mo.recommendation(dialogue, make.seat(dialogue, left_at=timezone.now()))
    assert ask_for_commitments(mo.endorsed(dialogue), by=make.host_of(dialogue)) == 0


def test_answers_need_their_words_and_are_kept_one_after_the_other() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    (one,) = mo.asked(dialogue, seat)
    for wrong in ({"answer": Answer.AMENDED}, {"answer": Answer.DECLINED}, {"answer": Answer.ASKED}):
        with pytest.raises(StateError):
            answer_commitment(one, by=person, **wrong)
    answer_commitment(one, by=person, answer=Answer.AMENDED, words="Half of it")
    answer_commitment(one, by=person, answer=Answer.AMENDED, words="Half of it")
    answer_commitment(one, by=person, answer=Answer.DECLINED, note="No money", words="left out")
    now = Commitment.objects.get()
    assert (now.answer, now.own_words) == (Answer.DECLINED, "")
    assert [(row.answer, row.words) for row in now.answers.all()] == [("amended", "Half of it"), ("declined", "")]


def test_an_answer_read_from_an_earlier_state_is_refused() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    colleague = make.delegate(seat)
    (one,) = mo.asked(dialogue, seat)
    answer_commitment(one, by=person, answer=Answer.DECLINED, note="No money", revision=one.revision)
    with pytest.raises(StaleError) as stale:
        answer_commitment(one, by=colleague, answer=Answer.CONFIRMED, revision=one.revision)
    assert stale.value.current.answer == Answer.DECLINED
    assert Commitment.objects.get().answer == Answer.DECLINED


def test_who_may_not_sign_prepares_and_who_may_confirms() -> None:
    dialogue = make.dialogue()
    ((seat, signs),) = mo.table(dialogue, 1)
    prepares = make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    (one,) = mo.asked(dialogue, seat)
    prepared = answer_commitment(one, by=prepares, answer=Answer.CONFIRMED)
    assert prepared.confirmed_at is None and not prepared.is_announced
    assert Commitment.objects.get().answer == Answer.ASKED, "what is prepared counts nowhere"
    with pytest.raises(PermissionDenied):
        confirm_answer(prepared, by=prepares, revision=2)
    with pytest.raises(StaleError):
        confirm_answer(prepared, by=signs, revision=1)
    confirm_answer(prepared, by=signs, revision=2)
    confirm_answer(prepared, by=signs, revision=2)
    assert Commitment.objects.get().answer == Answer.CONFIRMED
    with pytest.raises(StateError):
        answer_commitment(one, by=prepares, answer=Answer.DECLINED, note="No")


def test_what_is_prepared_is_the_seats_own_and_the_host_teams_until_it_is_signed() -> None:
    dialogue = make.dialogue()
    (seat, signs), (_other_seat, other) = mo.table(dialogue)
    prepares = make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    donor = make.role(dialogue, make.user(), Role.DONOR).user
    (one,) = mo.asked(dialogue, seat)
    prepared = answer_commitment(one, by=prepares, answer=Answer.DECLINED, note="Our minister is against it")

    def reads(user: User) -> tuple[bool, bool]:
        on_board = for_board(Commitment.objects.visible_to(user), user).get().is_announced
        return prepared in view_of(user, one).answers, on_board

    host = make.host_of(dialogue)
    assert [reads(user) for user in (signs, prepares, host, other, donor)] == [(True, True)] * 3 + [(False, False)] * 2
    confirm_answer(prepared, by=signs, revision=2)
    assert reads(other) == (True, False)


def test_what_was_announced_waits_no_longer_once_the_seat_has_spoken_itself() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    (one,) = mo.asked(dialogue, seat)
    enter_answer(one, by=make.host_of(dialogue), channel=Channel.PHONE, answer=Answer.CONFIRMED)
    assert (
        CommitmentAnswer.objects.waiting().count() == 1
        and for_board(Commitment.objects.all(), make.host_of(dialogue)).get().is_announced
    )
    answer_commitment(one, by=person, answer=Answer.DECLINED, note="It was another matter")
    assert not CommitmentAnswer.objects.waiting().exists()
    assert not for_board(Commitment.objects.all(), make.host_of(dialogue)).get().is_announced


def test_what_is_entered_on_behalf_counts_once_the_seat_confirms_it() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    host = make.host_of(dialogue)
    (one,) = mo.asked(dialogue, seat)
    with pytest.raises(StateError):
        enter_answer(one, by=host, channel=Channel.WEB, answer=Answer.CONFIRMED)
    said = enter_answer(one, by=host, channel=Channel.PHONE, answer=Answer.AMENDED, words="Only the forms")
    assert said == enter_answer(one, by=host, channel=Channel.PHONE, answer=Answer.AMENDED, words="Only the forms")
    assert said.is_announced and Commitment.objects.get().answer == Answer.ASKED
    assert Notice.objects.filter(user=person, kind="monitoring.entered").count() == 1
    with pytest.raises(PermissionDenied):
        confirm_answer(said, by=host, revision=2)
    confirm_answer(said, by=person, revision=2)
    assert (Commitment.objects.get().answer, Commitment.objects.get().own_words) == ("amended", "Only the forms")
    answer_commitment(one, by=person, answer=Answer.CONFIRMED)
    with pytest.raises(StateError, match="itself"):
        enter_answer(one, by=host, channel=Channel.PHONE, answer=Answer.DECLINED, note="No")


def test_the_host_team_answers_for_nobody() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    host = make.delegate(seat, make.host_of(dialogue))
    (one,) = mo.asked(dialogue, seat)
    with pytest.raises(PermissionDenied):
        answer_commitment(one, by=host, answer=Answer.CONFIRMED)


def test_silence_is_no_commitment() -> None:
    dialogue = make.dialogue()
    (one,) = mo.asked(dialogue, make.seat(dialogue))
    Commitment.objects.update(answer_by=timezone.now() - timedelta(days=60))
    assert not Commitment.objects.taken_on().exists() and one.answer == Answer.ASKED


def test_publishing_shows_what_is_taken_on_and_nothing_else() -> None:
    dialogue = make.dialogue(visibility=Visibility.PUBLIC, published_at=timezone.now())
    (seat, person), (other, _second) = mo.table(dialogue)
    one, _asked = mo.asked(dialogue, seat, other)
    mo.taken(one, person)
    stranger, host = make.user(), make.host_of(dialogue)
    assert not Commitment.objects.visible_to(stranger).exists()
    assert publish_status(dialogue, by=host) == 1 and publish_status(dialogue, by=host) == 0
    assert list(Commitment.objects.visible_to(stranger)) == [one]
    answer_commitment(one, by=person, answer=Answer.DECLINED, note="Not any more")
    assert not Commitment.objects.visible_to(stranger).exists(), "a commitment that was declined is none"
    mo.taken(one, person)
    assert publish_status(dialogue, by=host) == 1 and withdraw_status(dialogue, by=host) == 1
    assert {"commitments.published", "commitments.withdrawn"} <= set(Event.objects.values_list("verb", flat=True))


def test_nobody_is_asked_from_a_text_that_lost_its_fingerprint() -> None:
    dialogue = make.dialogue()
    ((seat, _person),) = mo.table(dialogue, 1)
    mo.recommendation(dialogue, seat)
    changed = mo.endorsed(dialogue, sha256="0" * 64)
    with pytest.raises(StateError, match="endorsed version"):
        ask_for_commitments(changed, by=make.host_of(dialogue))
    assert not Commitment.objects.exists()


def test_the_database_keeps_an_answer_together_with_its_words() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    (one,) = mo.asked(dialogue, seat)
    answer_commitment(one, by=person, answer=Answer.CONFIRMED)
    rows = CommitmentAnswer.objects.filter(commitment=one)
    for wrong in (Answer.AMENDED, Answer.DECLINED):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(answer=wrong, words="", note="")
    assert rows.update(answer=Answer.DECLINED, note="No money") == 1
