"""What a group keeps in its space: files and links, some of them evidence it has produced or assessed. Only its inside reads them."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.models.shelf import LANGUAGES
from dialogues.models import Seat
from inspired.core.access import Anyone
from inspired.core.models.files import StoredFile
from inspired.core.models.labels import Labelled
from workinggroups.states import EVIDENCE, FileKind

from .groups import Group


class GroupFileQuerySet(models.QuerySet["GroupFile"]):
    """Questions about files of groups."""

    def visible_to(self, user: Anyone) -> GroupFileQuerySet:
        """Keep those of the groups whose inside this person reads."""
        return self.filter(group__in=Group.objects.worked_in_by(user).values("pk"))


class GroupFile(Labelled):
    """A file or link of a group, from a member's seat or the host team; evidence says where it is from and how far one can rely on it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(_("what it is"), max_length=10, choices=FileKind.choices, default=FileKind.MATERIAL)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    dated = models.CharField(_("date"), max_length=10, blank=True)
    reliability = models.TextField(_("how far one can rely on it"), blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.URLField(_("address"), max_length=500, blank=True)
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = GroupFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a working group")
        verbose_name_plural = _("files of working groups")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file__isnull=False, address="")
                | (models.Q(file__isnull=True) & ~models.Q(address="")),
                name="a_group_keeps_a_file_or_an_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=list(EVIDENCE)) | ~models.Q(source=""),
                name="evidence_of_a_group_names_its_source",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.group.audit_scope

    @property
    def is_evidence(self) -> bool:
        """Has the group produced or assessed it as evidence?"""
        return self.kind in EVIDENCE
