"""The brief of two pages: what stands in it, what never does, for whom it is printed, and how it is forgotten."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.handover_offers import forget_briefs
from dialogues.convening.models import Brief
from dialogues.convening.personal import erase
from dialogues.convening.services.briefs import PRINT, ask_for_brief, store_brief
from dialogues.convening.services.handovers import hand_over_seat
from dialogues.convening.tasks.handovers import print_brief
from dialogues.ledger.models import Entry
from dialogues.ledger.states import Source
from dialogues.models import Delegate
from dialogues.states import DelegateRole
from inspired.core import running
from inspired.core.jobs import HANDLERS
from inspired.core.models import Job
from inspired.core.states import JobState
from tests import make
from tests.documents import make as documents

pytestmark = pytest.mark.django_db
WORDS = "Wages are paid late, in kind or not at all, and nobody looks into private homes. " * 40


@pytest.fixture
def dialogue():
    return make.dialogue(title="Decent work")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue, "Union of domestic workers")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def url_of(seat):
    return reverse("seat_brief", args=[seat.dialogue.slug, seat.pk])


def say(seat, count, **fields):
    values = {"dialogue": seat.dialogue, "seat": seat, "source": Source.ANSWER, "text": WORDS} | fields
    first = seat.dialogue.entries.count() + 1
    Entry.objects.bulk_create(
        Entry(number=number, title=f"Contribution {number} " + "on inspection and wages " * 5, **values)
        for number in range(first, first + count)
    )


def printed(brief):
    assert HANDLERS[PRINT].run is print_brief
    assert running.run(Job.objects.get(kind=PRINT, target_pk=str(brief.pk)).pk, heartbeat=False)
    brief.refresh_from_db()
    assert brief.pdf, Job.objects.get(kind=PRINT, target_pk=str(brief.pk)).error
    with brief.pdf.open("rb") as source:
        return source.read()


def test_the_brief_says_where_we_stand_what_is_due_and_what_was_said(dialogue, seat):
    ana = make.delegate(seat)
    make.call(dialogue, title="Figures on inspection", due_at=timezone.now() + timedelta(days=5))
    make.call(dialogue, title="A call of the past", due_at=timezone.now() - timedelta(days=5))
    make.answer(make.call(dialogue, title="First call"), seat, ana, "Wages are low")
    other = make.seat(dialogue)
    make.answer(make.call(dialogue, title="Theirs"), other, text="WORDS OF ANOTHER SEAT")
    page = browser(ana).get(url_of(seat)).text
    for words in ("Where we stand", "Figures on inspection", "Wages are low", dialogue.policy_area):
        assert words in page
    for words in ("A call of the past", "WORDS OF ANOTHER SEAT"):
        assert words not in page


def test_the_seat_reads_who_signed(dialogue, seat):
    ana = make.delegate(seat)
    round_ = documents.round_(documents.version(documents.ppa(dialogue)), [seat])
    documents.answer(round_, seat, ana)
    page = browser(ana).get(reverse("seat", args=[dialogue.slug, seat.pk])).text
    assert "Who signed for it" in page
    assert "Who spoke for it when" in page
    assert page.index(ana.name, page.index("Who signed for it"))
    neighbour = browser(make.delegate(make.seat(dialogue))).get(reverse("seat", args=[dialogue.slug, seat.pk])).text
    assert "Who signed for it" not in neighbour


def test_the_history_names_who_handed_over(dialogue, host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    places = {user: Delegate.objects.get(user=user) for user in (ana, bruno)}
    hand_over_seat(places[ana], by=host, successor=places[bruno])
    address = reverse("seat", args=[dialogue.slug, seat.pk])
    for reader in (host, bruno):
        assert f"{ana.name} → {bruno.name}" in browser(reader).get(address).text
    neighbour = make.delegate(make.seat(dialogue))
    assert ana.name not in browser(neighbour).get(address).text
    assert browser(neighbour).get(url_of(seat)).status_code == 403


def test_a_long_history_still_gives_two_pages(dialogue, seat):
    ana = make.delegate(seat)
    for number in range(14):
        make.call(
            dialogue, title=f"Call {number} " + "about inspection " * 9, due_at=timezone.now() + timedelta(days=9)
        )
    say(seat, 90)
    page = browser(ana).get(url_of(seat)).text
    assert "Contribution 90" in page
    assert "Contribution 78 " not in page
    assert "and 78 more" in page
    assert "and 6 more" in page
    brief = ask_for_brief(dialogue, seat, by=ana)
    pdf = printed(brief)
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) in {0, 1, 2}
    assert brief.pages == 2


def test_a_long_history_in_arabic_letters_gives_two_pages(dialogue, seat):
    ana = make.delegate(seat)
    say(seat, 40, text="الأجور متأخرة ولا أحد يفتش المنازل " * 30)
    brief = ask_for_brief(dialogue, seat, by=ana)
    printed(brief)
    assert brief.pages <= 2


def test_a_short_history_gives_one_page(dialogue, seat):
    ana = make.delegate(seat)
    say(seat, 1)
    brief = ask_for_brief(dialogue, seat, by=ana)
    printed(brief)
    assert brief.pages == 1
    client = browser(ana)
    file = client.get(reverse("brief_pdf", args=[dialogue.slug, brief.pk]))
    assert file["Content-Type"] == "application/pdf"
    assert file["Cache-Control"] == "private, no-store"
    bruno = make.delegate(seat, role=DelegateRole.ALTERNATE)
    assert browser(bruno).get(reverse("brief_pdf", args=[dialogue.slug, brief.pk])).status_code == 404


def test_marks_of_emphasis_are_not_printed(dialogue, seat):
    ana = make.delegate(seat)
    say(seat, 1, text="**What matters?** Wages")
    assert "What matters? Wages" in browser(ana).get(url_of(seat)).text


def test_hostile_text_stays_text(dialogue, seat):
    ana = make.delegate(seat)
    say(seat, 1, text="</ul><script>alert(1)</script><table><td colspan=1000000>")
    assert "<script>alert(1)" not in browser(ana).get(url_of(seat)).text
    brief = ask_for_brief(dialogue, seat, by=ana)
    printed(brief)
    assert brief.pages == 1


def test_whoever_has_left_gets_no_print(dialogue, host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE)
    brief = ask_for_brief(dialogue, seat, by=ana)
    file = reverse("brief_pdf", args=[dialogue.slug, brief.pk])
    hand_over_seat(Delegate.objects.get(user=ana), by=host, successor=Delegate.objects.get(user=bruno))
    job = Job.objects.get(kind=PRINT)
    running.run(job.pk, heartbeat=False)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    store_brief(brief, by=None, pdf=b"%PDF-1.7", pages=1)
    assert browser(ana).get(file).status_code == 404
    with pytest.raises(PermissionDenied):
        ask_for_brief(dialogue, seat, by=ana)


def test_asked_twice_makes_one_and_a_new_one_takes_the_place_of_the_old(dialogue, seat):
    ana = make.delegate(seat)
    client = browser(ana)
    for _ in range(2):
        client.post(url_of(seat))
    brief = Brief.objects.get()
    store_brief(brief, by=None, pdf=b"%PDF-1.7", pages=1)
    Job.objects.update(state=JobState.DONE, finished_at=timezone.now())
    assert client.get(url_of(seat)).text.count("Open the PDF") == 1, "beside the job alone"
    Job.objects.all().delete()
    assert client.get(url_of(seat)).text.count("Open the PDF") == 1
    brief.refresh_from_db()
    again = ask_for_brief(dialogue, seat, by=ana)
    assert again.pk != brief.pk
    assert Brief.objects.count() == 1


def test_prints_are_forgotten_after_a_week_and_with_their_reader(dialogue, seat, django_capture_on_commit_callbacks):
    ana = make.delegate(seat)
    brief = store_brief(ask_for_brief(dialogue, seat, by=ana), by=None, pdf=b"%PDF-1.7", pages=1)
    Brief.objects.update(asked_at=timezone.now() - timedelta(days=6))
    assert [one.count for one in forget_briefs(timezone.now(), 10)] == [0]
    Brief.objects.update(asked_at=timezone.now() - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        assert [one.count for one in forget_briefs(timezone.now(), 10)] == [1]
    assert not default_storage.exists(brief.pdf.name)
    brief = store_brief(ask_for_brief(dialogue, seat, by=ana), by=None, pdf=b"%PDF-1.7", pages=1)
    with django_capture_on_commit_callbacks(execute=True):
        erase(ana.person, "")
    assert not Brief.objects.exists()
    assert not default_storage.exists(brief.pdf.name)


def test_the_team_reads_what_waits_for_it(dialogue, host, seat):
    say(seat, 3)
    make.call(dialogue, title="Figures on inspection", due_at=timezone.now() + timedelta(days=5))
    page = browser(host).get(reverse("team_brief", args=[dialogue.slug])).text
    assert "3 contributions wait for a disposition" in page
    assert "1 organisation owes it" in page
    brief = ask_for_brief(dialogue, None, by=host)
    printed(brief)
    assert brief.pages == 1
    assert browser(make.delegate(seat)).get(reverse("team_brief", args=[dialogue.slug])).status_code == 403


@pytest.mark.parametrize("name", ["seat_brief", "seat_hand_over", "seat"])
def test_a_long_history_costs_no_more_queries(dialogue, host, seat, name, django_assert_max_num_queries):
    ana = make.delegate(seat)
    place = Delegate.objects.get(user=ana)
    for seats in (1, 30):
        say(seat, seats)
        make.call(dialogue, due_at=timezone.now() + timedelta(days=5))
        make.delegate(seat, role=DelegateRole.ALTERNATE)
        pk = place.pk if name == "seat_hand_over" else seat.pk
        for reader in (ana, host):
            client = browser(reader)
            with django_assert_max_num_queries(40):
                assert client.get(reverse(name, args=[dialogue.slug, pk])).status_code == 200
