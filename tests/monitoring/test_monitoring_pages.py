"""The pages of monitoring: constant in queries, the overdue first, forms that keep what was typed, what outsiders read."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.consensus.models import ChallengeGround, Option
from dialogues.documents.freezing import frozen_bytes
from dialogues.documents.models import Version
from dialogues.models import Dialogue
from dialogues.monitoring.models import Commitment, Report
from dialogues.monitoring.services.commitments import answer_commitment
from dialogues.monitoring.services.following import log_adaptation, log_step, name_watcher, note_influence
from dialogues.monitoring.services.publishing import publish_status
from dialogues.monitoring.services.reports import report
from dialogues.monitoring.states import Answer, InfluenceKind, Progress, StepKind
from dialogues.states import Role, Visibility
from inspired.core.models import User
from tests import make
from tests.counting import costs_of
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db
MOST = 12


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User | None, url: str) -> str:
    client = signed_in(user) if user else Client()
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def filled(rows: int) -> tuple[Dialogue, User, User, str]:
    """A dialogue with that many commitments, each reported on from both sides, and as much of everything beside."""
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    (seat, person), (other, second) = mo.table(dialogue)
    asked = mo.asked(dialogue, *[seat] * rows)
    for number, one in enumerate(asked):
        taken = mo.taken(one, person)
        report(taken, by=person, seat=seat, status=Progress.IMPLEMENTATION)
        report(taken, by=second, seat=other, status=Progress.NOT_STARTED)
        about = {"recommendation": one.recommendation}
        note_influence(dialogue, by=person, seat=seat, kind=InfluenceKind.BILL, title=f"Bill {number}", **about)
        log_step(dialogue, by=second, seat=other, kind=StepKind.ADVOCACY, title=f"Step {number}", **about)
        log_adaptation(dialogue, by=host, title=f"Adaptation {number}", after="So", text="Since", **about)
        watcher = make.seat(dialogue)
        name_watcher(dialogue, by=host, seat=watcher, recommendations=[one.recommendation])
    return dialogue, host, person, f"/dialogues/{dialogue.slug}/monitoring/"


LISTS = ("", "timeline/", "trace/", "influence/", "adaptations/", "steps/", "watchers/")


@pytest.mark.parametrize("reader", ["host", "person"])
def test_lists_cost_the_same_with_one_row_and_with_thirty(reader: str) -> None:
    costs = []
    for rows in (1, 30):
        _dialogue, host, person, url = filled(rows)
        client = signed_in(host if reader == "host" else person)
        costs.append(costs_of(client, [f"{url}{place}" for place in LISTS]))
    assert costs[0] == costs[1]
    assert max(costs[1]) <= MOST, dict(zip(LISTS, costs[1], strict=True))


def test_the_page_of_one_commitment_costs_the_same_with_many_reports() -> None:
    _dialogue, _host, person, url = filled(1)
    client, one = signed_in(person), Commitment.objects.get()
    few = costs_of(client, [f"{url}commitments/{one.pk}/"])
    for number in range(30):
        report(one, by=person, seat=one.seat, status=Progress.IMPLEMENTATION, note=f"Note {number}")
    assert costs_of(client, [f"{url}commitments/{one.pk}/"]) == few and few[0] <= MOST


def test_the_overdue_stand_first_and_can_be_filtered() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    first, late = mo.asked(dialogue, seat, seat)
    for one in (first, late):
        mo.taken(one, person)
    Commitment.objects.filter(pk=first.pk).update(due_on=timezone.localdate() + timedelta(days=3))
    Commitment.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    url = f"/dialogues/{dialogue.slug}/monitoring/"
    told = page(person, url).partition("<tbody>")[2]
    assert told.index("Recommendation number 2") < told.index("Recommendation number 1")
    for query, shown in (("signal=late", False), ("status=none", True), ("answer=declined", False)):
        board = page(person, f"{url}?{query}").partition("<tbody>")[2]
        assert ("Recommendation number 1" in board) is shown, query
    assert "Recommendation number 2" in page(
        person, f"{url}?organisation={seat.pk}&recommendation={late.recommendation_id}"
    )
    assert "Overdue" in page(person, f"{url}timeline/")


def test_host_asks_and_a_seat_is_led_from_one_answer_to_the_next() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    host = make.host_of(dialogue)
    for _number in range(2):
        mo.recommendation(dialogue, seat)
    mo.endorsed(dialogue)
    url = f"/dialogues/{dialogue.slug}/monitoring/"
    assert "Ask for the commitments" in page(host, url)
    until = (timezone.localdate() + timedelta(days=20)).isoformat()
    assert signed_in(host).post(f"{url}ask/", {"due_on": until}).status_code == 302
    first, second = Commitment.objects.order_by("pk")
    assert "Confirm what your organisation takes on" in page(person, url)
    client = signed_in(person)
    said = {"answer": "confirmed", "revision": 1}
    answered = client.post(f"{url}commitments/{first.pk}/answer/", said)
    assert answered["Location"] == f"{url}commitments/{second.pk}/answer/"
    wrong = client.post(f"{url}commitments/{second.pk}/answer/", {"answer": "declined", "revision": 1})
    assert wrong.status_code == 200 and "what would have to change" in wrong.content.decode()
    answered = client.post(f"{url}commitments/{second.pk}/answer/", {**said, "answer": "declined", "note": "No money"})
    assert answered["Location"] == f"{url}commitments/{second.pk}/"


def test_a_conflict_shows_both_texts() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    (one,) = mo.asked(dialogue, seat)
    answer_commitment(one, by=person, answer=Answer.AMENDED, words="What stands there")
    client = signed_in(make.delegate(seat))
    typed = {"answer": "amended", "words": "What was typed", "revision": 1}
    told = client.post(f"/dialogues/{dialogue.slug}/monitoring/commitments/{one.pk}/answer/", typed).content.decode()
    assert "What stands there" in told and "What was typed" in told
    assert 'name="revision" value="2"' in told


def test_the_form_of_a_report_offers_own_voices_and_keeps_what_was_typed() -> None:
    dialogue = make.dialogue()
    (seat, person), (_other, second) = mo.table(dialogue)
    (one,) = mo.asked(dialogue, seat)
    mo.taken(one, person)
    url = f"/dialogues/{dialogue.slug}/monitoring/commitments/{one.pk}/report/"
    wrong = signed_in(person).post(
        url, {"voice": seat.pk, "status": "blocked", "on": "2026-01-01", "evidence": "Decree 12"}
    )
    assert "Decree 12" in wrong.content.decode() and not Report.objects.exists()
    given = signed_in(second).post(url, {"voice": seat.pk, "status": "implemented", "on": "2026-01-01"})
    assert given.status_code == 200 and not Report.objects.exists(), "a voice that is not on offer is refused"
    given = signed_in(person).post(url, {"voice": seat.pk, "status": "implemented", "on": "2026-01-01", "form_key": ""})
    assert given.status_code in {200, 302}


def test_outsiders_read_the_published_status_and_nothing_else() -> None:
    dialogue = make.dialogue(visibility=Visibility.PUBLIC, published_at=timezone.now())
    ((seat, person),) = mo.table(dialogue, 1)
    (one,) = mo.asked(dialogue, seat)
    mo.taken(one, person)
    report(one, by=person, seat=seat, status=Progress.TAKEN_UP, note="SECRET-NOTE", evidence="SECRET-EVIDENCE")
    url = f"/dialogues/{dialogue.slug}/monitoring/"
    media = make.role(dialogue, make.user(), Role.MEDIA).user
    for reader in (None, media):
        assert "No status published yet" in page(reader, url)
    publish_status(dialogue, by=make.host_of(dialogue))
    for reader in (None, media):
        told = page(reader, url)
        assert "Taken up" in told.partition("<tbody>")[2] and "SECRET" not in told
        assert seat.organisation.name not in told, "unlisted in public unless it wishes otherwise"
        assert seat.organisation.name not in page(reader, f"{url}?q={seat.organisation.name[-2:]}")
    csv = Client().get(f"{url}?format=csv").content.decode()
    assert "Taken up" in csv and "SECRET" not in csv and seat.organisation.name not in csv


def test_donors_read_everything_and_write_nothing() -> None:
    dialogue, _host, _person, url = filled(1)
    donor = make.role(dialogue, make.user(), Role.DONOR).user
    for place in LISTS:
        page(donor, f"{url}{place}")
    told = page(donor, url)
    assert "In implementation" in told and '<form method="post"' not in told.partition("<main")[2]


def test_a_group_of_dates_is_drawn_and_told_in_a_table() -> None:
    _dialogue, _host, person, url = filled(3)
    told = page(person, f"{url}timeline/")
    assert "<title id=" in told and "<desc id=" in told and told.count("<circle") == 6
    assert told.partition("<tbody>")[2].count("In implementation") == 3


def test_the_trace_is_walked_from_both_ends_and_its_gaps_can_be_filtered() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    (one,) = mo.asked(dialogue, seat)
    about = one.recommendation
    mo.challenge(dialogue, "Nobody looked at this")
    content = {
        "sections": [
            {"paragraphs": [{"id": "p-1", "number": 4, "text": "1. **Few** are *insured*", "sources": ["source-9"]}]}
        ],
        "annexes": [],
        "sources": [{"id": "source-9", "number": 1, "label": "Census", "detail": "2011", "kind": "source"}],
    }
    data, digest = frozen_bytes(content)
    text = mo.roadmap(dialogue).document
    version = Version.objects.create(document=text, number=9, content=data.decode(), sha256=digest)
    ChallengeGround.objects.create(challenge=about.challenge, version=version, paragraph_id="p-1", label="Few")
    option = Option.objects.create(
        challenge=about.challenge, letter="A", title="Flat rate", status="on_table", shown_at=timezone.now()
    )
    about.option = option
    about.save(update_fields=["option"])
    url = f"/dialogues/{dialogue.slug}/monitoring/trace/"
    told = page(person, url)
    for gap in ("Challenge without an option", "Option chosen without a source"):
        assert gap in told
    for start in (f"source-{text.pk}-source-9", f"commitment-{one.pk}"):
        chain = page(person, f"{url}?from={start}")
        for word in ("Census", "Few are insured", "Few are covered", "Flat rate", about.title, seat.organisation.name):
            assert word in chain, (start, word)
        assert "Nobody looked at this" not in chain and "**" not in chain
    narrowed = page(person, f"{url}?gap=no_option").partition("<tbody>")[2]
    assert "Nobody looked at this" in narrowed and "Flat rate" not in narrowed
    assert signed_in(person).get(f"{url}?from=commitment-987654321").status_code == 404
    csv = signed_in(person).get(f"{url}?format=csv").content.decode()
    assert "Census" in csv and "Nobody looked at this" in csv


def test_what_a_verb_refuses_stands_at_the_field_it_is_about() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    (one,) = mo.asked(dialogue, seat)
    mo.taken(one, person)
    client, url = signed_in(person), reverse("report_new", args=[dialogue.slug, one.pk])
    (voice,) = client.get(url).context["form"].fields["voice"].choices
    given = {"voice": voice[0], "status": Progress.IMPLEMENTATION, "form_key": str(uuid4())}
    given["on"] = timezone.localdate().isoformat()
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    for field, value in (("on", tomorrow), ("link", "javascript:alert(1)")):
        page = client.post(url, given | {field: value}).content.decode()
        assert f'href="#id_{field}"' in page, field
