"""Reads the living text for its page: sections, sources and comments in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from dialogues.appearing import label, sizes
from dialogues.documents.freezing import is_heading, paragraph_numbers
from dialogues.documents.models import (
    Citation,
    Comment,
    CommentPeriod,
    Document,
    Drafter,
    Endorsement,
    Reservation,
    Section,
    Version,
)
from dialogues.documents.since import marks_since
from dialogues.documents.states import DocumentKind, DocumentStatus, VersionStatus
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.readers import ReaderQuestion
from dialogues.models.standing import Standing
from dialogues.states import Audience
from dialogues.strip import counted_as, counted_in, in_strip
from inspired.core.access import Anyone
from inspired.core.memory import recalled, remembered
from inspired.core.written import the_moment

SHOWN_OF_VERSION = (
    *("number", "status", "frozen_at", "document__title", "document__kind"),
    *("document__dialogue__slug", "document__dialogue__title"),
)


@dataclass
class ParagraphView:
    """A paragraph with its number in the document, the numbers of its sources and how many comments stand on it."""

    id: str
    number: int | None
    text: str
    comments: int = 0
    sources: list[str] = field(default_factory=list)


@dataclass
class SectionView:
    """A section with its paragraphs and what is said about the section as a whole."""

    section: Section
    paragraphs: list[ParagraphView]
    comments: int = 0
    sources: list[str] = field(default_factory=list)
    parts: list[Document] = field(default_factory=list)


def living_text(document: Document, user: Anyone) -> list[SectionView]:
    """Return the sections as this person may see them, and learn on the way who drafts them; three queries."""
    comments = Comment.objects.visible_to(user).filter(document=document)
    places = Counter(comments.values_list("section", "paragraph_id"))
    views, number = [], 0
    cited = Citation.objects.select_related("entry", "part__document__dialogue")
    mine = Drafter.objects.filter(document=OuterRef("document"), user=user.pk)
    for section in document.sections.annotate(is_drafter=Exists(mine)).prefetch_related(Prefetch("citations", cited)):
        remembered(("drafter", document.pk, user.pk), partial(bool, section.is_drafter))
        sources: dict[str, list[str]] = {}
        for citation in section.citations.all():
            sources.setdefault(citation.paragraph_id, []).append(citation.name)
        parts = [one.part.document for one in section.citations.all() if one.part is not None]
        view = SectionView(section, [], places[section.pk, ""], sources.get("", []), parts)
        for paragraph in section.paragraphs:
            name, text = paragraph["id"], paragraph["text"]
            is_numbered = not is_heading(text)  # the numbers are those that freezing will give
            number += is_numbered
            shown = number if is_numbered else None
            view.paragraphs.append(ParagraphView(name, shown, text, places[section.pk, name], sources.get(name, [])))
        views.append(view)
    return views


def open_period(document: Document, user: Anyone) -> CommentPeriod | None:
    """Return the comment period that is open; one query, none for a text that is not, which tells on the way who drafts."""
    if document.status != DocumentStatus.COMMENTS:
        return None
    mine = Drafter.objects.filter(document=document, user=user.pk)
    periods = document.comment_periods.filter(closed_at__isnull=True).annotate(is_drafter=Exists(mine))
    period = periods.first()
    if period is not None:
        remembered(("drafter", document.pk, user.pk), lambda: bool(period.is_drafter))
    return period


def input_searches(document: Document, user: Anyone) -> tuple[str, ...]:
    """Say by what whoever cites searches the inputs; only the host team by organisation: that tells whose a nameless one is."""
    is_team = document.dialogue.standing_of(user).is_team
    return ("title", "text", "seat__organisation__name") if is_team else ("title", "text")


def truth(versions: list[Version]) -> str:
    """Say in words which version is endorsed and which one is open; empty while nothing is frozen."""
    endorsed = next((version for version in versions if version.status == VersionStatus.ENDORSED), None)
    draft = next((version for version in versions if version.status == VersionStatus.FINAL_DRAFT), None)
    sentences = []
    if endorsed:
        sentences.append(_("Version %(number)s is endorsed.") % {"number": endorsed.number})
    if draft:
        sentences.append(
            _("Version %(number)s is open; nothing said about an earlier one counts for it.") % {"number": draft.number}
        )
    return " ".join(sentences)


@dataclass(frozen=True)
class FrozenParagraph:
    """A paragraph of a version, with what is said beside it."""

    id: str
    number: int | None
    text: str
    sources: tuple[int, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class FrozenSection:
    """A section of a version as its page shows it."""

    key: str
    number: int
    title: str
    paragraphs: list[FrozenParagraph]


def frozen_text(content: dict[str, Any], *, since: Version | None = None) -> list[FrozenSection]:
    """Return a version's sections; with ``since``, an earlier version, each paragraph says what happened to it."""
    marks = marks_since(content, since) if since is not None else {}
    numbers = {source["id"]: source["number"] for source in content["sources"]}
    return [
        FrozenSection(
            section["key"],
            section["number"],
            section["title"],
            [
                FrozenParagraph(
                    item["id"],
                    item["number"],
                    item["text"],
                    tuple(sorted(numbers[name] for name in item["sources"])),
                    marks.get(item["id"], ""),
                )
                for item in section["paragraphs"]
            ],
        )
        for section in content["sections"]
    ]


