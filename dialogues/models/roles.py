"""The roles that people hold in a dialogue without a seat, and how a day falls into dated rows."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.states import NEUTRAL, TEAM, Role
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .chains import OfDialogue
from .dialogue import Dialogue
from .standing import reach_of


def on_day(day: date | None) -> models.Q:
    """Match rows whose dates include the day (today by default); an open end never ends.

    What was ended at once (``ended_at``) is over from that moment; for an earlier day it counts as it stood then.
    """
    day = day or timezone.localdate()
    unended = models.Q(ended_at__isnull=True)
    if day < timezone.localdate():
        unended |= models.Q(ended_at__date__gte=day)
    open_end = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day)
    return models.Q(starts_on__lte=day) & open_end & unended


class Dated(Labelled):
    """What is held from a day on, until a last day or until it is ended at once."""

    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        """Has it been ended, or has its last day passed?"""
        return bool(self.ended_at) or bool(self.ends_on and self.ends_on < timezone.localdate())

    @property
    def last_day(self) -> date | None:
        """The day until which it is or was held; nothing while it is open."""
        return timezone.localdate(self.ended_at) if self.ended_at else self.ends_on


class DialogueRoleQuerySet(models.QuerySet["DialogueRole"]):
    """Questions about roles."""

    def active(self, day: date | None = None) -> DialogueRoleQuerySet:
        """Keep roles held on the day, today by default."""
        return self.filter(on_day(day))

    def team(self) -> DialogueRoleQuerySet:
        """Keep the host team: hosts and facilitators."""
        return self.filter(role__in=TEAM)

    def neutral(self) -> DialogueRoleQuerySet:
        """Keep roles that never sign: host team, donors and observers."""
        return self.filter(role__in=NEUTRAL)

    def visible_to(self, user: Anyone) -> DialogueRoleQuerySet:
        """Keep the roles of the dialogues this person is a member of; who holds them is shown to members."""
        return self.filter(dialogue__in=reach_of(user).members)


class DialogueRole(Dated, OfDialogue):
    """What somebody is in a dialogue without holding a seat, from when to when."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dialogue_roles")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)

    objects = DialogueRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "user", "role"],
                condition=models.Q(ends_on__isnull=True, ended_at__isnull=True),
                name="one_open_role_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
