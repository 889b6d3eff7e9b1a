"""Lists: only allowed names are searched, filtered and sorted by; two queries whatever the length."""

import csv
import io
from typing import Any

import django_filters
import pytest
from django.db import connection
from django.forms.renderers import DjangoTemplates
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from inspired.core.listing import MOST_AT_ONCE, PER_PAGE, Column, Listing
from inspired.core.models.people import Person, User

pytestmark = pytest.mark.django_db


class ActiveFilter(django_filters.FilterSet):
    class Meta:
        model = User
        fields = ["is_active"]


def people(count: int) -> None:
    Person.objects.bulk_create(Person(name=f"Person {number:03}") for number in range(count))


def listing(query: str = "", **changes: Any) -> Listing:
    options: dict[str, Any] = {
        "searches": ("name",),
        "sorts": {"name": ("Name", "name"), "backwards": ("Name, backwards", "-name")},
        "columns": [Column("Name", "name"), Column("Letters", lambda person: len(person.name))],
        "name": "people",
    }
    return Listing(RequestFactory().get(f"/{query}"), Person.objects.all(), **{**options, **changes})


def names(found: Listing) -> list[str]:
    return [person.name for person in found.rows]


def test_every_word_must_be_found() -> None:
    people(12)
    assert names(listing("?q=person+011")) == ["Person 011"]
    assert names(listing("?q=nobody")) == []
    assert listing("?q=person").is_narrowed


@pytest.mark.parametrize(
    "query", ["?q=%00", "?q=%25%27%22--", "?q=" + "x" * 5000, "?page=-1", "?page=x", "?page=999", "?format=exe"]
)
def test_odd_requests_are_answered(query: str) -> None:
    people(3)
    found = listing(query)
    assert len(names(found)) <= 3
    assert found.download() is None


def test_only_allowed_orders_are_followed() -> None:
    people(3)
    assert names(listing("?sort=backwards"))[0] == "Person 002"
    assert names(listing("?sort=key")) == names(listing("?sort=-pk")) == names(listing())


def test_only_allowed_names_filter() -> None:
    people(3)
    assert listing("?name=Person+001&key__startswith=a").total == 3


def test_filters_narrow_and_wrong_values_do_not_break() -> None:
    User.objects.create_user("a@example.org", name="A")
    User.objects.create_user("b@example.org", name="B", is_active=False)

    def users(query: str) -> Listing:
        return Listing(RequestFactory().get(f"/{query}"), User.objects.all(), filterset=ActiveFilter)

    assert users("?is_active=false").total == 1
    assert users("?is_active=false").is_narrowed
    assert users("?is_active=perhaps").total == 2
    assert not users("").is_narrowed


def test_a_filter_may_not_take_a_reserved_name() -> None:
    class Wrong(django_filters.FilterSet):
        page = django_filters.CharFilter(field_name="email")

    with pytest.raises(ValueError, match="may not be called"):
        Listing(RequestFactory().get("/"), User.objects.all(), filterset=Wrong)


@pytest.mark.parametrize("count", [1, 30, 130])
def test_a_page_costs_two_queries(count: int) -> None:
    people(count)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = listing()
        html = (
            engines["django"]
            .from_string(
                "{% list_controls listing %}{% for row in listing.rows %}{{ row.name }}{% endfor %}{% pagination listing %}"
            )
            .render({"listing": found}, RequestFactory().get("/"))
        )
    assert len(queries) == 2
    assert "Person 000" in html
    assert ("Page 1 of 6" in html) == (count == 130)


def test_pages_keep_what_was_asked_and_do_not_overlap() -> None:
    people(130)
    first, second = listing("?q=person&sort=backwards"), listing("?q=person&sort=backwards&page=2")
    assert first.next_url == "?q=person&sort=backwards&page=2"
    assert second.previous_url == "?q=person&sort=backwards&page=1"
    assert second.csv_url == "?q=person&sort=backwards&format=csv"
    assert not set(names(first)) & set(names(second))


def test_rows_that_sort_alike_stand_on_one_page_only() -> None:
    Person.objects.bulk_create(Person(name="Same") for _ in range(50))
    first, second = listing(), listing("?page=2")
    assert len({person.pk for found in (first, second) for person in found.rows}) == 50


def test_a_download_holds_the_rows_asked_for_and_is_told() -> None:
    people(130)
    told: list[tuple[str, int]] = []
    found = listing("?q=person+01&format=csv", on_export=lambda kind, total: told.append((kind, total)))
    response = found.download()
    assert response is not None
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["Name", "Letters"]
    assert [row[0] for row in rows[1:]] == [
        name for name in (f"Person {number:03}" for number in range(130)) if "01" in name
    ]
    assert told == [("csv", len(rows) - 1)]


def test_a_download_that_cannot_be_told_does_not_leave() -> None:
    people(1)

    def fail(_kind: str, _total: int) -> None:
        raise RuntimeError("no audit")

    with pytest.raises(RuntimeError, match="no audit"):
        listing("?format=xlsx", on_export=fail).download()


def test_a_search_term_is_escaped() -> None:
    html = (
        engines["django"]
        .from_string("{% list_controls listing %}")
        .render({"listing": listing('?q="><script>')}, RequestFactory().get("/"))
    )
    assert "<script>" not in html


def test_all_rows_stand_on_one_page_when_asked_for_and_not_too_many() -> None:
    people(PER_PAGE + 1)
    assert "all=yes" in listing().all_url
    assert len(names(listing("?all=yes"))) == PER_PAGE + 1
    people(MOST_AT_ONCE)
    found = listing("?all=yes")
    assert len(names(found)) == MOST_AT_ONCE
    assert not found.all_url


def test_the_way_to_all_rows_keeps_what_was_searched_for() -> None:
    people(PER_PAGE + 1)
    assert listing("?q=person&page=2").all_url == "?q=person&all=yes"


@pytest.mark.parametrize(
    ("query", "is_open"),
    [
        ("", False),
        ("?sort=name", False),
        ("?page=2", False),
        ("?sort=backwards", True),
        ("?q=person", True),
        ("?is_active=true", True),
        ("?is_active=", False),
    ],
)
def test_what_narrows_a_list_is_folded_on_phones_until_it_does(query: str, is_open: bool) -> None:
    people(2)
    user = User.objects.create(email="a@example.org", person=Person.objects.first())
    found = Listing(
        RequestFactory().get(f"/{query}"),
        User.objects.filter(pk=user.pk),
        searches=("email",),
        sorts={"name": ("Name", "email"), "backwards": ("Backwards", "-email")},
        filterset=ActiveFilter,
    )
    html = engines["django"].from_string("{% list_controls listing %}").render({"listing": found})
    assert ('<details class="fold no-print" open>' in html) == is_open
    assert ('<details class="fold no-print">' in html) != is_open


class Choices(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=[("a&b", "A & <b>"), (2, "Two")], empty_label="All", label="<Kind>")
    wide = django_filters.ChoiceFilter(choices=[("G", [("g", "In a group")])], empty_label="All", label="Wide")
    day = django_filters.DateFilter(label="Day")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?kind=2", "?kind=a%26b&wide=g&day=2026-01-02", "?kind=no&day=no"])
def test_filters_are_drawn_as_django_draws_them(query: str) -> None:
    found = listing(query, filterset=Choices)
    form = found.filterset.form
    drawn = [str(field) for field in form]
    form.renderer = DjangoTemplates()
    expected = [field.as_widget() for field in form]
    assert [_plain(one) for one in drawn] == [_plain(one) for one in expected]


def _plain(html: str) -> str:
    return "".join(html.replace("\n", "").split("  ")).replace("> <", "><")
