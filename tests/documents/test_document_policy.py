"""Who gets which page of a document with an adopted version, a round and an open text; hidden ones answer like none.

The table of all routes stands in ``tests.policy``; here stand the actors and states that it does not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client

from dialogues.documents.models import Document, Version
from dialogues.documents.services import comments, rounds, sections, versions
from dialogues.documents.states import RenditionKind
from dialogues.models import Dialogue
from dialogues.states import DelegateRole
from inspired.core.models import User
from tests import make
from tests.dialogues.cast import EVERYBODY, TEAM, cast_of, client_of
from tests.documents import make as doc

pytestmark = pytest.mark.django_db
ACTORS = (*EVERYBODY, "alternate", "drafter")
SPEAKERS = frozenset({"head", "alternate", "drafter"})
OWN_SEAT = SPEAKERS | {"observer delegate"}
DRAFT_READERS = TEAM | OWN_SEAT | {"government", "observer"}
VISIBLE = DRAFT_READERS | {"donor"}
WRITERS = TEAM | {"drafter"}
HOST = frozenset({"host"})
SIGNERS = frozenset({"head"})
ASKED = TEAM | OWN_SEAT
NOT_DONORS = DRAFT_READERS

# page: who may open it; to whom its row exists at all; by which methods it answers
PAGES: dict[str, tuple[frozenset[str], frozenset[str], str]] = {
    "": (VISIBLE, VISIBLE, "GET"),
    "draft.docx": (DRAFT_READERS, VISIBLE, "GET"),
    "summary/": (WRITERS, VISIBLE, "GET POST"),
    "sections/": (TEAM, VISIBLE, "GET POST"),
    "sections/issue/edit/": (WRITERS, VISIBLE, "GET POST"),
    "sections/issue/history/": (DRAFT_READERS, VISIBLE, "GET"),
    "sections/issue/sources/": (WRITERS, VISIBLE, "GET POST"),
    "sections/issue/sources/{citation}/remove/": (WRITERS, VISIBLE, "POST"),
    "sections/issue/move/": (TEAM, VISIBLE, "POST"),
    "sections/annexes/remove/": (TEAM, VISIBLE, "POST"),
    "comments/": (DRAFT_READERS, VISIBLE, "GET"),
    "comments/new/": (SPEAKERS, VISIBLE, "GET POST"),
    "comments/open/": (TEAM, VISIBLE, "GET POST"),
    "comments/extend/": (TEAM, VISIBLE, "GET POST"),
    "comments/close/": (TEAM, VISIBLE, "GET POST"),
    "team/": (TEAM, VISIBLE, "GET POST"),
    "team/{drafter}/remove/": (TEAM, VISIBLE, "POST"),
    "compare/": (VISIBLE, VISIBLE, "GET"),
    "freeze/": (TEAM, VISIBLE, "GET POST"),
    "reopen/": (TEAM, VISIBLE, "GET POST"),
    "versions/2/": (VISIBLE, VISIBLE, "GET"),
    "versions/2/job/": (VISIBLE, VISIBLE, "GET"),
    "versions/2/retry/": (TEAM, VISIBLE, "POST"),
    "versions/2.docx": (VISIBLE, VISIBLE, "GET"),
    "versions/1-draft.pdf": (VISIBLE, VISIBLE, "GET"),
    "versions/1/publish/": (HOST, VISIBLE, "GET POST"),
    "versions/1/unpublish/": (HOST, VISIBLE, "GET POST"),
    "versions/2/adopt/": (HOST, VISIBLE, "GET POST"),
    "versions/2/withdraw/": (HOST, VISIBLE, "GET POST"),
    "versions/2/round/": (TEAM, VISIBLE, "GET POST"),
    "rounds/2/": (VISIBLE, VISIBLE, "GET"),
    "rounds/2/extend/": (TEAM, VISIBLE, "GET POST"),
    "rounds/2/remind/": (TEAM, VISIBLE, "POST"),
    "rounds/2/close/": (TEAM, VISIBLE, "GET POST"),
    "rounds/2/sheet/": (VISIBLE, VISIBLE, "GET"),
    "rounds/2/answers/{invitee}/": (SPEAKERS, ASKED, "GET POST"),
    "rounds/2/answers/{invitee}/confirm/": (SIGNERS, ASKED, "POST"),
    "rounds/2/answers/{invitee}/announce/": (TEAM, ASKED, "GET POST"),
    "rounds/2/answers/{invitee}/letter/": (TEAM, ASKED, "GET POST"),
    "reservations/{reservation}/": (TEAM, NOT_DONORS, "GET POST"),
}
TRIED = [
    page
    for page in PAGES
    if page.startswith(("sections/", "comments/n", "versions/1/", "versions/2/a", "rounds/2/a", "reserv"))
]
SENT = (200, 302, 400, 409)


@dataclass
class World:
    """A document whose first version is adopted, whose second is under endorsement, and whose text is open again."""

    dialogue: Dialogue
    people: dict[str, User]
    document: Document
    ids: dict[str, int]
    clients: dict[str, Client]

    def url(self, page: str) -> str:
        return f"{self.document.get_absolute_url()}{page.format(**self.ids)}"


def _people(dialogue: Dialogue) -> dict[str, User]:
    people = cast_of(dialogue)
    seat = people["head"].delegates.get().seat
    for name in ("alternate", "drafter"):
        people[name] = make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    return people


def _adopted(document: Document, people: dict[str, User]) -> Version:
    seat = people["head"].delegates.get().seat
    first = doc.version(document)
    round_ = doc.round_(first, [seat])
    doc.answer(round_, seat, people["head"], "reserve")
    rounds.close_round(round_, by=people["host"])
    versions.store_rendition(first, by=None, kind=RenditionKind.DRAFT, pdf=b"%PDF-1.7", pages=1, head=(0, ""))
    return versions.adopt(first, by=people["host"], reason="They stand behind it.")


def build() -> World:
    dialogue = make.dialogue()
    people = _people(dialogue)
    document, host = doc.ppa(dialogue), people["host"]
    drafter = sections.add_drafter(document, by=host, user=people["drafter"])
    citation = sections.cite(document.sections.get(key="issue"), by=host, label="A report")
    first = _adopted(document, people)
    versions.reopen_text(document, by=host, reason="More figures")
    second = doc.version(document)
    seat = people["head"].delegates.get().seat
    open_round = doc.round_(second, [seat])
    versions.reopen_text(document, by=host, reason="More figures")
    comments.open_comments(document, by=host, due_at=open_round.due_at)
    comments.add_comment(document, by=people["head"], seat=seat, text="A word")
    ids = {
        "citation": citation.pk,
        "drafter": drafter.pk,
        "invitee": open_round.invitees.get().pk,
        "reservation": first.endorsements.get().reservations.get().pk,
    }
    return World(dialogue, people, document, ids, {who: client_of(people, who) for who in ACTORS})


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Build the world once for the whole table; every request of the table is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield build()
        transaction.set_rollback(True)


def status(world: World, page: str, who: str, method: str) -> int:
    client = world.clients[who]
    with transaction.atomic():
        answer = client.get(world.url(page)) if method == "GET" else client.post(world.url(page))
        transaction.set_rollback(True)
    if answer.streaming:
        b"".join(answer.streaming_content)  # closes the file, and not the connection that this table stands in
    return int(answer.status_code)


def expected(page: str, who: str, method: str) -> tuple[int, ...]:
    allowed, visible, methods = PAGES[page]
    if who in allowed:
        if method not in methods.split():
            return (405,)
        return (302,) if page == "" and who == "donor" else (200,) if method == "GET" else SENT
    return (302,) if who == "anonymous" else (403,) if who in visible else (404,)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("page", TRIED)
def test_pages_open_by_role_and_method(world: World, page: str, method: str) -> None:
    got = {who: status(world, page, who, method) for who in ACTORS}
    wrong = {
        who: (code, expected(page, who, method)) for who, code in got.items() if code not in expected(page, who, method)
    }
    assert not wrong


def test_the_list_is_for_members_and_starting_is_for_the_team(world: World) -> None:
    base = f"{world.dialogue.get_absolute_url()}documents/"
    for who in ACTORS:
        client = world.clients[who]
        hidden = 302 if who == "anonymous" else 403 if who == "media" else 404
        assert client.get(base).status_code == (200 if who in VISIBLE else hidden), who
        refused = 403 if who in VISIBLE else hidden
        assert client.post(f"{base}new/").status_code == (302 if who in TEAM else refused), who


def test_a_hidden_document_and_foreign_children_answer_like_what_never_was(world: World) -> None:
    other = doc.ppa()
    stranger, host = Client(), Client()
    stranger.force_login(world.people["stranger"])
    host.force_login(make.host_of(other.dialogue))
    never = stranger.get("/dialogues/never-was-there/documents/1/").content
    for page in PAGES:
        hidden = stranger.get(world.url(page))
        assert (hidden.status_code, hidden.content) == (404, never), page
        nested = world.url(page).replace(world.document.get_absolute_url(), other.get_absolute_url())
        if world.url(page) != world.url("") and any(part in page for part in ("{", "versions", "rounds")):
            for answer in (host.get(nested), host.post(nested)):
                assert answer.status_code in {404, 405}, (page, answer.status_code)
                assert answer.status_code == 405 or answer.content == never, page
