"""The one way to show a list: search, filters, order, count, pages and downloads, by names the view allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Window
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from inspired.core import exports

PAGE_NUMBER = re.compile("[1-9][0-9]{0,5}")
RESERVED = {"q", "sort", "page", "format", "all"}
PER_PAGE = 25
MOST_AT_ONCE = 500  # rows on one page when somebody asks for all of them, to print or to search within the browser
LONGEST_SEARCH = 100
MOST_WORDS = 8
Order = str | tuple[str, ...]
Searched = str | Callable[[str], Q]


@dataclass(frozen=True)
class Column:
    """A column of the download: its label, and an attribute name or a function of the row."""

    label: Any
    getter: str | Callable[[Any], Any]

    def value(self, row: Any) -> Any:
        """Read this column's value from a row."""
        return self.getter(row) if callable(self.getter) else getattr(row, self.getter)


class Listing:
    """A list as the person asked for it. Costs two queries (keys with their number, and rows) whatever its length.

    ``queryset`` starts at ``visible_to(user)``. ``searches`` are field paths (to-one only: a to-many path repeats
    rows) or functions of a word. ``sorts`` maps a name to its label and field(s), the first being the usual order. ``on_export(kind, total)``
    is called before a download leaves and must log it. ``columns`` may be a function that says them once a file is asked
    for, where that costs more than a page should pay: the page still leads to its files. ``is_short`` counts with the rows of the first page, for a list
    that seldom fills more: one query less, and the database puts all rows together. ``beside`` offers rows from
    elsewhere, which the columns read alike, with which the download of a list that is not narrowed ends.
    """

    def __init__(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        *,
        searches: Sequence[Searched] = (),
        sorts: Mapping[str, tuple[Any, Order]] | None = None,
        filterset: type[django_filters.FilterSet] | None = None,
        columns: Iterable[Column] | Callable[[], Iterable[Column]] = (),
        per_page: int = PER_PAGE,
        name: str = "list",
        on_export: Callable[[str, int], object] | None = None,
        is_short: bool = False,
        beside: Sequence[Any] = (),
    ) -> None:
        self.request, self.all, self.name, self.is_short = request, queryset, name, is_short
        self.per_page = max(per_page, MOST_AT_ONCE) if request.GET.get("all") else per_page
        self.searches, self.sorts, self.on_export = searches, dict(sorts or {}), on_export
        self._columns = columns if callable(columns) else list(columns)
        self.beside = beside
        self.search = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH] if searches else ""
        asked = request.GET.get("sort", "")
        self.sort = asked if asked in self.sorts else next(iter(self.sorts), "")
        self.filterset = filterset(request.GET, queryset, request=request) if filterset else None
        if self.filterset:
            self.filterset.form.auto_id = "list-%s"  # apart from the fields of other forms on the page
            self.filterset.form.label_suffix = ""
        if self.filterset and RESERVED & set(self.filterset.filters):
            raise ValueError("A filter may not be called q, sort, page, format or all.")

    @cached_property
    def queryset(self) -> QuerySet[Any]:
        """The rows that match, in the order asked for; ties are broken by the key, so that pages never overlap."""
        found = self.filterset.qs if self.filterset else self.all
        for word in self.search.split()[:MOST_WORDS]:
            found = found.filter(_any_contains(self.searches, word))
        if self.sort:
            order = self.sorts[self.sort][1]
            found = found.order_by(*([order] if isinstance(order, str) else order), "pk")
        elif not found.ordered:
            found = found.order_by("pk")
        return found

    @cached_property
    def page(self) -> Page[Any]:
        """The page asked for, of rows or of their keys; a number that does not exist gives the nearest one."""
        paginator = Paginator(self.queryset, self.per_page)
        asked = self.request.GET.get("page", "1")
        if not PAGE_NUMBER.fullmatch(asked) or self.queryset.query.distinct:
            return paginator.get_page(asked)
        rows = self.queryset if self.is_short else self.queryset.values("pk")
        start = (int(asked) - 1) * self.per_page
        found = list(rows.annotate(of_all=Window(Count("*")))[start : start + self.per_page])
        if not found and start:
            return paginator.get_page(asked)
        totals = [one["of_all"] if isinstance(one, dict) else one.of_all for one in found[:1]]
        paginator.count = totals[0] if totals else 0
        return Page(found, int(asked), paginator)

    @cached_property
    def rows(self) -> list[Any]:
        """The rows of this page; their keys are chosen first, so that only these rows are put together."""
        chosen = list(self.page)
        if not chosen or not isinstance(chosen[0], dict):
            return chosen
        return list(self.queryset.filter(pk__in=[one["pk"] for one in chosen]))

    @property
    def total(self) -> int:
        """How many rows match on all pages."""
        return self.page.paginator.count

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter leaves something out."""
        chosen = self.filterset.form.cleaned_data.values() if self.filterset and self.filterset.form.is_valid() else ()
        return bool(self.search) or any(value not in (None, "", []) for value in chosen)

    @property
    def is_arranged(self) -> bool:
        """Whether somebody searches, filters (perhaps with an error) or sorts otherwise than usual."""
        has_errors = bool(self.filterset and self.filterset.form.errors)
        return self.is_narrowed or has_errors or self.sort != next(iter(self.sorts), "")

    @property
    def count_sentence(self) -> str:
        """How many there are, in words."""
        total = self.total
        if self.is_narrowed:
            return ngettext("%(count)d found", "%(count)d found", total) % {"count": total}
        return ngettext("%(count)d entry", "%(count)d entries", total) % {"count": total}

    @property
    def sort_choices(self) -> list[tuple[str, Any]]:
        """The orders on offer."""
        return [(key, label) for key, (label, _) in self.sorts.items()]

    @property
    def csv_url(self) -> str:
        """Where these rows come as CSV."""
        return self._url(format="csv")

    @property
    def xlsx_url(self) -> str:
        """Where these rows come as XLSX."""
        return self._url(format="xlsx")

    @property
    def previous_url(self) -> str:
        """Where the page before this one is."""
        return self._url(page=str(self.page.previous_page_number()))

    @property
    def next_url(self) -> str:
        """Where the page after this one is."""
        return self._url(page=str(self.page.next_page_number()))

    @property
    def all_url(self) -> str:
        """Where these rows stand on one page, or nothing when there are too many for that."""
        return self._url(all="yes") if self.total <= MOST_AT_ONCE else ""

    @property
    def may_download(self) -> bool:
        """Whether this list comes as a file."""
        return bool(self._columns)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the file."""
        return list(self._columns()) if callable(self._columns) else self._columns

    @property
    def downloads(self) -> bool:
        """Whether the address asks for a file."""
        return self.request.GET.get("format", "") in exports.TYPES

    def chosen(self, name: str) -> Any:
        """Return what a filter narrows the rows to; nothing when it is left open or was not understood."""
        if self.filterset is None or not self.filterset.form.is_valid():
            return None
        return self.filterset.form.cleaned_data.get(name) or None

    def download(self) -> HttpResponse | None:
        """Answer with the matching rows as a file when the address asks for one, and have it logged; else nothing."""
        kind = self.request.GET.get("format", "")
        if not self.downloads or not self.may_download:
            return None
        also = () if self.is_narrowed else self.beside
        if self.on_export:
            self.on_export(kind, self.total + len(also))
        found = chain(self.queryset.iterator(chunk_size=500), also)
        rows = ([column.value(row) for column in self.columns] for row in found)
        return exports.download(self.name, kind, [column.label for column in self.columns], rows)

    def _url(self, **changes: str) -> str:
        params = self.request.GET.copy()
        for key in ("page", "format"):
            params.pop(key, None)
        for key, value in changes.items():
            params[key] = value
        return f"?{params.urlencode()}"


def _any_contains(paths: Sequence[Searched], word: str) -> Q:
    matches = Q()
    for path in paths:
        matches |= Q(**{f"{path}__icontains": word}) if isinstance(path, str) else path(word)
    return matches
