"""Answers whether a fingerprint is that of a file we issued or of a text we froze. Parses nothing, stores nothing.

What a host has not published, and the person may not see, is looked for in the same query as what does not exist, so
that both cost the same and answer the same.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dialogues.documents.composing import printed_name
from dialogues.documents.models import Endorsement, Invitee, Rendition, Version
from dialogues.documents.states import IN_FAVOUR, Position
from dialogues.models import IssuedBefore, Seat
from inspired.core.access import Anyone
from inspired.front.shelf import published_versions


@dataclass(frozen=True)
class Finding:
    """What a fingerprint belongs to. ``rendition`` is None when only a text has it; ``unnamed`` counts the rest."""

    version: Version
    rendition: Rendition | None
    is_public: bool
    endorsed: int = 0
    asked: int = 0
    reserved: int = 0
    named: list[tuple[str, str]] = field(default_factory=list)
    unnamed: int = 0


def digest_of(chunks: Iterable[bytes]) -> str:
    """Return the SHA-256 of a file that is read piece by piece, as 64 hex digits."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def find_file(digest: str, user: Anyone) -> Finding | None:
    """Return the issued file with this fingerprint, as far as this person may know of it."""
    files = Rendition.objects.filter(sha256=digest, version__in=_readable(user).values("pk"))
    rendition = files.select_related("version__document__dialogue__host_organisation").first()
    return _finding(rendition.version, rendition, user) if rendition else None


def find_text(digest: str, user: Anyone) -> Finding | None:
    """Return the frozen text with this fingerprint, as far as this person may know of it."""
    texts = _readable(user).filter(sha256=digest).select_related("document__dialogue__host_organisation")
    version = texts.first()
    return _finding(version, None, user) if version else None


def was_issued(digest: str) -> bool:
    """Say whether a deleted dialogue had published what has this fingerprint, and its host left it on record."""
    return IssuedBefore.objects.filter(sha256=digest, was_public=True, deletion__begun_at__isnull=False).exists()


def _readable(user: Anyone) -> QuerySet[Version]:
    return Version.objects.filter(
        Q(pk__in=published_versions().values("pk")) | Q(pk__in=Version.objects.visible_to(user).values("pk"))
    )


def _finding(version: Version, rendition: Rendition | None, user: Anyone) -> Finding:
    is_public = published_versions().filter(pk=version.pk).exists()
    if version.endorsed_at is None:
        return Finding(version, rendition, is_public)
    answers = list(Endorsement.objects.filter(version=version).given().select_related("seat__organisation"))
    in_favour = [answer for answer in answers if answer.position in IN_FAVOUR]
    is_member = Version.objects.visible_to(user).filter(pk=version.pk).exists()
    named = _named(version, answers, is_member=is_member)
    in_favour_named = sum(1 for answer, _name in named if answer.position in IN_FAVOUR)
    return Finding(
        version,
        rendition,
        is_public,
        endorsed=len(in_favour),
        asked=Invitee.objects.filter(round__version=version).values("seat").distinct().count(),
        reserved=sum(answer.position == Position.RESERVE for answer in in_favour),
        named=[(name, str(Position(answer.position).label)) for answer, name in named],
        unnamed=len(in_favour) - in_favour_named,
    )


def _named(version: Version, answers: list[Endorsement], *, is_member: bool) -> list[tuple[Endorsement, str]]:
    """Name who endorsed as they wish to appear, and who answered otherwise only with their consent."""
    seats = Seat.objects.at_the_table().filter(dialogue=version.document.dialogue_id)
    sizes = Counter(seats.values_list("category", flat=True))
    named = []
    for answer in answers:
        if answer.position in IN_FAVOUR or answer.consents_to_be_named:
            wish = answer.seat.appear_in_documents if is_member else answer.seat.appear_in_public
            if name := printed_name(answer.seat, sizes, wish=wish):
                named.append((answer, name))
    return sorted(named, key=lambda pair: pair[1])


def status_sentence(version: Version) -> str:
    """Say in one sentence what the status of a version means for whoever holds it."""
    return {
        "final_draft": _("A final draft, put to the organisations for endorsement. It has not been adopted."),
        "endorsed": _("Endorsed and adopted. This is the text in force."),
        "superseded": _("Adopted in its time, and replaced by a later version since."),
        "noted": _("A working paper: everybody at the table took note of it, nobody was asked to endorse it."),
        "withdrawn": _("Withdrawn by the host. It was never adopted."),
    }[version.status]
