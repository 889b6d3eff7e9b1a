"""Ballots on paper: for each seat or blank, made as a PDF by a job, for the host team alone."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from dialogues.consensus.ballots import ballots_of, page_of
from dialogues.consensus.models import BallotPrint
from dialogues.consensus.services import appraisal as verbs
from dialogues.consensus.services.ballots import print_ballots
from dialogues.consensus.states.appraisal import Depth
from dialogues.consensus.tasks import forget_ballots
from dialogues.consensus.tasks import print_ballots as printing
from inspired.core.jobs import JobFailed
from inspired.core.models import Job
from inspired.core.states import StateError
from tests import make
from tests.consensus import make_appraisal as ap
from tests.counting import costs_of
from tests.erasure.reading import words_of
from tests.racing import at_once


@pytest.fixture
def table():
    """An open appraisal in which one of two seats has answered."""
    appraisal = ap.appraisal()
    dialogue = appraisal.challenge.dialogue
    seats = [make.seat(dialogue, "Nannies’ association"), make.seat(dialogue, "Union of drivers")]
    ap.opinion(appraisal, seats[0], 4)
    return appraisal, make.host_of(dialogue), seats


def at(appraisal, name):
    return reverse(name, args=[appraisal.challenge.dialogue.slug, appraisal.challenge.number, appraisal.number])


def running():
    """The job as a worker holds it."""
    job = Job.objects.get(kind="consensus.print_ballots")
    Job.objects.filter(pk=job.pk).update(state="running", worker="w", lease_until=timezone.now() + timedelta(hours=1))
    job.refresh_from_db()
    return job


@pytest.mark.django_db
def test_a_job_prints_a_ballot_for_each_seat_and_blank_ones(table, client):
    appraisal, host, _seats = table
    made = print_ballots(appraisal, by=host, is_named=True, blanks=1)
    assert print_ballots(appraisal, by=host, is_named=True, blanks=1) == made, "a double click makes one"
    printing(running())
    made.refresh_from_db()
    with made.pdf.open("rb") as file:
        said = words_of(file.read())
    assert said.count("Nannies’ association") == said.count("Union of drivers") > 0, "one ballot for each"
    assert (made.pages, made.pages % 3) == (6, 0), "two sheets for each of three"
    assert "Cannot say" in said and ap.REASON not in said
    client.force_login(host)
    answer = client.get(at(appraisal, "ballots_pdf"))
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_ballots_are_the_same_whatever_was_answered(table):
    appraisal, _host, seats = table
    before = page_of(ballots_of(appraisal, is_named=True, blanks=1), "en")
    ap.opinion(appraisal, seats[1], 0)
    assert page_of(ballots_of(appraisal, is_named=True, blanks=1), "en") == before


@pytest.mark.django_db
def test_only_the_host_team_orders_and_fetches(table, client):
    appraisal, host, seats = table
    head = ap.speaker(seats[0])
    with pytest.raises(PermissionDenied):
        print_ballots(appraisal, by=head, is_named=True)
    print_ballots(appraisal, by=host, is_named=True)
    client.force_login(head)
    assert client.get(at(appraisal, "ballots_pdf")).status_code == 404
    assert client.get(at(appraisal, "ballots_job")).status_code == 403


@pytest.mark.django_db
def test_whoever_left_the_team_meanwhile_gets_nothing(table):
    appraisal, host, _seats = table
    made = print_ballots(appraisal, by=host, is_named=True)
    BallotPrint.objects.update(reader=make.user())
    with pytest.raises(JobFailed):
        printing(running())
    made.refresh_from_db()
    assert not made.pdf


@pytest.mark.django_db
def test_no_ballots_for_dots_after_the_close_or_for_nobody(table):
    appraisal, host, _seats = table
    with pytest.raises(StateError, match="Choose"):
        print_ballots(appraisal, by=host, is_named=False)
    with pytest.raises(StateError, match="takes no ballots"):
        print_ballots(verbs.close_appraisal(appraisal, by=host), by=host, is_named=True)
    dots = ap.appraisal(ap.challenge(appraisal.challenge.dialogue), depth=Depth.DOTS)
    with pytest.raises(StateError, match="takes no ballots"):
        print_ballots(dots, by=host, is_named=True)


@pytest.mark.django_db
def test_pages_order_show_and_cost_the_same_for_many(table, client):
    appraisal, host, _seats = table
    client.force_login(host)
    page = client.get(at(appraisal, "appraisal_ballot")).content.decode()
    assert "All ballots as one PDF" in page and "Mark one box" not in page
    answer = client.post(at(appraisal, "ballots_print"), {"is_named": "on", "blanks": "2"})
    assert answer.url == at(appraisal, "ballots_job")
    assert BallotPrint.objects.get().blanks == 2
    refused = client.post(at(appraisal, "ballots_print"), {"blanks": "900"})
    assert refused.url == at(appraisal, "appraisal_ballot")
    pages = [at(appraisal, name) for name in ("appraisal_ballot", "ballots_job")]
    before = costs_of(client, pages)
    for _number in range(29):
        make.seat(appraisal.challenge.dialogue)
    assert costs_of(client, pages) == before and max(before) <= 12


@pytest.mark.django_db
def test_printed_ballots_are_forgotten_after_a_week(table):
    appraisal, host, _seats = table
    print_ballots(appraisal, by=host, is_named=True)
    for days, left in ((0, 1), (8, 0)):
        list(forget_ballots(timezone.now() + timedelta(days=days), 100))
        assert BallotPrint.objects.count() == left


@pytest.mark.django_db(transaction=True)
def test_two_of_the_team_at_once_make_one_print():
    appraisal = ap.appraisal()
    dialogue = appraisal.challenge.dialogue
    hosts = [make.host_of(dialogue), make.role(dialogue, make.user(), "host").user]
    assert at_once(*[partial(print_ballots, appraisal, by=host, is_named=False, blanks=1) for host in hosts]) == {
        "done": 2
    }
    assert BallotPrint.objects.count() == Job.objects.filter(kind="consensus.print_ballots").count() == 1
