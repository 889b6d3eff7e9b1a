"""Endorsement rounds: who may answer what, when, and what counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from dialogues.documents.models import Endorsement, EndorsementChange, Round, Version
from dialogues.documents.services import reservations, rounds
from dialogues.documents.states import EndorsementState, Position, VersionStatus
from dialogues.documents.tally import tally
from dialogues.models import Dialogue, Mandate, Notice
from dialogues.states import Attribution, Category, Channel, DelegateRole, Role, Status
from inspired.core.access import may
from inspired.core.models import Event
from inspired.core.services import store_upload
from inspired.core.states import StateError
from tests import make
from tests.core.files import upload
from tests.documents import make as doc

pytestmark = pytest.mark.django_db


def test_every_speaker_of_a_seat_that_is_asked_is_told_once() -> None:
    version = doc.version()
    pairs = doc.table(version.document.dialogue, 2)
    doc.round_(version, [seat for seat, _user in pairs])
    told = Notice.objects.filter(kind="documents.round_opened").values_list("user", flat=True)
    assert sorted(told) == sorted(user.pk for _seat, user in pairs)


def test_only_seats_with_a_signatory_are_asked() -> None:
    version = doc.version()
    silent = make.seat(version.document.dialogue)
    make.delegate(silent, may_sign=False)
    with pytest.raises(StateError):
        doc.round_(version, [silent])


def test_an_answer_counts_once_however_often_it_is_sent() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    for _again in range(3):
        doc.answer(round_, seat, signatory)
    assert Endorsement.objects.given().count() == 1
    assert Event.objects.filter(verb="endorsement.given").count() == 1


@pytest.mark.parametrize("act", ["documents.answer_round", "documents.sign_answer"])
def test_no_answer_is_offered_once_the_dialogue_is_closed(act: str) -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    asked = doc.round_(version, [seat]).invitees.select_related("seat__dialogue")
    assert may(signatory, act, asked.get())
    Dialogue.objects.update(status=Status.CLOSED)
    assert not may(signatory, act, asked.get())


def test_a_change_of_mind_is_kept_in_the_history() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    for position in (Position.NOT_YET, Position.RESERVE, Position.ENDORSE):
        doc.answer(round_, seat, signatory, position)
    assert Endorsement.objects.get().position == Position.ENDORSE
    assert not Endorsement.objects.get().reservations.exists()
    kept = EndorsementChange.objects.values_list("position", flat=True)
    assert list(kept) == [Position.NOT_YET, Position.RESERVE, Position.ENDORSE]


def test_a_delegate_prepares_and_the_signatory_gives() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    assistant = make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    round_ = doc.round_(version, [seat])
    prepared = doc.answer(round_, seat, assistant)
    assert prepared.state == EndorsementState.PREPARED
    assert not Endorsement.objects.given().exists()
    rounds.confirm_answer(prepared, by=signatory, sha256=version.sha256, turn=prepared.turn)
    given = Endorsement.objects.given().get()
    assert (given.signed_by, given.prepared_by) == (signatory, assistant)
    with pytest.raises(StateError):
        doc.answer(round_, seat, assistant, Position.DECLINE)


def test_a_signatory_confirms_the_answer_they_read_and_no_other() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    assistant = make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    round_ = doc.round_(version, [seat])
    read = doc.answer(round_, seat, assistant, Position.DECLINE)
    doc.answer(round_, seat, assistant, Position.ABSTAIN)
    with pytest.raises(StateError):
        rounds.confirm_answer(read, by=signatory, sha256=version.sha256, turn=read.turn)
    assert not Endorsement.objects.given().exists()


@pytest.mark.parametrize("role", [Role.HOST, Role.FACILITATOR, Role.DONOR, Role.OBSERVER])
def test_neutral_roles_never_sign_even_with_a_mandate(role: str) -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    make.role(version.document.dialogue, signatory, role)

    def sign() -> None:
        answer = doc.answer(round_, seat, signatory)
        rounds.confirm_answer(answer, by=signatory, sha256=version.sha256, turn=answer.turn)

    with pytest.raises(PermissionDenied):
        sign()
    assert not Endorsement.objects.given().exists()


def test_a_mandate_that_ended_yesterday_signs_nothing_today() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    make.delegate(seat)
    round_ = doc.round_(version, [seat])
    Mandate.objects.filter(delegate__user=signatory).update(
        starts_on=timezone.localdate() - timedelta(days=9), ends_on=timezone.localdate() - timedelta(days=1)
    )
    with pytest.raises(PermissionDenied):
        doc.answer(round_, seat, signatory)


def test_nobody_speaks_for_another_seat() -> None:
    version = doc.version()
    (mine, me), (other, _them) = doc.table(version.document.dialogue, 2)
    round_ = doc.round_(version, [mine, other])
    with pytest.raises(PermissionDenied):
        doc.answer(round_, other, me)


def test_the_text_that_was_read_is_the_text_that_is_answered() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    with pytest.raises(StateError):
        rounds.prepare_answer(round_, by=signatory, seat=seat, said=doc.said(), sha256="0" * 64)


def test_an_endorsement_of_other_bytes_counts_nowhere() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    answer = doc.answer(doc.round_(version, [seat]), seat, signatory)
    Endorsement.objects.filter(pk=answer.pk).update(sha256=version.sha256[:-1] + "z")
    assert not Endorsement.objects.given().exists()
    assert not Endorsement.objects.in_favour().exists()


def test_after_the_deadline_nothing_is_taken() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    Round.objects.filter(pk=round_.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(StateError):
        doc.answer(round_, seat, signatory)


def test_a_spoken_answer_counts_only_once_confirmed() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    host = make.host_of(version.document.dialogue)
    announced = rounds.announce_answer(round_, by=host, seat=seat, said=doc.said(), channel=Channel.PHONE)
    assert tally(round_, host).answered == 0
    assert tally(round_, host).announced == 1
    rounds.confirm_answer(announced, by=signatory, sha256=version.sha256, turn=announced.turn)
    assert tally(round_, host).answered == 1


def test_a_signed_letter_counts_and_keeps_its_scan() -> None:
    version = doc.version()
    [(seat, _signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    host = make.host_of(version.document.dialogue)
    scan = store_upload(upload(b"%PDF-1.4 signed", "sheet.pdf"), by=host)
    rounds.file_letter(round_, by=host, seat=seat, said=doc.said(), scan=scan, signatory_function="Director")
    given = Endorsement.objects.given().get()
    assert (given.channel, given.scan, given.signed_by) == (Channel.LETTER, scan, None)


@pytest.mark.parametrize("position", [Position.ENDORSE, Position.ABSTAIN])
def test_a_reservation_goes_with_its_answer_and_no_other(position: str) -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    said = rounds.Said(position, wishes=(rounds.Wish("Too early."),))
    with pytest.raises(StateError):
        rounds.prepare_answer(round_, by=signatory, seat=seat, said=said, sha256=version.sha256)


def test_a_reservation_names_a_paragraph_of_this_version() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    known = version.data["sections"][0]["paragraphs"][0]["id"]
    for paragraph, is_known in ((known, True), ("p-unknown1", False)):
        said = rounds.Said(Position.RESERVE, wishes=(rounds.Wish("Too early.", paragraph, "next year"),))
        if is_known:
            rounds.prepare_answer(round_, by=signatory, seat=seat, said=said, sha256=version.sha256)
        else:
            with pytest.raises(StateError):
                rounds.prepare_answer(round_, by=signatory, seat=seat, said=said, sha256=version.sha256)


def seen(dialogue: Dialogue, round_: Round) -> dict[str, int]:
    """How many single answers each kind of reader sees."""
    readers = {role: make.user() for role in (Role.HOST, Role.FACILITATOR, Role.DONOR, Role.GOVERNMENT, Role.MEDIA)}
    for role, reader in readers.items():
        make.role(dialogue, reader, role)
    readers["observer delegate"] = make.delegate(make.seat(dialogue), role=DelegateRole.OBSERVER)
    readers["stranger"] = make.user()
    readers["admin"] = make.user(is_staff=True, is_superuser=True)
    return {str(name): len(tally(round_, reader).answers) for name, reader in readers.items()}


def test_single_answers_are_the_hosts_until_the_close_then_the_participants() -> None:
    version = doc.version()
    dialogue = version.document.dialogue
    (one, first), (two, second) = doc.table(dialogue, 2)
    round_ = doc.round_(version, [one, two])
    doc.answer(round_, one, first)
    doc.answer(round_, two, second, Position.DECLINE)
    assert seen(dialogue, round_) == {
        "host": 2, "facilitator": 2, "donor": 0, "government": 0, "media": 0, "observer delegate": 0, "stranger": 0,
        "admin": 0,
    }  # fmt: skip
    assert [spoken.answer.seat for spoken in tally(round_, first).answers] == [one]
    rounds.close_round(round_, by=make.host_of(dialogue))
    round_.refresh_from_db()
    assert seen(dialogue, round_) == {
        "host": 2, "facilitator": 2, "donor": 0, "government": 2, "media": 0, "observer delegate": 2, "stranger": 0,
        "admin": 0,
    }  # fmt: skip


def test_by_category_a_few_answers_are_not_told_apart() -> None:
    version = doc.version()
    dialogue = version.document.dialogue
    pairs = doc.table(dialogue, 3)
    lonely = make.seat(dialogue, category=Category.MEDIA)
    editor = make.delegate(lonely)
    round_ = doc.round_(version, [*(seat for seat, _u in pairs), lonely], shown_after=Attribution.CATEGORY)
    for seat, user in [*pairs[:2], (lonely, editor)]:
        doc.answer(round_, seat, user)
    rounds.close_round(round_, by=make.host_of(dialogue))
    round_.refresh_from_db()
    shown = {item.label: (item.answered, item.asked, item.counts) for item in tally(round_, pairs[2][1]).categories}
    assert shown[str(Category.CIVIL_SOCIETY.label)] == (2, 3, ((str(Position.ENDORSE.label), 2),))
    assert shown[str(Category.MEDIA.label)] == (1, 1, ())
    assert tally(round_, pairs[2][1]).answers == []


def test_extending_tells_and_never_shortens() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    host = make.host_of(version.document.dialogue)
    with pytest.raises(StateError):
        rounds.extend_round(round_, by=host, due_at=round_.due_at - timedelta(days=1), reason="Holidays")
    rounds.extend_round(round_, by=host, due_at=round_.due_at + timedelta(days=3), reason="Holidays")
    assert Notice.objects.filter(kind="documents.round_extended", user=signatory).count() == 1


def test_reminders_go_to_those_who_have_not_answered_once_a_day() -> None:
    version = doc.version()
    (one, first), (two, second) = doc.table(version.document.dialogue, 2)
    round_ = doc.round_(version, [one, two])
    doc.answer(round_, one, first)
    host = make.host_of(version.document.dialogue)
    for _again in range(2):
        rounds.remind(round_, by=host)
    reminded = Notice.objects.filter(kind="documents.round_reminder").values_list("user", flat=True)
    assert list(reminded) == [second.pk]


def test_a_reservation_is_settled_with_words() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    answer = doc.answer(doc.round_(version, [seat]), seat, signatory, Position.RESERVE)
    host = make.host_of(version.document.dialogue)
    wish = answer.reservations.get()
    with pytest.raises(StateError):
        reservations.settle_reservation(wish, by=host, status="maintained", resolution=" ")
    settled = reservations.settle_reservation(wish, by=host, status="accommodated", resolution="In version 2.")
    assert settled.status == "accommodated"


def test_the_database_refuses_a_second_answer_of_a_seat() -> None:
    constraints = connection.introspection.get_constraints(connection.cursor(), Endorsement._meta.db_table)
    assert constraints["one_endorsement_per_seat_and_version"]["unique"]


def test_a_later_round_on_the_same_text_asks_nobody_twice() -> None:
    version = doc.version()
    (one, first), (two, second) = doc.table(version.document.dialogue, 2)
    host = make.host_of(version.document.dialogue)
    earlier = doc.round_(version, [one, two])
    doc.answer(earlier, one, first)
    rounds.close_round(earlier, by=host)
    later = doc.round_(version, [one, two])
    assert tally(later, host).answered == 1
    assert [invitee.seat for invitee in tally(later, host).waiting] == [two]
    doc.answer(later, two, second)
    assert tally(later, host).answered == 2


@pytest.mark.parametrize("status", [VersionStatus.FINAL_DRAFT, VersionStatus.ENDORSED])
def test_a_document_has_one_version_to_endorse_and_one_endorsed(status: str) -> None:
    version = doc.version()
    Version.objects.filter(pk=version.pk).update(status=status)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(document=version.document, number=9, content="{}", sha256="0" * 64, status=status)
