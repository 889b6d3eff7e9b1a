"""What pages may cost: bytes and requests of what an invited person meets first, queries of pages with many rows."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import storage
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.documents.models import Document
from dialogues.documents.services import comments, rounds
from dialogues.documents.states import Position
from dialogues.services.invitations import PURPOSE, invite
from inspired.core.models import User
from inspired.core.tokens import derive
from tests import make
from tests.documents import make as documents
from tests.workinggroups import make as groups
from tests.workinggroups import outputs

pytestmark = pytest.mark.django_db

REFERENCE = re.compile(r'<(?:link|script|img|use)\b[^>]*?(?:href|src)="([^"#]+)')
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
MOST_BYTES, MOST_REQUESTS, MOST_HTML = 50 * 1024, 5, 14 * 1024
HEADERS = 1100  # bytes of one answer's headers, generously


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Static files under the hashed names that an installation uses."""
    root = tmp_path_factory.mktemp("static")
    hashed = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=root, STORAGES={**settings.STORAGES, "staticfiles": hashed}):
        storage.staticfiles_storage._setup()
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root
    storage.staticfiles_storage._setup()


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(user)
    return client


def invited_pages() -> Iterator[tuple[str, Client]]:
    """The pages from the link in the mail to the first one inside, each with who opens it."""
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    invitation = invite(seat, by=make.host_of(dialogue), email="new@example.org", name="New Person")
    stranger = Client(headers={"accept-encoding": "gzip"})
    stranger.get(f"/invitations/{derive(PURPOSE, invitation.pk, invitation.generation)}/")
    yield "/invitations/enter/", stranger
    assert stranger.post("/invitations/enter/", {"email": "new@example.org"}).status_code == 302
    yield "/invitations/answer/", stranger
    member = make.delegate(make.seat(dialogue))
    documents.ppa(dialogue)
    for _number in range(3):
        make.call(dialogue)
    yield f"{dialogue.get_absolute_url()}welcome/", signed_in(member)


def test_what_an_invited_person_meets_first_keeps_its_budget(collected: Path) -> None:
    for path, client in invited_pages():
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer["Content-Encoding"] == "gzip"
        assert len(answer.content) <= MOST_HTML, path
        references = set(REFERENCE.findall(gzip.decompress(answer.content).decode()))
        assert all(HASHED.search(name) for name in references), references
        files = [collected / name.removeprefix(settings.STATIC_URL) for name in references]
        sizes = [len(gzip.compress(file.read_bytes(), 6)) for file in files]
        assert 1 + len(files) <= MOST_REQUESTS, references
        assert len(answer.content) + sum(sizes) + HEADERS * (1 + len(files)) <= MOST_BYTES, (path, sizes)


def queries(client: Client, url: str) -> int:
    client.get(url)  # the first request of a session does what later ones need not do again
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def comment(document: Document, count: int) -> None:
    """Let as many seats comment on the first paragraph."""
    section = document.sections.get(key="issue")
    for seat, user in documents.table(document.dialogue, count):
        place = section.paragraphs[0]["id"]
        comments.add_comment(document, by=user, seat=seat, text="Too early", section=section, paragraph_id=place)


def test_a_text_and_its_comments_cost_the_same_for_one_and_thirty() -> None:
    document = documents.ppa()
    host, due = make.host_of(document.dialogue), timezone.now() + timedelta(days=7)
    comments.open_comments(document, by=host, due_at=due)
    document.refresh_from_db()
    comment(document, 1)
    pages = [document.get_absolute_url(), f"{document.get_absolute_url()}comments/"]
    readers = [signed_in(host), signed_in(make.delegate(make.seat(document.dialogue)))]
    before = [queries(reader, page) for page in pages for reader in readers]
    comment(document, 29)
    assert [queries(reader, page) for page in pages for reader in readers] == before
    assert max(before) <= 12


def test_a_round_costs_the_same_for_one_and_thirty_reservations() -> None:
    frozen = documents.version()
    dialogue = frozen.document.dialogue
    sitting = documents.table(dialogue, 30)
    round_ = documents.round_(frozen, [seat for seat, _user in sitting])
    said = documents.said(Position.RESERVE)
    host = signed_in(make.host_of(dialogue))

    def answer(places: slice) -> None:
        for seat, user in sitting[places]:
            rounds.prepare_answer(round_, by=user, seat=seat, said=said, sha256=frozen.sha256)

    answer(slice(0, 1))
    before = queries(host, round_.get_absolute_url())
    answer(slice(1, 30))
    assert queries(host, round_.get_absolute_url()) == before <= 24


def test_the_ledger_and_the_calls_cost_the_same_for_one_and_thirty() -> None:
    dialogue = make.dialogue()
    client = signed_in(make.host_of(dialogue))
    pages = [f"{dialogue.get_absolute_url()}inputs/", f"{dialogue.get_absolute_url()}inputs/ledger/"]

    def give(count: int) -> None:
        for _number in range(count):
            make.answer(make.call(dialogue), make.seat(dialogue))

    give(1)
    before = [queries(client, page) for page in pages]
    give(29)
    assert [queries(client, page) for page in pages] == before
    assert max(before) <= 12


@pytest.mark.parametrize("who", ["host", "member", "outside"])
def test_pages_that_show_the_work_of_groups_cost_the_same_for_one_and_thirty(who: str) -> None:
    here = outputs.cast()
    seats = {"member": here.lead, "outside": here.outside}
    client = signed_in(here.by(seats[who]) if who in seats else here.host)
    overview = here.dialogue.get_absolute_url()
    pages = [overview, f"{overview}documents/"]
    outputs.submitted(here)
    outputs.draft(here, "Another text")
    before = [queries(client, page) for page in pages]
    for number in range(29):
        group = groups.group(here.dialogue, here.lead, here.member, name=f"Group {number}")
        outputs.draft(replace(here, group=group))
    assert [queries(client, page) for page in pages] == before
    assert before[0] <= 24 and before[1] <= 12, before
