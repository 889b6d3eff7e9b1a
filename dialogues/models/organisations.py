"""The directory of organisations: seats, hosts, donors and counterparts are organisations first."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dialogues.states import Category
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Questions about organisations."""

    def visible_to(self, user: Anyone) -> OrganisationQuerySet:
        """Keep public organisations and those of the person's own dialogues; all of them for admins."""
        if not user.is_authenticated:
            return self.filter(is_public=True)
        if user.is_staff:
            return self
        own = apps.get_model("dialogues", "Dialogue").objects.of_member(user)
        seats = apps.get_model("dialogues", "Seat").objects.named_to(user)
        return self.filter(
            models.Q(is_public=True)
            | models.Q(pk__in=seats.values("organisation"))
            | models.Q(pk__in=own.values("host_organisation"))
            | models.Q(pk__in=own.values("donor"))
            | models.Q(pk__in=own.values("government_counterpart"))
            | models.Q(added_by=user)
        )

    def named(self, name: str) -> OrganisationQuerySet:
        """Keep the ones of this name, whatever the letters' case."""
        return self.filter(name__iexact=name.strip())


class Organisation(Labelled):
    """An organisation, institution or group that can take part."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, blank=True)
    country = models.CharField(_("country or region"), max_length=100, blank=True)
    website = models.URLField(_("website"), blank=True)
    is_public = models.BooleanField(_("listed in the directory"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
