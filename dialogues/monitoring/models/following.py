"""What is followed beside commitments: influence on policy, adaptations, watchers, advocacy and undertakings of others."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import Recommendation
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.monitoring.states import InfluenceKind, StepKind
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled


class InsideQuerySet(models.QuerySet["Influence"]):
    """Questions about what is followed in a dialogue."""

    def in_force(self) -> InsideQuerySet:
        """Keep what was not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user: Anyone) -> InsideQuerySet:
        """Keep those of the dialogues whose inside this person reads, media users left out."""
        reach = reach_of(user)
        return self.filter(dialogue__in=reach.team | reach.participating | reach.donating)


class Followed(Labelled, OfDialogue):
    """Something that happened on a day and is told by a seat or by the host team."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="+")
    on = models.DateField(_("on"))
    title = models.CharField(_("in one line"), max_length=200)
    text = models.TextField(_("in words"), blank=True)
    source = models.CharField(_("where one can see it"), max_length=500, blank=True)
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    revision = models.PositiveIntegerField(default=1)
    earlier = models.JSONField(
        default=list, blank=True, editable=False
    )  # wordings until now, each with its last moment
    corrected_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("why it is withdrawn"), blank=True)
    changed_by_team = models.BooleanField(default=False, editable=False)  # the last change, else by the seat

    objects = InsideQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(reason=""),
                name="a_withdrawn_%(class)s_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_withdrawn(self) -> bool:
        """Was it taken back, with a reason?"""
        return self.withdrawn_at is not None


class Influence(Followed):
    """Where those who decide took the dialogue's conclusion on board: the honest measure of success."""

    kind = models.CharField(_("where"), max_length=12, choices=InfluenceKind.choices)
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="influences"
    )

    class Meta(Followed.Meta):
        verbose_name = _("influence on policy")
        verbose_name_plural = _("influences on policy")


class Adaptation(Followed):
    """How a recommendation was adapted because the context changed; the endorsed wording stays in its version."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="adaptations")
    before = models.TextField(_("until now"), blank=True)
    after = models.TextField(_("from now on"))

    class Meta(Followed.Meta):
        verbose_name = _("adaptation")
        verbose_name_plural = _("adaptations")


class Step(Followed):
    """An advocacy action, or what a committee or a party undertook about the Roadmap."""

    kind = models.CharField(_("kind"), max_length=10, choices=StepKind.choices)
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    result = models.TextField(_("what came of it"), blank=True)

    class Meta(Followed.Meta):
        verbose_name = _("advocacy action or undertaking")
        verbose_name_plural = _("advocacy actions and undertakings")


class WatcherQuerySet(models.QuerySet["Watcher"]):
    """Questions about watchers."""

    def visible_to(self, user: Anyone) -> WatcherQuerySet:
        """Keep those of the dialogues whose inside this person reads, media users left out."""
        reach = reach_of(user)
        return self.filter(dialogue__in=reach.team | reach.participating | reach.donating)


class Watcher(Labelled, OfDialogue):
    """A seat, such as a committee of parliament or a human-rights institution, that follows the commitments as a guarantor."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="watchers")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    recommendations = models.ManyToManyField(Recommendation, blank=True, related_name="watchers")
    why = models.CharField(_("in which role"), max_length=300, blank=True)
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WatcherQuerySet.as_manager()

    class Meta:
        verbose_name = _("watcher")
        verbose_name_plural = _("watchers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "seat"], condition=models.Q(ended_at__isnull=True), name="a_seat_watches_once"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
