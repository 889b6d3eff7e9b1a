"""Why something was done: the words beside an event of the trail, of which the event itself keeps only a fingerprint."""

from __future__ import annotations

import hashlib
import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspired.core.access import Anyone
from inspired.core.models.audit import Event

from .chains import OfDialogue
from .dialogue import Dialogue
from .standing import reach_of


def salt() -> str:
    """Return 32 random hexadecimal digits, so that nobody finds words again by guessing their fingerprint."""
    return secrets.token_hex(16)


class EventReasonQuerySet(models.QuerySet["EventReason"]):
    """Questions about reasons."""

    def visible_to(self, user: Anyone) -> EventReasonQuerySet:
        """Keep those of dialogues this person hosts, as the trail itself."""
        return self.filter(dialogue__in=reach_of(user).hosting)


class EventReason(OfDialogue):
    """The reason somebody gave for what one event says. It goes with the dialogue; a host may take the words out."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="given_reason", verbose_name=_("event"))
    dialogue = models.ForeignKey(
        Dialogue, on_delete=models.CASCADE, related_name="event_reasons", verbose_name=_("dialogue")
    )
    salt = models.CharField(max_length=32, default=salt)
    text = models.TextField(_("reason"), blank=True)
    taken_out_at = models.DateTimeField(_("taken out"), null=True, blank=True)

    objects = EventReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason beside an event")
        verbose_name_plural = _("reasons beside events")

    def __str__(self) -> str:
        return f"{self.event_id}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 over salt and words, as the event keeps it under ``reason_sha256``."""
        return hashlib.sha256(f"{self.salt}:{self.text}".encode()).hexdigest()

    @property
    def is_intact(self) -> bool:
        """Whether the words are those the event was written with."""
        return bool(self.fingerprint == self.event.details.get("reason_sha256"))
