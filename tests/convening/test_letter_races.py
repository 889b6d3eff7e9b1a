"""Hosts write letters at the same moment: each number is given once, without a gap, and nobody is written to twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from dialogues.convening.letter_shipped import SHIPPED
from dialogues.convening.models import Letter, LetterRun, LoggedContact
from dialogues.convening.services import contact_cards, contacts, letter_answers, letter_runs, letter_texts, letters
from dialogues.convening.services.contact_lists import take_in_list
from dialogues.convening.tasks.letters import render_letter
from dialogues.models import Dialogue
from dialogues.states import Role
from inspired.core import running
from inspired.core.audit import verify
from inspired.core.models import Event, Job, User
from tests import make
from tests.racing import at_once, print_without_forks

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6
DAY = date(2026, 3, 2)


@pytest.fixture
def dialogue(settings: Any, tmp_path: Path) -> Dialogue:
    settings.MEDIA_ROOT = str(tmp_path)
    return make.dialogue(contact="+238 555 01 01")


@pytest.fixture
def team(dialogue: Dialogue) -> list[User]:
    """Two hosts."""
    return [make.host_of(dialogue), make.role(dialogue, make.user(is_host=True), Role.HOST).user]


def wording(**more: Any) -> dict[str, Any]:
    subject, text = SHIPPED["invitation", "en"]
    said = {"kind": "invitation", "language": "en", "subject": subject, "text": text, "dated": DAY}
    return said | {"answer_by": DAY + timedelta(days=21)} | more


def many(dialogue: Dialogue, by: User, count: int = 5) -> list[int]:
    take_in_list(dialogue, by=by, text="\n".join(["organisation", *(f"Organisation {n}" for n in range(count))]))
    return list(dialogue.listed_organisations.values_list("pk", flat=True))


def numbers() -> list[int]:
    return list(Letter.objects.order_by("number").values_list("number", flat=True))


def test_the_same_run_started_by_two_hosts_at_once_is_one_run(dialogue: Dialogue, team: list[User]) -> None:
    keys, form_key = many(dialogue, team[0]), uuid4()

    def start(by: User) -> Callable[[], LetterRun]:
        return lambda: letter_runs.start_run(dialogue, by=by, organisations=keys, form_key=form_key, **wording())

    assert at_once(*(start(by) for by in team * 3)) == {"done": 6}
    assert LetterRun.objects.count() == Job.objects.filter(kind=letter_runs.RUN).count() == 1
    assert Event.objects.filter(verb="letter_run.started").count() == 1


def test_one_run_worked_off_twice_at_once_writes_to_each_once(dialogue: Dialogue, team: list[User]) -> None:
    run = letter_runs.start_run(dialogue, by=team[0], organisations=many(dialogue, team[0]), **wording())
    targets = list(run.targets.select_related("run__dialogue"))

    def work(order: int) -> Callable[[], None]:
        def write() -> None:
            for target in targets[::order]:
                letter_runs.write_one(target, by=team[0])

        return write

    assert at_once(*(work(order) for order in (1, -1, 1, -1))) == {"done": 4}
    assert numbers() == [1, 2, 3, 4, 5]
    assert LoggedContact.objects.count() == 5
    assert not list(verify(dialogue.audit_scope))


def test_two_runs_and_single_letters_at_once_share_no_number(dialogue: Dialogue, team: list[User]) -> None:
    keys = many(dialogue, team[0])
    runs = [letter_runs.start_run(dialogue, by=by, organisations=keys, **wording()) for by in team]
    listed = [run.targets.last().listed for run in runs]

    def work(run: LetterRun) -> Callable[[], None]:
        def write() -> None:
            for target in run.targets.select_related("run__dialogue"):
                letter_runs.write_one(target, by=run.by)

        return write

    singles = [lambda one=one: letters.issue_letter(one, by=team[1], **wording()) for one in listed]
    assert at_once(*map(work, runs), *singles) == {"done": 4}
    assert numbers() == list(range(1, 13))
    assert Letter.objects.values("reference").distinct().count() == 12
    assert {run.letters.count() for run in runs} == {5}
    assert not list(verify(dialogue.audit_scope))


def test_two_workers_print_a_letter_once(dialogue: Dialogue, team: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
    print_without_forks(monkeypatch)
    listed = contacts.list_organisation(dialogue, by=team[0], name="Guild")
    letter = letters.issue_letter(listed, by=team[0], **wording())
    job = running.claim(Job.objects.get(kind=letters.RENDER).pk)
    assert at_once(*[lambda: render_letter(job)] * 3) == {"done": 3}
    stores = [lambda: letters.store_pdf(letter, by=None, pdf=b"%PDF-1.7 other", pages=9)] * 3
    assert at_once(*stores) == {"done": 3}
    assert Event.objects.filter(verb="letter.printed").count() == 1
    letter.refresh_from_db()
    assert letter.pages == 1
    folder = Path(letter.pdf.storage.path("letters"))
    assert [file.name for file in folder.iterdir()] == [Path(letter.pdf.name).name], "one print, and no other file"


def test_a_letter_pressed_at_once_is_one_letter(dialogue: Dialogue, team: list[User]) -> None:
    listed, form_key = contacts.list_organisation(dialogue, by=team[0], name="Guild"), uuid4()
    press = [lambda: letters.issue_letter(listed, by=team[0], form_key=form_key, **wording())] * AT_ONCE
    assert at_once(*press) == {"done": AT_ONCE}
    assert numbers() == [1]


def test_noting_answers_and_writing_to_the_same_organisation_do_not_wait_for_each_other_for_ever(
    dialogue: Dialogue, team: list[User]
) -> None:
    listed = contacts.list_organisation(dialogue, by=team[0], name="Guild")
    sent = [letters.issue_letter(listed, by=team[0], **wording()) for _number in range(3)]
    today = timezone.localdate()
    answers = [
        lambda one=one: letter_answers.record_answer(one, by=team[0], outcome="asks", received_on=today) for one in sent
    ]
    writing = [lambda: letters.issue_letter(listed, by=team[1], **wording())] * 3
    assert at_once(*answers, *writing) == {"done": 6}
    assert numbers() == [1, 2, 3, 4, 5, 6]


def test_calling_off_and_noting_the_answer_at_once_leaves_one_of_them(dialogue: Dialogue, team: list[User]) -> None:
    listed = contacts.list_organisation(dialogue, by=team[0], name="Guild")
    letter, today = letters.issue_letter(listed, by=team[0], **wording()), timezone.localdate()
    ended = at_once(
        lambda: letters.cancel_letter(letter, by=team[0], reason="The minister changed"),
        lambda: letter_answers.record_answer(letter, by=team[1], outcome="declined", received_on=today),
    )
    assert ended == {"done": 1, "StateError": 1}
    letter = Letter.objects.get()
    assert bool(letter.cancelled_at) != hasattr(letter, "answer")


def test_an_answer_made_delegates_by_two_at_once_gives_one_seat(dialogue: Dialogue, team: list[User]) -> None:
    listed = contacts.list_organisation(dialogue, by=team[0], name="Guild", category="social_agents")
    letter = letters.issue_letter(listed, by=team[0], **wording())
    said = {"outcome": "accepted", "received_on": timezone.localdate(), "name": "Ana Lima"}
    answer = letter_answers.record_answer(letter, by=team[0], **said)
    ended = at_once(*(lambda by=by: letter_answers.seat_answer(answer, by=by) for by in team * 2))
    assert ended == {"done": 1, "StateError": 3}
    assert dialogue.seats.count() == 1 == dialogue.seats.get().delegates.count()


def test_a_letter_is_forgotten_for_good_although_it_is_printed_at_that_moment(
    dialogue: Dialogue, team: list[User]
) -> None:
    listed = contacts.list_organisation(dialogue, by=team[0], name="Guild")
    card = contact_cards.add_card(listed, by=team[0], name="SECRET-NAME")
    letter = letters.issue_letter(listed, by=team[0], card=card, **wording())
    ended = at_once(
        lambda: letters.store_pdf(letter, by=None, pdf=b"%PDF-1.7 SECRET-NAME", pages=1),
        lambda: contact_cards.forget_card(card, by=team[0]),
    )
    assert ended == {"done": 2}
    letter = Letter.objects.get()
    assert letter.forgotten_at and not letter.pdf and "SECRET" not in letter.text


def test_an_own_text_and_a_letterhead_changed_at_once_tell_the_conflict(dialogue: Dialogue, team: list[User]) -> None:
    place = {"kind": "thanks", "language": "en", "revision": 0, "subject": "Thanks"}
    ended = at_once(
        *(lambda n=n: letter_texts.edit_text(dialogue, by=team[n % 2], text=f"Text {n}", **place) for n in range(4))
    )
    assert ended == {"done": 1, "StaleError": 3}
    ended = at_once(
        *(
            lambda n=n: letter_texts.keep_letterhead(dialogue, by=team[n % 2], revision=0, name=f"House {n}")
            for n in range(4)
        )
    )
    assert ended == {"done": 1, "StaleError": 3}
