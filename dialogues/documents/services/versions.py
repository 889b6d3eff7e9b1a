"""Writes that make a version and change its status: freezing, withdrawing, adopting, publishing, storing renditions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.documents.composing import content_of
from dialogues.documents.freezing import frozen_bytes, printed_texts
from dialogues.documents.models import Citation, Document, Endorsement, Rendition, Version
from dialogues.documents.naming import named_beyond_their_wish
from dialogues.documents.states import (
    DOCUMENT_MOVES,
    VERSION_MOVES,
    DocumentStatus,
    RenditionKind,
    RoundStatus,
    VersionStatus,
    WayOut,
)
from dialogues.models import Seat
from dialogues.services.notices import announce
from dialogues.services.reasons import record_with_reason
from dialogues.speakers import media_of
from inspired.core import ports
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.canonical import fingerprint
from inspired.core.jobs import enqueue, kept_by
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.printing import uncovered
from inspired.core.states import StaleError, StateError, check_move

RENDER = kept_by("documents.print_version", "documents.render_version")


class UncoveredError(Exception):
    """Raised when the text holds characters that no bundled font can print; ``characters`` lists them by name."""

    def __init__(self, characters: list[tuple[str, str, int]]) -> None:
        super().__init__("characters without a font")
        self.characters = characters


def lock_version(version: Version, *, by: User | None) -> Version:
    """Load a version again under lock, with its document and dialogue, on behalf of who acts."""
    return Version.objects.select_for_update(of=("self",)).select_related("document__dialogue").get(pk=version.pk)


@transaction.atomic
def freeze(document: Document, *, by: User, stamp: str, change_note: str = "") -> Version:
    """Freeze the living text into the next numbered version and order its PDF after commit.

    ``stamp`` is the fingerprint of the text that the page showed (``composing.stamp_of``): raises StaleError when
    somebody changed it since. An earlier final draft that nobody adopted is superseded. Open comments and what other
    apps know against it do not block; their number is logged. Raises StateError for an empty or a locked text, or a group's that is not to be a document of
    its own, and UncoveredError for characters no font covers.
    """
    document = Document.objects.locked().get(pk=document.pk)
    if document.status == DocumentStatus.LOCKED:
        raise StateError(_("This text is frozen already. Open it again before you freeze a next version."))
    require(by, "documents.freeze_document", document)
    handed = document.submission
    if document.group_id and not (handed and handed.is_settled and handed.way == WayOut.OWN):
        raise StateError(_("The text of a group is frozen once coordinator and host agree that it stands by itself."))
    return freeze_now(document, by=by, stamp=stamp, change_note=change_note)


def freeze_now(document: Document, *, by: User, stamp: str | None = None, change_note: str = "") -> Version:
    """Freeze a locked row of a document, as ``freeze`` does; without a stamp whatever stands there."""
    number = (document.versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    frozen_at = timezone.now().replace(microsecond=0)
    draft = content_of(document, by=by, number=number, frozen_at=frozen_at)
    if stamp is not None and stamp != draft.stamp:
        raise StaleError(document)
    if not any(section["paragraphs"] for section in draft.content["sections"]):
        raise StateError(_("There is nothing to freeze yet: every section is empty."))
    if missing := uncovered(printed_texts(draft.content)):
        raise UncoveredError(missing)
    data, digest = frozen_bytes(draft.content)
    _supersede(document, VersionStatus.FINAL_DRAFT, by=by, later=number)
    version = Version.objects.create(
        document=document,
        number=number,
        content=data.decode(),
        sha256=digest,
        frozen_at=frozen_at,
        frozen_by=by,
        change_note=change_note,
    )
    _lock_text(document)
    known = {caveat.key: caveat.count for caveat in ports.freezing_caveats.collect(by, document)}
    open_comments = document.comments.undecided().count()
    said: dict[str, Any] = {"number": number, "sha256": digest, "open_comments": open_comments, **known}
    record(by, "version.frozen", version, tier=Tier.PARTICIPANTS, **said)
    ports.frozen.collect(by, version)
    enqueue(RENDER, version, by=by, payload={"kind": RenditionKind.DRAFT}, key=RenditionKind.DRAFT)
    return version


def _lock_text(document: Document) -> None:
    if document.status == DocumentStatus.COMMENTS:
        document.comment_periods.filter(closed_at__isnull=True).update(closed_at=timezone.now())
        document.status = DocumentStatus.DRAFT
    check_move(document.status, DocumentStatus.LOCKED, DOCUMENT_MOVES, _("The text cannot be locked now."))
    document.status = DocumentStatus.LOCKED
    document.save(update_fields=["status"])


def _supersede(document: Document, status: str, *, by: User, later: int) -> None:
    """Let the version of this status give way to a later one. Raises StateError while a round on it is open.

    It is locked before its rounds are read: a round that is being opened on it is either seen here, or refused there.
    """
    rows = document.versions.select_for_update(of=("self",))
    for earlier in rows.filter(status=status).exclude(number=later):
        if earlier.rounds.filter(status=RoundStatus.OPEN).exists():
            raise StateError(
                _("A round on an earlier version is still open. Close it before you freeze a new version.")
            )
        earlier.status = VersionStatus.SUPERSEDED
        earlier.save(update_fields=["status"])
        record(by, "version.superseded", earlier, tier=Tier.PARTICIPANTS, number=earlier.number, later=later)


def withdraw_drafts(document: Document, *, by: User) -> None:
    """Withdraw what was frozen of a locked document and nobody adopted."""
    for version in document.versions.filter(status=VersionStatus.FINAL_DRAFT):
        version.status = VersionStatus.WITHDRAWN
        version.save(update_fields=["status"])
        record(by, "version.withdrawn", version, tier=Tier.PARTICIPANTS, number=version.number)


@transaction.atomic
def reopen_text(document: Document, *, by: User, reason: str) -> Document:
    """Unlock the living text for a next version, with a reason; versions stay as they are. StateError if not locked.

    A group's text goes back into the hands of its group.
    """
    document = Document.objects.locked().get(pk=document.pk)
    if document.group_id:
        Citation.objects.filter(part__document=document, part__ended_at__isnull=True).delete()
        document.submissions.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    check_move(document.status, DocumentStatus.DRAFT, DOCUMENT_MOVES, _("The text is open already."))
    require(by, "documents.freeze_document", document)
    document.status = DocumentStatus.DRAFT
    document.save(update_fields=["status"])
    here = document.dialogue
    record_with_reason("document.reopened", document, by=by, dialogue=here, reason=reason, tier=Tier.PARTICIPANTS)
    return document


def _move(version: Version, target: str, sentence: str, *, by: User, rule: str) -> None:
    check_move(version.status, target, VERSION_MOVES, sentence)
    require(by, rule, version)
    version.status = target


def _refuse_open_round(version: Version) -> None:
    if version.rounds.filter(status=RoundStatus.OPEN).exists():
        raise StateError(_("The endorsement round is still open. Close it first."))


def _record_with_reason(verb: str, version: Version, reason: str, by: User) -> None:
    here, said = version.document.dialogue, {"tier": Tier.PARTICIPANTS, "number": version.number}
    record_with_reason(verb, version, by=by, dialogue=here, reason=reason, **said)


@transaction.atomic
def withdraw(version: Version, *, by: User, reason: str) -> Version:
    """Withdraw a final draft with a reason. Raises StateError once it is endorsed or while its round is open."""
    version = lock_version(version, by=by)
    _refuse_open_round(version)
    sentence = _("Only a final draft can be withdrawn.")
    _move(version, VersionStatus.WITHDRAWN, sentence, by=by, rule="documents.withdraw_version")
    version.save(update_fields=["status"])
    _record_with_reason("version.withdrawn", version, reason, by)
    return version


@transaction.atomic
def adopt(version: Version, *, by: User, reason: str) -> Version:
    """Adopt a version whose round has closed; order the PDF that carries the endorsements after commit.

    An endorsed earlier version is superseded and keeps its endorsements. Raises StateError without a reason, without
    any endorsement of this exact text, while a round is open, or when the text no longer has its fingerprint.
    """
    Document.objects.locked().get(pk=version.document_id)  # before its versions, as whoever freezes the next one does
    version = lock_version(version, by=by)
    _refuse_open_round(version)
    if not reason.strip():
        raise StateError(_("Say why the version is adopted."))
    if not version.is_intact:
        raise StateError(_("This text does not have the fingerprint it was frozen with."))
    if not Endorsement.objects.filter(version=version).in_favour().exists():
        raise StateError(_("No organisation has endorsed this version, so it cannot be adopted."))
    sentence = _("Only a final draft can be adopted.")
    _move(version, VersionStatus.ENDORSED, sentence, by=by, rule="documents.adopt_version")
    version.endorsed_at, version.endorsed_by, version.endorsement_reason = timezone.now(), by, reason.strip()
    _supersede(version.document, VersionStatus.ENDORSED, by=by, later=version.number)
    version.save(update_fields=["status", "endorsed_at", "endorsed_by", "endorsement_reason"])
    record(by, "version.adopted", version, tier=Tier.PARTICIPANTS, number=version.number, sha256=version.sha256)
    enqueue(RENDER, version, by=by, payload={"kind": RenditionKind.ENDORSED}, key=RenditionKind.ENDORSED)
    return version


@transaction.atomic
def publish_version(
    version: Version, *, by: User, told: Collection[Seat] = (), at: datetime | None = None, tells_media: bool = False
) -> Version:
    """Publish an adopted version, or a noted working paper, from a moment on, now by default.

    ``told`` are the seats that know that it names them although they chose less in public. With ``tells_media`` the media
    users of the dialogue read it at once and keep it to themselves until that moment; they are told after commit. Raises
    StateError for a version that was neither, while such a seat was not told, and for an embargo without a day to come.
    """
    version = lock_version(version, by=by)
    if version.endorsed_at is None and version.status != VersionStatus.NOTED:
        raise StateError(_("Only an adopted version, or a working paper that was noted, can be published."))
    require(by, "documents.publish_version", version)
    affected, known = named_beyond_their_wish(version), {seat.pk for seat in told}
    if untold := [seat.organisation.name for seat in affected if seat.pk not in known]:
        names = ", ".join(untold)
        raise StateError(
            _("Tell these organisations first that the document names them: %(names)s.") % {"names": names}
        )
    now = timezone.now()
    version.published_at = at or now
    if tells_media and version.published_at <= now:
        raise StateError(_("An embargo needs a day that is still to come."))
    version.told_media_at = now if tells_media else None
    version.save(update_fields=["published_at", "told_media_at"])
    said: dict[str, Any] = {"number": version.number, "told": len(affected)}
    if version.published_at > now:
        said |= {"from": version.published_at.isoformat(), "media": tells_media}
    record(by, "version.published", version, tier=Tier.PUBLIC if version.is_public else Tier.PARTICIPANTS, **said)
    if tells_media:
        announce("documents.embargo", version, to=media_of(version.document.dialogue), by=by)
    return version


@transaction.atomic
def unpublish_version(version: Version, *, by: User, reason: str) -> Version:
    """Take a published version back, with a reason: the verification page then knows nothing of it, nor do the media."""
    version = lock_version(version, by=by)
    if version.published_at is None:
        raise StateError(_("This version is not published."))
    require(by, "documents.publish_version", version)
    version.published_at = version.told_media_at = None
    version.save(update_fields=["published_at", "told_media_at"])
    _record_with_reason("version.unpublished", version, reason, by)
    return version


@transaction.atomic
def store_rendition(
    version: Version, *, by: User | None, kind: str, pdf: bytes, pages: int, head: tuple[int, str]
) -> Rendition:
    """Store an issued PDF once; a second run of the same job returns what the first one stored.

    ``head`` is number and digest of the audit trail as printed in the document.
    """
    version = lock_version(version, by=by)
    if existing := version.renditions.filter(kind=kind).first():
        return existing
    digest = fingerprint(pdf)
    rendition = Rendition(
        version=version,
        kind=kind,
        sha256=digest,
        size=len(pdf),
        pages=pages,
        audit_number=head[0],
        audit_digest=head[1],
    )
    rendition.file.save(f"{digest}.pdf", ContentFile(pdf), save=False)
    rendition.save(force_insert=True)
    record(
        by, "rendition.issued", rendition, scope=version.audit_scope, tier=Tier.PARTICIPANTS, kind=kind, sha256=digest
    )
    return rendition
