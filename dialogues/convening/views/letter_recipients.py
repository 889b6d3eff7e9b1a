"""Whom a run of letters is for: a page of the list with its ticks and, at one tick more, everybody else who matches."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.convening.letter_words import addressee
from dialogues.convening.models import Letter, ListedOrganisation
from dialogues.convening.states.contacts import Stage
from dialogues.convening.states.letters import LetterKind
from dialogues.convening.views.contacts import ListedFilter, listed_rows
from dialogues.models import Dialogue
from inspired.core.listing import Listing

GONE = frozenset({Stage.DECLINED, Stage.WITHDRAWN})
NOT_FOR: dict[str, frozenset[Stage]] = {  # who gets such a letter only when somebody ticks them
    LetterKind.INVITATION: GONE | {Stage.JOINED},
    LetterKind.NOMINATION: GONE,
    LetterKind.THANKS: frozenset(),
}


class RunFilter(ListedFilter):
    """Narrows whom to write to, and carries which text in which language."""

    letter = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of letter"),
        choices=LetterKind.choices,
        empty_label=None,
        method=lambda rows, _name, _value: rows,
    )
    text = django_filters.ChoiceFilter(
        label=gettext_lazy("Language of the letters"),
        choices=settings.CONTENT_LANGUAGES,
        empty_label=gettext_lazy("That of the dialogue"),
        method=lambda rows, _name, _value: rows,
    )


class Recipients:
    """Who was asked for: the rows of this page with their ticks, and the others, on all other pages.

    What a preview counted is what is written: it carries the keys of the others, so that an organisation which is listed
    meanwhile gets no letter that nobody saw coming.
    """

    def __init__(self, request: HttpRequest, dialogue: Dialogue, kind: str) -> None:
        self.kind = kind
        self.said = request.POST if request.method == "POST" else None
        self.listing = _matching(request, dialogue)
        for row in self.listing.rows:
            row.addressee = addressee(row, row.people)
            row.has_letter = next((one for one in row.written if one.kind == kind and not one.cancelled_at), None)

    @cached_property
    def ticked(self) -> set[int]:
        """The rows of this page that are ticked; at first those for whom such a letter still has a purpose."""
        rows = self.listing.rows
        if self.said is not None:
            return _keys(self.said.getlist("organisations")) & {row.pk for row in rows}
        return {row.pk for row in rows if self._has_purpose(row)}

    def _has_purpose(self, row: Any) -> bool:
        may_be_written_to = not (row.addressee and row.addressee.do_not_write)
        return may_be_written_to and not row.has_letter and row.stage_now not in NOT_FOR[self.kind]

    @cached_property
    def others(self) -> QuerySet[ListedOrganisation]:
        """Who matches on the other pages, and for whom such a letter still has a purpose."""
        here = [row.pk for row in self.listing.rows]
        has_letter = Letter.objects.filter(listed=OuterRef("pk"), kind=self.kind, cancelled_at=None)
        rows: Any = self.listing.queryset.exclude(pk__in=here).exclude(Exists(has_letter))
        return rows.exclude(stage_now__in=NOT_FOR[self.kind]).may_be_written_to()

    @property
    def elsewhere(self) -> int:
        """How many match on the other pages, with such a letter or without."""
        return self.listing.total - len(self.listing.rows)

    @property
    def with_others(self) -> bool:
        """Whether they are to get a letter too."""
        return self.said is not None and "others" in self.said

    @cached_property
    def shown(self) -> set[int]:
        """The others that an earlier preview counted."""
        return _keys(self.said.get("shown", "").split(",")) if self.said and self.with_others else set()

    @property
    def are_shown(self) -> bool:
        """Whether a preview has counted everybody whom this form writes to."""
        return bool(self.shown) or not self.with_others

    @cached_property
    def previewed(self) -> list[int]:
        """The others that a preview shows and counts."""
        return list(self.others.values_list("pk", flat=True)) if self.with_others and self.elsewhere else []

    @property
    def count(self) -> int:
        """How many letters a preview announces."""
        return len(self.ticked) + len(self.previewed)

    @property
    def first(self) -> Any:
        """The first organisation that gets a letter, with its people, or None."""
        here = next((row for row in self.listing.rows if row.pk in self.ticked), None)
        return here or (self.others.first() if self.previewed else None)


def _matching(request: HttpRequest, dialogue: Dialogue) -> Listing:
    written = Letter.objects.only("listed", "kind", "reference", "cancelled_at")
    return Listing(
        request,
        listed_rows(request.user, dialogue).prefetch_related(Prefetch("letters", written, to_attr="written")),
        searches=["name", "organisation__name"],
        sorts={"name": (_("Name"), "shown_name"), "category": (_("Category"), ("category", "shown_name"))},
        filterset=RunFilter,
        name="recipients",
    )


def _keys(said: list[str]) -> set[int]:
    return {int(pk) for pk in said if pk.isdecimal() and len(pk) < 19}
