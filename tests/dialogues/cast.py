"""The people of a dialogue for policy tests: one of each kind, and the clients that are signed in as them."""

from __future__ import annotations

from django.test import Client

from dialogues.models import Dialogue
from dialogues.states import DelegateRole, Role
from inspired.core.models import User
from tests import make

EVERYBODY = (
    "host",
    "facilitator",
    "head",
    "observer delegate",
    "government",
    "observer",
    "donor",
    "media",
    "stranger",
    "other host",
    "admin",
    "anonymous",
)
TEAM = frozenset({"host", "facilitator"})
PARTICIPANTS = frozenset({"head", "observer delegate", "government", "observer"})
READERS = TEAM | PARTICIPANTS | {"donor"}
MEMBERS = READERS | {"media"}


def cast_of(dialogue: Dialogue) -> dict[str, User]:
    """One account of each kind; "anonymous" has none."""
    seat = make.seat(dialogue)
    people = {
        "host": make.host_of(dialogue),
        "head": make.delegate(seat),
        "observer delegate": make.delegate(seat, role=DelegateRole.OBSERVER),
        "stranger": make.user(),
        "other host": make.host_of(make.dialogue()),
        "admin": make.user(is_staff=True, is_superuser=True),
    }
    for name, role in (
        ("facilitator", Role.FACILITATOR),
        ("government", Role.GOVERNMENT),
        ("observer", Role.OBSERVER),
        ("donor", Role.DONOR),
        ("media", Role.MEDIA),
    ):
        people[name] = make.role(dialogue, make.user(), role).user
    return people


def client_of(people: dict[str, User], name: str) -> Client:
    """A client signed in as one of the cast."""
    client = Client()
    if name in people:
        client.force_login(people[name])
    return client
