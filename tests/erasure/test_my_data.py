"""A person sees what is held about them, takes it out and has it erased; nothing planted is found afterwards."""

from __future__ import annotations

import io
import json
import logging
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.documents.models import Endorsement
from dialogues.documents.services import sections
from dialogues.inputs.models import Answer
from dialogues.ledger.services import translate
from dialogues.models import Delegate, DialogueRole, Invitation, InvitationList, Mandate
from dialogues.services import invitations
from dialogues.services.notices import announce
from dialogues.states import Role
from inspired.core import ports
from inspired.core.audit import verify
from inspired.core.erasing import erase_again, my_account
from inspired.core.jobs import HANDLERS
from inspired.core.mailbox import FileBackend
from inspired.core.models import Event, FileRemoval, SignIn, StoredFile, User
from inspired.core.outbox import COMPOSERS, queue_mail
from inspired.core.personal import CHAPTERS
from inspired.core.running import work_off
from inspired.core.services import erase_person, note_data_export, store_upload
from inspired.core.states import StateError
from inspired.core.tasks import clean_up
from tests import make
from tests.core.files import PDF, upload
from tests.documents import make as documents
from tests.erasure.reading import places_of

NAME, ADDRESS, PHONE = "Canaria Plantada", "canary-planted@example.org", "+238-555-0199"
CANARIES = (NAME, ADDRESS, PHONE, "canary-function", "canary-upload", "canary-draft", "canary-list")
CONFIRM = "/accounts/reauthenticate/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def planted(settings: Any, tmp_path: Path) -> User:
    """Somebody who left traces in every corner: seats, invitations, drafts, files, mails, sessions, signatures."""
    settings.MEDIA_ROOT, settings.EMAIL_FILE_PATH = str(tmp_path / "media"), str(tmp_path / "mail")
    person = make.user(ADDRESS, name=NAME)
    dialogue = make.dialogue(slug="planted")
    host, seat = make.host_of(dialogue), make.seat(dialogue, "Union of planters")
    make.delegate(seat, person)
    Delegate.objects.filter(user=person).update(phone=PHONE, function="canary-function", email=ADDRESS)
    other = make.seat(dialogue, "Another union")
    InvitationList.objects.create(dialogue=dialogue, digest="x", text=f"canary-list {ADDRESS}", by=host)
    invitations.invite(other, by=host, email=ADDRESS, name=NAME, function="canary-function")
    _write(person, dialogue, seat, host)
    client = Client()
    client.force_login(person)
    with transaction.atomic():
        queue_mail("accounts.message", to=ADDRESS, key="planted", secret={"subject": "x", "body": NAME})
    FileBackend().send_messages([EmailMessage("x", "y", to=[ADDRESS])])
    Client().post("/accounts/login/code/", {"email": ADDRESS})
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "canary-function"})
    return person


@pytest.fixture
def logs(monkeypatch: Any) -> Iterator[list[str]]:
    """Every line that the program logs as it does in production, whatever is done to its handlers meanwhile."""
    lines: list[str] = []
    root, plain, form = logging.getLogger(), logging.Logger.callHandlers, logging.Formatter("%(name)s %(message)s")

    def note(logger: logging.Logger, said: logging.LogRecord) -> None:
        lines.append(form.format(said))
        plain(logger, said)

    monkeypatch.setattr(logging.Logger, "callHandlers", note)
    level = root.level
    root.setLevel(logging.INFO)
    yield lines
    root.setLevel(level)


def _write(person: User, dialogue: Any, seat: Any, host: User) -> None:
    answer = make.answer(make.call(dialogue), seat, person, "The union says this")
    translate(answer.entry, by=host, text="C’est dit", language="fr", translated_by=NAME)
    make.draft(make.call(dialogue), seat, person, "canary-draft")
    store_upload(upload(PDF, "canary-upload.pdf"), by=person)
    document = documents.ppa(dialogue)
    sections.add_drafter(document, by=host, user=person)
    round_ = documents.round_(documents.version(document), [seat])
    documents.answer(round_, seat, person)
    Endorsement.objects.update(signatory_function="canary-function")


def confirmed(user: User) -> Client:
    """A browser whose owner has just given the password again."""
    client = Client()
    client.force_login(user)
    client.post(CONFIRM, {"password": make.PASSWORD})
    if Authenticator.objects.filter(user=user).exists():
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
        session.save()
    return client


def chapters(client: Client) -> list[Any]:
    """What the page answers, chapter by chapter."""
    return [client.get(f"/accounts/data/?chapter={chapter}") for chapter in CHAPTERS]


def test_the_account_is_told_in_words() -> None:
    (part,) = my_account(make.user(language="pt"))
    assert part.rows[0]["Language"] == "Portuguese"


