"""What of Consensus Building is named when a place is handed over: what the team must end, what the seat has not answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.consensus.handing import preview
from dialogues.consensus.models import Ballot, Conclusion, CriteriaSet, PositionCheck, Ranking, Weighing
from dialogues.consensus.services.appraisal import close_appraisal
from dialogues.consensus.services.criteria import lock_set
from dialogues.consensus.states.challenges import RankingStatus
from dialogues.consensus.states.criteria import SetStatus
from dialogues.models import Dialogue, reach_of
from inspired.core import ports
from inspired.core.memory import forget, remembering
from inspired.core.models import User
from inspired.core.ports import Fate, Leaver
from tests import make
from tests.consensus import make_appraisal, make_challenges, make_checks

pytestmark = pytest.mark.django_db
OF_TEAM = (
    "Rankings of challenges that are open",
    "Sets of criteria that are not locked",
    "Appraisals that are open or lack their conclusion",
    "Position checks that are open or being prepared",
)
OF_SEAT = (
    "Rankings of challenges to answer",
    "Sets of criteria to weigh",
    "Appraisals of options to answer",
    "Position checks to answer",
)


def counts(by: User, dialogue: Dialogue, seat: int | None) -> list[int]:
    forget()
    found = {one.what: one for one in ports.handover.preview(by, Leaver(by, dialogue.pk, seat))}
    assert all(one.fate == Fate.PASSES for what, one in found.items() if what in OF_TEAM + OF_SEAT)
    return [found[what].count if what in found else 0 for what in (OF_SEAT if seat else OF_TEAM)]


def ranking(dialogue: Dialogue) -> Ranking:
    until = timezone.now() + timedelta(days=7)
    return Ranking.objects.create(dialogue=dialogue, number=1, status=RankingStatus.OPEN, due_at=until)


def test_whoever_follows_a_host_reads_what_is_under_way() -> None:
    dialogue, elsewhere = make.dialogue(), make.dialogue()
    host = make.host_of(dialogue)
    ((seat, _person),) = make_challenges.table(dialogue, 1)
    assert counts(host, dialogue, None) == [0, 0, 0, 0]
    made = ranking(dialogue)
    begun = make_challenges.being_weighed(dialogue)
    make_checks.prepared(dialogue)
    make_checks.opened([seat])
    ranking(elsewhere)
    assert counts(host, dialogue, None) == [1, 1, 0, 2]
    assert counts(make.host_of(elsewhere), dialogue, None) == [0, 0, 0, 0], (
        "of what they may not see nothing is counted"
    )
    made.status, made.closed_at = RankingStatus.CLOSED, timezone.now()
    made.save(update_fields=["status", "closed_at"])
    lock_set(begun, by=host, reason="The room agreed")
    PositionCheck.objects.filter(opened_at__isnull=False).update(status="closed", closed_at=timezone.now())
    assert counts(host, dialogue, None) == [0, 0, 0, 1]


def test_an_appraisal_waits_for_the_team_until_it_is_concluded() -> None:
    one = make_appraisal.appraisal()
    dialogue = one.challenge.dialogue
    host = make.host_of(dialogue)
    assert counts(host, dialogue, None) == [0, 0, 1, 0]
    close_appraisal(one, by=host)
    assert counts(host, dialogue, None) == [0, 0, 1, 0]
    Conclusion.objects.create(appraisal=one, text="A, and B as a pilot")
    assert counts(host, dialogue, None) == [0, 0, 0, 0]


def test_whoever_follows_at_a_seat_reads_what_it_has_not_answered() -> None:
    dialogue = make.dialogue()
    (seat, person), (other, _second) = make_challenges.table(dialogue, 2)
    made, weighed = ranking(dialogue), make_challenges.being_weighed(dialogue)
    CriteriaSet.objects.filter(pk=weighed.pk).update(status=SetStatus.COLLECTING)
    assert counts(person, dialogue, seat.pk) == [1, 0, 0, 0], "nothing is weighed before the set is complete"
    CriteriaSet.objects.filter(pk=weighed.pk).update(status=SetStatus.WEIGHING)
    check = make_checks.opened([seat])
    make_checks.opened([other])
    assert counts(person, dialogue, seat.pk) == [1, 1, 0, 1]
    Ballot.objects.create(ranking=made, seat=seat)
    assert counts(person, dialogue, seat.pk) == [0, 1, 0, 1]
    Weighing.objects.create(criteria_set=weighed, seat=seat)
    make_checks.reply(check, seat, person)
    assert counts(person, dialogue, seat.pk) == [0, 0, 0, 0]
    assert counts(make.host_of(dialogue), dialogue, other.pk) == [1, 1, 0, 1]


def test_an_appraisal_waits_for_the_seat_until_it_has_given_its_own() -> None:
    one = make_appraisal.appraisal()
    seat = make.seat(one.challenge.dialogue)
    person = make.delegate(seat)
    assert counts(person, seat.dialogue, seat.pk) == [0, 0, 1, 0]
    begun = make_appraisal.opinion(one, seat, by=person)
    assert counts(person, seat.dialogue, seat.pk) == [0, 0, 0, 0]
    type(begun).objects.filter(pk=begun.pk).update(submitted_at=None)
    assert counts(person, seat.dialogue, seat.pk) == [0, 0, 1, 0], "what was begun and not given is awaited"


@pytest.mark.parametrize("of_seat", [True, False])
def test_naming_it_costs_one_query(of_seat: bool) -> None:
    dialogue = make.dialogue()
    ((seat, _person),) = make_challenges.table(dialogue, 1)
    make_checks.opened([seat])
    make_checks.opened([seat])
    host = make.host_of(dialogue)
    with remembering():
        assert reach_of(host).team  # where somebody stands is read once for the request
        with CaptureQueriesContext(connection) as asked:
            list(preview(host, Leaver(host, dialogue.pk, seat.pk if of_seat else None)))
    assert len(asked) == 1
