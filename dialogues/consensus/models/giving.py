"""What a seat says in Consensus Building, itself or through the host team, and what anything said there rests on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.documents.models import Version
from dialogues.models import Seat, reach_of
from dialogues.states import Channel
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled


def entered_for(user: Anyone) -> models.Q:
    """Match what the host team entered for a seat this person speaks for, until it is confirmed."""
    return models.Q(seat__in=reach_of(user).speaking, confirmed_at__isnull=True) & ~models.Q(channel=Channel.WEB)


class OfSeat(Labelled):
    """What one seat gave. Entered on its behalf it says by which way it came in, and is announced until the seat confirms it."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("came in"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_confirmed(self) -> bool:
        """Did the seat give it itself, or confirm what was entered for it?"""
        return self.channel == Channel.WEB or self.confirmed_at is not None


class Ground(models.Model):
    """What a challenge or an option rests on: a paragraph or a source inside a frozen version, by its id there; or a source in words."""

    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    paragraph_id = models.CharField(_("paragraph"), max_length=20, blank=True)
    source_id = models.CharField(_("source"), max_length=40, blank=True)
    label = models.CharField(_("in words"), max_length=300)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label
