"""Counts what pages ask of the database."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def costs_of(client: Client, urls: Iterable[str]) -> list[int]:
    """Return for each page the queries of its second visit: the first of a session does what later ones need not."""
    found = []
    for url in urls:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200, url
        found.append(len(seen))
    return found
