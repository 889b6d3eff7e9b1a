"""Private drafts: what a writer has typed into a section and not saved yet. Nobody else ever reads one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.documents.models.living import Section
from inspired.core.access import Anyone


class SectionDraftQuerySet(models.QuerySet["SectionDraft"]):
    """Questions about private drafts."""

    def visible_to(self, user: Anyone) -> SectionDraftQuerySet:
        """Keep this person's own drafts; no role opens anybody else's."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()


class SectionDraft(models.Model):
    """What one person typed into one section. ``revision`` is the one it was read from; ``turn`` counts its own saves."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="private_drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    turn = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = SectionDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("private draft")
        verbose_name_plural = _("private drafts")
        constraints = [models.UniqueConstraint(fields=["section", "user"], name="one_private_draft_per_section")]

    def __str__(self) -> str:
        return f"#{self.pk}"
