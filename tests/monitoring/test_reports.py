"""Reports: by the owner beside independent views, on behalf, corrected by new ones; asked for in rounds."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.models import Notice
from dialogues.monitoring.board import for_board
from dialogues.monitoring.models import Commitment, Report, ReportRound
from dialogues.monitoring.reading import view_of
from dialogues.monitoring.services.reports import ask_for_reports, confirm_report, report
from dialogues.monitoring.states import Progress, Side
from dialogues.monitoring.voices import voices_of
from dialogues.states import Channel
from inspired.core.states import StateError
from tests import make
from tests.core.files import PDF, upload
from tests.monitoring import make as mo
from tests.workinggroups import make as wg

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - timedelta(days=1)


class Cast:
    """A ministry that took something on, a union that looks at it, a host."""

    def __init__(self) -> None:
        self.dialogue = make.dialogue()
        (self.seat, self.person), (self.other_seat, self.other) = mo.table(self.dialogue)
        self.host = make.host_of(self.dialogue)
        (asked,) = mo.asked(self.dialogue, self.seat)
        self.asked, self.commitment = asked, mo.taken(asked, self.person)

    def own(self, status: str = Progress.IMPLEMENTATION, **said) -> Report:
        return report(self.commitment, by=self.person, seat=self.seat, status=status, **said)

    def other_view(self, status: str = Progress.NOT_STARTED, **said) -> Report:
        return report(self.commitment, by=self.other, seat=self.other_seat, status=status, **said)

    def on_board(self) -> Commitment:
        return for_board(Commitment.objects.all(), self.host).get()


def test_owner_and_others_stand_side_by_side_and_a_difference_shows() -> None:
    cast = Cast()
    own, other = cast.own(note="The decree is out"), cast.other_view(note="We saw nothing")
    assert (own.side, other.side) == (Side.OWNER, Side.INDEPENDENT)
    now = cast.on_board()
    assert (now.owner_status, now.other_status, now.differs) == (Progress.IMPLEMENTATION, Progress.NOT_STARTED, True)
    view = view_of(cast.host, cast.commitment)
    assert (
        view.differs and [one.report for one in view.owner] == [own] and [one.report for one in view.others] == [other]
    )
    assert Notice.objects.filter(user=cast.person, kind="monitoring.viewed").count() == 1
    cast.other_view(Progress.IMPLEMENTATION)
    assert not cast.on_board().differs


def test_nobody_reports_for_a_seat_they_do_not_speak_for() -> None:
    cast = Cast()
    for by, seat in ((cast.other, cast.seat), (cast.person, cast.other_seat), (make.user(), cast.seat)):
        with pytest.raises(PermissionDenied):
            report(cast.commitment, by=by, seat=seat, status=Progress.IMPLEMENTED)


def test_the_host_team_has_no_view_of_its_own() -> None:
    cast = Cast()
    make.delegate(cast.other_seat, cast.host)
    with pytest.raises(PermissionDenied):
        report(cast.commitment, by=cast.host, seat=cast.other_seat, status=Progress.IMPLEMENTED)


def test_nothing_is_reported_by_an_owner_who_has_not_taken_it_on() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    (asked,) = mo.asked(dialogue, seat)
    with pytest.raises(PermissionDenied):
        report(asked, by=person, seat=seat, status=Progress.IMPLEMENTED)


@pytest.mark.parametrize("status", [Progress.BLOCKED, Progress.ADAPTED, Progress.DROPPED])
def test_what_stands_still_is_explained(status: str) -> None:
    cast = Cast()
    with pytest.raises(StateError):
        cast.own(status)
    assert cast.own(status, note="The register is down").status == status


def test_a_report_is_about_a_day_that_has_come() -> None:
    with pytest.raises(StateError):
        Cast().own(on=timezone.localdate() + timedelta(days=1))


def test_nobody_but_the_seat_corrects_what_the_seat_has_reported() -> None:
    cast = Cast()
    own = cast.own(Progress.BLOCKED, note="The ministry of finance refuses")
    said = {"by": cast.host, "seat": cast.seat, "channel": Channel.PHONE}
    with pytest.raises(StateError, match="Only its own people"):
        report(cast.commitment, status=Progress.IMPLEMENTATION, corrects=own, **said)
    assert cast.on_board().owner_status == Progress.BLOCKED, "an unconfirmed word puts out none that counts"
    entered = report(cast.commitment, status=Progress.DISCUSSION, **said)
    report(cast.commitment, status=Progress.TAKEN_UP, corrects=entered, **said)


def test_a_correction_takes_the_place_of_an_earlier_report_once() -> None:
    cast = Cast()
    wrong = cast.own(Progress.IMPLEMENTED, on=timezone.localdate())
    right = cast.own(Progress.DISCUSSION, on=YESTERDAY, corrects=wrong)
    assert cast.on_board().owner_status == Progress.DISCUSSION, "although its day is the earlier one"
    assert Report.objects.count() == 2 and right.corrects == wrong
    with pytest.raises(StateError, match="corrected meanwhile"):
        cast.own(Progress.BLOCKED, note="So", corrects=wrong)
    with pytest.raises(StateError):
        cast.other_view(corrects=right)


def test_what_is_entered_on_behalf_counts_once_confirmed() -> None:
    cast = Cast()
    told = report(cast.commitment, by=cast.host, seat=cast.seat, status=Progress.IMPLEMENTED, channel=Channel.PHONE)
    assert told.is_announced and cast.on_board().owner_status == ""
    assert Notice.objects.filter(user=cast.person, kind="monitoring.report_entered").exists()
    for wrong in (cast.host, cast.other):
        with pytest.raises(PermissionDenied):
            confirm_report(told, by=wrong)
    assert confirm_report(told, by=cast.person) == confirm_report(told, by=cast.person)
    assert cast.on_board().owner_status == Progress.IMPLEMENTED


def test_a_monitoring_group_gives_its_view_through_a_member_that_is_not_the_owner() -> None:
    cast = Cast()
    group = wg.group(cast.dialogue, cast.other_seat, cast.seat, kind="monitoring")
    assert cast.other_view(group=group).group == group
    with pytest.raises(StateError):
        cast.own(group=group)
    keys = voices_of(cast.other, cast.commitment)
    assert set(keys) == {str(cast.other_seat.pk), f"{cast.other_seat.pk}-{group.pk}"}
    assert list(voices_of(cast.person, cast.commitment)) == [str(cast.seat.pk)]


def test_evidence_is_taken_in_by_the_door_for_files() -> None:
    cast = Cast()
    proven = cast.own(upload=upload(PDF, "decree.pdf"), link="https://example.org/decree", evidence="Decree 12")
    assert proven.file is not None and proven.link
    with pytest.raises(StateError):
        cast.own(upload=upload(b"<svg/>", "decree.svg"))
    with pytest.raises(StateError):
        cast.own(link="javascript:alert(1)")


def test_the_same_form_sent_twice_is_one_report() -> None:
    cast, key = Cast(), uuid4()
    assert cast.own(form_key=key) == cast.own(form_key=key)
    assert Report.objects.count() == 1


def test_reports_are_asked_of_those_who_have_something_to_do() -> None:
    cast = Cast()
    due = timezone.now() + timedelta(days=14)
    made = ask_for_reports(cast.dialogue, by=cast.host, due_at=due)
    assert made == ask_for_reports(cast.dialogue, by=cast.host, due_at=due) and ReportRound.objects.count() == 1
    assert set(Notice.objects.filter(kind="monitoring.reports_asked").values_list("user", flat=True)) == {
        cast.person.pk
    }
    cast.own(Progress.IMPLEMENTED)
    with pytest.raises(StateError, match="Nobody"):
        ask_for_reports(cast.dialogue, by=cast.host, due_at=due + timedelta(days=90))


def test_late_is_what_was_taken_on_is_past_its_day_and_not_done() -> None:
    cast = Cast()
    Commitment.objects.update(due_on=timezone.localdate())
    assert not cast.on_board().is_late, "its last day is still in time"
    Commitment.objects.update(due_on=YESTERDAY)
    assert cast.on_board().is_late
    cast.own(Progress.IMPLEMENTED)
    assert not cast.on_board().is_late


def test_nobody_gives_the_view_of_a_group_they_do_not_sit_in() -> None:
    cast = Cast()
    outside = wg.group(cast.dialogue, cast.seat, kind="monitoring")
    with pytest.raises(StateError, match="through a member"):
        cast.other_view(group=outside)
    elsewhere = wg.group(make.dialogue(), kind="monitoring")
    with pytest.raises(StateError, match="through a member"):
        cast.other_view(group=elsewhere)
    assert not Report.objects.exists()
