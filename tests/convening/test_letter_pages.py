"""What letters cost and where they show: pages of one and of thirty, the to-do list, the admin's texts, erasing, deleting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.models import Letter, LetterAnswer, LetterRun, PlatformLetterText
from dialogues.convening.services import contact_cards, contacts, letter_answers, letter_runs, letters
from dialogues.convening.tasks.letters import work_off_run
from dialogues.models import Deletion, Dialogue
from dialogues.services import deletions
from dialogues.services.erasing import erase_delegate
from dialogues.services.mandates import add_delegate
from dialogues.states import Role, Status
from inspired.core import ports, running
from inspired.core.audit import verify
from inspired.core.forgetting import remove_names, take_out
from inspired.core.memory import remembering
from inspired.core.models import Event, FileRemoval, Job, Person, User
from tests import make
from tests.core.files import PDF, upload
from tests.erasure.reading import places_of

pytestmark = pytest.mark.django_db
TEXT = {"kind": "invitation", "language": "en", "subject": "About {dialogue}", "text": "Dear all,\n\nplease come."}


@pytest.fixture
def dialogue(settings: Any, tmp_path: Path) -> Dialogue:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return make.dialogue(contact="+238 555 01 01")


@pytest.fixture
def host(dialogue: Dialogue, client: Client) -> User:
    host = make.host_of(dialogue)
    client.force_login(host)
    return host


def wording(overdue: bool = False, **more: Any) -> dict[str, Any]:
    dated = timezone.localdate() - timedelta(days=30)
    return TEXT | {"dated": dated, "answer_by": dated + timedelta(days=20 if overdue else 60)} | more


def an_organisation(dialogue: Dialogue, by: User, name: str) -> Any:
    listed = contacts.list_organisation(dialogue, by=by, name=name, category="social_agents")
    for number in (1, 2):
        contact_cards.add_card(listed, by=by, name=f"Person {number} of {name}", do_not_write=number == 1)
    return listed


def a_register(dialogue: Dialogue, by: User, run: LetterRun | None, numbers: range) -> LetterRun:
    """For each number an organisation with two people, a letter of the run, and a single one with its answer."""
    for number in numbers:
        listed = an_organisation(dialogue, by, f"Organisation {number}")
        if run is None:
            run = letter_runs.start_run(dialogue, by=by, organisations=[listed.pk], **wording())
        else:
            run.targets.create(listed=listed, card=listed.cards.last())
        letter_runs.write_one(run.targets.get(listed=listed), by=by)
        single = letters.issue_letter(listed, by=by, **wording(overdue=True))
        letter_answers.record_answer(
            single, by=by, outcome="asks", received_on=timezone.localdate(), scan=upload(PDF, "scan.pdf")
        )
        run.targets.create(listed=an_organisation(dialogue, by, f"Left out {number}"), is_left_out=True)
    assert run is not None
    return run


def places(dialogue: Dialogue, run: LetterRun) -> dict[str, list[Any]]:
    """Every page of letters with its arguments."""
    letter = Letter.objects.filter(answer__isnull=False).first()
    assert letter is not None
    return {
        "letters": [],
        "letter": [letter.pk],
        "letter_new": [letter.listed_id],
        "letter_answer": [letter.pk],
        "letter_cancel": [Letter.objects.filter(answer__isnull=True).latest("pk").pk],
        "letter_run": [run.pk],
        "letter_run_new": [],
        "letter_texts": [],
        "letter_text_edit": ["thanks", "en"],
        "letterhead": [],
    }


def test_every_page_of_letters_costs_the_same_with_one_row_and_with_thirty(
    client: Client, dialogue: Dialogue, host: User
) -> None:
    run = a_register(dialogue, host, None, range(1))

    def costs() -> dict[str, int]:
        counted = {}
        for name, arguments in places(dialogue, run).items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse(name, args=[dialogue.slug, *arguments])).status_code == 200, name
            counted[name] = len(queries)
        return counted

    costs()
    one = costs()
    a_register(dialogue, host, run, range(1, 30))
    many = costs()
    assert many == one
    allowed = {"letter_run_new": 16}  # a list of whom to write to and a form with its texts on one page
    assert {name: count for name, count in many.items() if count > allowed.get(name, 12)} == {}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_register_as_a_file_costs_the_same_too(kind: str, client: Client, dialogue: Dialogue, host: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("letters", args=[dialogue.slug]), {"format": kind}).status_code == 200
        return len(queries)

    run = a_register(dialogue, host, None, range(1))
    cost()
    one = cost()
    a_register(dialogue, host, run, range(1, 30))
    assert cost() == one


def overdue_letters(user: User) -> list[ports.Todo]:
    return [todo for todo in ports.todo.collect(user) if "/letters/" in todo.url]


def test_overdue_answers_stand_in_the_to_do_lists_of_the_team_alone(dialogue: Dialogue, host: User) -> None:
    listed = contacts.list_organisation(dialogue, by=host, name="Guild")
    overdue = letters.issue_letter(listed, by=host, **wording(overdue=True))
    letters.issue_letter(listed, by=host, **wording())
    head, donor = make.delegate(make.seat(dialogue)), make.role(dialogue, make.user(), Role.DONOR).user
    (todo,) = overdue_letters(host)
    assert overdue.reference in todo.title and todo.due is not None
    for user in (head, donor, make.user(), make.host_of(make.dialogue()), make.user(is_staff=True, is_superuser=True)):
        assert not overdue_letters(user)
    letter_answers.record_answer(overdue, by=host, outcome="declined", received_on=timezone.localdate())
    assert not overdue_letters(host)


def test_to_dos_cost_the_same_for_one_letter_and_for_fifteen(dialogue: Dialogue, host: User) -> None:
    listed, costs = contacts.list_organisation(dialogue, by=host, name="Guild"), []
    for more in (1, 14):
        for _number in range(more):
            letters.issue_letter(listed, by=host, **wording(overdue=True))
        with remembering(), CaptureQueriesContext(connection) as queries:
            todos = overdue_letters(host)
        costs.append((len(todos), len(queries)))
    assert costs == [(1, costs[0][1]), (15, costs[0][1])]


def test_to_dos_stop_when_the_letter_is_called_off_or_the_dialogue_rests(dialogue: Dialogue, host: User) -> None:
    listed = contacts.list_organisation(dialogue, by=host, name="Guild")
    first, second = (letters.issue_letter(listed, by=host, **wording(overdue=True)) for _number in range(2))
    letters.cancel_letter(first, by=host, reason="Never sent")
    assert len(overdue_letters(host)) == 1
    Dialogue.objects.filter(pk=dialogue.pk).update(status=Status.ARCHIVED)
    assert not overdue_letters(User.objects.get(pk=host.pk)), f"{second} cannot be answered any more"


@pytest.fixture
def keeper(client: Client) -> User:
    keeper = make.user(is_staff=True, is_superuser=True)
    PlatformLetterText.objects.filter(kind="thanks", language="fr").delete()
    client.force_login(keeper)
    return keeper


ADMIN = "/admin/convening/platformlettertext/"


def test_admins_keep_the_platforms_texts_and_the_trail_says_so(client: Client, keeper: User) -> None:
    page = client.get(f"{ADMIN}add/", {"kind": "thanks", "language": "fr"}).content.decode()
    assert "Nos remerciements : {dialogue}" in page, "a new text begins with the one that is shipped"
    said = {"kind": "thanks", "language": "fr", "subject": "Merci à {organisation}", "text": "Nous vous remercions."}
    assert client.post(f"{ADMIN}add/", said).status_code == 302
    kept = PlatformLetterText.objects.get(kind="thanks", language="fr")
    change = f"{ADMIN}{kept.pk}/change/"
    moved = {"kind": "invitation", "language": "ar", "subject": "Merci", "text": "Encore merci."}
    assert client.post(change, moved).status_code == 302
    kept.refresh_from_db()
    assert (kept.kind, kept.language, kept.subject, kept.revision) == ("thanks", "fr", "Merci", 2)
    assert kept.updated_by == keeper
    events = Event.objects.filter(verb="letter_text.kept", actor=keeper.person_key, scope="platform")
    assert [event.details["revision"] for event in events.order_by("number")] == [1, 2]
    assert "merci" not in str([event.details for event in events]).lower()


def test_every_fault_of_a_platforms_text_stands_beside_its_field(client: Client, keeper: User) -> None:
    said = {"kind": "thanks", "language": "fr", "subject": "{one} {two}", "text": "{three} <script>alert(1)</script>"}
    page = client.post(f"{ADMIN}add/", said).content.decode()
    for word in ("one", "two", "three"):
        assert f"{{{word}}}" in page
    assert not PlatformLetterText.objects.filter(kind="thanks", language="fr").exists() and "<script>alert" not in page


def test_admins_find_no_letter_of_any_dialogue(client: Client, dialogue: Dialogue) -> None:
    by = make.host_of(dialogue)
    letter = letters.issue_letter(contacts.list_organisation(dialogue, by=by, name="Guild"), by=by, **wording())
    client.force_login(make.user(is_staff=True, is_superuser=True))
    for model in ("letter", "letterrun", "letteranswer", "letterhead", "ownlettertext"):
        assert client.get(f"/admin/convening/{model}/").status_code == 404
    for name in ("letter", "letter_pdf", "letter_docx"):
        assert client.get(reverse(name, args=[dialogue.slug, letter.pk])).status_code == 404


CANARIES = ("SECRET-ADDRESSEE", "secret-addressee@example.org", "SECRET-NOTE", "SECRET-SUBSTITUTE")


def a_letter_to_a_delegate(dialogue: Dialogue, by: User) -> tuple[Any, LetterRun]:
    """Somebody on a card and at a seat, a run with a letter to them, printed, and an answer that names them."""
    listed = contacts.list_organisation(dialogue, by=by, name="Guild", category="social_agents")
    said = {"name": CANARIES[0], "email": CANARIES[1]}
    delegate = add_delegate(make.seat(dialogue), by=by, **said)
    card = contact_cards.add_card(listed, by=by, **said)
    assert card.person == delegate.person
    other = contacts.list_organisation(dialogue, by=by, name="Other guild")
    run = letter_runs.start_run(dialogue, by=by, organisations=[listed.pk, other.pk], **wording())
    job = running.claim(Job.objects.get(kind=letter_runs.RUN).pk)
    assert job is not None
    work_off_run(job)
    letter_answers.record_answer(
        Letter.objects.get(listed=listed),
        by=by,
        outcome="accepted",
        received_on=timezone.localdate(),
        note=CANARIES[2],
        substitute=CANARIES[3],
        scan=upload(PDF, "SECRET-SUBSTITUTE.pdf"),
        **said,
    )
    return delegate, run


Forgets = Callable[[Any, User], object]


@pytest.mark.parametrize("by_card", [True, False], ids=["the card is forgotten", "the delegate is erased"])
def test_whoever_is_erased_is_gone_from_letters_files_and_answers(
    by_card: bool, dialogue: Dialogue, host: User, django_capture_on_commit_callbacks: Any
) -> None:
    delegate, run = a_letter_to_a_delegate(dialogue, host)
    assert len({place.split(" in ")[0] for place in places_of(CANARIES)}) == len(CANARIES), "not all were planted"
    assert {".pdf", ".zip"} <= {place[-4:] for place in places_of(CANARIES[:1])}, "words in packed files are not found"
    with django_capture_on_commit_callbacks(execute=True):
        if by_card:
            contact_cards.forget_card(Person.objects.get(pk=delegate.person_id).contact_cards.get(), by=host)
        erase_delegate(delegate, by=host)
    assert places_of(CANARIES) == []
    run.refresh_from_db()
    assert not run.pdf and not run.bundle and run.letters.count() == 2
    assert Letter.objects.filter(forgotten_at__isnull=True).get().pdf, "the other letter keeps its print"
    assert LetterAnswer.objects.get().outcome == "accepted"
    assert not FileRemoval.objects.exists() and not list(verify(dialogue.audit_scope))


def test_files_of_a_forgotten_letter_go_although_the_process_died_after_the_commit(
    dialogue: Dialogue, host: User
) -> None:
    delegate, _run = a_letter_to_a_delegate(dialogue, host)
    erase_delegate(delegate, by=host)  # nothing runs after the commit here: as if the process had died
    assert FileRemoval.objects.count() == 4, "the letter, the run's two files and the scan"
    assert any("secret" in place for place in places_of(CANARIES))
    take_out(FileRemoval.objects.all())
    assert places_of(CANARIES) == []


def test_a_run_keeps_no_file_of_somebody_who_was_forgotten_while_it_was_printed(dialogue: Dialogue, host: User) -> None:
    delegate, run = a_letter_to_a_delegate(dialogue, host)
    printed = list(run.letters.all())
    run.refresh_from_db()
    remove_names([run.pdf.name, run.bundle.name])  # as if it had not come to its end yet
    LetterRun.objects.filter(pk=run.pk).update(finished_at=None, pdf="", bundle="")
    erase_delegate(delegate, by=host)
    files = {"pdf": b"%PDF-1.7 SECRET-ADDRESSEE", "pages": 2, "bundle": b"SECRET-ADDRESSEE"}
    assert letter_runs.finish_run(run, by=host, letters=printed, **files).finished_at is None
    take_out(FileRemoval.objects.all())
    assert places_of(CANARIES) == []
    others = [letter for letter in printed if letter.listed.name == "Other guild"]
    assert letter_runs.finish_run(run, by=host, letters=others, **files | {"pdf": b"%PDF", "bundle": b"PK"}).finished_at


def test_a_deleted_dialogue_leaves_neither_letters_nor_their_files(dialogue: Dialogue, host: User) -> None:
    a_letter_to_a_delegate(dialogue, host)
    Dialogue.objects.filter(pk=dialogue.pk).update(status=Status.CLOSED)
    planned = deletions.plan_deletion(dialogue, by=host, title=dialogue.title, reason="It has ended")
    Deletion.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert deletions.begin_deletion(planned, by=None)
    while deletions.delete_part(planned, by=None, at_most=5):
        pass
    deletions.finish_deletion(planned, by=None)
    take_out(FileRemoval.objects.all())
    assert not Letter.objects.exists() and not LetterRun.objects.exists()
    assert places_of(CANARIES) == []
