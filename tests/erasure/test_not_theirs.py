"""What a host wrote down, or the name somebody chose, opens and erases nothing of dialogues in which they never were."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.activities import personal as meetings
from dialogues.activities.models import Attendance, Meeting, MeetingPrint, Needs, Trainee
from dialogues.activities.personal import NOBODY_NAMED
from dialogues.convening.models import LetterAnswer
from dialogues.convening.services.slips import make_slip, use_slip
from dialogues.ledger.services import translate
from dialogues.models import Delegate, Dialogue, Invitation, InvitationList
from dialogues.services import invitations
from dialogues.services.mandates import add_delegate
from inspired.core import ports
from inspired.core.models import Person, User
from inspired.core.services import erase_person
from tests import make
from tests.activities import make as acts
from tests.erasure.test_named_in_letters import an_answer

pytestmark = pytest.mark.django_db
VICTIM = "asked-elsewhere@example.org"


@pytest.fixture
def elsewhere() -> Dialogue:
    """A dialogue whose host invites somebody, keeps a list with them, and whose letter names them."""
    dialogue = make.dialogue(short_label="Neutral label", contact=f"Write to {VICTIM}")
    host = make.host_of(dialogue)
    invitations.invite(make.seat(dialogue), by=host, email=VICTIM, name="Secret Name", function="Secret function")
    InvitationList.objects.create(dialogue=dialogue, digest="x", text=f"Union;{VICTIM}", by=host)
    an_answer(dialogue, host, name="Secret Name", email=VICTIM)
    return dialogue


def intruder() -> User:
    """The account behind an access slip, on which another host wrote the address of somebody else."""
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    delegate = add_delegate(make.seat(dialogue), by=host, name="Nobody", email=VICTIM)
    return use_slip(make_slip(delegate, by=host, role="head"), by=None)


def test_an_address_that_a_host_noted_shows_no_invitation_of_another_dialogue(elsewhere: Dialogue) -> None:
    client = Client()
    client.force_login(intruder())
    page = client.get("/accounts/data/?chapter=places").content.decode()
    for words in ("Secret Name", "Secret function", "Neutral label"):
        assert words not in page


def test_an_address_that_a_host_noted_erases_nothing_of_another_dialogue(elsewhere: Dialogue) -> None:
    account = intruder()
    erase_person(account.person, by=account)
    kept = Invitation.objects.get(dialogue=elsewhere)
    assert (kept.email, kept.name, kept.revoked_at) == (VICTIM, "Secret Name", None)
    assert VICTIM in InvitationList.objects.get().text
    assert LetterAnswer.objects.get().email == VICTIM
    elsewhere.refresh_from_db()
    assert VICTIM in elsewhere.contact
    assert not Delegate.objects.filter(email=VICTIM).exists()


def test_the_address_of_an_account_is_theirs_everywhere_and_no_part_of_another_is(elsewhere: Dialogue) -> None:
    longer = make.user("elsewhere@example.or")
    erase_person(longer.person, by=longer)
    elsewhere.refresh_from_db()
    assert VICTIM in InvitationList.objects.get().text and VICTIM in elsewhere.contact
    account = make.user(VICTIM)
    erase_person(account.person, by=account)
    elsewhere.refresh_from_db()
    assert Invitation.objects.get(dialogue=elsewhere).email == ""
    assert InvitationList.objects.get().text == "" and elsewhere.contact == ""


def test_a_chosen_name_counts_and_erases_no_translator_elsewhere() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    answer = make.answer(make.call(dialogue), seat)
    translate(answer.entry, by=host, text="C’est dit", language="fr", translated_by="Mariana Lopes")
    stranger, member = make.user(name="Mariana Lopes"), make.delegate(seat)
    assert [one.count for one in ports.erasure.preview(stranger.person) if "translator" in str(one.what)] == []
    erase_person(stranger.person, by=stranger)
    Person.objects.filter(pk=member.person_id).update(name="Ana")
    member.refresh_from_db()
    erase_person(member.person, by=member)
    answer.entry.refresh_from_db()
    assert answer.entry.translated_by == "Mariana Lopes"


def named_in_a_meeting(name: str) -> Meeting:
    """A meeting in whose answers, attendance, papers and notes this name stands."""
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    meeting = acts.meeting(dialogue, seats=[seat])
    said = {"answer": "substitute", "substitute": name, "note": "By boat", "gender": "woman"}
    meeting.invited.update(answered_at=timezone.now(), **said)
    Needs.objects.create(invited=meeting.invited.get(), diet="No nuts", by=host)
    Attendance.objects.create(meeting=meeting, who=name, gender="woman", entered_by=host)
    Trainee.objects.create(activity=meeting.activity, who=name, words="I can do it", by=host)
    MeetingPrint.objects.create(meeting=meeting, kind="sign_in", reader=host)
    return meeting


def names_left(meeting: Meeting) -> list[str]:
    """What still stands of the name, and of what goes with it."""
    invited = meeting.invited.values_list("substitute", "note", "gender")
    attended = Attendance.objects.filter(meeting=meeting).values_list("who", "gender")
    trained = Trainee.objects.filter(activity=meeting.activity).values_list("who", "words")
    needed = Needs.objects.filter(invited__meeting=meeting).values_list("diet")
    printed = MeetingPrint.objects.filter(meeting=meeting).values_list("kind")
    found = [word for rows in (invited, attended, trained, needed, printed) for row in rows for word in row]
    return [word for word in found if word and word != NOBODY_NAMED]


@pytest.mark.parametrize("chosen", ["a", "Mariana", "Mariana Lopes"])
def test_a_chosen_name_erases_nothing_of_meetings_elsewhere(chosen: str) -> None:
    meeting = named_in_a_meeting("Mariana Lopes")
    before = names_left(meeting)
    stranger = make.delegate(make.seat(make.dialogue()), make.user(name=chosen))
    assert not [effect for effect in meetings.preview(stranger.person, "") if effect.goes and effect.count]
    erase_person(stranger.person, by=stranger)
    assert names_left(meeting) == before


def test_a_name_that_is_part_of_another_erases_nothing_where_it_belongs_either() -> None:
    meeting = named_in_a_meeting("Mariana Lopes")
    before = names_left(meeting)
    member = make.delegate(make.seat(meeting.activity.dialogue), make.user(name="Maria"))
    erase_person(member.person, by=member)
    assert names_left(meeting) == before


def test_the_whole_name_goes_where_the_person_belonged() -> None:
    meeting = named_in_a_meeting("MARIANA LOPES, by phone")
    assert len(names_left(meeting)) == 9
    member = make.delegate(make.seat(meeting.activity.dialogue), make.user(name="Mariana Lopes"))
    erase_person(member.person, by=member)
    assert names_left(meeting) == []
