"""Rows that the tests of published texts start from: an adopted version with its file, published or not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from dialogues.documents import freezing
from dialogues.documents.models import Document, Endorsement, Invitee, Rendition, Round, Version
from dialogues.documents.states import EndorsementState, RenditionKind, RoundStatus, VersionStatus
from dialogues.models import Dialogue, Seat
from dialogues.states import Visibility
from inspired.core.canonical import fingerprint
from tests import make

PDF = b"%PDF-1.7\nissued bytes\n%%EOF\n"
YESTERDAY = timedelta(days=1)


def public_dialogue(**fields: Any) -> Dialogue:
    """A dialogue whose summary is published."""
    fields.setdefault("published_at", timezone.now() - YESTERDAY)
    return make.dialogue(visibility=Visibility.PUBLIC, **fields)


def version(dialogue: Dialogue, number: int = 1, *, published: bool = True, **fields: Any) -> Version:
    """An adopted version of the dialogue's analysis; the one before is superseded, as by the verb."""
    document, _new = Document.objects.get_or_create(dialogue=dialogue, kind="ppa", defaults={"title": "Analysis"})
    moment = timezone.now() - 2 * YESTERDAY
    section = freezing.Section("issue", "The issue", [{"id": "p1", "text": f"Paragraph of version {number}."}])
    content = freezing.build(
        freezing.Subject(dialogue.title, dialogue.country, "Host", "ppa", "Analysis", "en", dialogue.slug),
        version=number,
        frozen_at=moment,
        summary="In **short**.",
        sections=[section],
    )
    data, digest = freezing.frozen_bytes(content)
    values = {
        "status": VersionStatus.ENDORSED,
        "endorsed_at": moment,
        "endorsement_reason": "All agreed.",
        "published_at": moment if published else None,
        **fields,
    }
    document.versions.filter(status=VersionStatus.ENDORSED).update(status=VersionStatus.SUPERSEDED)
    return Version.objects.create(
        document=document, number=number, content=data.decode(), sha256=digest, frozen_at=moment, **values
    )


def rendition(version: Version, pdf: bytes = PDF, kind: str = RenditionKind.ENDORSED) -> Rendition:
    """A file that was issued from a version."""
    made = Rendition(version=version, kind=kind, sha256=fingerprint(pdf), size=len(pdf), pages=9)
    made.file.save("test.pdf", ContentFile(pdf), save=False)
    made.save()
    return made


def answer(version: Version, seat: Seat, position: str, **fields: Any) -> Endorsement:
    """A seat's given answer in a closed round."""
    now = timezone.now()
    asked, _new = Round.objects.get_or_create(
        version=version, number=1, defaults={"status": RoundStatus.CLOSED, "due_at": now, "closed_at": now}
    )
    Invitee.objects.create(round=asked, seat=seat)
    return Endorsement.objects.create(
        version=version,
        seat=seat,
        round=asked,
        sha256=version.sha256,
        position=position,
        state=EndorsementState.GIVEN,
        signed_at=now,
        **fields,
    )
