"""What somebody typed into a form while their sign-in ran out, sealed until the same person signs in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from inspired.core.access import Anyone


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    """Questions about kept forms."""

    def visible_to(self, user: Anyone) -> KeptFormQuerySet:
        """Keep what this person typed and what has not expired."""
        return self.filter(account=user.pk, expires_at__gt=timezone.now()) if user.is_authenticated else self.none()


class KeptForm(models.Model):
    """One form at one address, of one person in one browser. Addresses stand here as keyed hashes only."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=64)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")
        constraints = [models.UniqueConstraint(fields=["account", "place"], name="one_kept_form_per_place")]

    def __str__(self) -> str:
        return self.place[:8]
