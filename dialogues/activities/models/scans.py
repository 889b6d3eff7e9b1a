"""Scans of the signed sheets of meetings; only the host team opens them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from dialogues.models import reach_of
from dialogues.models.dialogue import Logged
from inspired.core.access import Anyone
from inspired.core.models.files import StoredFile

from .meetings import Meeting


class MeetingScanQuerySet(models.QuerySet["MeetingScan"]):
    """Questions about scans."""

    def visible_to(self, user: Anyone) -> MeetingScanQuerySet:
        """Keep those of the host team's dialogues: a signed sheet shows names and signatures."""
        return self.filter(meeting__activity__dialogue__in=reach_of(user).team)


class MeetingScan(Logged):
    """A signed sheet of a meeting, scanned or photographed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="scans")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = MeetingScanQuerySet.as_manager()

    class Meta(Logged.Meta):
        verbose_name = _("scan of a signed sheet")
        verbose_name_plural = _("scans of signed sheets")

    def __str__(self) -> str:
        return self.file.original_name

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.meeting.audit_scope
