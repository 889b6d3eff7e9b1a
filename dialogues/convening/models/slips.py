"""Access slips: a link on paper for a named delegate, of no use without a code that is told by telephone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.states.slips import TONES, TRIES, SlipState
from dialogues.models import Delegate, reach_of
from dialogues.permissions import LIVE
from dialogues.states import DelegateRole
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

_OPEN = models.Q(used_at__isnull=True, revoked_at__isnull=True)


class SlipQuerySet(models.QuerySet["AccessSlip"]):
    """Questions about access slips."""

    def visible_to(self, user: Anyone) -> SlipQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(delegate__seat__dialogue__in=reach_of(user).team)

    def open(self) -> SlipQuerySet:
        """Keep those neither used nor revoked; expired and spent ones included."""
        return self.filter(_OPEN)

    def waiting(self) -> SlipQuerySet:
        """Keep those that still open something, of a live dialogue and a seat that has not left."""
        seat = {"delegate__seat__dialogue__status__in": LIVE, "delegate__seat__left_at__isnull": True}
        return self.open().filter(expires_at__gt=timezone.now(), tries__lte=TRIES, **seat)

    def in_state(self, state: str) -> SlipQuerySet:
        """Keep those in the state."""
        now = timezone.now()
        return {
            SlipState.WAITING: lambda: self.open().filter(expires_at__gt=now, tries__lte=TRIES),
            SlipState.USED: lambda: self.filter(used_at__isnull=False),
            SlipState.REVOKED: lambda: self.filter(revoked_at__isnull=False),
            SlipState.SPENT: lambda: self.open().filter(tries__gt=TRIES),
            SlipState.EXPIRED: lambda: self.open().filter(expires_at__lte=now, tries__lte=TRIES),
        }[SlipState(state)]()


class AccessSlip(Labelled):
    """A way in for one delegate, once. Link and code are derived from its number and never stored; host team only."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="slips")
    role = models.CharField(_("role"), max_length=10, choices=DelegateRole.choices, blank=True)
    may_sign = models.BooleanField(_("may sign for the organisation"), default=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SlipQuerySet.as_manager()

    class Meta:
        verbose_name = _("access slip")
        verbose_name_plural = _("access slips")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint("delegate", name="one_open_slip_per_delegate", condition=_OPEN),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="a_slip_ends_in_one_way",
            ),
            models.CheckConstraint(
                condition=models.Q(may_sign=False) | models.Q(role__in=[DelegateRole.HEAD, DelegateRole.ALTERNATE]),
                name="a_slip_lets_no_observer_sign",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("slip_show", args=[self.delegate.seat.dialogue.slug, self.pk])

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.delegate.audit_scope

    @property
    def state(self) -> SlipState:
        """Where the slip stands now."""
        if self.used_at:
            return SlipState.USED
        if self.revoked_at:
            return SlipState.REVOKED
        if self.tries > TRIES:
            return SlipState.SPENT
        return SlipState.WAITING if self.expires_at > timezone.now() else SlipState.EXPIRED

    @property
    def tone(self) -> str:
        """The colour that goes with the state."""
        return TONES[self.state]
