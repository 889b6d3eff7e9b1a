"""The pages of position checks: from a prepared check to its outcome, for the host team, a seat and a reader of totals."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.consensus.check_offers import checks_still_open
from dialogues.consensus.models import PositionCheck, Reply
from dialogues.consensus.services import checks
from dialogues.consensus.states.checks import CheckStatus, Stance
from dialogues.states import Channel, Phase
from inspired.core.models import User
from tests import make
from tests.consensus import make_checks
from tests.counting import costs_of

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_host_goes_from_a_proposal_to_its_outcome_and_a_seat_answers() -> None:
    dialogue = make.dialogue()
    seats = [make.seat(dialogue) for _ in range(2)]
    people = [make.delegate(seat) for seat in seats]
    host = client_of(make.host_of(dialogue))
    typed = {
        "title": "A flat contribution",
        "proposal": "One monthly contribution for all.",
        "due_on": (timezone.localdate() + timedelta(days=5)).isoformat(),
        "scale": "five",
        "basis": "answers",
        "threshold": "75",
        "quorum": "50",
        "is_hidden": "on",
        "form_key": str(uuid4()),
    }
    answer = host.post(reverse("check_prepare", args=[dialogue.slug]), typed)
    again = host.post(reverse("check_prepare", args=[dialogue.slug]), typed)
    check = PositionCheck.objects.get()
    choose = reverse("check_open", args=[dialogue.slug, 1])
    assert (answer["Location"], again["Location"]) == (choose, choose)
    assert host.post(choose, {"seats": [seat.pk for seat in seats]})["Location"] == check.get_absolute_url()
    page, place = client_of(people[0]), make_checks.asked(check, seats[0])
    url = reverse("check_reply", args=[dialogue.slug, 1, place.pk])
    assert url in page.get(check.get_absolute_url()).content.decode()
    refused = page.post(url, {"stance": "cannot", "reason": "MY-WORDS", "revision": "0"}).content.decode()
    assert "MY-WORDS" in refused
    assert "what would have to change" in refused.lower()
    given = {"stance": "cannot", "reason": "", "would_change": "A lower rate.", "revision": "0"}
    assert page.post(url, given)["Location"] == check.get_absolute_url()
    host.post(reverse("check_close", args=[dialogue.slug, 1]))
    shown = client_of(people[1]).get(check.get_absolute_url()).content.decode()
    assert "A lower rate." in shown and "No seat in this dialogue" in shown
    outcome = reverse("check_outcome", args=[dialogue.slug, 1])
    host.post(outcome, {"outcome": "We go on talking.", "revision": str(PositionCheck.objects.get().revision)})
    assert "We go on talking." in client_of(people[1]).get(check.get_absolute_url()).content.decode()
    assert PositionCheck.objects.get().status == CheckStatus.CLOSED


def test_a_colleagues_answer_is_shown_before_it_is_replaced() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    one, other = make.delegate(seat), make.delegate(seat)
    check = make_checks.opened([seat])
    url = reverse("check_reply", args=[dialogue.slug, 1, make_checks.asked(check, seat).pk])
    make_checks.reply(check, seat, one, reason="WORDS-OF-COLLEAGUE")
    typed = {"stance": "not_yet", "reason": "MY-WORDS", "revision": "0"}
    page = client_of(other).post(url, typed).content.decode()
    assert "WORDS-OF-COLLEAGUE" in page
    assert "MY-WORDS" in page
    assert Reply.objects.get().stance == Stance.AGREE
    assert client_of(other).post(url, {**typed, "revision": "1"}).status_code == 302
    assert Reply.objects.get().stance == Stance.NOT_YET


def test_what_was_entered_is_read_and_confirmed() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    by = make.delegate(seat)
    check = make_checks.opened([seat])
    host = client_of(make.host_of(dialogue))
    url = reverse("check_enter", args=[dialogue.slug, 1, make_checks.asked(check, seat).pk])
    assert (
        host.post(url, {"channel": Channel.PHONE, "stance": "agree", "reason": "SAID-BY-TELEPHONE"}).status_code == 302
    )
    reply = Reply.objects.get()
    confirm = reverse("check_confirm", args=[dialogue.slug, 1, reply.pk])
    assert "SAID-BY-TELEPHONE" in client_of(by).get(confirm).content.decode()
    client_of(by).post(confirm, {"revision": "x"})
    assert Reply.objects.get().confirmed_at is None
    client_of(by).post(confirm, {"revision": str(reply.revision)})
    assert Reply.objects.get().confirmed_at is not None


def test_what_somebody_else_saved_is_shown_beside_what_was_typed() -> None:
    check = make_checks.prepared()
    host = make.host_of(check.dialogue)
    due = timezone.now() + timedelta(days=3)
    checks.edit_check(check, by=host, revision=1, title="TITLE-OF-OTHER", proposal="P", due_at=due)
    typed = {"title": "MY-TITLE", "proposal": "P", "due_on": "2199-01-01", "scale": "five", "basis": "answers"}
    typed |= {"threshold": "75", "quorum": "50", "revision": "1"}
    page = client_of(host).post(reverse("check_edit", args=[check.dialogue.slug, 1]), typed).content.decode()
    assert "TITLE-OF-OTHER" in page
    assert "MY-TITLE" in page
    assert PositionCheck.objects.get().title == "TITLE-OF-OTHER"


def test_lists_and_pages_cost_the_same_with_one_and_with_many() -> None:
    few, many = make.dialogue(), make.dialogue()
    for dialogue, number in ((few, 1), (many, 30)):
        seats = [make.seat(dialogue) for _ in range(number)]
        people = [make.delegate(seat) for seat in seats]
        for _again in range(number):
            make_checks.opened(seats[:1])
        check = make_checks.opened(seats, title="The one")
        for seat, by in zip(seats, people, strict=True):
            make_checks.reply(check, seat, by)
    for user in (lambda dialogue: make.host_of(dialogue), _delegate):
        costs = []
        for dialogue in (few, many):
            last = PositionCheck.objects.filter(dialogue=dialogue).latest("number")
            client = client_of(user(dialogue))
            costs.append(costs_of(client, [reverse("checks", args=[dialogue.slug]), last.get_absolute_url()]))
        assert costs[0] == costs[1]
        assert max(costs[0]) <= 12


def _delegate(dialogue: object) -> User:
    return make.delegate(dialogue.seats.first())  # type: ignore[attr-defined]


def test_files_hold_what_the_page_shows() -> None:
    dialogue = make.dialogue()
    seats = [make.seat(dialogue) for _ in range(2)]
    people = [make.delegate(seat) for seat in seats]
    check = make_checks.opened(seats)
    make_checks.reply(check, seats[0], people[0], reason="=SECRET()")
    url = f"{check.get_absolute_url()}?format=csv"
    assert b"SECRET" not in client_of(people[1]).get(url).content
    assert b"'=SECRET()" in client_of(make.host_of(dialogue)).get(url).content
    listed = client_of(people[1]).get(f"{reverse('checks', args=[dialogue.slug])}?format=xlsx")
    assert listed["Content-Type"].startswith("application/vnd.openxmlformats")


def test_closing_the_phase_names_what_kind_of_thing_is_still_open() -> None:
    dialogue = make.dialogue()
    check = make_checks.opened([make.seat(dialogue)])
    host = make.host_of(dialogue)
    found = [item for asked in checks_still_open(host, dialogue, Phase.CONSENSUS) for item in asked.open_items]
    assert found == [f"Position check without an outcome: {check.title}"]
    assert not list(checks_still_open(host, dialogue, Phase.ASSESSMENT))


def test_a_silence_procedure_is_not_offered_for_closing_before_its_date() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    person = make.delegate(seat)
    check = make_checks.opened([seat], is_silence=True)
    host, close = client_of(make.host_of(dialogue)), reverse("check_close", args=[dialogue.slug, check.number])
    page = host.get(check.get_absolute_url()).content.decode()
    assert close not in page and "everybody has until the date" in page
    asked = host.get(close).content.decode()
    assert "<button" not in asked.partition("<main")[2].partition("</main>")[0] and "until the date" in asked
    make_checks.reply(check, seat, person)
    assert close in host.get(check.get_absolute_url()).content.decode()
    assert "Nobody can answer after that" in host.get(close).content.decode()
