"""Options, appraisals, what seats judge, values and red lines, conclusions: the verbs and what they refuse."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.consensus.appraising import sheet_of
from dialogues.consensus.judging import Judged
from dialogues.consensus.models import Acceptance, Appraisal, Concern, Judgement, Opinion
from dialogues.consensus.services import appraisal as verbs
from dialogues.consensus.services import concerns, criteria, options
from dialogues.consensus.services.conclusions import confirm_acceptance
from dialogues.consensus.services.opinions import confirm_opinion
from dialogues.consensus.states.appraisal import ConcernKind, Depth
from dialogues.models import Notice
from dialogues.services.seats import leave_seat
from dialogues.states import Category, Channel, DelegateRole
from inspired.core.models import Event
from inspired.core.states import StaleError, StateError
from tests import make
from tests.consensus import make_appraisal as ap
from tests.consensus import make_challenges as ch

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    """A challenge on the table, without options."""
    return ch.challenge(make.dialogue())


@pytest.fixture
def host(challenge):
    return make.host_of(challenge.dialogue)


@pytest.fixture
def seat(challenge):
    return make.seat(challenge.dialogue)


@pytest.fixture
def delegate(seat):
    return make.delegate(seat)


@pytest.fixture
def appraisal(challenge, host, seat, delegate):
    options.add_option(challenge, by=host, title="A voucher")
    return ap.appraisal(challenge)


def test_nothing_is_appraised_before_the_criteria_are_locked(challenge, host) -> None:
    options.add_option(challenge, by=host, title="A voucher")
    with pytest.raises(StateError, match="criteria first"):
        verbs.open_appraisal(challenge, by=host, depth=Depth.SCORES)
    ch.being_weighed(challenge.dialogue)
    with pytest.raises(StateError, match="criteria first"):
        verbs.open_appraisal(challenge, by=host, depth=Depth.SCORES)
    assert not Appraisal.objects.exists()


def test_an_appraisal_needs_a_choice_and_is_open_once(challenge, host, seat, delegate) -> None:
    ap.criteria(challenge.dialogue)
    with pytest.raises(StateError, match="nothing to choose"):
        verbs.open_appraisal(challenge, by=host, depth=Depth.SCORES)
    options.add_option(challenge, by=host, title="A voucher")
    with pytest.raises(StateError, match="passed"):
        verbs.open_appraisal(challenge, by=host, depth=Depth.SCORES, due_at=timezone.now() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        verbs.open_appraisal(challenge, by=delegate, depth=Depth.SCORES)
    verbs.open_appraisal(challenge, by=host, depth=Depth.SCORES)
    assert Notice.objects.filter(user=delegate, kind="consensus.appraisal_opened").count() == 1
    with pytest.raises(StateError, match="already"):
        verbs.open_appraisal(challenge, by=host, depth=Depth.WORDS)


def test_a_seat_saves_in_parts_and_submits_what_is_complete(appraisal, seat, delegate) -> None:
    sheet = sheet_of(appraisal)
    first = {cell: Judged(2) for cell in sheet.cells if cell[0] == sheet.options[0].pk}
    saved = verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements=first, revision=0)
    with pytest.raises(StateError, match="not answered"):
        verbs.submit_opinion(saved, by=delegate, revision=1)
    rest = {cell: Judged(4) for cell in sheet.cells if cell not in first}
    saved = verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements=rest, revision=1)
    with pytest.raises(StateError, match="say why"):
        verbs.submit_opinion(saved, by=delegate, revision=2)
    said = {cell: Judged(4, reason="It works") for cell in rest}
    saved = verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements=said, revision=2)
    with pytest.raises(StaleError):
        verbs.submit_opinion(saved, by=delegate, revision=2)
    given = verbs.submit_opinion(saved, by=delegate, revision=3)
    assert given.submitted_at and verbs.submit_opinion(given, by=delegate, revision=3).pk == given.pk
    assert Judgement.objects.count() == len(sheet.cells)
    assert Event.objects.filter(verb="opinion.submitted").count() == 1


def test_what_is_changed_after_submitting_counts_once_it_is_submitted_again(appraisal, seat, delegate) -> None:
    given = ap.opinion(appraisal, seat, 3)
    changed = verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements={}, revision=given.revision)
    assert changed.submitted_at is None
    assert Event.objects.filter(verb="opinion.taken_back").count() == 1
    assert verbs.submit_opinion(changed, by=delegate, revision=changed.revision).submitted_at


@pytest.mark.parametrize("score", [-1, 5])
def test_scores_run_from_nought_to_four(appraisal, seat, delegate, score) -> None:
    cell = sheet_of(appraisal).cells[0]
    with pytest.raises(StateError, match="0 to 4"):
        verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements={cell: Judged(score)}, revision=0)


def test_only_what_is_appraised_is_judged(appraisal, seat, delegate) -> None:
    elsewhere = ap.appraisal(ap.challenge(make.dialogue(), count=1))
    cell = sheet_of(elsewhere).cells[0]
    with pytest.raises(StateError, match="not among"):
        verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements={cell: Judged(2)}, revision=0)
    assert not Opinion.objects.exists()


def test_neither_host_team_nor_observers_nor_others_judge_for_a_seat(appraisal, host, seat) -> None:
    watcher = make.delegate(seat, role=DelegateRole.OBSERVER)
    other = make.delegate(make.seat(appraisal.challenge.dialogue))
    for by, error in ((host, PermissionDenied), (watcher, PermissionDenied), (other, StateError)):
        with pytest.raises(error):
            verbs.save_opinion(appraisal, by=by, seat=seat, judgements={}, revision=0)
    with pytest.raises(PermissionDenied):
        verbs.save_opinion(appraisal, by=other, seat=seat, judgements={}, revision=0, channel=Channel.PAPER)


def test_closed_reopened_or_late_it_takes_no_answers(appraisal, host, seat, delegate) -> None:
    saved = verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements=ap.scores(appraisal), revision=0)
    verbs.close_appraisal(appraisal, by=host)
    with pytest.raises(StateError, match="no answers"):
        verbs.submit_opinion(saved, by=delegate, revision=1)
    verbs.reopen_appraisal(appraisal, by=host)
    Appraisal.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(StateError, match="no answers"):
        verbs.submit_opinion(saved, by=delegate, revision=1)
    Appraisal.objects.update(due_at=None)
    criteria.reopen_set(appraisal.criteria_set, by=host, reason="One was forgotten")
    with pytest.raises(StateError, match="no answers"):
        verbs.submit_opinion(saved, by=delegate, revision=1)
    verbs.close_appraisal(appraisal, by=host)
    with pytest.raises(StateError, match="reopened since"):
        verbs.reopen_appraisal(appraisal, by=host)


def test_it_is_not_reopened_over_words_that_nobody_judged(appraisal, host) -> None:
    verbs.close_appraisal(appraisal, by=host)
    option = appraisal.options.order_by("letter").last()
    options.edit_option(option, by=host, revision=option.revision, title="Something else altogether")
    with pytest.raises(StateError, match="changed since"):
        verbs.reopen_appraisal(appraisal, by=host)
    assert Appraisal.objects.get(pk=appraisal.pk).status == "closed"


def test_what_is_entered_is_confirmed_by_the_seat_and_not_by_who_entered_it(appraisal, host, seat, delegate) -> None:
    given = ap.entered(appraisal, seat, 4)
    assert given.submitted_at and not given.is_confirmed and given.given_by is None
    assert Notice.objects.filter(user=delegate, kind="consensus.opinion_entered").count() == 1
    with pytest.raises(PermissionDenied):
        confirm_opinion(given, by=host, revision=given.revision)
    with pytest.raises(StaleError):
        confirm_opinion(given, by=delegate, revision=given.revision + 1)
    assert confirm_opinion(given, by=delegate, revision=given.revision).is_confirmed
    with pytest.raises(StateError, match="its own"):
        ap.entered(appraisal, seat, 1)


def test_a_host_who_speaks_for_a_seat_as_well_cannot_confirm_what_they_entered(appraisal, host, seat) -> None:
    make.delegate(seat, host)
    given = ap.entered(appraisal, seat)
    with pytest.raises(PermissionDenied):
        confirm_opinion(given, by=host, revision=given.revision)


def test_paper_needs_no_reasons_and_never_overwrites_what_a_seat_began(appraisal, host, seat, delegate) -> None:
    said = {cell: Judged(0) for cell in sheet_of(appraisal).cells}
    paper = {"by": host, "seat": seat, "channel": Channel.PAPER}
    saved = verbs.save_opinion(appraisal, judgements=said, revision=0, **paper)
    verbs.submit_opinion(saved, by=host, revision=1)
    own = verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements=ap.scores(appraisal), revision=1)
    assert own.channel == Channel.WEB and own.given_by == delegate and own.entered_by is None
    with pytest.raises(StateError, match="its own"):
        verbs.save_opinion(appraisal, judgements=said, revision=2, **paper)


def test_a_seat_that_left_gives_nothing(appraisal, host, seat, delegate) -> None:
    leave_seat(seat, by=host, reason="It was dissolved")
    seat.refresh_from_db()
    with pytest.raises((StateError, PermissionDenied)):
        verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements={}, revision=0)


def test_words_are_enough_in_one_place(challenge, host, seat, delegate) -> None:
    options.add_option(challenge, by=host, title="A voucher")
    appraisal = ap.appraisal(challenge, depth=Depth.WORDS)
    cell = sheet_of(appraisal).cells[-1]
    saved = verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements={cell: Judged(gains=" ")}, revision=0)
    with pytest.raises(StateError):
        verbs.submit_opinion(saved, by=delegate, revision=1)
    said = {cell: Judged(gains="Workers", losses="Households")}
    saved = verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements=said, revision=1)
    assert verbs.submit_opinion(saved, by=delegate, revision=2).submitted_at


def test_dots_are_counted_by_the_host_team_alone(challenge, host, seat, delegate) -> None:
    options.add_option(challenge, by=host, title="A voucher")
    appraisal = ap.appraisal(challenge, depth=Depth.DOTS)
    at = (ap.option(challenge).pk, Category.MEDIA)
    with pytest.raises(PermissionDenied):
        verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements={}, revision=0)
    with pytest.raises(PermissionDenied):
        verbs.enter_dots(appraisal, by=delegate, counts={at: 1})
    with pytest.raises(StateError):
        verbs.enter_dots(appraisal, by=host, counts={(0, Category.MEDIA): 1})
    with pytest.raises(StateError, match="At most"):
        verbs.enter_dots(appraisal, by=host, counts={at: 501})
    verbs.enter_dots(appraisal, by=host, counts={at: 3})
    verbs.enter_dots(appraisal, by=host, counts={at: 5})
    assert [one.count for one in appraisal.dots.all()] == [5]


def test_values_are_raised_once_that_part_is_open_and_shared_by_the_seat_alone(appraisal, host, seat, delegate) -> None:
    other = make.delegate(make.seat(appraisal.challenge.dialogue))
    donor = make.role(appraisal.challenge.dialogue, make.user(), "donor").user
    said = {"by": delegate, "seat": seat, "kind": ConcernKind.RED_LINE, "text": "Not for past years"}
    with pytest.raises(PermissionDenied):
        concerns.raise_concern(appraisal, would_change="A date", **said)
    verbs.open_concerns(appraisal, by=host)
    with pytest.raises(StateError, match="would change"):
        concerns.raise_concern(appraisal, **said)
    key = uuid4()
    made = concerns.raise_concern(appraisal, would_change="A date", form_key=key, **said)
    assert concerns.raise_concern(appraisal, would_change="A date", form_key=key, **said) == made
    assert [Concern.objects.visible_to(who).count() for who in (host, delegate, other, donor)] == [1, 1, 0, 0]
    for by in (host, other):
        with pytest.raises(PermissionDenied):
            concerns.share_concern(made, by=by, shared=True)
    concerns.share_concern(made, by=delegate, shared=True)
    assert [Concern.objects.visible_to(who).count() for who in (other, donor)] == [1, 0]
    concerns.take_back_concern(made, by=delegate)
    assert not Concern.objects.exists()


def test_other_words_of_a_conclusion_ask_every_seat_again(appraisal, host, seat, delegate) -> None:
    with pytest.raises(StateError, match="Close"):
        verbs.conclude(appraisal, by=host, text="We try it")
    verbs.close_appraisal(appraisal, by=host)
    with pytest.raises(PermissionDenied):
        verbs.conclude(appraisal, by=delegate, text="We try it")
    made = verbs.conclude(appraisal, by=host, text="We try it", option=ap.option(appraisal.challenge))
    verbs.accept_conclusion(made, by=delegate, seat=seat, revision=1, accepts=True)
    assert verbs.conclude(appraisal, by=host, text="We try it ", option=made.option, revision=1).revision == 1
    changed = verbs.conclude(appraisal, by=host, text="We try it on two islands", revision=1)
    assert changed.revision == 2
    with pytest.raises(StaleError):
        verbs.conclude(appraisal, by=host, text="Something else", revision=1)
    with pytest.raises(StaleError):
        verbs.accept_conclusion(made, by=delegate, seat=seat, revision=1, accepts=True)
    assert Notice.objects.filter(user=delegate, kind="consensus.conclusion_written").count() == 2
    verbs.accept_conclusion(changed, by=delegate, seat=seat, revision=2, accepts=False, note="Not on mine")
    assert Acceptance.objects.count() == 2, "what was said to the first wording stays on record"


def test_who_does_not_accept_says_what_otherwise_and_the_host_team_has_no_say(appraisal, host, seat, delegate) -> None:
    verbs.close_appraisal(appraisal, by=host)
    made = verbs.conclude(appraisal, by=host, text="We try it")
    with pytest.raises(StateError, match="otherwise"):
        verbs.accept_conclusion(made, by=delegate, seat=seat, revision=1, accepts=False)
    with pytest.raises(PermissionDenied):
        verbs.accept_conclusion(made, by=host, seat=seat, revision=1, accepts=True)
    way = {"seat": seat, "revision": 1, "accepts": True, "channel": Channel.IN_PERSON}
    entered = verbs.accept_conclusion(made, by=host, **way)
    with pytest.raises(PermissionDenied):
        confirm_acceptance(entered, by=host)
    assert confirm_acceptance(entered, by=delegate).is_confirmed
    with pytest.raises(StateError, match="itself"):
        verbs.accept_conclusion(made, by=host, **way)
    with pytest.raises(IntegrityError), transaction.atomic():
        Acceptance.objects.filter(pk=entered.pk).update(accepts=False, note="")
