"""Puts the list of documents together: each text with its group, its state and its versions as one reader may know them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from dialogues.documents.models import Document, Version
from dialogues.documents.reading import truth
from dialogues.documents.states import VersionStatus
from dialogues.models import Dialogue
from inspired.core.access import Anyone
from inspired.core.listing import Column

PLACE = Case(When(group__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField())
PAST = frozenset({VersionStatus.SUPERSEDED, VersionStatus.WITHDRAWN})

SHOWN = ("title", "kind", "status", "created_at", "dialogue", "group__name")


@dataclass(frozen=True)
class Row:
    """A text as its line shows it; ``group`` and ``state`` are empty for whoever does not read what is being written."""

    document: Document
    group: str
    state: str
    truth: str
    current: list[Version]
    past: list[Version]


class Texts:
    """The texts of one dialogue for one reader: which are there, and what each line and each cell says."""

    def __init__(self, user: Anyone, dialogue: Dialogue) -> None:
        self.user, self.dialogue = user, dialogue

    @property
    def are_read(self) -> bool:
        """Does this person read texts as they are written: the host team and participants, not donors?"""
        standing = self.dialogue.standing_of(self.user)
        return standing.is_team or standing.is_participant

    def all(self) -> QuerySet[Document]:
        """Return those this person may see, with the place that puts the texts of all before those of groups."""
        found = Document.objects.visible_to(self.user).filter(dialogue=self.dialogue)
        return found.select_related("group").only(*SHOWN).annotate(place=PLACE)

    def rows(self, documents: Sequence[Document]) -> list[Row]:
        """Put the lines together; two queries at most."""
        versions = self._versions(documents)
        return [self._row(document, versions.get(document.pk, [])) for document in documents]

    def in_group(self, word: str) -> Q:
        """Find by the name of the group, where its name is shown."""
        return Q(group__name__icontains=word, pk__in=self._written().values("pk"))

    def in_state(self, documents: QuerySet[Document], state: str) -> QuerySet[Document]:
        """Keep texts that stand so, among those this person reads as they are written."""
        return documents.filter(status=state, pk__in=self._written().values("pk"))

    def with_version(self, documents: QuerySet[Document], status: str) -> QuerySet[Document]:
        """Keep texts with a version that stands so and that this person sees."""
        versions = Version.objects.visible_to(self.user).filter(status=status)
        return documents.filter(pk__in=versions.values("document"))

    def columns(self) -> list[Column]:
        """Say what a download tells of each."""
        return [
            Column(_("Title"), "title"),
            Column(_("Kind"), lambda text: text.get_kind_display()),
            Column(_("Working group"), self._told(lambda row: row.group)),
            Column(_("State"), self._told(lambda row: row.state)),
            Column(_("Newest version"), self._newest(lambda version: version.number)),
            Column(_("State of the version"), self._newest(lambda version: version.get_status_display())),
            Column(_("Frozen on"), self._newest(lambda version: version.frozen_at)),
        ]

    def _row(self, document: Document, versions: list[Version]) -> Row:
        document.dialogue = self.dialogue
        for version in versions:
            version.document = document
        is_read = self.dialogue.standing_of(self.user).is_team or document.pk in self._read
        group = document.group.name if is_read and document.group else ""
        current = [one for one in versions if one.status not in PAST] or versions[:1]
        past = [one for one in versions if one not in current]
        return Row(document, group, document.get_status_display() if is_read else "", truth(versions), current, past)

    def _versions(self, documents: Any) -> dict[int, list[Version]]:
        """Read the versions of documents that this person is known to see, newest first, without their texts."""
        seen = Version.objects.of_seen(documents, self.user).only("document", "number", "status", "frozen_at")
        versions: dict[int, list[Version]] = {}
        for version in seen.order_by("-frozen_at", "-pk"):
            versions.setdefault(version.document_id, []).append(version)
        return versions

    def _told(self, value: Callable[[Row], Any]) -> Callable[[Document], Any]:
        return lambda document: value(self._row(document, []))

    def _newest(self, value: Callable[[Version], Any]) -> Callable[[Document], Any]:
        def told(document: Document) -> Any:
            versions = self._of_all.get(document.pk)
            return value(versions[0]) if versions else ""

        return told

    def _written(self) -> QuerySet[Document]:
        return Document.objects.read_as_written_by(self.user).filter(dialogue=self.dialogue)

    @cached_property
    def _read(self) -> frozenset[int]:
        """Those this person reads as they are written; the host team, which reads all, is not asked."""
        return frozenset(self._written().values_list("pk", flat=True))

    @cached_property
    def _of_all(self) -> dict[int, list[Version]]:
        return self._versions(Document.objects.visible_to(self.user).filter(dialogue=self.dialogue).values("pk"))
