"""What was said with whom by which way, and what is to follow; the host team's memory."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.models.contacts import ContactCard, ListedOrganisation
from dialogues.convening.states.contacts import Way
from dialogues.models import reach_of
from dialogues.models.dialogue import Logged
from inspired.core.access import Anyone


class LogQuerySet(models.QuerySet["LoggedContact"]):
    """Questions about logged contacts."""

    def visible_to(self, user: Anyone) -> LogQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(listed__dialogue__in=reach_of(user).team)


class LoggedContact(Logged):
    """One call, meeting, mail or letter: the outcome, and what was agreed to come next. Host team only."""

    listed = models.ForeignKey(ListedOrganisation, on_delete=models.CASCADE, related_name="log")
    card = models.ForeignKey(ContactCard, null=True, blank=True, on_delete=models.SET_NULL, related_name="log")
    on = models.DateField(_("date"), default=timezone.localdate)
    way = models.CharField(_("way"), max_length=10, choices=Way.choices, default=Way.PHONE)
    outcome = models.TextField(_("outcome"))
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_on = models.DateField(_("next call on"), null=True, blank=True)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("logged contact")
        verbose_name_plural = _("logged contacts")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.on}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.listed.audit_scope
