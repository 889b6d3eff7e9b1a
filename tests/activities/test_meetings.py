"""Meetings: invitations and answers, moving in one act, calendars, balance before, recording, confirmation, minutes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.activities.expecting import agreed_for, expected, warnings
from dialogues.activities.models import Attendance, Invited, Meeting, Minutes, Remark, SeatPosition, Taken
from dialogues.activities.offers import date_of
from dialogues.activities.services import activities as verbs
from dialogues.activities.services import minutes as minuting
from dialogues.activities.services.attending import invite_seats
from dialogues.activities.services.changing import change_meeting
from dialogues.activities.services.meetings import edit_meeting, set_agenda
from dialogues.activities.services.taking import confirm_recorded, take
from dialogues.feeding import calendar_file, calendar_of
from dialogues.ledger.models import Entry
from dialogues.ledger.services import object_to
from dialogues.models import Errand, Notice
from dialogues.states import Category
from inspired.core.models.audit import Tier
from inspired.core.states import StateError
from tests import make
from tests.activities import make as acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue, "Union of domestic workers")


@pytest.fixture
def head(seat):
    return make.delegate(seat)


@pytest.fixture
def meeting(dialogue, seat, head):
    return acts.meeting(dialogue, seats=[seat])


def change(meeting, by, kind, **said):
    said = {"reason": "The hall is closed", "sequence": meeting.sequence} | said
    return change_meeting(meeting, by=by, kind=kind, **said)


def test_a_seat_is_invited_and_told_once(meeting, host, seat, head) -> None:
    assert invite_seats(meeting, by=host, seats=[seat]) == 0
    assert Notice.objects.filter(user=head, kind="activities.invited").count() == 1
    assert meeting.invited.get().answer == "waiting"


def test_nobody_is_invited_to_what_only_the_host_team_sees(dialogue, host, seat) -> None:
    hidden = acts.meeting(dialogue, tier=Tier.HOST)
    with pytest.raises(StateError):
        invite_seats(hidden, by=host, seats=[seat])


def test_who_has_no_mail_comes_on_the_list_to_phone(dialogue, host) -> None:
    silent = make.seat(dialogue)
    meeting = acts.meeting(dialogue, seats=[silent])
    change(meeting, host, "postpone")
    kinds = sorted(Errand.objects.filter(seat=silent).values_list("kind", flat=True))
    assert kinds == ["activities.invited", "activities.meeting_changed"]


def test_a_seat_answers_and_the_last_word_counts(meeting, host, seat, head) -> None:
    acts.comes(meeting, seat, head)
    acts.comes(meeting, seat, head, answer="substitute", substitute="Rosa")
    invited = meeting.invited.get()
    assert (invited.answer, invited.substitute, invited.answered_by) == ("substitute", "Rosa", head)
    assert Notice.objects.filter(user=host, kind="activities.meeting_answered").count() == 2


def test_nobody_answers_for_a_seat_of_others_or_without_a_substitutes_name(dialogue, meeting, seat, head) -> None:
    stranger = make.delegate(make.seat(dialogue))
    with pytest.raises(StateError):
        acts.comes(meeting, seat, stranger)
    with pytest.raises(StateError):
        acts.comes(meeting, seat, head, answer="substitute")


def test_gender_and_region_are_kept_only_if_the_host_records_them(meeting, host, seat, head) -> None:
    acts.comes(meeting, seat, head, gender="woman", region="North")
    assert (meeting.invited.get().gender, meeting.invited.get().region) == ("", "")
    verbs.set_recording(meeting.activity.dialogue, by=host, revision=0, records_gender=True)
    acts.comes(meeting, seat, head, gender="woman", region="North", note="By boat")
    assert (meeting.invited.get().gender, meeting.invited.get().region) == ("woman", "")


def test_moving_tells_everybody_once_and_counts_for_calendars(meeting, host, head) -> None:
    later = acts.when(days=14)
    moved = change(meeting, host, "move", when=later)
    assert (moved.sequence, moved.starts_at, moved.state) == (1, later.starts_at, "planned")
    with pytest.raises(StateError):
        change(meeting, host, "move", when=later, sequence=0)
    assert Notice.objects.filter(user=head, kind="activities.meeting_changed").count() == 1
    assert [one.kind for one in moved.changes.all()] == ["move"]


def test_a_cancelled_meeting_gets_a_new_date_and_a_held_one_none(meeting, host) -> None:
    cancelled = change(meeting, host, "cancel")
    assert change(cancelled, host, "move", when=acts.when()).state == "planned"
    acts.held(meeting)
    meeting.refresh_from_db()
    with pytest.raises(PermissionDenied):
        change(meeting, host, "cancel")


def test_calendar_and_feed_know_a_meeting_for_the_same_and_hear_of_changes(meeting, host, head) -> None:
    feed = calendar_of(head).decode()
    assert f"UID:meeting-{meeting.pk}@inspired" in feed and "SEQUENCE:0" in feed and "STATUS:CONFIRMED" in feed
    assert meeting.title not in feed and meeting.place not in feed
    moved = change(meeting, host, "postpone")
    file = calendar_file(date_of(moved), moved.time_zone).decode()
    assert f"UID:meeting-{meeting.pk}@inspired" in file and "SEQUENCE:1" in file and "STATUS:CANCELLED" in file


def test_who_declined_or_is_not_invited_has_no_date(dialogue, meeting, seat, head) -> None:
    other = make.delegate(make.seat(dialogue))
    assert "UID:meeting" not in calendar_of(other).decode()
    acts.comes(meeting, seat, head, answer="declines")
    assert "UID:meeting" not in calendar_of(head).decode()


def test_imbalance_is_said_before_the_meeting(dialogue, host) -> None:
    seats = [make.seat(dialogue, category=Category.ADMINISTRATION) for _ in range(2)]
    people = [make.delegate(one) for one in seats]
    meeting = acts.meeting(dialogue, seats=seats)
    said = {"records_gender": True, "least_women": 40, "least_categories": 2, "most_of_one_category": 60}
    verbs.set_recording(dialogue, by=host, revision=0, **said)
    rows = Invited.objects.filter(meeting=meeting).select_related("seat")
    assert warnings(expected(rows), agreed_for(meeting)) == []  # nobody has accepted
    for one, person in zip(seats, people, strict=True):
        acts.comes(meeting, one, person, gender="man")
    assert len(warnings(expected(rows.all()), agreed_for(meeting))) == 3
    third = make.seat(dialogue, category=Category.CIVIL_SOCIETY)
    invite_seats(meeting, by=host, seats=[third])
    acts.comes(meeting, third, make.delegate(third), gender="woman")
    found = warnings(expected(rows.all()), agreed_for(meeting))
    assert len(found) == 2 and "33" in found[1]  # two of three from one category; one woman in three


def test_whose_gender_is_not_recorded_is_not_counted_as_a_man(dialogue, host) -> None:
    seats = [make.seat(dialogue) for _ in range(3)]
    meeting = acts.meeting(dialogue, seats=seats)
    verbs.set_recording(dialogue, by=host, revision=0, records_gender=True, least_women=50)
    for one, gender in zip(seats, ("woman", "", ""), strict=True):
        acts.comes(meeting, one, make.delegate(one), gender=gender)
    rows = Invited.objects.filter(meeting=meeting).select_related("seat")
    (found,) = warnings(expected(rows), agreed_for(meeting))
    assert "1 of 3" in found and "of 2 nothing is recorded" in found and "33" not in found


def test_an_agenda_keeps_what_was_recorded_under_a_point(meeting, host, seat) -> None:
    point = meeting.agenda.get(number=2)
    acts.taken(meeting, acts.position(seat, point.pk))
    with pytest.raises(StateError):
        set_agenda(meeting, by=host, points=[("Opening", 10)])
    set_agenda(meeting, by=host, points=[("Opening", 10), ("A long day", 60), ("End", 5)])
    assert [(one.pk == point.pk, one.title) for one in meeting.agenda.filter(number=2)] == [(True, "A long day")]


def test_entries_sent_again_count_once(meeting, seat) -> None:
    given = [acts.attends(seat), acts.remark(seat), acts.position(seat, meeting.agenda.first().pk)]
    assert acts.taken(meeting, *given) == 3
    assert acts.taken(meeting, *given) == 0
    assert (Attendance.objects.count(), Remark.objects.count(), SeatPosition.objects.count()) == (1, 1, 1)
    assert Taken.objects.count() == 3


def test_an_old_entry_sent_again_does_not_undo_a_newer_one(meeting, seat) -> None:
    first = acts.attends(seat, "yes")
    acts.taken(meeting, first)
    acts.taken(meeting, acts.attends(seat, "no"))
    acts.taken(meeting, first)
    assert Attendance.objects.get().is_present is False


def test_all_or_nothing_of_what_is_taken_together(meeting, seat) -> None:
    with pytest.raises(StateError):
        acts.taken(meeting, acts.attends(seat), acts.position(seat, 0))
    assert not Attendance.objects.exists() and not Taken.objects.exists()


def test_a_key_of_another_meeting_is_refused(dialogue, meeting, seat) -> None:
    given = acts.attends(seat)
    acts.taken(meeting, given)
    with pytest.raises(StateError):
        acts.taken(acts.meeting(dialogue), given)


def test_remarks_go_into_the_ledger_as_announced_until_confirmed_with_one_click(meeting, host, seat, head) -> None:
    acts.taken(meeting, acts.attends(seat), acts.remark(seat), acts.position(seat, meeting.agenda.first().pk))
    entry = Entry.objects.get()
    assert (entry.source, entry.seat, entry.tier, entry.channel) == ("remark", seat, Tier.HOST, "in_person")
    assert entry.awaits_confirmation and not Notice.objects.filter(user=head, kind="activities.recorded")
    acts.held(meeting)
    assert Notice.objects.filter(user=head, kind="activities.recorded").count() == 1
    assert confirm_recorded(meeting, seat, by=head) == 3
    assert confirm_recorded(meeting, seat, by=head) == 0
    entry.refresh_from_db()
    assert entry.confirmed_at and Attendance.objects.get().is_confirmed and SeatPosition.objects.get().is_confirmed


def test_what_changes_after_its_confirmation_is_announced_again(meeting, host, seat, head) -> None:
    acts.taken(meeting, acts.attends(seat))
    confirm_recorded(meeting, seat, by=head)
    acts.taken(meeting, acts.attends(seat, "no"), source="paper")
    row = Attendance.objects.get()
    assert (row.source, row.is_confirmed) == ("paper", False)


def test_an_entry_objected_to_is_not_confirmed_along(meeting, seat, head) -> None:
    acts.taken(meeting, acts.remark(seat), acts.attends(seat))
    entry = object_to(Entry.objects.get(), by=head, objection="Nobody said that")
    assert confirm_recorded(meeting, seat, by=head) == 1
    entry.refresh_from_db()
    assert entry.confirmed_at is None


def test_only_the_team_records_and_only_the_seat_confirms(dialogue, meeting, seat, head) -> None:
    with pytest.raises(PermissionDenied):
        take(meeting, by=head, source="room", given=[acts.attends(seat)])
    with pytest.raises(StateError):
        confirm_recorded(meeting, seat, by=make.delegate(make.seat(dialogue)))


def test_the_rule_of_attribution_holds_once_somebody_spoke(meeting, host, seat) -> None:
    edit_meeting(meeting, by=host, revision=1, attribution="nobody")
    acts.taken(meeting, acts.remark(seat))
    with pytest.raises(StateError):
        edit_meeting(meeting, by=host, revision=2, attribution="organisation")


def round_of(meeting, host):
    acts.held(meeting)
    minuting.write_minutes(meeting, by=host, text="We talked.", language="en", revision=0)
    return minuting.circulate(meeting, by=host)


def test_minutes_are_approved_with_the_last_of_those_present(dialogue, host, seat, head) -> None:
    other = make.seat(dialogue)
    second = make.delegate(other)
    absent = make.seat(dialogue)
    meeting = acts.meeting(dialogue, seats=[seat, other, absent])
    acts.taken(meeting, acts.attends(seat), acts.attends(other), acts.attends(absent, "no"))
    minutes = round_of(meeting, host)
    minuting.approve_minutes(minutes, seat, by=head, approves=True, round_number=1)
    assert Minutes.objects.get().state == "circulated"
    minuting.approve_minutes(minutes, other, by=second, approves=True, round_number=1)
    assert Minutes.objects.get().state == "approved"
    with pytest.raises(StateError):
        minuting.approve_minutes(minutes, absent, by=make.delegate(absent), approves=True, round_number=1)


def test_an_objection_goes_to_the_host_and_a_new_round_asks_again(meeting, host, seat, head) -> None:
    acts.taken(meeting, acts.attends(seat))
    minutes = round_of(meeting, host)
    said = {"approves": False, "objection": "It was seven hours", "round_number": 1}
    minuting.approve_minutes(minutes, seat, by=head, **said)
    assert Notice.objects.filter(user=host, kind="activities.minutes_objected").count() == 1
    minuting.take_back_minutes(meeting, by=host)
    minuting.write_minutes(meeting, by=host, text="We talked for seven hours.", language="en", revision=1)
    minuting.circulate(meeting, by=host)
    with pytest.raises(StateError):
        minuting.approve_minutes(minutes, seat, by=head, approves=True, round_number=1)  # of the round before
    minuting.approve_minutes(minutes, seat, by=head, approves=True, round_number=2)
    assert Minutes.objects.get().state == "approved"


def test_minutes_that_were_sent_round_do_not_change(meeting, host, seat) -> None:
    acts.taken(meeting, acts.attends(seat))
    round_of(meeting, host)
    with pytest.raises(StateError):
        minuting.write_minutes(meeting, by=host, text="Something else", language="en", revision=1)
    with pytest.raises(StateError):
        minuting.add_item(meeting, by=host, kind="decision", text="Something else")


def test_minutes_nobody_could_approve_are_not_sent_round(meeting, host) -> None:
    acts.held(meeting)
    minuting.write_minutes(meeting, by=host, text="We talked.", language="en", revision=0)
    with pytest.raises(StateError):
        minuting.circulate(meeting, by=host)


@pytest.mark.parametrize(
    ("tier", "attribution", "opened"),
    [
        (Tier.PARTICIPANTS, "organisation", Tier.PARTICIPANTS),
        (Tier.GROUP, "organisation", Tier.HOST),
        (Tier.PARTICIPANTS, "nobody", Tier.HOST),
    ],
)
def test_remarks_open_to_participants_as_activity_and_attribution_allow(
    dialogue, host, seat, head, tier, attribution, opened
) -> None:
    meeting = acts.meeting(dialogue, seats=[seat], tier=tier, attribution=attribution)
    acts.taken(meeting, acts.attends(seat), acts.remark(seat))
    assert Entry.objects.get().tier == Tier.HOST
    round_of(meeting, host)
    assert Entry.objects.get().tier == opened


def test_a_meeting_that_is_over_takes_no_answers(dialogue, seat, head) -> None:
    meeting = acts.meeting(dialogue, seats=[seat])
    Meeting.objects.update(starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(StateError):
        acts.comes(meeting, seat, head)
