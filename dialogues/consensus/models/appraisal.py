"""The appraisal of options: what seats judge by which criterion, dots in the room, values and red lines, and what was concluded."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.states.appraisal import APPRAISAL_TONES, AppraisalStatus, ConcernKind, Depth, Score
from dialogues.consensus.states.criteria import SetStatus
from dialogues.models import reach_of
from dialogues.states import Category
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .challenges import Challenge
from .criteria import CriteriaSet, Criterion
from .giving import OfSeat
from .options import Option


class AppraisalQuerySet(models.QuerySet["Appraisal"]):
    """Questions about appraisals."""

    def visible_to(self, user: Anyone) -> AppraisalQuerySet:
        """Keep those of the challenges this person may see; donors and others read totals there, never single answers."""
        return self.filter(challenge__in=Challenge.objects.visible_to(user).values("pk"))

    def locked(self) -> AppraisalQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("challenge__dialogue", "criteria_set")


class Appraisal(Labelled):
    """One appraisal of a challenge's options under one locked set of criteria. Reopened criteria ask for a next one.

    ``options`` are those on the table when it was opened: they stand still until it is closed.
    """

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="appraisals")
    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="appraisals")
    number = models.PositiveIntegerField()
    options = models.ManyToManyField(Option, related_name="appraisals")
    depth = models.CharField(_("how deep"), max_length=8, choices=Depth.choices, default=Depth.SCORES)
    status = models.CharField(max_length=8, choices=AppraisalStatus.choices, default=AppraisalStatus.OPEN)
    due_at = models.DateTimeField(_("until"), null=True, blank=True)
    concerns_opened_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = _("appraisal")
        verbose_name_plural = _("appraisals")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="appraisal_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["challenge"],
                condition=models.Q(status=AppraisalStatus.OPEN),
                name="one_open_appraisal_per_challenge",
            ),
            models.CheckConstraint(
                condition=models.Q(status=AppraisalStatus.OPEN, closed_at__isnull=True)
                | models.Q(status=AppraisalStatus.CLOSED, closed_at__isnull=False),
                name="a_closed_appraisal_and_no_other_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("appraisal", args=[self.challenge.dialogue.slug, self.challenge.number, self.number])

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``challenge`` loaded."""
        return self.challenge.audit_scope

    @property
    def takes_answers(self) -> bool:
        """Is it open, not past its deadline if it has one, and under criteria that still hold? Needs ``criteria_set`` loaded."""
        in_time = self.due_at is None or self.due_at > timezone.now()
        return self.status == AppraisalStatus.OPEN and in_time and self.criteria_set.status == SetStatus.LOCKED

    @property
    def tone(self) -> str:
        """The colour that goes with the status."""
        return APPRAISAL_TONES[self.status]


class InAppraisalQuerySet(models.QuerySet["Opinion"]):
    """Questions about what single seats said in an appraisal."""

    def visible_to(self, user: Anyone) -> InAppraisalQuerySet:
        """Keep the host team's dialogues and one's own seats'; what others may read of them ``reading`` decides."""
        reach = reach_of(user)
        return self.filter(models.Q(appraisal__challenge__dialogue__in=reach.team) | models.Q(seat__in=reach.seats))


class Opinion(OfSeat):
    """All that one seat judges in one appraisal. Saved as often as one likes; it counts once submitted."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="opinions")
    submitted_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = InAppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = _("what a seat judges")
        verbose_name_plural = _("what seats judge")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["appraisal", "seat"], name="a_seat_judges_once_in_an_appraisal")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``appraisal.challenge`` loaded."""
        return self.appraisal.audit_scope


