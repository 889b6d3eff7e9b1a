"""Pages of the guide, readings, and the pages about this site."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toolkit.states import Readership, Theme

from .catalogue import CatalogueItem, Passage


class GuidePage(CatalogueItem):
    """A page about the method; ``why`` is the one paragraph that stands beside the work itself."""

    TEXTS = {
        "title": _("title"),
        "summary": _("summary, in one sentence"),
        "body": _("text"),
        "why": _("why, in one paragraph"),
    }
    SOURCED = ("body", "why")
    MAY_BE_EMPTY = frozenset({"why"})
    FACTS = ("parent_id", "readership", "places", "tools", "position", "is_published")

    slug = models.SlugField(max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", to_field="slug", on_delete=models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("belongs under"),
    )  # fmt: skip
    readership = models.CharField(_("written for"), max_length=20, choices=Readership, default=Readership.ALL)
    places = models.JSONField(_("places in the application"), default=list, blank=True)
    tools = models.JSONField(_("tools, by number"), default=list, blank=True)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("page of the guide")
        verbose_name_plural = _("pages of the guide")
        constraints = [
            models.CheckConstraint(condition=~models.Q(parent=models.F("slug")), name="no_page_belongs_under_itself")
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def get_absolute_url(self) -> str:
        """Return the page's address."""
        return reverse("guide_page", kwargs={"slug": self.slug})

    @property
    def title(self) -> Passage:
        """The title in the language of the page."""
        return self.text("title")


class Reading(CatalogueItem):
    """Something to read elsewhere, with our own words on what it is good for."""

    TEXTS = {"annotation": _("annotation")}
    FACTS = ("title", "author", "year", "url", "theme", "language", "position", "is_published")

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    author = models.CharField(_("author"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    theme = models.CharField(_("theme"), max_length=20, choices=Theme)
    language = models.CharField(
        pgettext_lazy("of a text", "language"), max_length=10, choices=settings.CONTENT_LANGUAGES, default="en"
    )

    class Meta:
        ordering = ["theme", "position", "title"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its place on the page of readings."""
        return f"{reverse('readings')}#{self.slug}"


class SitePage(CatalogueItem):
    """A page about this site: contact, legal notice, privacy."""

    TEXTS = {"title": _("title"), "body": _("text")}

    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("page about this site")
        verbose_name_plural = _("pages about this site")

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def get_absolute_url(self) -> str:
        """Return the page's address."""
        return reverse("about", kwargs={"slug": self.slug})

    @property
    def title(self) -> Passage:
        """The title in the language of the page."""
        return self.text("title")
