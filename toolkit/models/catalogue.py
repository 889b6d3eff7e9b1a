"""What all things of the catalogue share: texts in several languages, where they come from, what was shipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from inspired.core.access import Anyone, may
from inspired.core.columns import with_named_cells
from inspired.core.models import Event
from inspired.core.text import to_html
from toolkit.states import Source

FIRST_LANGUAGE = "en"
COMPLETE = ("en", "fr")  # the languages in which everything that is shipped is there


def languages() -> list[str]:
    """The languages in which a text may be kept."""
    return [code for code, _name in settings.CONTENT_LANGUAGES]


@dataclass(frozen=True)
class Passage:
    """One text as it is shown: its words, the language they are in, and whether they are our suggestion."""

    text: str
    language: str
    is_ours: bool = False
    is_fallback: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    @property
    def html(self) -> SafeString:
        """The text as HTML of the safe subset; its highest heading is h2, and cells of tables name their column."""
        return with_named_cells(to_html(self.text, top=2))


class CatalogueQuerySet(models.QuerySet[Any]):
    """Questions about things of the catalogue."""

    def visible_to(self, user: Anyone) -> Self:
        """Keep what is published; drafts too for whoever keeps the catalogue."""
        return self if may(user, "toolkit.keep_catalogue", None) else self.filter(is_published=True)

    def shown(self) -> Self:
        """Leave out what no page shows: what was shipped, and what a newer version would say."""
        return self.defer("seeded", "offered")

    def named(self) -> Self:
        """Load no more than a list of links needs: the key, the address and the texts among which the name is."""
        return self.only(self.model.KEY, "slug", "position", "texts", "sources")


class CatalogueItem(models.Model):
    """Something admins keep. A value goes by a key: ``purpose.fr`` a text, ``source.purpose`` its mark, or a column."""

    KEY: ClassVar[str] = "slug"  # what identifies it in every installation; never changed once it is there
    TEXTS: ClassVar[dict[str, Any]] = {}  # the fields that are translated, each with its label
    SOURCED: ClassVar[tuple[str, ...]] = ()  # those of them that say where they come from
    MAY_BE_EMPTY: ClassVar[frozenset[str]] = frozenset()
    FACTS: ClassVar[tuple[str, ...]] = ("position", "is_published")

    texts = models.JSONField(default=dict, blank=True, editable=False)
    sources = models.JSONField(default=dict, blank=True, editable=False)
    seeded = models.JSONField(default=dict, blank=True, editable=False)
    offered = models.JSONField(default=dict, blank=True, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_published = models.BooleanField(_("published"), default=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        abstract = True

    def text(self, field: str, language: str = "") -> Passage:
        """Return a text in a language; where there is none, in English, else in any that has it."""
        said = self.texts.get(field) or {}
        wanted = (language or get_language() or FIRST_LANGUAGE).partition("-")[0]
        is_ours = self.sources.get(field) == Source.OURS
        for code in (wanted, FIRST_LANGUAGE, *languages()):
            if said.get(code):
                return Passage(said[code], code, is_ours, is_fallback=code != wanted)
        return Passage("", wanted, is_ours)

    @property
    def words(self) -> dict[str, Passage]:
        """Every text in the language of the page."""
        return {field: self.text(field) for field in self.TEXTS}

    @classmethod
    def keys(cls) -> Iterator[str]:
        """The keys of all values that are kept and merged."""
        yield from cls.FACTS
        yield from (f"source.{field}" for field in cls.SOURCED)
        yield from (f"{field}.{code}" for field in cls.TEXTS for code in languages())

    def value_of(self, key: str) -> Any:
        """Return the value under a key; nothing said is an empty string."""
        first, dot, second = key.partition(".")
        if not dot:
            return getattr(self, first)
        kept = self.sources if first == "source" else self.texts.get(first) or {}
        return kept.get(second, "")

    def take(self, key: str, value: Any) -> None:
        """Put a value in place of the one under a key; the caller saves."""
        first, dot, second = key.partition(".")
        if not dot:
            setattr(self, first, value)
        elif first == "source":
            self.sources = {**self.sources, second: value}
        else:
            self.texts = {**self.texts, first: {**(self.texts.get(first) or {}), second: value}}

    def empty_texts(self, language: str) -> list[str]:
        """Name the fields that say nothing in a language, those left out that may be empty."""
        said = {field for field in self.TEXTS if (self.texts.get(field) or {}).get(language)}
        return [field for field in self.TEXTS if field not in said and field not in self.MAY_BE_EMPTY]


class Edit(models.Model):
    """One change to a thing of the catalogue: what each value was and became. Who and when stands in its event."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=80, db_index=True)
    changes = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change")
        verbose_name_plural = _("changes")
