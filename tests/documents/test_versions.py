"""Freezing, adopting, withdrawing and publishing versions."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from dialogues.documents.composing import content_of
from dialogues.documents.models import Endorsement, Version
from dialogues.documents.services import rounds, sections, versions
from dialogues.documents.states import DocumentStatus, Position, VersionStatus
from inspired.core.canonical import fingerprint
from inspired.core.models import Event, Job
from inspired.core.models.audit import ImmutableError
from inspired.core.states import StaleError, StateError
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db


def test_a_frozen_version_has_the_text_its_hash_and_a_pdf_on_order() -> None:
    version = doc.version()
    assert version.number == 1
    assert version.sha256 == fingerprint(version.content.encode())
    assert "contributions" in version.content
    assert version.document.__class__.objects.get(pk=version.document_id).status == DocumentStatus.LOCKED
    assert Job.objects.filter(kind=versions.RENDER, target_pk=version.pk).count() == 1
    assert Event.objects.filter(verb="version.frozen", details__sha256=version.sha256).exists()


def test_freezing_refuses_a_text_that_changed_since_it_was_shown() -> None:
    document = doc.ppa()
    host = make.host_of(document.dialogue)
    shown = content_of(document, by=host, number=0, frozen_at=timezone.now()).stamp
    doc.write(document, doc.TEXT + "\n\nOne more thing.")
    with pytest.raises(StaleError):
        versions.freeze(document, by=host, stamp=shown)
    assert not Version.objects.exists()


def test_freezing_refuses_an_empty_text() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    document = sections.create_ppa(dialogue, by=host)
    stamp = content_of(document, by=host, number=0, frozen_at=timezone.now()).stamp
    with pytest.raises(StateError):
        versions.freeze(document, by=host, stamp=stamp)


def test_freezing_names_characters_that_no_font_covers() -> None:
    document = doc.ppa(text="A text with \U00013000 in it.")
    host = make.host_of(document.dialogue)
    stamp = content_of(document, by=host, number=0, frozen_at=timezone.now()).stamp
    with pytest.raises(versions.UncoveredError) as refusal:
        versions.freeze(document, by=host, stamp=stamp)
    assert refusal.value.characters[0][0] == "\U00013000"


def test_a_frozen_version_is_never_changed_or_deleted() -> None:
    version = doc.version()
    version.content = "{}"
    with pytest.raises(ImmutableError):
        version.save()
    with pytest.raises(ImmutableError):
        version.save(update_fields=["content"])
    with pytest.raises(ImmutableError):
        version.delete()
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE documents_version SET content = '{}' WHERE id = %s", [version.pk])
    assert Version.objects.get(pk=version.pk).is_intact


def test_a_new_version_starts_with_nothing_endorsed() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    doc.answer(round_, seat, signatory)
    host = make.host_of(version.document.dialogue)
    rounds.close_round(round_, by=host)
    versions.adopt(version, by=host, reason="Everybody agreed.")
    versions.reopen_text(version.document, by=host, reason="New figures.")
    doc.write(version.document, doc.TEXT + "\n\nNew figures.")
    second = doc.version(version.document)
    assert second.number == 2
    assert second.sha256 != version.sha256
    assert not Endorsement.objects.filter(version=second).exists()
    assert Version.objects.get(pk=version.pk).status == VersionStatus.ENDORSED


def test_adopting_is_refused_without_any_endorsement() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    doc.answer(round_, seat, signatory, Position.ABSTAIN)
    host = make.host_of(version.document.dialogue)
    rounds.close_round(round_, by=host)
    with pytest.raises(StateError):
        versions.adopt(version, by=host, reason="Because.")


@pytest.mark.parametrize("reason", ["", "   "])
def test_adopting_wants_a_reason(reason: str) -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    doc.answer(round_, seat, signatory)
    host = make.host_of(version.document.dialogue)
    rounds.close_round(round_, by=host)
    with pytest.raises(StateError):
        versions.adopt(version, by=host, reason=reason)


def test_adopting_waits_for_the_round_to_close() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    doc.answer(doc.round_(version, [seat]), seat, signatory)
    with pytest.raises(StateError):
        versions.adopt(version, by=make.host_of(version.document.dialogue), reason="Because.")


def test_a_withdrawn_version_cannot_be_put_to_endorsement() -> None:
    version = doc.version()
    [(seat, _signatory)] = doc.table(version.document.dialogue, 1)
    host = make.host_of(version.document.dialogue)
    versions.withdraw(version, by=host, reason="A mistake.")
    with pytest.raises(StateError):
        doc.round_(version, [seat])


def test_only_an_adopted_version_can_be_published() -> None:
    version = doc.version()
    with pytest.raises(StateError):
        versions.publish_version(version, by=make.host_of(version.document.dialogue))


def test_a_rendition_is_stored_once_whoever_renders_again() -> None:
    version = doc.version()
    first = versions.store_rendition(version, by=None, kind="draft", pdf=b"%PDF-1.7 one", pages=1, head=(1, "x"))
    again = versions.store_rendition(version, by=None, kind="draft", pdf=b"%PDF-1.7 two", pages=1, head=(1, "x"))
    assert first == again
    assert again.sha256 == fingerprint(b"%PDF-1.7 one")
