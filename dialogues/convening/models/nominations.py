"""Whom participants miss at the table, and what the host answered."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.models.contacts import ListedOrganisation
from dialogues.convening.states.nominations import TONES, NominationState
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.states import Category
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Questions about nominations."""

    def visible_to(self, user: Anyone) -> NominationQuerySet:
        """Keep own ones, those of own seats, those of the host team's dialogues, and what a host shares with participants."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(_told_in_full(user) | models.Q(is_shared=True, dialogue__in=reach_of(user).participating))

    def told_in_full_to(self, user: Anyone) -> NominationQuerySet:
        """Keep those of which this person reads everything: own ones, own seats', and the host team's."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(_told_in_full(user))

    def waiting(self) -> NominationQuerySet:
        """Keep those that the host has not answered."""
        return self.filter(state=NominationState.OPEN)


def _told_in_full(user: Anyone) -> models.Q:
    reach = reach_of(user)
    own = models.Q(by=user.pk, dialogue__in=reach.members) | models.Q(seat__in=reach.seats)
    return own | models.Q(dialogue__in=reach.team)


class Nomination(Labelled, OfDialogue):
    """A participant's word on who is missing; of a shared one others read organisation, category and answer, no more."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="nominations")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.SET_NULL, related_name="nominations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.CharField(_("organisation or group"), max_length=200)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, blank=True)
    why = models.TextField(_("why they should be heard"))
    hint = models.TextField(_("how to reach them"), blank=True)
    state = models.CharField(max_length=10, choices=NominationState.choices, default=NominationState.OPEN)
    answer = models.TextField(_("the host's answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    listed = models.ForeignKey(
        ListedOrganisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="nominations"
    )
    is_shared = models.BooleanField(_("shared with the participants"), default=False)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=NominationState.OPEN, answered_at__isnull=True)
                | (~models.Q(state=NominationState.OPEN) & models.Q(answered_at__isnull=False)),
                name="an_answered_nomination_has_its_date",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def tone(self) -> str:
        """The colour that goes with the answer."""
        return TONES[NominationState(self.state)]
