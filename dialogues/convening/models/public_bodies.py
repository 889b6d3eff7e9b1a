"""Which public bodies the policy concerns, and which of them are missing at the table."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.states.nominations import BodyState
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled


class BodyQuerySet(models.QuerySet["PublicBody"]):
    """Questions about public bodies."""

    def visible_to(self, user: Anyone) -> BodyQuerySet:
        """Keep those of the dialogues in which this person is host team or government focal point."""
        reach = reach_of(user)
        return self.filter(dialogue__in=reach.team | reach.governing)

    def with_seat(self, user: Anyone) -> BodyQuerySet:
        """Add ``seat_pk`` and ``at_the_table``, as far as this person may know the dialogue's seats by name."""
        named = Seat.objects.named_to(user)
        same = named.filter(dialogue=models.OuterRef("dialogue"), organisation__name__iexact=models.OuterRef("name"))
        own = named.filter(pk=models.OuterRef("seat"))
        found = Coalesce(models.Subquery(own.values("pk")[:1]), models.Subquery(same.order_by("pk").values("pk")[:1]))
        seated = named.at_the_table().filter(pk=models.OuterRef("seat_pk"))
        return self.annotate(seat_pk=found).annotate(at_the_table=models.Exists(seated))


class PublicBody(Labelled, OfDialogue):
    """A ministry, agency or other public body that the policy concerns. The focal point proposes, the host decides."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="public_bodies")
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("its seat")
    )
    name = models.CharField(_("public body"), max_length=200)
    key = models.CharField(max_length=200, editable=False)
    concern = models.TextField(_("how the policy concerns it"), blank=True)
    state = models.CharField(max_length=10, choices=BodyState.choices, default=BodyState.CONCERNED)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("public body")
        verbose_name_plural = _("public bodies")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "key"], name="a_public_body_stands_once")]

    def __str__(self) -> str:
        return self.name
