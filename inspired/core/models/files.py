"""Files that people handed in, stored under random names. Who may open one is asked by the app that points to it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .people import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def random_name(_stored: StoredFile, _name: str) -> str:
    """Draw the name under which a file is stored: nothing of what the person called it."""
    name = secrets.token_hex(20)
    return f"uploads/{name[:2]}/{name}"


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Questions about stored files."""

    def visible_to(self, user: User | AnonymousUser) -> StoredFileQuerySet:
        """Keep what this person stored; whatever else one may open is found through the row that holds the file."""
        return self.filter(uploaded_by=user) if user.is_authenticated else self.none()


class StoredFile(models.Model):
    """One file that passed ``inspired.core.uploads``: checked by its bytes, never changed afterwards."""

    file = models.FileField(upload_to=random_name, max_length=100)
    original_name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(_("kind"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="stored_files", verbose_name=_("stored by")
    )
    created_at = models.DateTimeField(_("stored on"), default=timezone.now, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self) -> str:
        return self.original_name


class FileRemoval(models.Model):
    """A file that must leave the storage: noted with what makes it superfluous, gone once the storage has let go of it."""

    name = models.CharField(max_length=200, unique=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file to be removed")
        verbose_name_plural = _("files to be removed")

    def __str__(self) -> str:
        return self.name
