"""Commitments: the part one seat takes on in a recommendation of a frozen Roadmap, and its answer."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import Recommendation
from dialogues.consensus.states.recommendations import Part
from dialogues.documents.models import Version
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.models.dialogue import Logged
from dialogues.monitoring.models.publishing import Published
from dialogues.monitoring.models.reports import NEWEST, Report, ReportQuerySet
from dialogues.monitoring.states import ANSWER_TONES, SETTLED, TAKEN_ON, Answer, Side
from dialogues.states import Channel
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.models import StoredFile
from inspired.core.models.labels import Labelled


def _inside(user: Anyone) -> models.Q:
    reach = reach_of(user)
    return models.Q(dialogue__in=reach.team | reach.participating | reach.donating)


def reads_inside(user: Anyone, dialogue_id: int) -> bool:
    """Does this person read all commitments of the dialogue, as ``inside_of`` says of rows?"""
    reach = reach_of(user)
    return dialogue_id in reach.team | reach.participating | reach.donating


def _latest(counted: ReportQuerySet) -> Coalesce:
    return Coalesce(models.Subquery(counted.order_by(*NEWEST).values("status")[:1]), models.Value(""))


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Questions about commitments."""

    def visible_to(self, user: Anyone) -> CommitmentQuerySet:
        """Keep those of the dialogues whose inside this person reads, and for everybody those a host has published.

        What is published is public no sooner than the version of the Roadmap it rests on, and no longer than that is.
        """
        public = models.Q(published_at__lte=clock.now(), public_version__published_at__lte=clock.now())
        return self.filter(
            _inside(user) | public & models.Q(dialogue__in=Dialogue.objects.visible_to(user).values("pk"))
        )

    def inside_of(self, user: Anyone) -> CommitmentQuerySet:
        """Keep those of the dialogues whose inside this person reads, media users left out."""
        return self.filter(_inside(user))

    def taken_on(self) -> CommitmentQuerySet:
        """Keep those that their seat has confirmed, perhaps in other words."""
        return self.filter(answer__in=TAKEN_ON)

    def kept_in_public(self) -> CommitmentQuerySet:
        """Keep those of which the public goes on reading what was published, while nobody takes on what they say by now."""
        return self.filter(published_at__isnull=False).exclude(answer__in=TAKEN_ON)

    def with_status(self) -> CommitmentQuerySet:
        """Add what the owner says last, and what others saw last, as ``owner_status`` and ``other_status``; empty for nothing."""
        other = _latest(Report.objects.of_its_commitment(Side.INDEPENDENT))
        return self.with_owner_status().annotate(other_status=other)

    def with_owner_status(self) -> CommitmentQuerySet:
        """Add what the owner says last alone."""
        return self.annotate(owner_status=_latest(Report.objects.of_its_commitment(Side.OWNER)))

    def with_public_status(self) -> CommitmentQuerySet:
        """Add what the public reads of the owner's status: the last one on what was published, and not on later words."""
        return self.annotate(owner_status=_latest(Report.objects.of_its_commitment(Side.OWNER).on_published_words()))

    def open(self) -> CommitmentQuerySet:
        """Keep those taken on whose owner has not said that they are implemented or dropped."""
        return self.taken_on().with_owner_status().exclude(owner_status__in=SETTLED)

    def locked(self) -> CommitmentQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("dialogue")


class Commitment(Labelled, Published, OfDialogue):
    """What one seat takes on. ``words`` are those of the version it was asked by, ``own_words`` how it confirmed them instead."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="commitments")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="commitments")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="commitments")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(_("part"), max_length=8, choices=Part.choices)
    words = models.TextField(_("what it is asked to take on"), blank=True)
    own_words = models.TextField(_("what it takes on"), blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateTimeField(_("answer until"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["recommendation__number", "part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "seat"], name="one_commitment_per_seat_and_recommendation"
            ),
            models.CheckConstraint(
                condition=~models.Q(answer=Answer.AMENDED) | ~models.Q(own_words=""),
                name="an_amended_commitment_says_in_which_words",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True, public_version__isnull=True, reworded_at__isnull=True)
                | models.Q(published_at__isnull=False, public_version__isnull=False),
                name="what_is_published_is_kept_as_it_was",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("commitment", args=[self.dialogue.slug, self.pk])

    @property
    def tone(self) -> str:
        """The colour that goes with the answer."""
        return ANSWER_TONES[self.answer]

    @property
    def is_taken_on(self) -> bool:
        """Has the seat confirmed it, perhaps in other words?"""
        return self.answer in TAKEN_ON

    @property
    def said(self) -> str:
        """What the seat takes on: in its own words where it gave some, else as it was asked."""
        return self.own_words or self.words


class CommitmentAnswerQuerySet(models.QuerySet["CommitmentAnswer"]):
    """Questions about answers to commitments."""

    def visible_to(self, user: Anyone) -> CommitmentAnswerQuerySet:
        """Keep those to commitments whose inside this person reads.

        What a seat prepares for whoever may sign is its own and the host team's until it is given: it may never be.
        """
        reach = reach_of(user)
        told = models.Q(confirmed_at__isnull=False) | ~models.Q(channel=Channel.WEB)
        own = models.Q(commitment__seat__in=reach.seats) | models.Q(commitment__dialogue__in=reach.team)
        return self.filter(told | own, commitment__in=Commitment.objects.inside_of(user).values("pk"))

    def waiting(self) -> CommitmentAnswerQuerySet:
        """Keep those prepared or announced since the seat was asked, with nothing said later."""
        later = CommitmentAnswer.objects.filter(commitment=models.OuterRef("commitment"), pk__gt=models.OuterRef("pk"))
        said = self.filter(confirmed_at__isnull=True, at__gte=models.F("commitment__asked_at"))
        return said.filter(~models.Exists(later))


class CommitmentAnswer(Logged):
    """One answer of a seat to its commitment. It counts once confirmed: until then it is prepared, or announced on its behalf."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    words = models.TextField(_("in which words"), blank=True)
    note = models.TextField(_("note"), blank=True)
    channel = models.CharField(_("came in"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signatory_function = models.CharField(_("function of the signatory"), max_length=150, blank=True)

    objects = CommitmentAnswerQuerySet.as_manager()

    class Meta(Logged.Meta):
        verbose_name = _("answer to a commitment")
        verbose_name_plural = _("answers to commitments")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(channel=Channel.LETTER) | models.Q(scan__isnull=False, confirmed_at__isnull=False),
                name="a_signed_commitment_is_on_file",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer=Answer.AMENDED) | ~models.Q(words=""),
                name="an_amended_answer_says_in_which_words",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer=Answer.DECLINED) | ~models.Q(note=""),
                name="a_declined_answer_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()

    @property
    def is_announced(self) -> bool:
        """Was it entered on behalf of the seat, which has not confirmed it?"""
        return self.confirmed_at is None and self.channel != Channel.WEB

    @property
    def tone(self) -> str:
        """The colour that goes with the answer; that of waiting until it counts."""
        return ANSWER_TONES[self.answer] if self.confirmed_at else "wait"
