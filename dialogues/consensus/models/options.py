"""Policy options: candidate answers to a challenge, the status quo always among them."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.states.appraisal import OPTION_TONES, OptionStatus
from dialogues.consensus.states.measures import Measure, Stage
from dialogues.models import Seat, reach_of
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .challenges import Challenge
from .giving import Ground


class OptionQuerySet(models.QuerySet["Option"]):
    """Questions about options."""

    def visible_to(self, user: Anyone) -> OptionQuerySet:
        """Keep the host team's, own proposals, and what is or was on the table of challenges this person may see."""
        reach = reach_of(user)
        shown = models.Q(shown_at__isnull=False, challenge__in=Challenge.objects.visible_to(user).values("pk"))
        own = models.Q(seat__in=reach.seats)
        return self.filter(models.Q(challenge__dialogue__in=reach.team) | own | shown)

    def on_table(self) -> OptionQuerySet:
        """Keep those that are appraised."""
        return self.filter(status=OptionStatus.ON_TABLE)

    def locked(self) -> OptionQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("challenge__dialogue")


class Option(Labelled):
    """A candidate answer to one challenge. ``letter`` never changes and is never given again in its challenge."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="options")
    letter = models.CharField(max_length=2)
    is_status_quo = models.BooleanField(default=False)
    title = models.CharField(_("option"), max_length=200)
    text = models.TextField(_("what would be done"), blank=True)
    implications = models.TextField(_("what it implies"), blank=True)
    gains = models.TextField(_("what is gained, and for whom"), blank=True)
    losses = models.TextField(_("what is lost, and for whom"), blank=True)
    evidence = models.TextField(_("what we know about it"), blank=True)
    measure = models.CharField(_("type of measure"), max_length=12, choices=Measure.choices, blank=True)
    stage = models.CharField(_("stage of the policy cycle"), max_length=16, choices=Stage.choices, blank=True)
    status = models.CharField(max_length=10, choices=OptionStatus.choices, default=OptionStatus.PROPOSED)
    reason = models.TextField(_("reason"), blank=True)
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    shown_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = OptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy option")
        verbose_name_plural = _("policy options")
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "letter"], name="option_letters_are_unique"),
            models.UniqueConstraint(
                fields=["challenge"], condition=models.Q(is_status_quo=True), name="one_status_quo_per_challenge"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=OptionStatus.WITHDRAWN) | ~models.Q(reason=""),
                name="a_withdrawn_option_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=OptionStatus.ON_TABLE) | models.Q(shown_at__isnull=False),
                name="an_option_on_the_table_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("option", args=[self.challenge.dialogue.slug, self.challenge.number, self.letter])

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``challenge`` loaded."""
        return self.challenge.audit_scope

    @property
    def lettered(self) -> str:
        """How lists call it: its letter, then its title."""
        return f"{self.letter} · {self.title}"

    @property
    def tone(self) -> str:
        """The colour that goes with the status."""
        return OPTION_TONES[self.status]


class OptionGround(Ground):
    """What an option rests on."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="grounds")

    class Meta:
        verbose_name = _("what an option rests on")
        verbose_name_plural = _("what options rest on")
        ordering = ["pk"]
