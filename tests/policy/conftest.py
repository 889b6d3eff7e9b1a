"""The world, once per module and rolled back after it, and a client for everybody in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from tests.policy.world import World, build

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Everything there is; every test's own transaction is a savepoint inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cookies(world: World) -> dict[str, SimpleCookie]:
    """The cookies of everybody who is signed in."""
    jars = {"anonymous": SimpleCookie()}
    for name, user in world.people.items():
        client = Client()
        client.force_login(user)
        jars[name] = client.cookies
    return jars


@pytest.fixture(scope="module")
def handler() -> ClientHandler:
    """The application with all its middleware; asked directly, since a test client copies every template's context."""
    made = ClientHandler(enforce_csrf_checks=False)
    made.load_middleware()
    return made


@pytest.fixture
def ask(db: None, cookies: dict[str, SimpleCookie], handler: ClientHandler) -> Ask:
    """Ask for an address as somebody; whatever it does is undone at once."""

    def asked(actor: str, method: str, url: str, data: Any = None, **headers: str) -> Any:
        factory = RequestFactory(**headers)
        factory.cookies = cookies[actor]
        ask_by = getattr(factory, method.lower())
        request = ask_by(url, data) if data is not None else ask_by(url)
        request._dont_enforce_csrf_checks = True
        with transaction.atomic():
            answer = handler.get_response(request)
            if answer.streaming:
                answer.read_content = b"".join(answer.streaming_content)
                for close in answer._resource_closers:  # answer.close() would close the database too
                    close()
            transaction.set_rollback(True)
        return answer

    return asked


@pytest.fixture(autouse=True)
def _inside(world: World, db: None) -> None:
    """Every test here lives inside the world's transaction."""
