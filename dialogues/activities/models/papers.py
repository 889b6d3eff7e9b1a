"""What is prepared for those who come: what they need, what they are paid for the way, and the papers printed before."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.activities.states.papers import PaperKind
from dialogues.models import reach_of
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .invited import Invited
from .meetings import Meeting

CENT = Decimal("0.01")


class Rates(models.Model):
    """What a host pays for a day and for a kilometre in one meeting."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="rates")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    per_day = models.DecimalField(
        _("for a day"), max_digits=9, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    per_km = models.DecimalField(
        _("for a kilometre"), max_digits=7, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("rates of a meeting")
        verbose_name_plural = _("rates of meetings")

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``meeting.activity`` loaded."""
        return self.meeting.audit_scope


class HostOnlyQuerySet(models.QuerySet["Allowance"]):
    """Questions about what the host team alone reads."""

    def visible_to(self, user: Anyone) -> HostOnlyQuerySet:
        """Keep those of the host team's dialogues."""
        return self.filter(invited__meeting__activity__dialogue__in=reach_of(user).team)


class Allowance(models.Model):
    """For how many days and kilometres a seat that comes is paid."""

    invited = models.OneToOneField(Invited, on_delete=models.CASCADE, related_name="allowance")
    days = models.DecimalField(_("days"), max_digits=4, decimal_places=1, default=1, validators=[MinValueValidator(0)])
    distance = models.PositiveIntegerField(_("kilometres, there and back"), default=0)

    objects = HostOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("per diem and transport")
        verbose_name_plural = _("per diems and transport")

    def __str__(self) -> str:
        return f"#{self.pk}"

    def amount(self, rates: Rates) -> Decimal:
        """Return what is paid, rounded to the cent."""
        return (self.days * rates.per_day + self.distance * rates.per_km).quantize(CENT, ROUND_HALF_UP)


class NeedsQuerySet(models.QuerySet["Needs"]):
    """Questions about needs."""

    def visible_to(self, user: Anyone) -> NeedsQuerySet:
        """Keep those of the host team's dialogues, and those of one's own seats."""
        reach = reach_of(user)
        return self.filter(
            models.Q(invited__meeting__activity__dialogue__in=reach.team) | models.Q(invited__seat__in=reach.seats)
        )


class Needs(models.Model):
    """What somebody who comes needs. It is forgotten some weeks after the meeting."""

    invited = models.OneToOneField(Invited, on_delete=models.CASCADE, related_name="needs")
    interpretation = models.CharField(_("language to interpret into"), max_length=100, blank=True)
    access = models.CharField(_("access"), max_length=300, blank=True)
    diet = models.CharField(_("diet"), max_length=300, blank=True)
    childcare = models.CharField(_("childcare"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = NeedsQuerySet.as_manager()

    class Meta:
        verbose_name = _("needs of somebody who comes")
        verbose_name_plural = _("needs of those who come")

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``invited.meeting.activity`` loaded."""
        return self.invited.audit_scope


class MeetingPrintQuerySet(models.QuerySet["MeetingPrint"]):
    """Questions about printed papers."""

    def visible_to(self, user: Anyone) -> MeetingPrintQuerySet:
        """Keep those of the host team's dialogues."""
        return self.filter(meeting__activity__dialogue__in=reach_of(user).team)


class MeetingPrint(Labelled):
    """A paper of a meeting as PDF, as it stood when it was asked for. It is kept for days."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="prints")
    kind = models.CharField(max_length=12, choices=PaperKind.choices)
    columns = models.JSONField(default=list, blank=True)
    blanks = models.PositiveSmallIntegerField(default=0)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    pages = models.PositiveIntegerField(default=0)
    pdf = models.FileField(upload_to="meeting-papers/", max_length=200, blank=True)

    objects = MeetingPrintQuerySet.as_manager()

    class Meta:
        verbose_name = _("printed paper of a meeting")
        verbose_name_plural = _("printed papers of meetings")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "kind"], name="a_paper_of_a_meeting_is_printed_once")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``meeting.activity`` loaded."""
        return self.meeting.audit_scope
