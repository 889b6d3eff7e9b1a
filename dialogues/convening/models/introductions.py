"""Introductions to decision-makers: asked for, taken up by whoever has the access, obtained or declined, and what comes next."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.states.introductions import SETTLED, TONES, IntroductionState
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.states import Role
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    """Questions about introductions."""

    def visible_to(self, user: Anyone) -> IntroductionQuerySet:
        """Keep the host team's, those of own seats, what one took up oneself, and what waits and was shown to one's role."""
        if not user.is_authenticated:
            return self.none()
        reach = reach_of(user)
        mine = models.Q(seat__in=reach.seats) | models.Q(taken_by=user.pk, dialogue__in=reach.members)
        return self.filter(mine | models.Q(dialogue__in=reach.team) | _shown(user))

    def waiting_for(self, user: Anyone) -> IntroductionQuerySet:
        """Keep those that this person could take up, and those they took up and of which nothing is recorded yet."""
        if not user.is_authenticated:
            return self.none()
        reach = reach_of(user)
        mine = models.Q(state=IntroductionState.TAKEN_UP, taken_by=user.pk, dialogue__in=reach.members)
        waits = models.Q(state=IntroductionState.ASKED, dialogue__in=reach.team)
        return self.filter(waits | _shown(user) | mine)


def _shown(user: Anyone) -> models.Q:
    reach = reach_of(user)
    shown = models.Q(for_donors=True, dialogue__in=reach.donating)
    shown |= models.Q(for_government=True, dialogue__in=reach.governing)
    return models.Q(shown, state=IntroductionState.ASKED)


class Introduction(Labelled, OfDialogue):
    """A wish to meet a decision-maker. Seen by the host team, the seat that asks, and whoever helps; not by the table."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="introductions")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="introductions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_from_team = models.BooleanField(default=False)
    whom = models.CharField(_("decision-maker"), max_length=200)
    why = models.TextField(_("what it is about"))
    for_donors = models.BooleanField(_("shown to the donors"), default=False)
    for_government = models.BooleanField(_("shown to the government focal point"), default=False)
    state = models.CharField(max_length=10, choices=IntroductionState.choices, default=IntroductionState.ASKED)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_as = models.CharField(max_length=12, choices=Role.choices, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    settled_on = models.DateField(_("on"), null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.TextField(_("what came of it"), blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_on = models.DateField(_("next step by"), null=True, blank=True)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=SETTLED, settled_on__isnull=False) & ~models.Q(outcome="")
                | ~models.Q(state__in=SETTLED) & models.Q(settled_on__isnull=True, outcome=""),
                name="a_settled_introduction_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=IntroductionState.TAKEN_UP) | models.Q(taken_at__isnull=False),
                name="an_introduction_taken_up_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(is_from_team=True, seat__isnull=True)
                | models.Q(is_from_team=False, seat__isnull=False),
                name="an_introduction_is_asked_by_a_seat_or_the_team",
            ),
            models.CheckConstraint(
                condition=models.Q(next_on__isnull=True) | ~models.Q(next_step=""),
                name="a_date_of_a_next_step_has_its_step",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def tone(self) -> str:
        """The colour that goes with the state."""
        return TONES[IntroductionState(self.state)]

    @property
    def is_settled(self) -> bool:
        """Did it come to an outcome?"""
        return self.state in SETTLED
