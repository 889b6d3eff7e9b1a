"""What people ask to whom an invitation was passed on: to be invited themselves."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue, Invitation, Seat, reach_of
from dialogues.models.chains import OfDialogue
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

KEEP_ANSWERED = timedelta(days=30)
KEEP_OPEN = timedelta(days=180)


class RequestQuerySet(models.QuerySet["InvitationRequest"]):
    """Questions about requests to be invited."""

    def visible_to(self, user: Anyone) -> RequestQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(dialogue__in=reach_of(user).team)

    def waiting(self) -> RequestQuerySet:
        """Keep those that nobody has answered."""
        return self.filter(answered_at__isnull=True)

    def outlived(self) -> RequestQuerySet:
        """Keep those answered a month ago, and those that nobody answered in half a year."""
        now = timezone.now()
        return self.filter(models.Q(answered_at__lt=now - KEEP_ANSWERED) | models.Q(at__lt=now - KEEP_OPEN))


class InvitationRequest(Labelled, OfDialogue):
    """One wish to be invited, at most one for each link that was sent. Host team only; forgotten after its answer."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="invitation_requests")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.CASCADE, related_name="+")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="requests")
    generation = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    reach = models.CharField(_("how to reach you"), max_length=300)
    note = models.TextField(_("message"), blank=True)
    at = models.DateTimeField(default=timezone.now)
    is_invited = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to be invited")
        verbose_name_plural = _("requests to be invited")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "generation"], name="one_request_per_link"),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, is_invited__isnull=True)
                | models.Q(answered_at__isnull=False, is_invited__isnull=False),
                name="an_answered_request_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def state_words(self) -> str:
        """Where the request stands, in words."""
        if self.is_invited is None:
            return str(_("Waits for you"))
        return str(_("To be invited") if self.is_invited else _("Not invited"))
