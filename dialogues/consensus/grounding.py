"""What challenges and options rest on: paragraphs and sources of a frozen version by their ids there, quoted from it. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from dialogues.consensus.models.giving import Ground
from dialogues.documents.freezing import find_paragraph
from dialogues.documents.models import Version
from dialogues.documents.plainly import opening
from dialogues.documents.states import DocumentKind, VersionStatus
from dialogues.models import Dialogue
from inspired.core.access import Anyone
from inspired.core.states import StateError

FIRST = "challenges"  # the section of the analysis from which challenges come
MOST = 30  # paragraphs and sources under one challenge


class Grounding(NamedTuple):
    """One thing that something rests on: a paragraph or a source of a version, or without a version a source in words."""

    version: Version | None
    paragraph_id: str
    source_id: str
    label: str


@dataclass(frozen=True)
class Quote:
    """One paragraph as it stands in a version, with its number and where it is read."""

    version: Version
    number: int | None
    text: str
    url: str


@dataclass(frozen=True)
class Resting:
    """What one thing rests on: paragraphs quoted from their version, and sources by their labels, each once."""

    quotes: list[Quote]
    sources: list[str]


def endorsed_analysis(user: Anyone, dialogue: Dialogue) -> Version | None:
    """Return the endorsed version of the dialogue's analysis, if this person may see one."""
    found = Version.objects.visible_to(user).filter(document__dialogue=dialogue, document__kind=DocumentKind.PPA)
    return found.filter(status=VersionStatus.ENDORSED).select_related("document__dialogue").first()


def sections_of(version: Version) -> list[dict[str, Any]]:
    """Return the sections that have numbered paragraphs, the one on challenges first."""
    filled = [one for one in version.data["sections"] if any(item["number"] for item in one["paragraphs"])]
    return sorted(filled, key=lambda one: one["key"] != FIRST)


def resting_on(version: Version | None, names: Iterable[str], words: Iterable[str] = ()) -> list[Grounding]:
    """Put together what something rests on: these paragraphs of a version, the sources they cite, and sources in words."""
    found = list(_from(version, names)) if version else []
    given = [Grounding(None, "", "", line) for line in dict.fromkeys(" ".join(one.split())[:300] for one in words)]
    return [*found, *(one for one in given if one.label)]


def _from(version: Version, names: Iterable[str]) -> Iterator[Grounding]:
    content = version.data
    labels = {source["id"]: source["label"] for source in content["sources"]}
    cited: dict[str, None] = {}
    for name in dict.fromkeys(names):
        paragraph = find_paragraph(content, name)
        if paragraph is not None:
            yield Grounding(version, name, "", opening(paragraph["text"], 300))
            cited |= dict.fromkeys(paragraph["sources"])
    for name in cited:
        yield Grounding(version, "", name, labels[name][:300])


def check_grounds(dialogue: Dialogue, grounds: Iterable[Grounding]) -> None:
    """Raise StateError unless each stands in a version of this dialogue, under the id that is given."""
    known: dict[int, dict[str, Any]] = {}
    for one in grounds:
        if one.version is None:
            continue
        if one.version.document.dialogue_id != dialogue.pk:
            raise StateError(_("This text belongs to another dialogue."))
        content = known.setdefault(one.version.pk, one.version.data)
        sources = {source["id"] for source in content["sources"]}
        if not (find_paragraph(content, one.paragraph_id) if one.paragraph_id else one.source_id in sources):
            raise StateError(_("This paragraph or source does not stand in that version."))


def read_grounds(user: Anyone, grounds: Iterable[Ground]) -> Resting:
    """Quote what something rests on from the versions this person may see; one query, whatever their number.

    Of a version that is not theirs to see, the words that were kept stand among the sources.
    """
    rows = list(grounds)
    pks = {one.version_id for one in rows if one.version_id}
    found = Version.objects.visible_to(user).filter(pk__in=pks) if pks else Version.objects.none()
    versions = {one.pk: one for one in found.select_related("document__dialogue")}
    contents = {pk: one.data for pk, one in versions.items()}
    quotes, sources = [], []
    for one in rows:
        content = contents.get(one.version_id or 0)
        paragraph = find_paragraph(content, one.paragraph_id) if content and one.paragraph_id else None
        if paragraph is None:
            sources.append(one.label)
            continue
        version = versions[one.version_id or 0]
        url = f"{version.get_absolute_url()}#{one.paragraph_id}"
        quotes.append(Quote(version, paragraph["number"], paragraph["text"], url))
    return Resting(quotes, list(dict.fromkeys(sources)))