def last_answered(seat: Seat, version: Version) -> Version | None:
    """Return the earlier version of the same document that this seat answered last; one query."""
    earlier = Endorsement.objects.filter(seat=seat, version__document=version.document_id).given()
    answer = (
        earlier.filter(version__number__lt=version.number)
        .select_related("version")
        .order_by("-version__number")
        .first()
    )
    return answer.version if answer else None


@dataclass(frozen=True)
class Reserved:
    """A reservation, the number of its paragraph or recommendation (None: the whole text), and as whom its seat appears."""

    wish: Reservation
    number: int | str | None
    name: str


def reserved(version: Version, user: Anyone) -> list[Reserved]:
    """Return the reservations on a version that this person may read, by paragraph; two queries when there are any."""
    found = list(
        Reservation.objects.filter(endorsement__version=version)
        .filter(endorsement__in=Endorsement.objects.visible_to(user).given().values("pk"))
        .select_related("endorsement__seat__organisation")
    )
    if not found:
        return []
    dialogue, numbers = version.document.dialogue, paragraph_numbers(version.data)
    standing = dialogue.standing_of(user)
    counts = {} if standing.is_team else sizes(dialogue)
    shown = [
        Reserved(wish, numbers.get(wish.paragraph_id), seat_name(wish.endorsement.seat, standing, counts))
        for wish in found
    ]
    places = {name: at for at, name in enumerate(numbers)}
    return sorted(shown, key=lambda item: (places.get(item.wish.paragraph_id, -1), item.name))


def seat_name(seat: Seat, standing: Standing, counts: Mapping[str, int]) -> str:
    """Name a seat in full to the host team and to itself, to others as it wishes to appear to participants."""
    if standing.is_team or seat.pk in standing.seats:
        return seat.organisation.name
    return label(seat, Audience.PARTICIPANTS, counts)


def versions_of(document: Document, user: Anyone) -> list[Version]:
    """Return a document's versions as far as this person sees them, newest first, without their text; asked once per request."""
    return [version for version in dialogue_versions(document.dialogue_id, user) if version.document_id == document.pk]


def dialogue_versions(dialogue_id: int, user: Anyone) -> list[Any]:
    """Return the versions in a dialogue that this person sees, newest first, with their documents; asked once per request."""

    def ask() -> list[Any]:
        versions = Version.objects.visible_within(user, dialogue_id)
        shown = versions.select_related("document__dialogue").only(*SHOWN_OF_VERSION)
        return list(shown.order_by("-frozen_at", "-pk"))

    return remembered(("versions", dialogue_id, user.pk), ask)  # writing the question down costs more than asking it


class Shown(NamedTuple):
    """What a line about a version says: which text, which version of it, where it stands and since when."""

    document: int
    kind: str
    title: str
    number: int
    status: str
    frozen_at: datetime


def shown_versions(user: Anyone, dialogue: Dialogue) -> list[Shown]:
    """Return what lines about the versions in a dialogue say that this person sees, newest first; asked once per request."""
    ask = lambda: [Shown(*row, frozen_at=the_moment(at)) for *row, at in SHOWN.rows(user, dialogue)]  # noqa: E731
    return remembered(("shown versions", dialogue.pk, user.pk), ask)


def _shown(user: Anyone, dialogue: Dialogue) -> Iterator[QuerySet[Any, Any]]:
    versions = Version.objects.visible_within(user, dialogue.pk).order_by("-frozen_at", "-pk")
    yield versions.values_list("document", "document__kind", "document__title", "number", "status", "frozen_at")


SHOWN = ReaderQuestion(_shown)
RESULTS = (DocumentKind.PPA, DocumentKind.ROADMAP)
VERSION = "version"


def newest_results(dialogue_id: int, user: Anyone) -> dict[str, tuple[int, str]]:
    """Return by kind number and status of the newest version of PPA and Roadmap that this person sees."""
    found: dict[str, tuple[int, str]] = {}
    for kind, number, status in _results(dialogue_id, user):
        found.setdefault(kind, (number, status))
    return found


def endorsed_results(dialogue_id: int, user: Anyone) -> dict[str, int]:
    """Return by kind the number of the version of PPA and Roadmap that is in force, which may be an earlier one."""
    found: dict[str, int] = {}
    for kind, number, status in _results(dialogue_id, user):
        if status == VersionStatus.ENDORSED:
            found.setdefault(kind, number)
    return found


def _results(dialogue_id: int, user: Anyone) -> Iterator[tuple[str, int, str]]:
    """Yield kind, number and status of their versions, the newest first; every page of a dialogue asks, one query at most."""
    rows: Iterable[tuple[Any, ...]] = ()
    reach = reach_of(user)
    if (known := recalled(("versions", dialogue_id, user.pk))) is not None:
        rows = ((one.document.kind, one.number, one.status) for one in known)
    elif (shown := recalled(("shown versions", dialogue_id, user.pk))) is not None:  # they were read already
        rows = ((one.kind, one.number, one.status) for one in shown)
    elif dialogue_id in reach.team | reach.participating | reach.donating:
        rows = ((one.first, one.number, one.second) for one in counted_in(dialogue_id, VERSION))
    # others see none, as ``Version.visible_to`` says of texts that belong to no group
    yield from (row for row in rows if row[0] in RESULTS)


@in_strip
def results_in_strip(dialogue_id: int) -> QuerySet[Any, Any]:
    """Name the versions of PPA and Roadmap."""
    versions = Version.objects.filter(document__dialogue=dialogue_id, document__kind__in=RESULTS)
    return counted_as(versions, VERSION, "document__kind", "status", number=F("number"), at=F("frozen_at"))
