"""The audit trail's rows: events in one hash chain per scope, and the head of each chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspired.core.ports import audit_scopes

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .people import User

PLATFORM = "platform"


class Tier(models.TextChoices):
    """Who may see a thing, from everybody to the host team."""

    PUBLIC = "public", _("Everybody")
    PARTICIPANTS = "participants", _("Participants of this dialogue")
    GROUP = "group", _("Members of the group")
    HOST = "host", _("The host team")


class ImmutableError(Exception):
    """Raised when code tries to change or delete what must stay as it was written."""


class EventQuerySet(models.QuerySet["Event"]):
    """Questions about events."""

    def visible_to(self, user: User | AnonymousUser) -> EventQuerySet:
        """Keep the events of the scopes that the apps open to this person; platform events for admins only."""
        if not user.is_authenticated:
            return self.none()
        allowed = models.Q(scope=PLATFORM) if user.is_staff else models.Q(pk__in=[])
        for scopes in audit_scopes.collect(user):
            allowed |= models.Q(scope__in=scopes)
        return self.filter(allowed)

    def in_scope(self, scope: str) -> EventQuerySet:
        """Keep one chain, newest first."""
        return self.filter(scope=scope).order_by("-number")

    def about(self, obj: models.Model) -> EventQuerySet:
        """Keep what happened to one object."""
        return self.filter(subject=subject_of(obj)).order_by("-pk")


def subject_of(obj: models.Model) -> str:
    """Name an object in the trail: ``app.model:pk``."""
    return f"{obj._meta.label_lower}:{obj.pk}"


class Event(models.Model):
    """One thing that happened. Written once, never changed; names people by their pseudonymous key only."""

    scope = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, db_index=True)
    actor = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    tier = models.CharField(max_length=12, choices=Tier.choices, default=Tier.HOST)
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [models.UniqueConstraint(fields=["scope", "number"], name="one_event_per_place_in_the_chain")]

    def __str__(self) -> str:
        return f"{self.scope} #{self.number} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; raise ImmutableError for a row that exists."""
        if not self._state.adding:
            raise ImmutableError("An event is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raise ImmutableError: the trail is never thinned out one by one."""
        raise ImmutableError("An event is never deleted.")


class ChainHead(models.Model):
    """The end of one chain; its row is locked while an event is appended."""

    scope = models.CharField(max_length=60, unique=True)
    number = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("head of a chain")
        verbose_name_plural = _("heads of chains")

    def __str__(self) -> str:
        return f"{self.scope} #{self.number}"