def test_nothing_planted_is_found_after_the_erasure(logs: list[str], planted: User) -> None:
    work_off()  # print what was frozen, send what was queued
    assert len({place.split(" in ")[0] for place in places_of(CANARIES)}) == len(CANARIES), "a canary was not planted"
    assert any(place.endswith(".pdf") for place in places_of(("The second paragraph",))), "words in PDFs are not found"
    client = confirmed(planted)
    assert b"".join(client.post("/accounts/data/download/").streaming_content)
    answer = client.post("/accounts/data/erase/", {"understood": "on"})
    assert answer.status_code == 200 and NAME not in answer.content.decode()
    assert places_of(CANARIES, *logs) == []
    assert not list(verify())


def test_what_fails_is_logged_without_a_word_of_what_it_was_about(
    logs: list[str], planted: User, monkeypatch: Any
) -> None:

    words = " ".join(CANARIES)

    def broken(*_said: Any, **_more: Any) -> None:
        raise ValueError(words)

    monkeypatch.setattr("dialogues.documents.rendering.render", broken)
    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", broken)
    client = confirmed(planted)
    client.raise_request_exception = False
    client.get(f"/accounts/data/?who={ADDRESS}")
    assert client.get("/nowhere/canary-function/").status_code == 404
    work_off()
    assert any("failed with ValueError" in line for line in logs), "nothing failed: this test sees no leak either"
    assert [word for word in CANARIES for line in logs if word in line and "/nowhere/" not in line] == []


def test_what_was_said_for_the_organisation_stays_under_the_key(planted: User) -> None:
    key, before = planted.person_key, Endorsement.objects.given().count()
    erase_person(planted.person, by=planted)
    planted = User.objects.get(pk=planted.pk)
    assert (planted.person.key, planted.name, planted.email, planted.is_active) == (key, "", None, False)
    assert planted.person.erased_at
    assert Endorsement.objects.given().count() == before == 1
    assert Answer.objects.get(entry__isnull=False).entry.author == planted
    assert Event.objects.filter(verb="person.erased", actor=key).count() == 1
    assert not Mandate.objects.active().filter(delegate__user=planted).exists()
    assert not Invitation.objects.waiting().exists()


def test_the_account_opens_nothing_afterwards(planted: User) -> None:
    other = confirmed(planted)
    erase_person(planted.person, by=planted)
    assert other.get("/accounts/").status_code == 302
    assert not SignIn.objects.filter(account=planted).exists()
    assert not Client().login(email=ADDRESS, password=make.PASSWORD)
    assert make.user(ADDRESS).pk != planted.pk


def test_files_leave_the_storage_and_a_half_done_removal_is_taken_up_again(planted: User, monkeypatch: Any) -> None:
    kept = StoredFile.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr("inspired.core.forgetting.take_out", lambda _removals: 0)  # the worker died after the commit
        erase_person(planted.person, by=planted)
    assert FileRemoval.objects.get().name == kept.file.name and default_storage.exists(kept.file.name)
    clean_up()
    assert not FileRemoval.objects.exists() and not default_storage.exists(kept.file.name)


def test_erasing_twice_changes_nothing(planted: User) -> None:
    erase_person(planted.person, by=planted)
    events = Event.objects.count()
    erase_person(User.objects.get(pk=planted.pk).person, by=None)
    assert Event.objects.count() == events


def test_what_was_written_at_the_same_moment_goes_in_the_following_night(planted: User) -> None:
    erase_person(planted.person, by=planted)
    Endorsement.objects.update(signatory_function="canary-function")
    with transaction.atomic():
        list(erase_again(timezone.now(), 500))
    assert places_of(CANARIES) == []


def test_the_only_host_hands_over_first() -> None:
    dialogue = make.dialogue(title="Left alone")
    host = make.host_of(dialogue)
    with pytest.raises(StateError, match="Left alone"):
        erase_person(host.person, by=host)
    page = confirmed(host).get("/accounts/data/erase/").content.decode()
    assert "Left alone" in page and "Erase my data for good" not in page
    make.role(dialogue, make.user(), Role.HOST)
    erase_person(host.person, by=host)
    assert not DialogueRole.objects.active().filter(user=host).exists()


def test_nobody_erases_or_takes_out_somebody_else(planted: User) -> None:
    for by in (
        make.user(),
        make.user(is_staff=True, is_superuser=True),
        make.host_of(Delegate.objects.get(user=planted).seat.dialogue),
    ):
        with pytest.raises(PermissionDenied):
            erase_person(planted.person, by=by)
        with pytest.raises(PermissionDenied):
            note_data_export(planted.person, by=by)


