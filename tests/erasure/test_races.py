"""People erase themselves, hosts close and delete, while others write at the same moment; real threads on a real database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from dialogues.convening.models import ContactCard, Letter
from dialogues.convening.services import contact_cards, contacts, letters
from dialogues.convening.tasks.letters import render_letter
from dialogues.documents.models import Endorsement, Rendition, Version
from dialogues.documents.services import sections, versions
from dialogues.documents.tasks import render_version
from dialogues.inputs.models import Answer
from dialogues.inputs.services import submit
from dialogues.inputs.services.calls import close_call
from dialogues.inputs.states import AnswerStatus
from dialogues.ledger.models import Entry
from dialogues.models import Delegate, Deletion, Dialogue, Mandate
from dialogues.services import deletions, mandates
from dialogues.services.dialogue import change_status
from dialogues.states import Status
from inspired.core import running
from inspired.core.audit import audit_head, verify
from inspired.core.commit import past_deadlock
from inspired.core.erasing import erase_again, forget_stray_files
from inspired.core.forgetting import take_out
from inspired.core.models import Event, FileRemoval, Job, User
from inspired.core.services import erase_person
from tests import make
from tests.documents import make as documents
from tests.erasure.reading import places_of
from tests.racing import at_once, ends_of, print_without_forks

pytestmark = pytest.mark.django_db(transaction=True)
NAME, ADDRESS, PHONE = "Racing Canary", "racing-canary@example.org", "+238-555-0177"
CANARIES = (NAME, ADDRESS, PHONE, "canary-function")
TURNS = range(4)  # a race has many ends; some are rare
REFUSED = {"StateError", "PermissionDenied", "DoesNotExist", "StaleAnswer", "ChainClosedError"}


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.EMAIL_FILE_PATH = str(tmp_path / "media"), str(tmp_path / "mail")


@pytest.fixture
def dialogue() -> Dialogue:
    return make.dialogue(contact="+238 555 01 01")


def canary(seat: Any) -> User:
    person = make.delegate(seat, make.user(ADDRESS, name=NAME))
    Delegate.objects.filter(user=person).update(phone=PHONE, function="canary-function", email=ADDRESS)
    return person


def as_asked(*acts: Callable[[], Any]) -> list[Any]:
    """Begin all acts at once, each as a request does: from its beginning once more when the database broke it off."""
    return ends_of(*(lambda act=act: past_deadlock(act) for act in acts))  # type: ignore[misc]


def kinds(ended: list[Any]) -> set[str]:
    return {type(end).__name__ for end in ended if isinstance(end, Exception)}


def is_gone(person: User) -> None:
    """Nothing of the person is left, at the latest after the following night."""
    person.person.refresh_from_db()
    assert person.person.erased_at
    with transaction.atomic():
        list(erase_again(timezone.now(), 500))
    take_out(FileRemoval.objects.all())
    assert places_of(CANARIES) == []
    assert not Mandate.objects.active().filter(delegate__user=person).exists()
    assert Event.objects.filter(verb="person.erased").count() == 1
    assert not list(verify())


@pytest.mark.parametrize("turn", TURNS)
def test_erased_while_endorsing(turn: int, dialogue: Dialogue) -> None:
    version = documents.version(documents.ppa(dialogue))
    seat = make.seat(dialogue)
    person = canary(seat)
    round_ = documents.round_(version, [seat])
    ended = as_asked(
        lambda: erase_person(person.person, by=person), *[lambda: documents.answer(round_, seat, person)] * 3
    )
    assert not isinstance(ended[0], Exception), ended[0]
    assert kinds(ended[1:]) <= REFUSED, ended
    was_taken = any(not isinstance(end, Exception) for end in ended[1:])
    assert Endorsement.objects.given().count() == was_taken == Event.objects.filter(verb="endorsement.given").count()
    is_gone(person)


@pytest.mark.parametrize("turn", TURNS)
def test_erased_while_submitting(turn: int, dialogue: Dialogue) -> None:
    seat = make.seat(dialogue)
    person = canary(seat)
    saved = make.draft(make.call(dialogue), seat, person, "The union says this")
    ended = as_asked(
        *[lambda: submit(saved, by=person, revision=saved.revision)] * 3,
        lambda: erase_person(person.person, by=person),
    )
    assert not isinstance(ended[3], Exception), ended[3]
    assert kinds(ended[:3]) <= REFUSED, ended
    submitted = Answer.objects.filter(status=AnswerStatus.SUBMITTED).count()
    assert submitted == Entry.objects.count() == Event.objects.filter(verb="answer.submitted").count() <= 1
    assert submitted or not Answer.objects.exists() or Answer.objects.get().status == AnswerStatus.DRAFT
    is_gone(person)


@pytest.mark.parametrize("turn", TURNS)
def test_erased_while_the_host_keeps_card_delegate_and_letter(turn: int, dialogue: Dialogue) -> None:
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    person = canary(seat)
    listed = contacts.list_organisation(dialogue, by=host, name="Guild")
    card = contact_cards.add_card(listed, by=host, name=NAME, email=ADDRESS, phones=[PHONE])
    assert card.person == person.person
    delegate = Delegate.objects.get(user=person)
    day = timezone.localdate()
    said = {"kind": "thanks", "language": "en", "subject": "Thanks", "text": "{salutation}, {person}", "dated": day}
    first = letters.issue_letter(listed, by=host, card=card, **said)
    ended = as_asked(
        lambda: erase_person(person.person, by=person),
        lambda: contact_cards.edit_card(card, by=host, revision=1, name=NAME, phones=[PHONE, "2"]),
        lambda: letters.issue_letter(listed, by=host, card=card, **said),
        lambda: letters.store_pdf(first, by=None, pdf=f"%PDF-1.7 {NAME}".encode(), pages=1),
        lambda: mandates.edit_delegate(delegate, by=host, function="canary-function", email=ADDRESS, phone=PHONE),
    )
    assert not isinstance(ended[0], Exception), ended[0]
    assert kinds(ended) <= REFUSED, ended
    is_gone(person)
    assert not ContactCard.objects.exists()
    assert sorted(Letter.objects.values_list("number", flat=True)) == list(range(1, Letter.objects.count() + 1))


@pytest.mark.parametrize("turn", TURNS)
def test_nothing_is_submitted_after_the_dialogue_closed_or_the_call_did(turn: int, dialogue: Dialogue) -> None:
    host, call = make.host_of(dialogue), make.call(dialogue)
    saved = [make.draft(call, seat, make.delegate(seat)) for seat in (make.seat(dialogue) for _number in range(4))]
    people = [answer.seat.delegates.get().user for answer in saved]
    submits = [
        lambda one=one, by=by: submit(one, by=by, revision=one.revision) for one, by in zip(saved, people, strict=True)
    ]
    last, verb = (
        (lambda: change_status(dialogue, by=host, target=Status.CLOSED, reason="It has ended"), "dialogue.closed")
        if turn % 2
        else (lambda: close_call(call, by=host), "call.closed")
    )
    ended = ends_of(*submits, last)
    assert kinds(ended) <= {"StateError", "PermissionDenied"} and not isinstance(ended[-1], Exception), ended
    closed = Event.objects.get(verb=verb).number
    entered = list(Event.objects.filter(verb="answer.submitted").values_list("number", flat=True))
    assert all(number < closed for number in entered), "taken in after the door was shut"
    drafts = Answer.objects.filter(status=AnswerStatus.DRAFT).count()
    assert len(entered) + drafts == 4 and drafts == sum(isinstance(end, Exception) for end in ended)
    assert all(response.value for answer in saved for response in answer.responses.all()), "no word is lost"
    assert not list(verify(dialogue.audit_scope))


@pytest.mark.parametrize("turn", TURNS)
def test_nothing_is_saved_after_the_dialogue_was_archived(turn: int, dialogue: Dialogue) -> None:
    document, host = documents.ppa(dialogue), make.host_of(dialogue)
    section = document.sections.get(key="issue")
    change_status(dialogue, by=host, target=Status.CLOSED, reason="It has ended")
    Delegate.objects.filter(seat__dialogue=dialogue).delete()
    listed = contacts.list_organisation(make.dialogue(host=host), by=host, name="Guild")
    ended = ends_of(
        lambda: change_status(dialogue, by=host, target=Status.ARCHIVED, reason="For good"),
        lambda: sections.save_section(section, by=host, text="Late words", revision=section.revision),
        lambda: contact_cards.add_card(listed, by=host, name="Elsewhere goes on"),
    )
    assert not isinstance(ended[0], Exception) and not isinstance(ended[2], Exception), ended
    archived = Event.objects.get(verb="dialogue.archived").number
    assert not Event.objects.filter(scope=dialogue.audit_scope, verb="section.saved", number__gt=archived).exists()


def due(dialogue: Dialogue) -> Deletion:
    host = make.host_of(dialogue)
    Dialogue.objects.filter(pk=dialogue.pk).update(status=Status.CLOSED)
    planned = deletions.plan_deletion(dialogue, by=host, title=dialogue.title, reason="It has ended")
    Deletion.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    return planned


def remove(planned: Deletion) -> None:
    assert deletions.begin_deletion(planned, by=None)
    while deletions.delete_part(planned, by=None, at_most=5):
        pass
    deletions.finish_deletion(planned, by=None)


@pytest.mark.parametrize("turn", TURNS)
def test_deleted_while_jobs_print_its_texts(
    turn: int, dialogue: Dialogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_without_forks(monkeypatch)
    version = documents.version(documents.ppa(dialogue))
    host, scope = make.host_of(dialogue), dialogue.audit_scope
    listed = contacts.list_organisation(dialogue, by=host, name="SECRET-ORGANISATION")
    said = {"kind": "thanks", "language": "en", "subject": "Thanks", "text": "{organisation}"}
    letters.issue_letter(listed, by=host, dated=timezone.localdate(), **said)
    planned = due(dialogue)
    jobs = [running.claim(Job.objects.get(kind=kind).pk) for kind in (letters.RENDER, versions.RENDER)]
    ended = ends_of(lambda: render_letter(jobs[0]), lambda: render_version(jobs[1]), lambda: remove(planned))
    assert not isinstance(ended[2], Exception), ended[2]
    assert kinds(ended) <= REFUSED | {"LeaseLost"}, ended
    assert not Version.objects.filter(pk=version.pk).exists() and not Rendition.objects.exists()
    deleted_for_good(scope, tmp_path)


@pytest.mark.parametrize("turn", TURNS)
def test_deleted_while_files_are_stored_for_it(turn: int, dialogue: Dialogue, tmp_path: Path) -> None:
    version = documents.version(documents.ppa(dialogue))
    host, scope = make.host_of(dialogue), dialogue.audit_scope
    listed = contacts.list_organisation(dialogue, by=host, name="SECRET-ORGANISATION")
    said = {"kind": "thanks", "language": "en", "subject": "Thanks", "text": "{organisation}"}
    letter = letters.issue_letter(listed, by=host, dated=timezone.localdate(), **said)
    planned, secret = due(dialogue), b"%PDF-1.7 SECRET-ORGANISATION"
    ended = ends_of(
        lambda: letters.store_pdf(letter, by=None, pdf=secret, pages=1),
        lambda: versions.store_rendition(version, by=None, kind="draft", pdf=secret, pages=1, head=(0, "")),
        lambda: remove(planned),
    )
    assert not isinstance(ended[2], Exception), ended[2]
    assert kinds(ended) <= REFUSED, ended
    deleted_for_good(scope, tmp_path)


def deleted_for_good(scope: str, folder: Path) -> None:
    with transaction.atomic():
        list(forget_stray_files(timezone.now() + timedelta(days=2), 500))
    take_out(FileRemoval.objects.all())
    report = Deletion.objects.get()
    assert report.finished_at and not Dialogue.objects.filter(pk=int(scope.removeprefix("dialogue:"))).exists()
    assert (report.closing_number, report.closing_digest) == audit_head(scope), "its last event is the deletion"
    assert places_of(("SECRET-ORGANISATION",)) == []
    assert [file for file in (folder / "media").rglob("*") if file.is_file()] == []
    assert not list(verify())


def test_planned_and_taken_back_by_two_at_once_is_planned_or_not(dialogue: Dialogue) -> None:
    planned, host = due(dialogue), make.host_of(dialogue)
    ended = at_once(
        *[lambda: deletions.cancel_deletion(planned, by=host)] * 2, lambda: deletions.begin_deletion(planned, by=None)
    )
    dialogue.refresh_from_db()
    planned.refresh_from_db()
    assert bool(planned.cancelled_at) != bool(planned.begun_at)
    assert (dialogue.status == Status.DELETED) == bool(planned.begun_at)
    assert ended["done"] >= 1