class Judgement(models.Model):
    """How well one option meets one criterion. A score of None with ``cannot_say`` is an answer, without it nothing was said."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="judgements")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="judgements")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="judgements")
    score = models.PositiveSmallIntegerField(_("score"), choices=Score.choices, null=True, blank=True)
    cannot_say = models.BooleanField(_("cannot say"), default=False)
    gains = models.TextField(_("who gains"), blank=True)
    losses = models.TextField(_("who loses"), blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "option", "criterion"], name="one_judgement_per_option_and_criterion"
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__lte=4), name="scores_run_from_nought_to_four"
            ),
            models.CheckConstraint(
                condition=models.Q(cannot_say=False) | models.Q(score__isnull=True),
                name="who_cannot_say_gives_no_score",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Dots(models.Model):
    """How many dots one category of seats put on an option in the room."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="dots")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="dots")
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    count = models.PositiveSmallIntegerField(_("dots"), default=0)

    class Meta:
        verbose_name = _("dots in the room")
        verbose_name_plural = _("dots in the room")
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal", "option", "category"], name="dots_are_counted_once_per_category"
            )
        ]

    def __str__(self) -> str:
        return f"{self.count}"


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Questions about values and red lines."""

    def visible_to(self, user: Anyone) -> ConcernQuerySet:
        """Keep own seats' and the host team's, and for participants those whose seat shares them."""
        reach = reach_of(user)
        shared = models.Q(is_shared=True, appraisal__challenge__dialogue__in=reach.participating)
        return self.filter(
            models.Q(appraisal__challenge__dialogue__in=reach.team) | models.Q(seat__in=reach.seats) | shared
        )


class Concern(OfSeat):
    """A value or a red line that a seat raises. It is the host team's and the seat's own until the seat shares it."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="concerns")
    kind = models.CharField(max_length=10, choices=ConcernKind.choices)
    option = models.ForeignKey(Option, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns")
    text = models.TextField(_("in words"))
    would_change = models.TextField(_("what would change it"), blank=True)
    is_shared = models.BooleanField(_("all participants may read it"), default=False)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("value or red line")
        verbose_name_plural = _("values and red lines")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``appraisal.challenge`` loaded."""
        return self.appraisal.audit_scope


class ConclusionQuerySet(models.QuerySet["Conclusion"]):
    """Questions about conclusions."""

    def visible_to(self, user: Anyone) -> ConclusionQuerySet:
        """Keep those of the appraisals this person may see."""
        return self.filter(appraisal__in=Appraisal.objects.visible_to(user).values("pk"))


class Conclusion(models.Model):
    """What those present concluded, in words. Each change raises ``revision``: who accepted an earlier one is asked again."""

    appraisal = models.OneToOneField(Appraisal, on_delete=models.CASCADE, related_name="conclusion")
    text = models.TextField(_("what we concluded"))
    option = models.ForeignKey(
        Option, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("option chosen")
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=1)

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("conclusion of an appraisal")
        verbose_name_plural = _("conclusions of appraisals")

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``appraisal.challenge`` loaded."""
        return self.appraisal.audit_scope


class AcceptanceQuerySet(models.QuerySet["Acceptance"]):
    """Questions about who accepts what was concluded."""

    def visible_to(self, user: Anyone) -> AcceptanceQuerySet:
        """Keep the host team's dialogues' and participants'; donors read how many."""
        reach = reach_of(user)
        return self.filter(conclusion__appraisal__challenge__dialogue__in=reach.team | reach.participating)


class Acceptance(OfSeat):
    """One seat accepts one wording of a conclusion, or says what it would have otherwise."""

    conclusion = models.ForeignKey(Conclusion, on_delete=models.CASCADE, related_name="acceptances")
    revision = models.PositiveIntegerField()
    accepts = models.BooleanField()
    note = models.TextField(_("note"), blank=True)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("acceptance of a conclusion")
        verbose_name_plural = _("acceptances of conclusions")
        constraints = [
            models.UniqueConstraint(
                fields=["conclusion", "revision", "seat"], name="a_seat_accepts_a_wording_of_a_conclusion_once"
            ),
            models.CheckConstraint(
                condition=models.Q(accepts=True) | ~models.Q(note=""),
                name="who_does_not_accept_says_what_otherwise",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``conclusion.appraisal.challenge`` loaded."""
        return self.conclusion.audit_scope
