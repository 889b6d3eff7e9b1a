"""Commitments: the part one seat takes on in a recommendation of a frozen Roadmap, its answer, and the reports on it."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
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
from dialogues.monitoring.states import ANSWER_TONES, PROGRESS_TONES, SETTLED, TAKEN_ON, Answer, Progress, Side
from dialogues.states import Channel
from inspired.core.access import Anyone
from inspired.core.models import StoredFile
from inspired.core.models.labels import Labelled
from workinggroups.models import Group

NEWEST = ("-on", "-pk")


def _inside(user: Anyone) -> models.Q:
    reach = reach_of(user)
    return models.Q(dialogue__in=reach.team | reach.participating | reach.donating)


def reads_inside(user: Anyone, dialogue_id: int) -> bool:
    """Does this person read all commitments of the dialogue, as ``inside_of`` says of rows?"""
    reach = reach_of(user)
    return dialogue_id in reach.team | reach.participating | reach.donating


def _latest(side: str) -> Coalesce:
    counted = Report.objects.counted().filter(commitment=models.OuterRef("pk"), side=side)
    return Coalesce(models.Subquery(counted.order_by(*NEWEST).values("status")[:1]), models.Value(""))


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Questions about commitments."""

    def visible_to(self, user: Anyone) -> CommitmentQuerySet:
        """Keep those of the dialogues whose inside this person reads, and for everybody those a host has published."""
        public = models.Q(published_at__lte=timezone.now(), dialogue__in=Dialogue.objects.visible_to(user).values("pk"))
        return self.filter(_inside(user) | (public & models.Q(answer__in=TAKEN_ON)))

    def inside_of(self, user: Anyone) -> CommitmentQuerySet:
        """Keep those of the dialogues whose inside this person reads, media users left out."""
        return self.filter(_inside(user))

    def taken_on(self) -> CommitmentQuerySet:
        """Keep those that their seat has confirmed, perhaps in other words."""
        return self.filter(answer__in=TAKEN_ON)

    def with_status(self) -> CommitmentQuerySet:
        """Add what the owner says last, and what others saw last, as ``owner_status`` and ``other_status``; empty for nothing."""
        return self.annotate(owner_status=_latest(Side.OWNER), other_status=_latest(Side.INDEPENDENT))

    def with_owner_status(self) -> CommitmentQuerySet:
        """Add what the owner says last alone."""
        return self.annotate(owner_status=_latest(Side.OWNER))

    def open(self) -> CommitmentQuerySet:
        """Keep those taken on whose owner has not said that they are implemented or dropped."""
        return self.taken_on().with_owner_status().exclude(owner_status__in=SETTLED)

    def locked(self) -> CommitmentQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("dialogue")


class Commitment(Labelled, OfDialogue):
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
    published_at = models.DateTimeField(null=True, blank=True)
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
        """The colour that goes with the answer."""
        return ANSWER_TONES[self.answer]


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions about reports."""

    def visible_to(self, user: Anyone) -> ReportQuerySet:
        """Keep those on commitments this person may see from the inside; outsiders read the latest status alone."""
        reach = reach_of(user)
        return self.filter(commitment__dialogue__in=reach.team | reach.participating | reach.donating)

    def counted(self) -> ReportQuerySet:
        """Keep those that count: given or confirmed by their seat, and not corrected by a later one."""
        return self.filter(confirmed_at__isnull=False, corrected_by__isnull=True)


class Report(Labelled):
    """How far a commitment has come on a day, seen by its owner or by others. Rows are only ever added."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reports")
    side = models.CharField(max_length=12, choices=Side.choices)
    status = models.CharField(_("status"), max_length=16, choices=Progress.choices)
    on = models.DateField(_("as of"), default=timezone.localdate)
    note = models.TextField(_("what was done"), blank=True)
    evidence = models.TextField(_("how one can see it"), blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("came in"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="corrected_by"
    )
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on a commitment")
        verbose_name_plural = _("reports on commitments")
        ordering = NEWEST
        indexes = [models.Index(fields=["commitment", "side", "-on", "-id"], name="reports_on_a_commitment")]

    def __str__(self) -> str:
        return self.get_status_display()

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``commitment`` loaded."""
        return self.commitment.audit_scope

    @property
    def is_announced(self) -> bool:
        """Was it entered on behalf of the seat, which has not confirmed it?"""
        return self.confirmed_at is None

    @property
    def tone(self) -> str:
        """The colour that goes with the status."""
        return PROGRESS_TONES[self.status]


class ReportRoundQuerySet(models.QuerySet["ReportRound"]):
    """Questions about rounds of reports."""

    def visible_to(self, user: Anyone) -> ReportRoundQuerySet:
        """Keep those of the dialogues whose inside this person reads, media users left out."""
        reach = reach_of(user)
        return self.filter(dialogue__in=reach.team | reach.participating | reach.donating)

    def newest(self) -> ReportRoundQuerySet:
        """Keep the newest round of each dialogue: an earlier one asks nobody any more."""
        later = ReportRound.objects.filter(dialogue=models.OuterRef("dialogue"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(later))


class ReportRound(Labelled, OfDialogue):
    """The host asks everybody who took something on and has not finished it for a report until a day."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="report_rounds")
    number = models.PositiveIntegerField()
    due_at = models.DateTimeField(_("reports until"))
    note = models.TextField(_("what the host says about it"), blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ReportRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of reports")
        verbose_name_plural = _("rounds of reports")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="report_round_numbers_are_unique")]

    def __str__(self) -> str:
        return f"#{self.number}"
