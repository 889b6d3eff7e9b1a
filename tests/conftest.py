"""What every test may rely on: a long form that runs only when asked for, and state that does not leak."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db.backends.sqlite3 import base as sqlite
from django.utils import translation
from hypothesis import settings as trials
from playwright.sync_api import Browser, sync_playwright
from zeal.constants import initialize_app_registry
from zeal.patch import patch as watch_relations

from inspired.celery import app
from inspired.core import dispatch
from inspired.core.audit import heads_file
from tests.core.look import CHROMIUM

_plain_flush = sqlite.DatabaseOperations.sql_flush


def _flush_past_the_trigger(self: sqlite.DatabaseOperations, *args: object, **kwargs: object) -> list[str]:
    """Empty the tables of SQLite although triggers keep some rows from being deleted; PostgreSQL truncates by itself."""
    with self.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    emptied = _plain_flush(self, *args, **kwargs)
    return [*(f"DROP TRIGGER {name}" for name, _sql in triggers), *emptied, *(sql for _name, sql in triggers)]


sqlite.DatabaseOperations.sql_flush = _flush_past_the_trigger


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the full form of the expensive tests")


def pytest_configure(config: pytest.Config) -> None:
    """Try the same examples in every run; in the long form, try others each time and fail pages that repeat a query per row."""
    trials.register_profile("repeatable", derandomize=True)
    if not config.getoption("--long"):
        trials.load_profile("repeatable")
        return
    initialize_app_registry()
    watch_relations()
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "zeal.middleware.zeal_middleware"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="the full form runs with --long"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Let the thread that sends jobs finish before the database is taken from the test that gave them to it."""
    try:
        return (yield)
    finally:
        end = time.monotonic() + 10
        while dispatch._sender and dispatch._sender.ids.unfinished_tasks and time.monotonic() < end:
            time.sleep(0.01)


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Say whether the full form of an expensive test was asked for."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def embedded_queue(settings: Any) -> Iterator[None]:
    """Let this process write its messages into the database, as the workers of the test read them, and forget open brokers."""
    settings.CELERY_BROKER_URL = "database://"
    names = ("broker_url", "broker_transport_options")
    before = {name: app.conf[name] for name in names}
    app.conf.update(broker_url="database://", broker_transport_options={"visibility_timeout": 600})
    app.set_current()
    app._after_fork()  # the pools of connections are made anew
    yield
    app.conf.update(before)
    app._after_fork()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run: a process can hold one at a time."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM.split())
        yield started
        started.close()


@pytest.fixture(autouse=True)
def _english() -> None:
    """Start in English, whatever the test before has left switched on."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _no_heads_of_other_tests() -> Iterator[None]:
    """Take away the ends of audit chains that a test with real commits has noted; its events are gone as well."""
    yield
    heads_file().unlink(missing_ok=True)
