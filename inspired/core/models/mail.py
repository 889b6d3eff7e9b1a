"""The outbox: one row per mail and recipient. Text is composed when sending and stored nowhere."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspired.core.states import MailState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .people import User


class MailQuerySet(models.QuerySet["OutboxMail"]):
    """Questions about mails."""

    def visible_to(self, user: User | AnonymousUser) -> MailQuerySet:
        """Keep nothing: no page shows the outbox."""
        return self.none()


class OutboxMail(models.Model):
    """One mail to one recipient, an account or a bare address. ``ids`` holds ids only; ``secret`` is encrypted."""

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE)
    to = models.EmailField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    ids = models.JSONField(default=dict, blank=True)
    secret = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | (~Q(state=MailState.SENT) & Q(sent_at__isnull=True)),
                name="a_mail_has_a_time_exactly_when_sent",
            ),
            models.CheckConstraint(
                condition=Q(secret__isnull=True) | Q(state__in=[MailState.QUEUED, MailState.SENDING]),
                name="a_secret_ends_with_its_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk} ({self.state})"

    @property
    def message_id(self) -> str:
        """The Message-ID, the same at every attempt, so that a copy can be recognised by whoever receives two."""
        digest = hashlib.sha256(f"{settings.SECRET_KEY}|mail|{self.key}".encode()).hexdigest()[:32]
        return f"<{digest}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>') or 'localhost'}>"
