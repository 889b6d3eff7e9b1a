"""The answers of a round as a file: no more of them than the page shows, and who is silent for the host team alone."""

from __future__ import annotations

import pytest
from django.test import Client

from dialogues.documents.states import Position
from dialogues.models import Seat
from dialogues.states import Appearance, Role
from inspired.core.models import Event, User
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db


def got(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(address).content.decode()


def test_the_host_takes_along_who_endorsed_with_which_reservation_and_who_is_silent() -> None:
    version = doc.version()
    (first, head), (second, other), (silent, third) = doc.table(version.document.dialogue, 3)
    round_ = doc.round_(version, [first, second, silent])
    doc.answer(round_, first, head)
    doc.answer(round_, second, other, Position.RESERVE)
    Seat.objects.filter(pk=second.pk).update(appear_to_participants=Appearance.UNLISTED)
    host, address = make.host_of(version.document.dialogue), round_.get_absolute_url()
    assert 'href="?format=csv"' in got(host, address) and 'href="?format=xlsx"' in got(host, address)
    file = got(host, f"{address}?format=csv")
    for seat in (first, second, silent):
        assert seat.organisation.name in file
    assert "The date is too early." in file and "No answer yet" in file
    exported = Event.objects.get(verb="list.exported")
    assert exported.details == {"what": "round_answers", "kind": "csv", "rows": 3}
    own = got(third, f"{address}?format=csv")
    assert "The date is too early." not in own and "No answer yet" not in own


def test_whoever_sees_no_answer_on_the_page_finds_none_in_the_file() -> None:
    version = doc.version()
    ((seat, head),) = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    doc.answer(round_, seat, head, Position.RESERVE)
    observer = make.role(version.document.dialogue, make.user(), Role.OBSERVER).user
    file = got(observer, f"{round_.get_absolute_url()}?format=csv")
    assert seat.organisation.name not in file and "too early" not in file
    assert "format=csv" not in got(observer, round_.get_absolute_url())
