"""Rate limits: one row per thing and person, keyed by a keyed hash so that no address stands here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Limit(models.Model):
    """How far ahead of now somebody has already used up their share (see ``inspired.core.limits``)."""

    bucket = models.CharField(max_length=64, unique=True)
    used_until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("rate limit")
        verbose_name_plural = _("rate limits")

    def __str__(self) -> str:
        return self.bucket[:8]
