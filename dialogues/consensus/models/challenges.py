"""Challenges the dialogue has to solve, and how the seats rank them."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.states.challenges import CHALLENGE_TONES, ChallengeStatus, RankingStatus
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .giving import Ground, OfSeat, entered_for


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    """Questions about challenges."""

    def visible_to(self, user: Anyone) -> ChallengeQuerySet:
        """Keep the host team's, those one's own seats proposed, and what is or was on the table for all inside but media users."""
        reach = reach_of(user)
        shown = models.Q(dialogue__in=reach.participating | reach.donating) & models.Q(shown_at__isnull=False)
        own = models.Q(seat__in=reach.seats)
        return self.filter(models.Q(dialogue__in=reach.team) | own | shown)

    def on_table(self) -> ChallengeQuerySet:
        """Keep those the dialogue works on."""
        return self.filter(status=ChallengeStatus.ON_TABLE)

    def locked(self) -> ChallengeQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("dialogue")


class Challenge(Labelled, OfDialogue):
    """One key aspect of the endorsed PPA that the dialogue has to solve.

    ``number`` never changes and is never given again: people cite it. ``rank`` says where it stands in lists, which is for
    the host to decide.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="challenges")
    number = models.PositiveIntegerField()
    rank = models.PositiveIntegerField(_("place in the order of challenges"), default=0)
    title = models.CharField(_("challenge"), max_length=200)
    text = models.TextField(_("what has to be solved"), blank=True)
    status = models.CharField(max_length=10, choices=ChallengeStatus.choices, default=ChallengeStatus.PROPOSED)
    reason = models.TextField(_("reason"), blank=True)
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    shown_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ["rank", "number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="challenge_numbers_are_unique"),
            models.CheckConstraint(
                condition=~models.Q(status=ChallengeStatus.LEFT_OUT) | ~models.Q(reason=""),
                name="a_challenge_left_out_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=ChallengeStatus.ON_TABLE) | models.Q(shown_at__isnull=False),
                name="a_challenge_on_the_table_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("challenge", args=[self.dialogue.slug, self.number])

    @property
    def tone(self) -> str:
        """The colour that goes with the status."""
        return CHALLENGE_TONES[self.status]


class ChallengeGround(Ground):
    """What a challenge rests on."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="grounds")

    class Meta:
        verbose_name = _("what a challenge rests on")
        verbose_name_plural = _("what challenges rest on")
        ordering = ["pk"]


class RankingQuerySet(models.QuerySet["Ranking"]):
    """Questions about rankings."""

    def visible_to(self, user: Anyone) -> RankingQuerySet:
        """Keep those of the dialogues whose inside this person reads; what they see of the result depends on its rules."""
        reach = reach_of(user)
        return self.filter(dialogue__in=reach.team | reach.participating | reach.donating)

    def locked(self) -> RankingQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("dialogue")


class Ranking(Labelled, OfDialogue):
    """The seats are asked which challenges come first. The list they rank stands still while it is open."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="rankings")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=8, choices=RankingStatus.choices, default=RankingStatus.OPEN)
    challenges = models.ManyToManyField(Challenge, related_name="rankings")
    due_at = models.DateTimeField(_("until"))
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.TextField(_("what we conclude"), blank=True)

    objects = RankingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ranking of challenges")
        verbose_name_plural = _("rankings of challenges")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="challenge_ranking_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["dialogue"],
                condition=models.Q(status=RankingStatus.OPEN),
                name="one_open_ranking_of_challenges",
            ),
            models.CheckConstraint(
                condition=models.Q(status=RankingStatus.OPEN, closed_at__isnull=True)
                | models.Q(status=RankingStatus.CLOSED, closed_at__isnull=False),
                name="a_closed_ranking_and_no_other_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("ranking", args=[self.dialogue.slug, self.number])

    @property
    def takes_answers(self) -> bool:
        """Is it open, and not past its date?"""
        return self.status == RankingStatus.OPEN and self.due_at > timezone.now()


class BallotQuerySet(models.QuerySet["Ballot"]):
    """Questions about single orders."""

    def visible_to(self, user: Anyone) -> BallotQuerySet:
        """Keep the host team's dialogues and one's own seats'; all others read what is counted together."""
        reach = reach_of(user)
        return self.filter(models.Q(ranking__dialogue__in=reach.team) | models.Q(seat__in=reach.seats))

    def unconfirmed_for(self, user: Anyone) -> BallotQuerySet:
        """Keep what was entered for a seat this person speaks for and waits for its word."""
        return self.filter(entered_for(user))


class Ballot(OfSeat):
    """The order one seat gives: ids of challenges, the first the most pressing; what it leaves out comes after all it names."""

    ranking = models.ForeignKey(Ranking, on_delete=models.CASCADE, related_name="ballots")
    order = models.JSONField(default=list)
    reason = models.TextField(_("why the first comes first"), blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = _("order of priorities")
        verbose_name_plural = _("orders of priorities")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ranking", "seat"], name="a_seat_ranks_challenges_once")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``ranking`` loaded."""
        return self.ranking.audit_scope
