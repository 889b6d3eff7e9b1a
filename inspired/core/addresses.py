"""Addresses of many rows of one page: looked up once and filled in for each, where looking up costs more than the row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

KEY = 918_273_645  # stands for the key while the address is looked up; no other part of one reads like it


def addressed(name: str, *args: Any) -> Callable[[int], str]:
    """Return a function from a row's key, the last argument of the URL ``name``, to its address."""
    before, _key, after = reverse(name, args=[*args, KEY]).rpartition(str(KEY))
    return lambda key: f"{before}{key}{after}"