def test_erasing_asks_for_the_password_again(planted: User) -> None:
    client = Client()
    client.force_login(planted)
    assert client.get("/accounts/data/erase/")["Location"].startswith("/accounts/2fa/reauthenticate/")
    Authenticator.objects.all().delete()
    assert client.get("/accounts/data/erase/")["Location"].startswith(CONFIRM)
    assert client.post("/accounts/data/erase/", {"understood": "on"})["Location"].startswith(CONFIRM)
    client.post(CONFIRM, {"password": make.PASSWORD})
    assert client.post("/accounts/data/erase/", {}).status_code == 200
    planted.person.refresh_from_db()
    assert planted.name == NAME


def test_the_page_says_in_words_what_is_held_and_nothing_of_others(planted: User) -> None:
    make.delegate(Delegate.objects.get(user=planted).seat, make.user("somebody-else@example.org", name="Somebody Else"))
    client = Client()
    client.force_login(planted)
    answers = chapters(client)
    page = "".join(answer.content.decode() for answer in answers)
    for word in (NAME, ADDRESS, PHONE, "canary-function", "canary-upload", "The union says this", "Union of planters"):
        assert word in page
    assert "Somebody Else" not in page and "somebody-else" not in page
    assert all("no-store" in answer["Cache-Control"] for answer in answers)


def test_what_one_did_is_told_in_the_sentences_of_the_trail(planted: User) -> None:
    client = Client()
    client.force_login(planted)
    page = client.get("/accounts/data/?chapter=did").content.decode()
    assert "In “Dialogue" in page and "Union of planters" in page
    assert "input.submitted" not in page and "inputs.answer" not in page and "(no longer there)" not in page
    planted.person.refresh_from_db()
    Mandate.objects.filter(delegate__user=planted).update(ended_at=timezone.now())
    left = client.get("/accounts/data/?chapter=did").content.decode()
    assert "Union of planters" not in left, "names are read by those who may still see the things"


def test_what_one_was_told_is_said_in_words_and_titles_go_with_the_right_to_see(planted: User) -> None:
    dialogue = Delegate.objects.get(user=planted).seat.dialogue
    call = make.call(dialogue, title="Wages in the islands")
    with transaction.atomic():
        announce("inputs.call_opened", call, to=[planted], by=None)
    client = Client()
    client.force_login(planted)
    page = client.get("/accounts/data/?chapter=told").content.decode()
    assert "Your organisation is asked to contribute." in page and "Wages in the islands" in page
    assert "inputs.call_opened" not in page
    Mandate.objects.filter(delegate__user=planted).update(ended_at=timezone.now())
    assert "Wages in the islands" not in client.get("/accounts/data/?chapter=told").content.decode()


def test_mails_and_work_are_called_by_words(planted: User) -> None:
    client = Client()
    client.force_login(planted)
    page = client.get("/accounts/data/").content.decode()
    assert "accounts.message" not in page and "Signing in, or a change of your account" in page


def test_every_kind_of_mail_and_work_has_a_name() -> None:
    named = {kind for kind, words in ports.work_words.collect(None) if str(words)}
    kinds = {kind for kind in {*COMPOSERS, *HANDLERS} if not kind.startswith(("test.", "tests."))}
    assert not kinds - named


def test_the_download_holds_everything_and_is_noted(planted: User) -> None:
    client = Client()
    client.force_login(planted)
    assert client.get("/accounts/data/download/").status_code == 405
    answer = client.post("/accounts/data/download/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert "no-store" in answer["Cache-Control"]
    told = json.loads(archive.read("data.json"))
    assert told["Your account"][0]["E-mail address"] == ADDRESS
    assert NAME in archive.read("data.html").decode()
    assert any(name.endswith("canary-upload.pdf") for name in archive.namelist())
    assert Event.objects.filter(verb="person.exported", actor=planted.person_key).count() == 1


def test_hostile_words_stay_words(planted: User) -> None:
    planted.person.name = "<script>alert(1)</script>"
    planted.person.save()
    client = Client()
    client.force_login(planted)
    assert b"<script>alert" not in client.get("/accounts/data/").content
    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.post("/accounts/data/download/").streaming_content)))
    assert b"<script>alert" not in archive.read("data.html")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_page_costs_the_same_for_many_rows(planted: User, chapter: str) -> None:
    client = Client()
    client.force_login(planted)
    with CaptureQueriesContext(connection) as few:
        client.get(f"/accounts/data/?chapter={chapter}")
    seat = Delegate.objects.get(user=planted).seat
    for _number in range(20):
        make.answer(make.call(seat.dialogue), seat, planted, "Again")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/accounts/data/?chapter={chapter}")
    assert len(many) <= len(few) <= 16  # asks the ports, as home does: one query for each kind of thing that is held
