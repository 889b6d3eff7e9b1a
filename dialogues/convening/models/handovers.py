"""Who handed a place over to whom and when, and the short briefs that successors print."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Delegate, Dialogue, Invitation, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.states import DelegateRole, Role
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Questions about handings over."""

    def visible_to(self, user: Anyone) -> HandoverQuerySet:
        """Keep those of the host team's dialogues and of own seats, and of the team's places only the team's."""
        if not user.is_authenticated:
            return self.none()
        reach = reach_of(user)
        return self.filter(models.Q(dialogue__in=reach.team) | models.Q(seat__in=reach.seats))

    def waiting(self) -> HandoverQuerySet:
        """Keep those whose successor has not come yet, or has no account to whom anything could pass."""
        return self.filter(taken_at__isnull=True)


class Handover(Labelled, OfDialogue):
    """One place that passed from one person to another: a delegate's in a seat, or a colleague's in the host team.

    The names stand with the delegates and accounts it points at. Until ``taken_at`` the successor is awaited.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="handovers")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="handovers")
    delegate = models.ForeignKey(Delegate, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    successor = models.ForeignKey(Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    invitation = models.ForeignKey(Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    follower = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    role = models.CharField(_("role"), max_length=12, choices=[*DelegateRole.choices, *Role.choices])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handing over")
        verbose_name_plural = _("handings over")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seat__isnull=False, delegate__isnull=False, member__isnull=True)
                | models.Q(seat__isnull=True, delegate__isnull=True, successor__isnull=True, invitation__isnull=True),
                name="a_seat_or_the_team_is_handed_over",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("handover", args=[self.dialogue.slug, self.pk])

    @property
    def leaver_name(self) -> str:
        """Who left; empty for an account that is gone."""
        return str(self.delegate.person) if self.delegate else (self.member.name if self.member else "")

    @property
    def successor_name(self) -> str:
        """Who followed; empty while somebody is invited."""
        if self.successor:
            return str(self.successor.person)
        return self.follower.name if self.follower else ""


class BriefQuerySet(models.QuerySet["Brief"]):
    """Questions about printed briefs."""

    def visible_to(self, user: Anyone) -> BriefQuerySet:
        """Keep one's own, as long as one belongs to the seat or the host team that it was written for."""
        if not user.is_authenticated:
            return self.none()
        reach = reach_of(user)
        still = models.Q(dialogue__in=reach.team) | models.Q(seat__in=reach.seats)
        return self.filter(still, reader=user)


class Brief(Labelled, OfDialogue):
    """A printed brief of two pages: what its reader could see when it was made. Nobody else opens it; it is kept for days."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    pages = models.PositiveIntegerField(default=0)
    pdf = models.FileField(upload_to="briefs/", max_length=200, blank=True)

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(pages__lte=2), name="a_brief_has_two_pages_at_most"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
