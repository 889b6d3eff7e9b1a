"""Ground rules: proposed by the host, agreed by the seats, versioned. Attribution and publication rules are part of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.states import Attribution, Channel, RulesStatus
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .chains import OfDialogue
from .dialogue import Dialogue
from .seats import Seat
from .standing import reach_of


class GroundRulesQuerySet(models.QuerySet["GroundRules"]):
    """Questions about ground rules."""

    def visible_to(self, user: Anyone) -> GroundRulesQuerySet:
        """Keep the rules of the dialogues whose inside this person reads."""
        return self.filter(dialogue__in=reach_of(user).inside)

    def in_force(self) -> GroundRulesQuerySet:
        """Keep agreed rules."""
        return self.filter(status=RulesStatus.AGREED)


class GroundRules(Labelled, OfDialogue):
    """One version of the ways of working together."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="ground_rules")
    number = models.PositiveIntegerField()
    text = models.TextField(_("ways of working together"))
    attribution = models.CharField(
        _("contributions are attributed to"),
        max_length=12,
        choices=Attribution.choices,
        default=Attribution.ORGANISATION,
    )
    answers_shown = models.CharField(
        _("answers of a round are shown, after it closes, by"),
        max_length=12,
        choices=Attribution.choices,
        default=Attribution.ORGANISATION,
    )
    publication = models.TextField(_("what is published, and when"), blank=True)
    status = models.CharField(max_length=12, choices=RulesStatus.choices, default=RulesStatus.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(_("answers until"), null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    agreed_reason = models.TextField(_("why they are in force although not every seat agreed"), blank=True)

    objects = GroundRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("ground rules")
        verbose_name_plural = _("ground rules")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="ground_rules_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["dialogue"],
                condition=models.Q(status=RulesStatus.AGREED),
                name="one_agreed_version_of_the_rules",
            ),
            models.UniqueConstraint(
                fields=["dialogue"],
                condition=models.Q(status=RulesStatus.PROPOSED),
                name="one_proposal_of_the_rules_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=RulesStatus.AGREED) | models.Q(agreed_at__isnull=False),
                name="agreed_rules_say_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class GroundRulesAnswer(models.Model):
    """What one seat said about a version of the rules."""

    rules = models.ForeignKey(GroundRules, on_delete=models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField(_("agrees"))
    note = models.TextField(_("note"), blank=True)
    channel = models.CharField(_("came in"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rules", "seat"], name="one_answer_per_seat_and_rules")]

    def __str__(self) -> str:
        return str(_("Agrees") if self.agrees else _("Does not agree yet"))

    @property
    def is_entered(self) -> bool:
        """Did the host team enter it on behalf of the seat?"""
        return self.channel != Channel.WEB
