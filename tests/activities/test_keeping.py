"""Somebody at the table keeps the room or the minutes: what they find there, what they never see, and what they do not confirm."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.activities.awaiting import meetings_waiting
from dialogues.activities.models import Approval, Attendance, Meeting, Minutes, Remark, SeatPosition
from dialogues.activities.personal import erase, my_activities_and_meetings
from dialogues.activities.services import minutes as minuting
from dialogues.activities.services.naming import name_keepers
from dialogues.activities.services.taking import confirm_recorded, take
from dialogues.ledger.models import Entry
from dialogues.ledger.offers import entries_waiting
from dialogues.ledger.services import confirm
from dialogues.models import Delegate, Notice
from dialogues.states import Appearance, DelegateRole
from inspired.core import ports
from inspired.core.memory import remembering
from inspired.core.models.audit import Tier
from inspired.core.ports import Leaver
from inspired.core.states import StateError
from tests import make
from tests.activities import make as acts
from tests.workinggroups import make as wg
from workinggroups.services import members

pytestmark = pytest.mark.django_db


class Table:
    """A meeting of three seats; one keeps the room, one writes the minutes."""

    def __init__(self) -> None:
        self.dialogue = make.dialogue()
        self.host = make.host_of(self.dialogue)
        self.seats = [make.seat(self.dialogue, f"Seat {name}") for name in ("ROOM", "PEN", "THIRD")]
        self.room, self.pen, self.third = (make.delegate(one) for one in self.seats)
        self.meeting = acts.meeting(self.dialogue, seats=self.seats)
        name_keepers(self.meeting, by=self.host, facilitator=self.of(self.room), rapporteur=self.of(self.pen))

    def of(self, user: Any) -> Delegate:
        """The delegate behind an account."""
        return Delegate.objects.get(user=user)

    def url(self, name: str, *more: Any) -> str:
        """The address of a page of the meeting."""
        return reverse(name, args=[self.dialogue.slug, self.meeting.pk, *more])

    def get(self, user: Any, name: str) -> Any:
        """The answer of a page to somebody."""
        return client(user).get(self.url(name))


def client(user: Any) -> Client:
    made = Client()
    made.force_login(user)
    return made


def todo(user: Any) -> list[str]:
    with remembering():
        return [one.title for one in (*meetings_waiting(user), *entries_waiting(user))]


@pytest.fixture
def here() -> Table:
    return Table()


def test_who_is_named_is_told_once_and_finds_the_way(here: Table) -> None:
    name_keepers(here.meeting, by=here.host, facilitator=here.of(here.room), rapporteur=here.of(here.pen))
    assert Notice.objects.filter(kind="activities.keeper_named").count() == 2
    name_keepers(here.meeting, by=here.host, rapporteur=here.of(here.pen))
    name_keepers(here.meeting, by=here.host, facilitator=here.of(here.room), rapporteur=here.of(here.pen))
    assert Notice.objects.filter(kind="activities.keeper_named", user=here.room).count() == 2  # named anew
    for user, door in ((here.room, "meeting_room"), (here.pen, "minutes_edit")):
        assert here.url(door) in here.get(user, "meeting").content.decode()
        assert here.get(user, door).status_code == 200
        other = {"meeting_room": "minutes_edit", "minutes_edit": "meeting_room"}[door]
        assert here.get(user, other).status_code == 403
        assert here.url(other) not in here.get(user, "meeting").content.decode()


def test_only_who_speaks_for_a_seat_that_knows_of_the_meeting_is_named(here: Table) -> None:
    silent = make.delegate(here.seats[2], role=DelegateRole.OBSERVER)
    elsewhere = make.delegate(make.seat(make.dialogue()))
    closed = acts.meeting(here.dialogue, tier=Tier.GROUP)
    closed.activity.asks_all = False
    closed.activity.save(update_fields=["asks_all"])
    hidden = acts.meeting(here.dialogue, tier=Tier.HOST)
    for user in (silent, elsewhere):
        with pytest.raises(StateError):
            name_keepers(here.meeting, by=here.host, facilitator=here.of(user))
    with pytest.raises(StateError):
        name_keepers(closed, by=here.host, rapporteur=here.of(here.pen))
    with pytest.raises(PermissionDenied):
        name_keepers(hidden, by=here.host, rapporteur=here.of(here.pen))
    with pytest.raises(PermissionDenied):
        name_keepers(here.meeting, by=here.room)


def test_the_page_for_the_host_offers_people_in_full_and_names_them(here: Table) -> None:
    page = client(here.host).get(here.url("meeting_keepers"))
    assert "(Seat THIRD)" in page.content.decode()
    chosen = {"facilitator": here.of(here.third).pk, "rapporteur": ""}
    assert client(here.host).post(here.url("meeting_keepers"), chosen).status_code == 302
    kept = Meeting.objects.get(pk=here.meeting.pk)
    assert (kept.facilitator, kept.rapporteur) == (here.of(here.third), None)


def test_a_keeper_of_the_room_sees_what_it_needs_and_nothing_of_the_hosts(here: Table) -> None:
    shy = make.seat(here.dialogue, "SHY-SEAT", appear_to_participants=Appearance.UNLISTED)
    make.delegate(shy)
    acts.comes(
        here.meeting, here.seats[2], here.third, answer="substitute", substitute="ROSA-NAME", note="NOTE-FOR-HOST"
    )
    for name in ("meeting", "meeting_room", "meeting_sheet"):
        shown = here.get(here.room, name).content.decode()
        assert "SHY-SEAT" not in shown and "NOTE-FOR-HOST" not in shown and "ROSA-NAME" not in shown, name
    assert "Seat THIRD" in here.get(here.room, "meeting_room").content.decode()
    assert "SHY-SEAT" in here.get(here.host, "meeting_room").content.decode()
    for name in ("meeting_papers", "meeting_allowances", "meeting_invite", "meeting_scan_add", "meeting_keepers"):
        assert here.get(here.room, name).status_code == 403, name
    acts.taken(here.meeting, acts.attends(shy))
    tap = {"tap": f"{here.seats[0].pk}:yes", "key": str(uuid4()), "source": "room"}
    counted = client(here.room).post(here.url("meeting_take"), tap, headers={"Accept": "application/json"}).json()
    assert counted == {"refused": "", "there": 1}
    with pytest.raises(StateError):
        take(here.meeting, by=here.room, source="room", given=[acts.attends(shy)])
    assert take(here.meeting, by=here.room, source="room", given=[acts.attends(here.seats[2])]) == 1


def test_nobody_confirms_what_they_recorded_themselves(here: Table) -> None:
    own, point = here.seats[0], here.meeting.agenda.first().pk
    given = [acts.attends(own), acts.position(own, point), acts.remark(own), acts.attends(here.seats[2])]
    take(here.meeting, by=here.room, source="room", given=given)
    acts.held(here.meeting)
    assert not any("Confirm" in title for title in todo(here.room))
    assert confirm_recorded(here.meeting, own, by=here.room) == 0
    with pytest.raises(PermissionDenied):
        confirm(Entry.objects.get(), by=here.room)
    shown = here.get(here.room, "meeting_confirm").content.decode()
    assert "What you recorded yourself" in shown and "Confirm all of it" not in shown
    colleague = make.delegate(own)
    assert any("Confirm" in title for title in todo(colleague))
    assert confirm_recorded(here.meeting, own, by=colleague) == 3
    assert Attendance.objects.get(seat=own).is_confirmed and SeatPosition.objects.get().is_confirmed
    assert not Remark.objects.get().entry.awaits_confirmation
    assert confirm_recorded(here.meeting, here.seats[2], by=here.third) == 1


def test_who_keeps_the_room_does_not_end_a_meeting_before_its_day(here: Table) -> None:
    over = "The meeting is over"
    assert over not in here.get(here.room, "meeting_room").content.decode()
    assert over in here.get(here.host, "meeting_room").content.decode()
    answer = client(here.room).post(here.url("meeting_hold"), follow=True)
    assert "Its day has not come yet" in answer.content.decode()
    assert Meeting.objects.get().state == "planned"
    Meeting.objects.update(starts_at=acts.when(0).starts_at, ends_at=acts.when(0).ends_at)
    assert over in here.get(here.room, "meeting_room").content.decode()
    client(here.room).post(here.url("meeting_hold"))
    assert Meeting.objects.get().state == "held"


def held_and_written(here: Table) -> Minutes:
    take(here.meeting, by=here.room, source="room", given=[acts.attends(one) for one in here.seats])
    take(here.meeting, by=here.room, source="room", given=[acts.remark(here.seats[2])])
    acts.held(here.meeting)
    minuting.write_minutes(here.meeting, by=here.pen, text="We talked.", language="en", revision=0)
    return minuting.circulate(here.meeting, by=here.pen)


def test_the_rapporteur_writes_and_sends_round_and_somebody_else_approves(here: Table) -> None:
    minutes = held_and_written(here)
    assert Entry.objects.get().tier == Tier.PARTICIPANTS
    said = {"approves": True, "round_number": 1}
    with pytest.raises(PermissionDenied):
        minuting.approve_minutes(minutes, here.seats[1], by=here.pen, **said)
    assert "Minutes to approve: First round" not in todo(here.pen)
    shown = here.get(here.pen, "meeting_minutes").content.decode()
    assert "so you do not approve them" in shown and 'name="approves"' not in shown
    with pytest.raises(PermissionDenied):
        minuting.close_approval(here.meeting, by=here.pen, reason="Enough")
    for seat, user in ((0, here.room), (2, here.third), (1, make.delegate(here.seats[1]))):
        minuting.approve_minutes(minutes, here.seats[seat], by=user, **said)
    assert Minutes.objects.get().state == "approved" and Approval.objects.count() == 3
    with pytest.raises(PermissionDenied):
        minuting.take_back_minutes(here.meeting, by=here.pen)
    assert here.get(here.pen, "minutes_edit").status_code == 403


def test_an_objection_reaches_the_rapporteur_who_mends(here: Table) -> None:
    minutes = held_and_written(here)
    said = {"approves": False, "objection": "SEVEN-HOURS", "round_number": 1}
    minuting.approve_minutes(minutes, here.seats[2], by=here.third, **said)
    assert Notice.objects.filter(kind="activities.minutes_objected", user=here.pen).count() == 1
    assert "SEVEN-HOURS" in here.get(here.pen, "meeting_minutes").content.decode()
    assert "SEVEN-HOURS" not in here.get(here.room, "meeting_minutes").content.decode()
    minuting.take_back_minutes(here.meeting, by=here.pen)
    assert Entry.objects.get().tier == Tier.HOST
    assert here.get(here.pen, "meeting_minutes").status_code == 200
    assert here.get(here.third, "meeting_minutes").status_code == 404


def test_what_is_kept_waits_for_its_keeper_until_it_is_done(here: Table) -> None:
    assert "The minutes are yours to write: First round" not in todo(here.pen)
    assert "You keep the room: First round" not in todo(here.room)
    Meeting.objects.update(starts_at=acts.when(0).starts_at, ends_at=acts.when(0).ends_at)
    assert "You keep the room: First round" in todo(here.room)
    take(here.meeting, by=here.room, source="room", given=[acts.attends(one) for one in here.seats])
    acts.held(here.meeting)
    assert "The minutes are yours to write: First round" in todo(here.pen)
    assert "You keep the room: First round" not in todo(here.room)
    minuting.write_minutes(here.meeting, by=here.pen, text="We talked.", language="en", revision=0)
    minuting.circulate(here.meeting, by=here.pen)
    assert "The minutes are yours to write: First round" not in todo(here.pen)


def test_whose_mandate_has_ended_is_named_no_more_and_hears_of_no_objection(here: Table) -> None:
    minutes = held_and_written(here)
    here.pen.person.name = "PEN-NAME"
    here.pen.person.save(update_fields=["name"])
    assert "PEN-NAME" in here.get(here.host, "meeting").content.decode()
    here.of(here.pen).mandates.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert "PEN-NAME" not in here.get(here.host, "meeting").content.decode()
    said = {"approves": False, "objection": "SEVEN-HOURS", "round_number": 1}
    minuting.approve_minutes(minutes, here.seats[2], by=here.third, **said)
    assert not Notice.objects.filter(kind="activities.minutes_objected", user=here.pen).exists()


def test_in_a_group_coordinator_and_rapporteur_keep_by_their_function() -> None:
    dialogue = make.dialogue()
    lead, pen = make.seat(dialogue), make.seat(dialogue)
    group = wg.group(dialogue, lead, pen)
    members.appoint(group.members.get(seat=pen), by=make.host_of(dialogue), rapporteur=True)
    meeting = acts.meeting(dialogue)
    meeting.activity.group = group
    meeting.activity.save(update_fields=["group"])
    place = [dialogue.slug, meeting.pk]
    expected = {lead: (200, 403), pen: (403, 200)}
    for seat, (room, minutes) in expected.items():
        found = [client(wg.speaker(seat)).get(reverse(name, args=place)) for name in ("meeting_room", "minutes_edit")]
        assert [one.status_code for one in found] == [room, minutes]


def test_a_place_that_is_handed_over_hands_over_what_is_kept(here: Table) -> None:
    follower = make.delegate(here.seats[1])
    leaver = Leaver(here.pen, here.dialogue.pk, here.seats[1].pk)
    handing = ports.handover.handings["activities"]
    assert ("Meetings whose minutes they write", 1) in {
        (str(one.what), one.count) for one in handing.preview(here.host, leaver)
    }
    handing.pass_on(leaver, follower)
    assert Meeting.objects.get(pk=here.meeting.pk).rapporteur == here.of(follower)


def test_who_is_erased_keeps_nothing_and_could_read_it_before(here: Table) -> None:
    held_and_written(here)
    found = {part.name: part.rows for part in my_activities_and_meetings(here.pen)}
    assert len(found["Meetings whose minutes are yours to write"]) == len(found["Minutes you wrote"]) == 1
    erase(here.pen.person, "")
    assert Meeting.objects.get(pk=here.meeting.pk).rapporteur is None
    assert Meeting.objects.get(pk=here.meeting.pk).facilitator is not None
