"""Position checks: a proposal in words, the seats asked, and what each says to it. A check is no endorsement of a text."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.states.checks import (
    CHECK_TONES,
    EXPLAINED,
    STANCE_TONES,
    Basis,
    CheckStatus,
    Scale,
    Stance,
)
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.states import Attribution
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .challenges import Challenge
from .giving import OfSeat

PERCENT = [MinValueValidator(1), MaxValueValidator(100)]
SINGLY = (Attribution.ORGANISATION, Attribution.PERSON)


class PositionCheckQuerySet(models.QuerySet["PositionCheck"]):
    """Questions about position checks."""

    def visible_to(self, user: Anyone) -> PositionCheckQuerySet:
        """Keep the host team's, and for participants and donors what was opened."""
        reach = reach_of(user)
        opened = models.Q(dialogue__in=reach.participating | reach.donating) & ~models.Q(status=CheckStatus.DRAFT)
        return self.filter(models.Q(dialogue__in=reach.team) | opened)

    def taking_replies(self) -> PositionCheckQuerySet:
        """Keep those that are open and whose time has not come, or stands still."""
        in_time = models.Q(due_at__gt=clock.now()) | models.Q(halted_at__isnull=False)
        return self.filter(in_time, status=CheckStatus.OPEN)

    def locked(self) -> PositionCheckQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("dialogue")


class PositionCheck(Labelled, OfDialogue):
    """A quick check of where the seats stand on a proposal. Its words and rules are fixed once it is open.

    ``halted_at`` says since when the silence of an open silence procedure stands still, because its dialogue or its phase
    does: time in which nobody works on anything is no time to object in.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="position_checks")
    number = models.PositiveIntegerField()
    challenge = models.ForeignKey(
        Challenge, null=True, blank=True, on_delete=models.SET_NULL, related_name="checks", verbose_name=_("challenge")
    )
    title = models.CharField(_("in one line"), max_length=200)
    proposal = models.TextField(_("proposal"))
    scale = models.CharField(_("answers"), max_length=10, choices=Scale.choices, default=Scale.FIVE)
    basis = models.CharField(_("the share counts"), max_length=10, choices=Basis.choices, default=Basis.ANSWERS)
    threshold = models.PositiveSmallIntegerField(_("share in favour, in percent"), default=75, validators=PERCENT)
    quorum = models.PositiveSmallIntegerField(
        _("how many must answer, in percent of those asked"), default=50, validators=PERCENT
    )
    per_category = models.BooleanField(_("the share must be reached in every category as well"), default=False)
    is_hidden = models.BooleanField(_("answers stay hidden until it is over"), default=True)
    is_silence = models.BooleanField(_("silence procedure"), default=False)
    shown_after = models.CharField(max_length=12, choices=Attribution.choices, default=Attribution.ORGANISATION)
    status = models.CharField(max_length=8, choices=CheckStatus.choices, default=CheckStatus.DRAFT)
    due_at = models.DateTimeField(_("until"))
    halted_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.TextField(_("outcome, in words"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    seats = models.ManyToManyField(Seat, through="CheckSeat", related_name="position_checks")

    objects = PositionCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("position check")
        verbose_name_plural = _("position checks")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="position_check_numbers_are_unique"),
            models.CheckConstraint(
                condition=models.Q(status=CheckStatus.DRAFT, opened_at__isnull=True)
                | models.Q(~models.Q(status=CheckStatus.DRAFT), opened_at__isnull=False),
                name="an_opened_check_and_no_other_says_since_when",
            ),
            models.CheckConstraint(
                condition=models.Q(status=CheckStatus.CLOSED, closed_at__isnull=False)
                | models.Q(~models.Q(status=CheckStatus.CLOSED), closed_at__isnull=True),
                name="a_closed_check_and_no_other_says_since_when",
            ),
            models.CheckConstraint(
                condition=models.Q(threshold__gte=1, threshold__lte=100, quorum__gte=1, quorum__lte=100),
                name="shares_of_a_check_are_percentages",
            ),
            models.CheckConstraint(
                condition=models.Q(halted_at__isnull=True) | models.Q(status=CheckStatus.OPEN, is_silence=True),
                name="only_the_silence_of_an_open_check_stands_still",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("check", args=[self.dialogue.slug, self.number])

    @property
    def takes_replies(self) -> bool:
        """Is it open, and its time not come, or standing still?"""
        return self.status == CheckStatus.OPEN and (self.halted_at is not None or self.due_at > timezone.now())

    @property
    def is_over(self) -> bool:
        """Was it closed, or has its time come?"""
        return self.status != CheckStatus.DRAFT and not self.takes_replies

    @property
    def tone(self) -> str:
        """The colour that goes with the status."""
        return CHECK_TONES[self.status]


class CheckSeatQuerySet(models.QuerySet["CheckSeat"]):
    """Questions about who is asked."""

    def visible_to(self, user: Anyone) -> CheckSeatQuerySet:
        """Keep one's own seats in opened checks, and every seat for the host team."""
        reach = reach_of(user)
        own = models.Q(seat__in=reach.seats) & ~models.Q(position_check__status=CheckStatus.DRAFT)
        return self.filter(models.Q(position_check__dialogue__in=reach.team) | own)


class CheckSeat(models.Model):
    """A seat asked in a check."""

    position_check = models.ForeignKey(PositionCheck, on_delete=models.CASCADE, related_name="asked")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    objects = CheckSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat asked in a position check")
        verbose_name_plural = _("seats asked in position checks")
        constraints = [
            models.UniqueConstraint(fields=["position_check", "seat"], name="a_seat_is_asked_once_per_check")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Questions about single replies."""

    def visible_to(self, user: Anyone) -> ReplyQuerySet:
        """Keep own seats', all for the host team, and others' for participants when the check's rules show them.

        Where answers are shown by category or by nobody, participants read counts alone; donors always.
        """
        reach = reach_of(user)
        over = models.Q(position_check__status=CheckStatus.CLOSED) | models.Q(
            position_check__due_at__lte=clock.now(), position_check__halted_at__isnull=True
        )
        shown = models.Q(position_check__dialogue__in=reach.participating, position_check__shown_after__in=SINGLY)
        shown &= over | models.Q(position_check__is_hidden=False)
        return self.filter(models.Q(position_check__dialogue__in=reach.team) | models.Q(seat__in=reach.seats) | shown)

    def counting(self) -> ReplyQuerySet:
        """Keep what the seat gave itself or confirmed; what was entered for it is announced until then."""
        return self.filter(confirmed_at__isnull=False)


class Reply(OfSeat):
    """What one seat says to a proposal, with its reason. ``confirmed_at`` is set at once for what it gives itself."""

    position_check = models.ForeignKey(PositionCheck, on_delete=models.CASCADE, related_name="replies")
    stance = models.CharField(_("answer"), max_length=10, choices=Stance.choices)
    reason = models.TextField(_("reason"), blank=True)
    would_change = models.TextField(_("what would change it"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply to a position check")
        verbose_name_plural = _("replies to position checks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["position_check", "seat"], name="one_reply_per_seat_and_check"),
            models.CheckConstraint(
                condition=~models.Q(stance=Stance.CANNOT) | ~models.Q(would_change=""),
                name="a_red_line_says_what_would_change_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(stance__in=sorted(EXPLAINED)) | ~models.Q(reason=""),
                name="what_is_less_than_agreement_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_stance_display()

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``position_check`` loaded."""
        return self.position_check.audit_scope

    @property
    def tone(self) -> str:
        """The colour that goes with the answer."""
        return STANCE_TONES[self.stance]
