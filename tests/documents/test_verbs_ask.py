"""Verbs ask their rule themselves: a call from elsewhere than a view is refused as well, and changes nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.documents.models import Document, Endorsement, Reservation
from dialogues.documents.naming import named_beyond_their_wish
from dialogues.documents.services import comments, outlining, reservations, rounds, sections, versions
from dialogues.documents.states import Position, ReservationStatus
from dialogues.ledger import services as ledger
from dialogues.ledger.models import Entry
from dialogues.states import Channel, Role
from inspired.core.models import Event
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db
LATER = timedelta(days=30)


def soon():
    return timezone.now() + LATER


@pytest.fixture
def desk():
    """A dialogue with a text open for comments, a commented paragraph, and people who may not manage it."""
    document = doc.ppa()
    dialogue, host = document.dialogue, make.host_of(document.dialogue)
    [(seat, delegate), (_other, neighbour)] = doc.table(dialogue, 2)
    donor, government = make.user(), make.user()
    make.role(dialogue, donor, Role.DONOR)
    make.role(dialogue, government, Role.GOVERNMENT)
    people = {"delegate": delegate, "donor": donor, "government": government, "stranger": make.user()}
    return {"document": document, "dialogue": dialogue, "host": host, "seat": seat, "neighbour": neighbour, **people}


LIVING = {
    "create_ppa": lambda d, by: sections.create_ppa(d["dialogue"], by=by),
    "save_section": lambda d, by: sections.save_section(_issue(d), by=by, text="Mine", revision=1),
    "save_summary": lambda d, by: sections.save_summary(d["document"], by=by, text="Mine", previous=""),
    "add_drafter": lambda d, by: sections.add_drafter(d["document"], by=by, user=d["delegate"]),
    "cite": lambda d, by: sections.cite(_issue(d), by=by, label="A report"),
    "add_section": lambda d, by: outlining.add_section(d["document"], by=by, title="Mine"),
    "move_section": lambda d, by: outlining.move_section(_issue(d), by=by, up=False),
    "remove_section": lambda d, by: outlining.remove_section(d["document"].sections.get(key="evidence"), by=by),
    "open_comments": lambda d, by: comments.open_comments(d["document"], by=by, due_at=soon()),
    "freeze": lambda d, by: versions.freeze(d["document"], by=by, stamp=""),
    "note_export": lambda d, by: ledger.note_export(d["dialogue"], by=by, what="ledger", kind="csv", rows=1),
    "put_under_review": lambda d, by: ledger.put_under_review(d["dialogue"], [1], by=by),
    "show_entries": lambda d, by: ledger.show_entries(d["dialogue"], Entry.objects.all(), tier="participants", by=by),
}


def _issue(desk):
    return desk["document"].sections.get(key="issue")


READERS = {"delegate", "government"}  # they read and export the ledger
WRONG = [
    (verb, who)
    for verb in LIVING
    for who in ("delegate", "donor", "government", "stranger")
    if not (verb == "note_export" and who in READERS)
]


@pytest.mark.parametrize(("verb", "who"), WRONG)
def test_the_living_text_is_closed_to_the_wrong_role(desk, verb, who) -> None:
    if verb == "create_ppa":
        Document.objects.all().delete()
    events = Event.objects.count()
    with pytest.raises(PermissionDenied):
        LIVING[verb](desk, desk[who])
    assert Event.objects.count() == events


def test_a_comment_period_is_closed_to_the_wrong_role(desk) -> None:
    period = comments.open_comments(desk["document"], by=desk["host"], due_at=timezone.now() + timedelta(days=3))
    for by in (desk["delegate"], desk["stranger"]):
        with pytest.raises(PermissionDenied):
            comments.extend_comments(period, by=by, due_at=soon())
        with pytest.raises(PermissionDenied):
            comments.close_comments(desk["document"], by=by)
    make.role(desk["dialogue"], desk["delegate"], Role.FACILITATOR)
    with pytest.raises(PermissionDenied):  # who is on the team decides on comments and makes none
        comments.add_comment(desk["document"], by=desk["delegate"], seat=desk["seat"], text="From both sides")


@pytest.fixture
def frozen(desk):
    version = doc.version(desk["document"])
    round_ = doc.round_(version, [desk["seat"]])
    return {**desk, "version": version, "round": round_}


ROUND = {
    "extend": lambda d, by: rounds.extend_round(d["round"], by=by, due_at=soon(), reason="More time"),
    "remind": lambda d, by: rounds.remind(d["round"], by=by),
    "close": lambda d, by: rounds.close_round(d["round"], by=by),
    "announce": lambda d, by: rounds.announce_answer(
        d["round"], by=by, seat=d["seat"], said=doc.said(), channel=Channel.PHONE
    ),
    "letter": lambda d, by: rounds.file_letter(
        d["round"], by=by, seat=d["seat"], said=doc.said(), scan=None, signatory_function="Head"
    ),
}


@pytest.mark.parametrize("who", ["delegate", "donor", "stranger"])
@pytest.mark.parametrize("verb", ROUND)
def test_a_round_is_closed_to_the_wrong_role(frozen, verb, who) -> None:
    with pytest.raises(PermissionDenied):
        ROUND[verb](frozen, frozen[who])
    assert not Endorsement.objects.exists()


def test_a_version_is_the_hosts_alone(frozen) -> None:
    version, host = frozen["version"], frozen["host"]
    facilitator = make.user()
    make.role(frozen["dialogue"], facilitator, Role.FACILITATOR)
    doc.answer(frozen["round"], frozen["seat"], frozen["delegate"], Position.RESERVE)
    with pytest.raises(PermissionDenied):
        reservations.settle_reservation(
            Reservation.objects.get(), by=frozen["delegate"], status=ReservationStatus.MAINTAINED, resolution="x"
        )
    rounds.close_round(frozen["round"], by=facilitator)
    for by in (frozen["delegate"], facilitator):
        with pytest.raises(PermissionDenied):
            versions.withdraw(version, by=by, reason="x")
        with pytest.raises(PermissionDenied):
            versions.adopt(version, by=by, reason="x")
    with pytest.raises(PermissionDenied):
        rounds.open_round(version, by=frozen["delegate"], due_at=soon(), seats=[frozen["seat"]])
    with pytest.raises(PermissionDenied):
        versions.reopen_text(frozen["document"], by=frozen["delegate"], reason="x")
    versions.adopt(version, by=host, reason="Agreed")
    with pytest.raises(PermissionDenied):
        versions.publish_version(version, by=facilitator)
    versions.publish_version(version, by=host, told=named_beyond_their_wish(version))
    with pytest.raises(PermissionDenied):
        versions.unpublish_version(version, by=facilitator, reason="x")
    version.refresh_from_db()
    assert version.published_at
