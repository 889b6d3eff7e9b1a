"""Finds what hosts have published, with a date that has come: dialogues, versions and their files. Reads only."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from dialogues.documents.models import Rendition, Version
from dialogues.documents.states import RenditionKind, VersionStatus
from dialogues.models import Dialogue
from inspired.core.access import Anyone

PUBLISHABLE = [VersionStatus.ENDORSED, VersionStatus.SUPERSEDED, VersionStatus.NOTED]


def published_versions() -> QuerySet[Version]:
    """Keep adopted versions whose date of publication has come, of dialogues that are published themselves."""
    return Version.objects.filter(
        published_at__lte=timezone.now(),
        status__in=PUBLISHABLE,
        document__dialogue__in=Dialogue.objects.published().values("pk"),
    )


def readable_versions(user: Anyone) -> QuerySet[Version]:
    """Keep what is published, and for media users what they may read of it before, under embargo."""
    under_embargo = Version.objects.under_embargo(user).filter(status__in=PUBLISHABLE)
    return Version.objects.filter(Q(pk__in=published_versions().values("pk")) | Q(pk__in=under_embargo.values("pk")))


def published_dialogues() -> QuerySet[Dialogue]:
    """Return the published dialogues, the newest publication first."""
    return Dialogue.objects.published().select_related("host_organisation").order_by("-published_at", "title")


def readable_files(user: Anyone) -> QuerySet[Rendition]:
    """Keep the files with endorsements of the versions this person may read here, as they were issued."""
    return Rendition.objects.filter(kind=RenditionKind.ENDORSED, version__in=readable_versions(user).values("pk"))
