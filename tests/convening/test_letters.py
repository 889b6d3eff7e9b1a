"""Letters: numbered without gaps, frozen, printed once, answered; their texts and placeholders."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document
from PIL import Image

from dialogues.convening.letter_shipped import SHIPPED
from dialogues.convening.letter_words import faults_of, wording_of
from dialogues.convening.models import Letter, LetterTarget, ListedOrganisation, LoggedContact
from dialogues.convening.models.letters import FrozenLetterError
from dialogues.convening.services import (
    contact_cards,
    contact_log,
    contacts,
    letter_answers,
    letter_runs,
    letter_texts,
    letters,
)
from dialogues.convening.states.contacts import Stage
from dialogues.convening.tasks import letters as tasks
from dialogues.models import Mandate, Seat
from inspired.core import running
from inspired.core.models import Job
from inspired.core.states import JobState, StaleError, StateError
from inspired.core.text import to_html, to_plain
from inspired.core.uploads import UploadRefused
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def dialogue():
    return make.dialogue(title="Decent work for everybody", contact="+238 555 01 01")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def listed(dialogue, host):
    return contacts.list_organisation(
        dialogue, by=host, name="Union of carers", category="social_agents", address="Rua 1\nPraia"
    )


def wording(kind="invitation", language="en", **more):
    subject, text = SHIPPED[kind, language]
    return {"kind": kind, "language": language, "subject": subject, "text": text, "dated": DAY} | more


def issue(listed, by, **more):
    more.setdefault("answer_by", DAY + timedelta(days=21))
    return letters.issue_letter(listed, by=by, **wording(**more))


def a_picture(kind="PNG", size=(1200, 300)):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", out.getvalue())


def many(dialogue, host, count):
    return [contacts.list_organisation(dialogue, by=host, name=f"Organisation no {n:03d}").pk for n in range(count)]


def test_numbers_follow_each_other_by_dialogue_and_year(listed, host, dialogue):
    first, second = issue(listed, host), issue(listed, host)
    later = issue(listed, host, dated=date(2027, 1, 4), answer_by=date(2027, 2, 1))
    assert [one.reference for one in (first, second, later)] == ["DWE-2026-001", "DWE-2026-002", "DWE-2027-001"]
    other = make.dialogue(contact="here")
    elsewhere = contacts.list_organisation(other, by=make.host_of(other), name="Guild")
    assert issue(elsewhere, make.host_of(other)).number == 1


def test_a_letter_that_fails_takes_no_number(listed, host):
    issue(listed, host)
    with pytest.raises(StateError):
        issue(listed, host, answer_by=None)
    assert issue(listed, host).number == 2


def test_the_same_form_sent_twice_is_one_letter(listed, host):
    key = uuid4()
    assert issue(listed, host, form_key=key) == issue(listed, host, form_key=key)
    assert Letter.objects.count() == 1 and LoggedContact.objects.count() == 1


def test_what_is_issued_stays_whatever_changes_later(listed, host, dialogue):
    letter = issue(listed, host)
    text, digest = letter.text, letter.sha256
    letter_texts.edit_text(
        dialogue, by=host, kind="invitation", language="en", revision=0, subject="New", text="New {reference}"
    )
    letter_texts.keep_letterhead(dialogue, by=host, revision=0, name="Other host")
    letter = Letter.objects.get()
    assert (letter.text, letter.sha256) == (text, digest) and letter.is_intact
    letter.text = "Changed"
    with pytest.raises(FrozenLetterError):
        letter.save()
    Letter.objects.update(text="Changed")
    assert not Letter.objects.get().is_intact


def test_names_never_become_markup(dialogue, host):
    name = "**Bold** [x](https://evil.example) <b>tag</b> {host} # 1. |"
    listed = contacts.list_organisation(dialogue, by=host, name=name)
    card = contact_cards.add_card(listed, by=host, name="- *Ana* _x_ `y` {reference}", salutation="1. Dear *A*")
    letter = issue(listed, host, card=card)
    html = to_html(letter.text)
    assert "evil.example" in html and "<a" not in html and "<b>" not in html
    assert "**Bold**" in html and "<li>\n<p>1" not in html and "<ol" not in html
    assert "{host}" in html, "a value is not read again for placeholders"


def test_every_fault_of_a_text_is_named_at_once(dialogue, host):
    assert len(faults_of("{organisation} {nobody} {somebody} { }")) >= 3
    with pytest.raises(ValidationError) as refused:
        letter_texts.edit_text(
            dialogue, by=host, kind="thanks", language="fr", revision=0, subject="{one}", text="{two} and } {three}"
        )
    faults = refused.value.message_dict
    assert len(faults["subject"]) == 1 and len(faults["text"]) == 3


def test_own_texts_are_copied_on_the_first_change_and_given_up_again(dialogue, host):
    admin = make.user(is_staff=True, is_superuser=True)
    place = {"kind": "thanks", "language": "en"}
    assert wording_of(dialogue, "thanks", "en")[:2] == SHIPPED["thanks", "en"]
    letter_texts.keep_platform_text(by=admin, subject="Thanks", text="Platform", **place)
    assert wording_of(dialogue, "thanks", "en") == ("Thanks", "Platform", "platform")
    letter_texts.edit_text(dialogue, by=host, revision=0, subject="Thanks", text="Ours", **place)
    letter_texts.keep_platform_text(by=admin, subject="Thanks", text="Platform, anew", **place)
    assert wording_of(dialogue, "thanks", "en")[1:] == ("Ours", "own")
    with pytest.raises(StaleError):
        letter_texts.edit_text(dialogue, by=host, revision=0, subject="Thanks", text="Also ours", **place)
    letter_texts.back_to_platform(dialogue, by=host, **place)
    letter_texts.back_to_platform(dialogue, by=host, **place)
    assert wording_of(dialogue, "thanks", "en")[1:] == ("Platform, anew", "platform")


def test_only_admins_keep_the_platforms_texts_and_only_the_team_writes(dialogue, host, listed):
    with pytest.raises(PermissionDenied):
        letter_texts.keep_platform_text(by=host, kind="thanks", language="en", subject="A", text="B")
    for stranger in (make.user(), make.delegate(make.seat(dialogue)), make.user(is_staff=True, is_superuser=True)):
        with pytest.raises(PermissionDenied):
            issue(listed, stranger)
        with pytest.raises(PermissionDenied):
            letter_texts.keep_letterhead(dialogue, by=stranger, revision=0, name="Mine")


@pytest.mark.parametrize(("kind", "language"), sorted(SHIPPED))
def test_shipped_texts_use_only_known_placeholders(kind, language, listed, host):
    letter = issue(listed, host, kind=kind, language=language)
    said = to_plain(letter.text)
    assert "{" not in said + letter.subject and "union of carers" in (said + letter.subject).casefold()
    assert letter.reference in said or kind == "thanks"


def test_who_is_marked_do_not_write_gets_a_letter_only_with_a_reason(listed, host):
    card = contact_cards.add_card(listed, by=host, name="Ana", do_not_write=True)
    with pytest.raises(StateError):
        issue(listed, host, card=card)
    assert issue(listed, host, card=card, insisted="She asked for a paper").insisted
    assert issue(listed, host, insisted="No need").insisted == ""


def test_a_card_of_another_organisation_is_refused(listed, host, dialogue):
    other = contacts.list_organisation(dialogue, by=host, name="Guild")
    with pytest.raises(StateError):
        issue(listed, host, card=contact_cards.add_card(other, by=host, name="Ana"))


def test_a_letter_is_logged_and_its_answer_planned(listed, host):
    letter = issue(listed, host)
    listed.refresh_from_db()
    assert letter.reference in LoggedContact.objects.get().outcome
    assert letter.reference in listed.next_step and listed.next_on == letter.answer_by


def test_logos_pass_the_upload_door_and_are_made_small(dialogue, host):
    head = letter_texts.keep_letterhead(dialogue, by=host, revision=0, name="Host", logo=a_picture())
    with head.logo.file.open("rb") as stored, Image.open(stored) as kept:
        assert kept.size == (900, 225)
    for wrong in (SimpleUploadedFile("a.svg", b"<svg/>"), SimpleUploadedFile("a.txt", b"words")):
        with pytest.raises(UploadRefused):
            letter_texts.keep_letterhead(dialogue, by=host, revision=1, name="Host", logo=wrong)


def test_a_letter_is_printed_once_and_comes_as_word_file(listed, host, dialogue):
    letter_texts.keep_letterhead(
        dialogue, by=host, revision=0, name="Host house", contact="Tel 1", signatory="Ana Lima", logo=a_picture()
    )
    letter = issue(listed, host)
    job = Job.objects.get(kind=letters.RENDER)
    assert running.run(job.pk, heartbeat=False)
    letter = Letter.objects.get()
    first = letter.pdf.name
    with letter.pdf.open("rb") as stored:
        assert stored.read().startswith(b"%PDF") and letter.pages >= 1
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, finished_at=None)
    running.run(job.pk, heartbeat=False)
    assert Letter.objects.get().pdf.name == first
    word = tasks.to_docx(letter)
    said = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(word)).paragraphs)
    assert letter.reference in said and "Ana Lima" in said and word == tasks.to_docx(letter)


def test_a_run_writes_to_each_once_wherever_it_is_killed(dialogue, host, monkeypatch):
    run = letter_runs.start_run(
        dialogue, by=host, organisations=many(dialogue, host, 3), **wording(answer_by=DAY + timedelta(days=9))
    )
    job = Job.objects.get(kind=letter_runs.RUN)
    real, killed = tasks.progress, 0

    class Killed(BaseException):
        pass

    for step in range(40):
        calls = iter(range(step + 1))

        def die(*said, calls=calls, step=step):
            real(*said)
            if next(calls, step) == step:
                raise Killed

        monkeypatch.setattr(tasks, "progress", die)
        Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, lease_until=None, finished_at=None, attempts=0)
        try:
            running.run(job.pk, heartbeat=False)
        except Killed:
            killed += 1
        else:
            break
    run.refresh_from_db()
    assert killed > 9 and run.finished_at
    numbers = list(Letter.objects.order_by("number").values_list("number", "listed__name"))
    assert numbers == [(n + 1, f"Organisation no {n:03d}") for n in range(3)]
    assert LoggedContact.objects.count() == 3
    with run.bundle.open("rb") as stored, zipfile.ZipFile(stored) as packed:
        assert len(packed.namelist()) == 6 == len(set(packed.namelist()))
    assert run.pages == sum(Letter.objects.values_list("pages", flat=True))


def test_a_run_leaves_out_whoever_is_marked_unless_the_host_insists(dialogue, host, listed):
    contact_cards.add_card(listed, by=host, name="Ana", do_not_write=True)
    said = wording(kind="thanks")
    with pytest.raises(StateError):
        letter_runs.start_run(dialogue, by=host, organisations=[listed.pk], **said)
    run = letter_runs.start_run(dialogue, by=host, organisations=[listed.pk, *many(dialogue, host, 1)], **said)
    assert list(run.targets.values_list("is_left_out", flat=True)) == [False, True]
    insisted = letter_runs.start_run(dialogue, by=host, organisations=[listed.pk], insisted="They asked", **said)
    letter = letter_runs.write_one(insisted.targets.get(), by=host)
    assert letter.insisted == "They asked" and letter_runs.write_one(insisted.targets.get(), by=host) == letter


def test_a_mark_set_after_the_click_still_counts(dialogue, host, listed):
    card = contact_cards.add_card(listed, by=host, name="Ana")
    run = letter_runs.start_run(dialogue, by=host, organisations=[listed.pk], **wording(kind="thanks"))
    contact_cards.edit_card(card, by=host, revision=1, name="Ana", do_not_write=True)
    assert letter_runs.write_one(run.targets.get(), by=host) is None
    assert LetterTarget.objects.get().is_left_out and not Letter.objects.exists()


def test_a_run_takes_no_organisation_of_another_dialogue(host, dialogue, listed):
    other = make.dialogue()
    foreign = contacts.list_organisation(other, by=make.host_of(other), name="Guild")
    run = letter_runs.start_run(dialogue, by=host, organisations=[listed.pk, foreign.pk], **wording(kind="thanks"))
    assert list(run.targets.values_list("listed", flat=True)) == [listed.pk]


def test_an_answer_moves_the_approach_on_and_becomes_delegates(listed, host):
    letter = issue(listed, host)
    answer = letter_answers.record_answer(
        letter,
        by=host,
        outcome="accepted",
        received_on=timezone.localdate(),
        scan=a_picture("JPEG"),
        name="Ana Lima",
        function="Secretary",
        email="ana@example.org",
        may_sign=True,
        ends_on=timezone.localdate() + timedelta(days=300),
        substitute="Rui Dias",
    )
    assert ListedOrganisation.objects.standing_of(listed)[0] == Stage.AGREED
    seat = letter_answers.seat_answer(answer, by=host)
    assert ListedOrganisation.objects.standing_of(listed) == (Stage.JOINED, seat.pk)
    mandates = {(m.delegate.person.name, m.role, m.may_sign) for m in Mandate.objects.all()}
    assert mandates == {("Ana Lima", "head", True), ("Rui Dias", "alternate", False)}
    assert all(m.ends_on for m in Mandate.objects.all())
    with pytest.raises(StateError):
        letter_answers.seat_answer(answer, by=host)
    with pytest.raises(StateError):
        letter_answers.record_answer(letter, by=host, outcome="declined", received_on=timezone.localdate())
    assert Seat.objects.count() == 1 and LoggedContact.objects.filter(way="letter").count() == 3


def test_an_answer_keeps_what_a_host_has_planned_and_ends_the_waiting_for_it(listed, host):
    letter, day = issue(listed, host), timezone.localdate() + timedelta(days=4)
    said = {"outcome": "accepted", "received_on": timezone.localdate(), "name": "Ana Lima"}
    waiting = letter_answers.record_answer(issue(listed, host), by=host, **said)
    listed.refresh_from_db()
    assert listed.next_step == "" and listed.next_on is None, "the answer that was awaited is here"
    card = contact_cards.add_card(listed, by=host, name="Rui Dias")
    contact_log.log_contact(listed, by=host, outcome="-", card=card, next_step="Visit them", next_on=day)
    letter_answers.record_answer(letter, by=host, **said)
    issue(listed, host, kind="thanks", answer_by=None)
    letter_answers.seat_answer(waiting, by=host)
    listed.refresh_from_db()
    assert (listed.next_step, listed.next_on, listed.next_with) == ("Visit them", day, card)


def test_a_run_prints_no_letter_that_was_called_off(dialogue, host):
    run = letter_runs.start_run(dialogue, by=host, organisations=many(dialogue, host, 3), **wording(kind="thanks"))
    written = [letter_runs.write_one(target, by=host) for target in run.targets.select_related("run")]
    letters.cancel_letter(written[0], by=host, reason="They have closed")
    assert letter_runs.finish_run(run, by=host, letters=written, pdf=b"-", pages=3, bundle=b"-").finished_at is None
    job = Job.objects.get(kind=letter_runs.RUN)
    assert running.run(job.pk, heartbeat=False)
    run.refresh_from_db()
    with run.bundle.open("rb") as stored, zipfile.ZipFile(stored) as packed:
        names = {name.rsplit(".", 1)[0] for name in packed.namelist()}
    assert names == {letter.reference for letter in written[1:]}


def test_answers_that_do_not_fit_are_refused(listed, host):
    letter, today = issue(listed, host), timezone.localdate()
    wrong = (
        {"outcome": "accepted", "received_on": today + timedelta(days=1)},
        {"outcome": "declined", "received_on": today, "name": "Ana"},
        {"outcome": "accepted", "received_on": today, "substitute": "Rui"},
        {"outcome": "accepted", "received_on": today, "name": "Ana", "starts_on": today, "ends_on": DAY},
    )
    for said in wrong:
        with pytest.raises(StateError):
            letter_answers.record_answer(letter, by=host, **said)
    scan, thanks = SimpleUploadedFile("a.txt", b"words"), issue(listed, host, kind="thanks")
    with pytest.raises(UploadRefused):
        letter_answers.record_answer(letter, by=host, outcome="declined", received_on=today, scan=scan)
    with pytest.raises(StateError):
        letter_answers.record_answer(thanks, by=host, outcome="accepted", received_on=today)
    with pytest.raises(PermissionDenied):
        letter_answers.record_answer(letter, by=make.user(), outcome="declined", received_on=today)


def test_states_are_read_from_dates_and_answers(listed, host):
    letter = issue(listed, host)

    def state(day):
        return Letter.objects.with_state(day).get(pk=letter.pk).state_now

    assert (state(letter.answer_by), state(letter.answer_by + timedelta(days=1))) == ("awaited", "overdue")
    assert Letter.objects.overdue(letter.answer_by + timedelta(days=1)).get() == letter
    letters.cancel_letter(letter, by=host, reason="The minister changed")
    assert state(DAY) == "cancelled" and not Letter.objects.awaiting().exists()
    with pytest.raises(StateError):
        letters.cancel_letter(letter, by=host, reason="Again")
    with pytest.raises(StateError):
        letter_answers.record_answer(letter, by=host, outcome="declined", received_on=DAY)


def standing(listed):
    listed.refresh_from_db()
    return ListedOrganisation.objects.standing_of(listed)[0], listed.next_step, listed.next_on


def test_a_letter_that_asks_approaches_and_one_not_sent_takes_that_back(listed, host):
    issue(listed, host, kind="thanks", answer_by=None)
    assert standing(listed) == ("identified", "", None)
    first, second = issue(listed, host), issue(listed, host)
    assert standing(listed) == ("approached", f"Answer to letter {second.reference} awaited", second.answer_by)
    letters.cancel_letter(second, by=host, reason="Printed twice")
    assert standing(listed) == ("approached", "", None), "the first letter is out"
    assert LoggedContact.objects.latest("pk").outcome == f"Letter {second.reference} was not sent."
    letters.cancel_letter(first, by=host, reason="The minister changed")
    assert standing(listed)[0] == "identified"


def test_a_letter_not_sent_leaves_what_was_planned_and_noted_since(listed, host):
    letter = issue(listed, host)
    contacts.move_stage(listed, by=host, to="agreed", reason="By phone", next_step="Call the chair", next_on=DAY)
    letters.cancel_letter(letter, by=host, reason="They said yes before it went out")
    assert standing(listed) == ("agreed", "Call the chair", DAY)


def test_forgetting_a_person_takes_every_word_and_leaves_the_number(listed, host, django_capture_on_commit_callbacks):
    card = contact_cards.add_card(listed, by=host, name="SECRET-NAME")
    letter = issue(listed, host, card=card)
    running.run(Job.objects.get(kind=letters.RENDER).pk, heartbeat=False)
    letter.refresh_from_db()
    storage, name = letter.pdf.storage, letter.pdf.name
    letter_answers.record_answer(letter, by=host, outcome="accepted", received_on=DAY, name="SECRET-OTHER")
    with django_capture_on_commit_callbacks(execute=True):
        contact_cards.forget_card(card, by=host)
    letter = Letter.objects.values().get()
    assert "SECRET" not in str(letter) and letter["reference"] and letter["forgotten_at"]
    assert "SECRET" not in str(Letter.objects.get().answer.__dict__)
    assert not storage.exists(name)
    with pytest.raises(StateError):
        contacts.unlist(listed, by=host)
