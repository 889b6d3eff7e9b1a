"""Prints of a group: what its reader could see when it was made."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspired.core.access import Anyone

from .groups import Group


class GroupPrintQuerySet(models.QuerySet["GroupPrint"]):
    """Questions about prints."""

    def visible_to(self, user: Anyone) -> GroupPrintQuerySet:
        """Keep one's own, of groups one still sees."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(reader=user, group__in=Group.objects.visible_to(user).values("pk"))


class GroupPrint(models.Model):
    """Mission, members and outputs of a group as PDF, for one reader; kept for days."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    pages = models.PositiveIntegerField(default=0)
    pdf = models.FileField(upload_to="groups/", max_length=200, blank=True)

    objects = GroupPrintQuerySet.as_manager()

    class Meta:
        verbose_name = _("print of a working group")
        verbose_name_plural = _("prints of working groups")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.group.audit_scope
