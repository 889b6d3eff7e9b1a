"""What verbs of Consensus Building refuse, however they are reached: beside their pages, which offer nothing of this."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.consensus.attributes import BY_KEY, stamp_of
from dialogues.consensus.models import Opinion, Reply
from dialogues.consensus.services import appraisal as appraisals
from dialogues.consensus.services import challenges, checks, criteria, rankings, recommendations, weighings
from dialogues.consensus.services.opinions import confirm_opinion
from dialogues.consensus.states.checks import Stance
from dialogues.services.dialogue import change_status
from dialogues.states import Channel, Status
from inspired.core.personal import parts_of
from inspired.core.states import StateError
from tests import make
from tests.consensus import make_appraisal as ap
from tests.consensus import make_challenges as ch
from tests.consensus import make_checks, make_roadmap

pytestmark = pytest.mark.django_db


def away(dialogue):
    """A seat that has left the table."""
    return make.seat(dialogue, joined_at=timezone.now() - timedelta(days=9), left_at=timezone.now())


def test_nobody_enters_an_order_for_a_seat_that_has_left() -> None:
    first = ch.challenge()
    dialogue, host = first.dialogue, make.host_of(first.dialogue)
    ch.challenge(dialogue, title="Who inspects private homes?")
    ranking = rankings.open_ranking(dialogue, by=host, due_at=timezone.now() + timedelta(days=7))
    with pytest.raises(StateError, match="not at the table"):
        rankings.enter_order(ranking, by=host, seat=away(dialogue), order=[first.pk], channel=Channel.PHONE)


def test_a_check_asks_only_seats_at_the_table() -> None:
    seat = make.seat(make.dialogue())
    check = make_checks.prepared(seat.dialogue)
    host = make.host_of(seat.dialogue)
    with pytest.raises(StateError, match="at least one"):
        checks.open_check(check, by=host, seats=[away(seat.dialogue)])
    opened = checks.open_check(check, by=host, seats=[seat, away(seat.dialogue)])
    assert [one.seat_id for one in opened.asked.all()] == [seat.pk]


def test_no_score_is_taken_while_the_dialogue_is_paused() -> None:
    appraisal = ap.appraisal(ap.challenge(count=1))
    dialogue = appraisal.challenge.dialogue
    seat = make.seat(dialogue)
    by, said = make.delegate(seat), ap.scores(appraisal)
    change_status(dialogue, by=make.host_of(dialogue), target=Status.PAUSED, reason="Elections")
    with pytest.raises((StateError, PermissionDenied)):
        appraisals.save_opinion(appraisal, by=by, seat=seat, judgements=said, revision=0)
    assert not Opinion.objects.exists()


def test_whoever_entered_an_opinion_does_not_confirm_it_in_a_later_role() -> None:
    appraisal = ap.appraisal(ap.challenge(count=1))
    seat = make.seat(appraisal.challenge.dialogue)
    given = ap.entered(appraisal, seat)
    turned = make.delegate(seat)
    Opinion.objects.update(entered_by=turned)  # entered as one of the host team, before they spoke for the seat
    with pytest.raises(PermissionDenied):
        confirm_opinion(given, by=turned, revision=given.revision)
    assert confirm_opinion(given, by=make.delegate(seat), revision=given.revision).is_confirmed


def test_whoever_entered_a_reply_does_not_confirm_it_in_a_later_role() -> None:
    seat = make.seat(make.dialogue())
    host, turned, other = make.host_of(seat.dialogue), make.delegate(seat), make.delegate(seat)
    asked = make_checks.asked(make_checks.opened([seat]), seat)
    told = checks.enter_reply(asked, by=host, channel=Channel.PHONE, stance=Stance.AGREE)
    Reply.objects.update(entered_by=turned)
    with pytest.raises(PermissionDenied):
        checks.confirm_reply(told, by=turned, revision=told.revision)
    assert checks.confirm_reply(told, by=other, revision=told.revision).confirmed_at


def test_whoever_entered_an_order_or_weights_does_not_confirm_them_in_a_later_role() -> None:
    dialogue = make.dialogue()
    seat, host = make.seat(dialogue), make.host_of(dialogue)
    turned, other = make.delegate(seat), make.delegate(seat)
    order = [ch.challenge(dialogue, f"Challenge no. {number}").pk for number in range(2)]
    ranking = rankings.open_ranking(dialogue, by=host, due_at=timezone.now() + timedelta(days=1))
    entered = rankings.enter_order(ranking, by=host, seat=seat, order=order, channel=Channel.PAPER)
    weighed = ch.being_weighed(dialogue)
    weights = criteria.enter_weights(weighed, by=host, seat=seat, values={"fairness": 1}, channel=Channel.PAPER)
    for given, confirm in ((entered, rankings.confirm_ballot), (weights, weighings.confirm_weighing)):
        type(given).objects.update(entered_by=turned)
        with pytest.raises(PermissionDenied):
            confirm(given, by=turned)
        assert confirm(given, by=other).is_confirmed


def test_who_judged_takes_out_in_words_what_they_judged() -> None:
    appraisal = ap.appraisal(ap.challenge(count=1))
    seat = make.seat(appraisal.challenge.dialogue)
    ap.opinion(appraisal, seat, 4)
    said = str(parts_of(ap.speaker(seat), "weighed"))
    assert "4 – Fully meets it" in said and appraisal.challenge.title in said
    assert "Fully meets it" not in str(parts_of(make.delegate(seat), "weighed")), "who gave nothing takes out nothing"


def test_a_conclusion_names_an_option_that_was_appraised() -> None:
    appraisal = ap.appraisal(ap.challenge(count=1))
    dialogue = appraisal.challenge.dialogue
    host, elsewhere = make.host_of(dialogue), ap.challenge(dialogue, count=1, title="Another")
    appraisals.close_appraisal(appraisal, by=host)
    with pytest.raises(StateError, match="not among"):
        appraisals.conclude(appraisal, by=host, text="We try it", option=ap.option(elsewhere))
    chosen = ap.option(appraisal.challenge)
    assert appraisals.conclude(appraisal, by=host, text="We try it", option=chosen).option == chosen


def test_a_challenge_with_a_recommendation_is_not_left_out() -> None:
    challenge = ch.challenge()
    host = make.host_of(challenge.dialogue)
    row = make_roadmap.recommendation(challenge)
    with pytest.raises(StateError, match="recommendation belongs"):
        challenges.leave_out(challenge, by=host, reason="Solved")
    recommendations.withdraw_recommendation(row, by=host, reason="Done elsewhere")
    assert challenges.leave_out(challenge, by=host, reason="Solved").reason == "Solved"


def test_a_recommendation_with_options_keeps_its_challenge() -> None:
    challenge = ap.challenge()
    other, host = ch.challenge(challenge.dialogue, title="Another"), make.host_of(challenge.dialogue)
    row = make_roadmap.recommendation(challenge, option=ap.option(challenge))
    (part,) = [one for one in BY_KEY.values() if "challenge" in one.fields]
    with pytest.raises(StateError, match="options out first"):
        recommendations.write_part(row, by=host, part=part.key, stamp=stamp_of(row, part), challenge=other)
    plain = make_roadmap.recommendation(challenge, title="Without options")
    said = {"stamp": stamp_of(plain, part), "challenge": other}
    assert recommendations.write_part(plain, by=host, part=part.key, **said).challenge == other
