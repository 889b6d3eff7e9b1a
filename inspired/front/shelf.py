"""Finds what hosts have published, with a date that has come: dialogues, versions and their files. Reads only."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from dialogues.documents.models import Rendition, Version
from dialogues.documents.states import RenditionKind, VersionStatus
from dialogues.models import Dialogue

PUBLISHABLE = [VersionStatus.ENDORSED, VersionStatus.SUPERSEDED, VersionStatus.NOTED]


def published_versions() -> QuerySet[Version]:
    """Keep adopted versions whose date of publication has come, of dialogues that are published themselves."""
    return Version.objects.filter(
        published_at__lte=timezone.now(),
        status__in=PUBLISHABLE,
        document__dialogue__in=Dialogue.objects.published().values("pk"),
    )


def published_dialogues() -> QuerySet[Dialogue]:
    """Return the published dialogues, the newest publication first."""
    return Dialogue.objects.published().select_related("host_organisation").order_by("-published_at", "title")


def published_files() -> QuerySet[Rendition]:
    """Keep the files with endorsements of published versions, as they were issued."""
    return Rendition.objects.filter(kind=RenditionKind.ENDORSED, version__in=published_versions().values("pk"))
