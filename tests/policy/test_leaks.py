"""Planted secrets are read by those who may, found by nobody else: on no page, in no file, by no search, order or filter."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from django.utils import timezone

from dialogues.models import Dialogue
from dialogues.states import Visibility
from tests.policy.canaries import LISTS, READERS, SECRETS, addresses, feed_of, text_of
from tests.policy.reading import declared, url_of
from tests.policy.table import ROWS

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
PRYING = [
    "sort=seat",
    "sort=seat__organisation__name",
    "sort=-text",
    "seat=1",
    "channel=phone",
    "awaiting=yes",
    "category=civil_society",
    "tier=host",
    "seat__organisation__name__startswith=U",
    "organisation__name__icontains=U",
    "delegates__email__startswith=a",
    "delegates__person__name__startswith=N",
    "entry__seat=1",
    "attribution=nobody",
]


@pytest.fixture(autouse=True)
def published(world):
    """Secrets stay secret although the dialogue itself is published."""
    Dialogue.objects.filter(pk=world.dialogue.pk).update(visibility=Visibility.PUBLIC, published_at=timezone.now())


@pytest.mark.parametrize("actor", READERS)
def test_secrets_reach_only_those_who_may(actor, world, ask):
    leaks, read = defaultdict(set), set()
    for url in addresses(actor, world):
        said = text_of(ask(actor, "GET", url))
        for secret, readers in SECRETS.items():
            if secret in said:
                read.add(secret)
                if actor not in readers:
                    leaks[secret].add(url)
    assert not leaks, f"{actor}\n" + "\n".join(f"{secret}: {' '.join(sorted(urls))}" for secret, urls in leaks.items())
    unread = {secret for secret, readers in SECRETS.items() if actor in readers} - read
    assert not unread, f"{actor} may read {unread} and does not: the test would not see a leak either"


@pytest.mark.parametrize("actor", ["host", "head", "neighbour"])
def test_feeds_are_searched_with_dates_in_them(actor, world, ask):
    (url,) = feed_of(actor, world)
    assert "BEGIN:VEVENT" in text_of(ask("anonymous", "GET", url)), "an empty feed tells nothing about leaks"


@pytest.mark.parametrize("actor", ["head", "observer", "donor"])
def test_lists_answer_no_search_for_a_secret(actor, world, ask):
    told = []
    mine = " ".join(secret for secret, readers in SECRETS.items() if actor in readers)
    parts = sorted(part for part in {secret[:6] for secret in SECRETS} if part not in mine)
    for url in _lists(actor, world):
        blank = {length: _searched(ask, actor, url, "Q" * length) for length in set(map(len, parts))}
        told += [f"{url}?q={part}" for part in parts if _searched(ask, actor, url, part) != blank[len(part)]]
    assert not told, f"{actor}: {told}"


@pytest.mark.parametrize("actor", ["head", "observer", "donor"])
def test_lists_answer_no_prying_order_or_filter(actor, world, ask):
    told = []
    for url in _lists(actor, world):
        rows = _rows(_page(ask, actor, url))
        for question in PRYING:
            if question.startswith("category") and url.endswith(("/participants/", "/nominations/")):
                continue  # the category of a seat, and of a nomination, is shown to whoever reads it
            told += [f"{url}?{question}"] if _rows(_page(ask, actor, f"{url}?{question}")) != rows else []
    assert not told, f"{actor}: {told}"


def _lists(actor: str, world) -> list[str]:
    return [url_of(name, ROWS[name], world) for name in LISTS if declared(ROWS[name])[actor][0] == "page"]


def _searched(ask, actor: str, url: str, word: str) -> str:
    return _page(ask, actor, f"{url}?q={word}").replace(word, "*")


def _page(ask, actor: str, url: str) -> str:
    return TOKEN.sub("", text_of(ask(actor, "GET", url)))


def _rows(page: str) -> list[str]:
    """What the list shows, in its order, without the form above it."""
    return re.findall(r"<li\b.*?</li>|<tr\b.*?</tr>", page.partition("<main")[2], re.S)
