"""Frozen versions, never changed again, and the files issued from them."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.documents.states import RenditionKind, VersionStatus
from dialogues.models import AtPlace, Dialogue, reach_of, reach_within
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.canonical import fingerprint
from inspired.core.models.audit import ImmutableError
from inspired.core.models.labels import Labelled

from .living import Document

FROZEN = frozenset({"document_id", "number", "content", "sha256", "frozen_at"})


class VersionQuerySet(AtPlace, models.QuerySet["Version"]):
    """Questions about versions."""

    def visible_to(self, user: Anyone) -> VersionQuerySet:
        """Keep versions of the documents this person may see; of a group's, donors see what is published alone."""
        return self.of_seen(Document.objects.visible_to(user).values("pk"), user)

    def of_seen(self, documents: Any, user: Anyone) -> VersionQuerySet:
        """Keep the versions, as far as this person sees them, of documents that are known to be among those visible to them."""
        reach = reach_of(user)
        found = self.filter(document__in=documents)
        if not reach.donating:  # whoever else sees a document sees its versions
            return found
        own = models.Q(document__group__isnull=True) | models.Q(published_at__lte=clock.now())
        return found.filter(own | models.Q(document__dialogue__in=reach.team | reach.participating))

    def visible_within(self, user: Anyone, dialogue_id: int) -> VersionQuerySet:
        """Keep of one dialogue what ``visible_to`` keeps; all of it for its host team."""
        rows, reach = self.filter(document__dialogue=dialogue_id), reach_within(user, dialogue_id)
        if reach.team:
            return rows
        seen = Document.objects.visible_within(user, dialogue_id)
        return rows.filter(document__in=seen.values("pk")) if reach.participating else rows.visible_to(user)

    def under_embargo(self, user: Anyone) -> VersionQuerySet:
        """Keep what the host lets this media user read before the day on which it is published."""
        told = models.Q(told_media_at__lte=clock.now(), published_at__gt=clock.now())
        return self.filter(told, document__dialogue__in=reach_of(user).press)

    def read_by_media(self, user: Anyone) -> VersionQuerySet:
        """Keep what this media user reads of their dialogues: under embargo, or published for everybody."""
        public = models.Q(published_at__lte=clock.now(), document__dialogue__in=Dialogue.objects.published())
        early = models.Q(pk__in=self.model.objects.under_embargo(user).values("pk"))
        return self.filter(early | public, document__dialogue__in=reach_of(user).press)


class Version(Labelled):
    """An exact text with its number and SHA-256. ``content`` is canonical JSON as text; only the status may change."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    status = models.CharField(max_length=12, choices=VersionStatus.choices, default=VersionStatus.FINAL_DRAFT)
    change_note = models.TextField(_("what changed"), blank=True)
    frozen_at = models.DateTimeField(default=timezone.now)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    endorsed_at = models.DateTimeField(null=True, blank=True)
    endorsed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    endorsement_reason = models.TextField(_("why it is adopted"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    told_media_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_numbers_are_unique"),
            models.CheckConstraint(
                condition=models.Q(endorsed_at__isnull=True, endorsement_reason="")
                | (models.Q(endorsed_at__isnull=False) & ~models.Q(endorsement_reason="")),
                name="adoption_has_its_date_and_reason_together",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True)
                | models.Q(endorsed_at__isnull=False)
                | models.Q(status__in=[VersionStatus.NOTED, VersionStatus.SUPERSEDED]),
                name="a_published_version_was_adopted_or_noted",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(status=VersionStatus.FINAL_DRAFT),
                name="one_final_draft_per_document",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(status=VersionStatus.ENDORSED),
                name="one_endorsed_version_per_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.title}, {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert, or update columns that do not belong to the frozen text; raise ImmutableError for the rest."""
        fields = kwargs.get("update_fields")
        if not self._state.adding and (fields is None or FROZEN & {*fields, *(f"{name}_id" for name in fields)}):
            raise ImmutableError("A frozen version is never changed.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("version", args=[self.document.dialogue.slug, self.document_id, self.number])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raise ImmutableError."""
        raise ImmutableError("A frozen version is never deleted.")

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.document.audit_scope

    @property
    def data(self) -> dict[str, Any]:
        """The frozen content as written (see ``freezing``)."""
        content: dict[str, Any] = json.loads(self.content)
        return content

    @property
    def is_public(self) -> bool:
        """Has the day come on which the host publishes it?"""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_intact(self) -> bool:
        """Does the text still have the fingerprint it was frozen with?"""
        return fingerprint(self.content.encode()) == self.sha256


class RenditionQuerySet(models.QuerySet["Rendition"]):
    """Questions about renditions."""

    def visible_to(self, user: Anyone) -> RenditionQuerySet:
        """Keep the renditions of the versions this person may see."""
        return self.filter(version__in=Version.objects.visible_to(user).values("pk"))


class Rendition(Labelled):
    """A PDF that was issued, addressed by the SHA-256 of its bytes."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="renditions")
    kind = models.CharField(max_length=10, choices=RenditionKind.choices)
    sha256 = models.CharField(max_length=64, unique=True)
    file = models.FileField(upload_to="renditions/", max_length=200)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    audit_number = models.PositiveIntegerField(default=0)
    audit_digest = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(auto_now_add=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(kind=RenditionKind.DRAFT), name="one_draft_rendition_per_version"
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(kind=RenditionKind.ENDORSED),
                name="one_endorsed_rendition_per_version",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:16]
