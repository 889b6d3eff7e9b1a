"""Policy options: put on the table with the status quo, proposed and answered, changed, withdrawn, standing still."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from dialogues.consensus.models import Option
from dialogues.consensus.services import appraisal as verbs
from dialogues.consensus.services import options
from dialogues.consensus.states.appraisal import OptionStatus
from dialogues.models import Notice
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


def test_the_first_option_brings_the_status_quo(challenge, host) -> None:
    key = uuid4()
    made = options.add_option(challenge, by=host, title="  A   voucher ", losses=" Money ", form_key=key)
    assert options.add_option(challenge, by=host, title="Again", form_key=key) == made
    assert (made.letter, made.title, made.losses) == ("A", "A voucher", "Money")
    quo = Option.objects.get(is_status_quo=True)
    assert (quo.letter, quo.status) == ("0", OptionStatus.ON_TABLE)
    assert options.add_option(challenge, by=host, title="Another").letter == "B"
    with pytest.raises(StateError, match="status quo"):
        options.withdraw_option(quo, by=host, reason="We do not want it")


def test_a_proposal_is_read_by_the_host_team_alone_until_it_is_answered(challenge, host, seat, delegate) -> None:
    made = options.propose_option(challenge, by=delegate, seat=seat, title="Mediation")
    other = make.delegate(make.seat(challenge.dialogue))
    assert Notice.objects.filter(user=host, kind="consensus.option_proposed").count() == 1
    assert not Option.objects.visible_to(other).exists()
    with pytest.raises(PermissionDenied):
        options.put_option_on_table(made, by=delegate)
    options.put_option_on_table(made, by=host)
    assert set(Option.objects.visible_to(other).values_list("letter", flat=True)) == {"0", "A"}
    assert Notice.objects.filter(user=delegate, kind="consensus.option_answered").count() == 1
    with pytest.raises(StateError):
        options.put_option_on_table(made, by=host)


def test_nobody_proposes_for_a_seat_of_others(challenge, delegate) -> None:
    with pytest.raises(StateError, match="do not speak"):
        options.propose_option(challenge, by=delegate, seat=make.seat(challenge.dialogue), title="Mediation")
    with pytest.raises(PermissionDenied):
        options.add_option(challenge, by=delegate, title="Mediation")


def test_an_option_is_withdrawn_with_a_reason_and_its_letter_is_not_given_again(challenge, host) -> None:
    made = options.add_option(challenge, by=host, title="A voucher")
    with pytest.raises(StateError, match="reason"):
        options.withdraw_option(made, by=host, reason=" ")
    assert options.withdraw_option(made, by=host, reason="Too dear").reason == "Too dear"
    assert options.add_option(challenge, by=host, title="Another").letter == "B"
    assert options.put_option_on_table(made, by=host).reason == ""


def test_two_edits_from_one_reading_lose_nothing(challenge, host) -> None:
    made = options.add_option(challenge, by=host, title="A voucher")
    options.edit_option(made, by=host, revision=1, title="An hourly voucher")
    with pytest.raises(StaleError):
        options.edit_option(made, by=host, revision=1, title="A daily voucher")
    assert options.edit_option(made, by=host, revision=2, title="An hourly voucher").revision == 2, "nothing new"


def test_options_stand_still_while_they_are_appraised(appraisal, challenge, host, seat, delegate) -> None:
    made = ap.option(challenge)
    for act in (
        lambda: options.add_option(challenge, by=host, title="Late"),
        lambda: options.edit_option(made, by=host, revision=1, title="Changed"),
        lambda: options.withdraw_option(made, by=host, reason="Late"),
    ):
        with pytest.raises(StateError, match="stand still"):
            act()
    proposed = options.propose_option(challenge, by=delegate, seat=seat, title="Late")
    with pytest.raises(StateError, match="stand still"):
        options.put_option_on_table(proposed, by=host)
    verbs.close_appraisal(appraisal, by=host)
    options.put_option_on_table(proposed, by=host)
    assert appraisal.options.count() == 2, "what was appraised stays what it was"
