"""Whom the host thanks when a group has finished: the members of that day, each with the person it sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dialogues.models import Delegate, reach_of
from inspired.core.access import Anyone

from .groups import Group, Mission
from .members import Member


class ThanksQuerySet(models.QuerySet["Thanks"]):
    """Questions about thanks."""

    def visible_to(self, user: Anyone) -> ThanksQuerySet:
        """Keep those of the groups this person may see from within the dialogue; outside it members are not named."""
        seen = Group.objects.visible_to(user).filter(dialogue__in=reach_of(user).inside)
        return self.filter(mission__group__in=seen.values("pk"))


class Thanks(models.Model):
    """One member whose work for a mission the host thanks for. How it is named is its own choice, asked each time a page shows it."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="thanks")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    delegate = models.ForeignKey(Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ThanksQuerySet.as_manager()

    class Meta:
        verbose_name = _("thanks to a member")
        verbose_name_plural = _("thanks to members")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "member"], name="a_member_is_thanked_once_for_a_mission")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
