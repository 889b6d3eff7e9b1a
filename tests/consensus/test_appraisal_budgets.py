"""Pages of options and appraisals ask the database the same for one seat and for many."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.consensus.models import Criterion, Judgement, Opinion, Option
from dialogues.consensus.services import appraisal as verbs
from dialogues.consensus.services import options
from dialogues.states import Category
from tests import make
from tests.consensus import make_appraisal as ap
from tests.counting import costs_of

pytestmark = pytest.mark.django_db


def fill(appraisal, seats) -> None:
    """Submitted opinions of many seats, without the verbs."""
    cells = [
        (option.pk, criterion.pk)
        for option in appraisal.options.all()
        for criterion in Criterion.objects.kept().filter(criteria_set=appraisal.criteria_set)
    ]
    made = Opinion.objects.bulk_create(
        Opinion(appraisal=appraisal, seat=seat, submitted_at=appraisal.opened_at) for seat in seats
    )
    Judgement.objects.bulk_create(
        Judgement(opinion=one, option_id=option, criterion_id=criterion, score=(one.pk + option * criterion) % 5)
        for one in made
        for option, criterion in cells
    )


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("who", ["host", "delegate", "donor"])
def test_pages_cost_the_same_for_one_seat_and_sixty(who: str) -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    ap.rules(dialogue)
    challenge = ap.challenge(dialogue, count=3)
    seat = make.seat(dialogue, category=Category.SOCIAL_AGENTS)
    delegate = make.delegate(seat)
    appraisal = ap.appraisal(challenge)
    ap.opinion(appraisal, seat)
    reader = {"host": host, "delegate": delegate, "donor": make.role(dialogue, make.user(), "donor").user}[who]
    at = [dialogue.slug, challenge.number]
    here = [*at, appraisal.number]
    pages = [reverse("options", args=at), reverse("option", args=[*at, "A"])]
    pages += [
        reverse(name, args=here) for name in ("appraisal", "conclusion", "appraisal_results", "appraisal_weights")
    ]
    if who == "delegate":
        pages += [
            reverse("appraisal_judge", args=[*here, seat.pk, "A"]),
            reverse("appraisal_check", args=[*here, seat.pk]),
        ]
    if who == "donor":
        verbs.close_appraisal(appraisal, by=host)
    client = signed_in(reader)
    before = costs_of(client, pages)
    fill(appraisal, [make.seat(dialogue, category=Category.values[number % 9]) for number in range(59)])
    for number in range(26):
        made = options.propose_option(challenge, by=delegate, seat=seat, title=f"Proposal {number}")
        Option.objects.filter(pk=made.pk).update(status="withdrawn", reason="No", shown_at=appraisal.opened_at)
    assert costs_of(client, pages) == before
    assert max(before) <= 12, dict(zip(pages, before, strict=True))
