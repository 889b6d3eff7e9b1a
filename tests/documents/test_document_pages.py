"""Pages of documents: the same queries for little and much, hostile text is harmless, files have their headers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.documents.models import Round, Version
from dialogues.documents.services import comments, outlining, rounds, sections, versions
from dialogues.documents.states import Position, RenditionKind
from dialogues.ledger.models import Entry
from dialogues.ledger.services import add_entry, decide
from dialogues.ledger.states import Disposition, Source
from dialogues.models import Dialogue, Notice
from dialogues.services.rules import agree_rules, propose_rules
from dialogues.states import Attribution, Role
from inspired.core.models import Event, User
from inspired.core.states import StateError
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> [link](javascript:alert(3)) \"'>"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


HOSTS = {"sections/", "sections/issue/sources/"}


def full(size: int) -> tuple[Dialogue, Version, Round]:
    """A document with as many paragraphs, comments, sources, seats, reservations and versions before it."""
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    text = "\n\n".join(f"Paragraph {n} about contributions." for n in range(size))
    document = doc.ppa(dialogue, text)
    section, pairs = document.sections.get(key="issue"), doc.table(dialogue, size)
    for paragraph in section.paragraphs:
        entry = add_entry(dialogue, by=host, source=Source.ANSWER, seat=pairs[0][0], text="Something said")
        sections.cite(section, by=host, entry=entry, paragraph_id=paragraph["id"])
    comments.open_comments(document, by=host, due_at=timezone.now() + timedelta(days=3))
    for (seat, user), paragraph in zip(pairs, section.paragraphs, strict=True):
        comments.add_comment(document, by=user, seat=seat, text="A word", section=section, paragraph_id=paragraph["id"])
    frozen = doc.version(document)
    round_ = doc.round_(frozen, [seat for seat, _user in pairs])
    for seat, user in pairs:
        doc.answer(round_, seat, user, Position.RESERVE)
    return dialogue, frozen, round_


PAGES = (
    "",
    "versions/1/",
    "rounds/1/",
    "comments/",
    "sections/",
    "sections/issue/sources/",
    "sections/issue/history/",
    "compare/",
    "draft.docx",
)


@pytest.mark.parametrize("who", ["host", "delegate"])
def test_pages_cost_the_same_for_little_and_much(who: str) -> None:
    got = {}
    for size in (1, 30):
        dialogue, version, _round = full(size)
        versions.reopen_text(version.document, by=make.host_of(dialogue), reason="More")
        seats = _round.invitees.order_by("pk")
        reader = make.host_of(dialogue) if who == "host" else seats[0].seat.delegates.get().user
        client = client_of(reader)
        pages = [page for page in PAGES if who == "host" or page not in HOSTS]
        got[size] = {page: queries(client, f"{version.document.get_absolute_url()}{page}") for page in pages}
        got[size]["list"] = queries(client, f"{dialogue.get_absolute_url()}documents/")
    assert got[1] == got[30]
    assert {page: count for page, count in got[30].items() if count > 12} == {}


def test_a_text_that_is_open_for_comments_costs_no_more() -> None:
    dialogue = make.dialogue()
    document = doc.ppa(dialogue)
    [(_seat, user)] = doc.table(dialogue, 1)
    due = timezone.now() + timedelta(days=3)
    comments.open_comments(document, by=make.host_of(dialogue), due_at=due, note="Read it")
    for reader in (make.host_of(dialogue), user):
        assert queries(client_of(reader), document.get_absolute_url()) <= 12
        assert "Read it" in client_of(reader).get(document.get_absolute_url()).content.decode()


def test_hostile_words_are_shown_as_words() -> None:
    dialogue = make.dialogue()
    host, document = make.host_of(dialogue), doc.ppa(dialogue)
    [(seat, user)] = doc.table(dialogue, 1)
    outlining.add_section(document, by=host, title=HOSTILE, guidance=HOSTILE)
    sections.cite(document.sections.get(key="issue"), by=host, label=HOSTILE, detail=HOSTILE)
    comments.open_comments(document, by=host, due_at=timezone.now() + timedelta(days=3), note=HOSTILE)
    answer = client_of(user).post(
        f"{document.get_absolute_url()}comments/new/",
        {"seat": seat.pk, "text": HOSTILE, "wording": "", "form_key": "8b9f1c52-0d6a-4f5e-9a55-2f5f9d6e0a11"},
    )
    assert answer.status_code in {200, 302}
    frozen = doc.version(document)
    round_ = doc.round_(frozen, [seat], note=HOSTILE)
    said = rounds.Said(Position.RESERVE, HOSTILE, (rounds.Wish(HOSTILE, "", "words"),))
    rounds.prepare_answer(round_, by=user, seat=seat, said=said, sha256=frozen.sha256)
    for who in (host, user):
        for page in ("", "comments/", "versions/1/", "rounds/1/", "rounds/1/sheet/", "compare/"):
            shown = client_of(who).get(f"{document.get_absolute_url()}{page}").content.decode()
            for bad in ("<script>alert", "<img src=x", 'href="javascript:'):
                assert bad not in shown, (page, bad)


@pytest.mark.parametrize(
    "text", ["> " * 30 + "deep", "<table><td colspan=1000000>", "![x](file:///etc/passwd)", "\x00a"]
)
def test_a_hostile_section_answers_with_a_sentence_or_is_harmless(text: str) -> None:
    document = doc.ppa()
    url = f"{document.get_absolute_url()}sections/issue/edit/"
    section = document.sections.get(key="issue")
    client = client_of(make.host_of(document.dialogue))
    answer = client.post(url, {"title": section.title, "text": text, "revision": section.revision})
    assert answer.status_code in {200, 302}
    shown = client.get(document.get_absolute_url()).content.decode()
    assert "colspan=1000000>" not in shown
    assert "<img" not in shown


def test_a_pdf_leaves_as_an_attachment_that_nobody_keeps() -> None:
    version = doc.version()
    versions.store_rendition(version, by=None, kind=RenditionKind.DRAFT, pdf=b"%PDF-1.7 x", pages=1, head=(0, ""))
    answer = client_of(make.host_of(version.document.dialogue)).get(f"{version.get_absolute_url()[:-1]}-draft.pdf")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_word_files_of_draft_and_version_open() -> None:
    version = doc.version()
    client = client_of(make.host_of(version.document.dialogue))
    for page in ("draft.docx", "versions/1.docx"):
        answer = client.get(f"{version.document.get_absolute_url()}{page}")
        assert answer.content.startswith(b"PK")
        assert answer["Cache-Control"] == "private, no-store"


def test_a_seat_asked_again_sees_what_changed_since_its_last_answer() -> None:
    dialogue, first, round_ = full(1)
    host = make.host_of(dialogue)
    rounds.close_round(round_, by=host)
    versions.adopt(first, by=host, reason="They stand behind it.")
    versions.reopen_text(first.document, by=host, reason="A new figure")
    doc.write(first.document, "Paragraph 0 about contributions and wages.\n\nA new one.")
    second = doc.version(first.document)
    seat = round_.invitees.get().seat
    again = doc.round_(second, [seat])
    user = seat.delegates.get().user
    page = client_of(user).get(f"{again.get_absolute_url()}answers/{again.invitees.get().pk}/").content.decode()
    assert "Changed since version 1" in page
    assert "New since version 1" in page
    assert "compare/?old=1&amp;new=2" in page
    first_page = client_of(user).get(first.get_absolute_url()).content.decode()
    assert "Version 1 is endorsed." in first_page
    assert "Version 2 is open" in first_page


def test_donors_see_frozen_texts_and_counts_after_the_close_only() -> None:
    dialogue, version, round_ = full(1)
    seat = round_.invitees.get().seat
    donor = client_of(make.role(dialogue, make.user(), Role.DONOR).user)
    Round.objects.filter(pk=round_.pk).update(shown="participants")
    while_open = donor.get(round_.get_absolute_url()).content.decode()
    assert "How often each answer was given" not in while_open
    rounds.close_round(round_, by=make.host_of(dialogue))
    closed = donor.get(round_.get_absolute_url()).content.decode()
    assert "How often each answer was given" in closed
    for page in (while_open, closed, donor.get(version.get_absolute_url()).content.decode()):
        assert "The date is too early." not in page
    assert seat.organisation.name not in while_open
    assert seat.organisation.name not in closed


def test_a_seat_that_is_not_listed_is_not_named_to_participants() -> None:
    dialogue, version, round_ = full(2)
    hidden, other = (invitee.seat for invitee in round_.invitees.order_by("pk"))
    hidden.appear_to_participants = "unlisted"
    hidden.save(update_fields=["appear_to_participants"])
    rounds.close_round(round_, by=make.host_of(dialogue))
    reader = client_of(other.delegates.get().user)
    for url in (round_.get_absolute_url(), version.get_absolute_url()):
        page = reader.get(url).content.decode()
        assert f"<bdi>{hidden.organisation.name}</bdi>" not in page
        assert f"<bdi>{other.organisation.name}</bdi>" in page
    hosts = client_of(make.host_of(dialogue)).get(round_.get_absolute_url()).content.decode()
    assert f"<bdi>{hidden.organisation.name}</bdi>" in hosts


def test_the_author_of_a_comment_is_told_what_became_of_it_and_opening_warns_of_the_others() -> None:
    dialogue = make.dialogue()
    host, document = make.host_of(dialogue), doc.ppa(dialogue)
    [(seat, user)] = doc.table(dialogue, 1)
    comments.open_comments(document, by=host, due_at=timezone.now() + timedelta(days=3))
    first, second = (comments.add_comment(document, by=user, seat=seat, text=f"Word {n}") for n in range(2))
    decide(first.entry, by=host, disposition=Disposition.ACCEPTED, reason="Taken up in section 1.")
    assert Notice.objects.filter(kind="ledger.decided", user=user).count() == 1
    version = doc.version(document)
    assert Event.objects.get(verb="version.frozen").details["open_comments"] == 1
    page = client_of(host).get(f"{version.get_absolute_url()}round/").content.decode()
    assert "1 comment has no disposition yet." in page
    doc.round_(version, [seat])
    assert Event.objects.get(verb="round.opened").details["open_comments"] == 1
    assert Entry.objects.undecided().get() == second.entry


def test_a_round_starts_from_what_the_ground_rules_say_about_answers() -> None:
    version = doc.version()
    dialogue = version.document.dialogue
    host = make.host_of(dialogue)
    rules = propose_rules(dialogue, by=host, text="We listen.", answers_shown=Attribution.CATEGORY)
    agree_rules(rules, by=host, reason="Nobody is at the table yet.")
    page = client_of(host).get(f"{version.get_absolute_url()}round/")
    form = page.context["form"]
    assert form.fields["shown_after"].initial == Attribution.CATEGORY


def test_sections_are_added_moved_and_taken_out_while_empty() -> None:
    document = doc.ppa()
    host = make.host_of(document.dialogue)
    added = outlining.add_section(document, by=host, title="Our own")
    assert outlining.add_section(document, by=host, title="Our own") == added
    last = document.sections.count()
    outlining.move_section(added, by=host, up=True)
    numbers = list(document.sections.values_list("number", flat=True))
    assert numbers == list(range(1, last + 1))
    assert document.sections.get(pk=added.pk).number == last - 1
    outlining.remove_section(added, by=host)
    assert list(document.sections.values_list("number", flat=True)) == list(range(1, last))
    with pytest.raises(StateError):
        outlining.remove_section(document.sections.get(key="issue"), by=host)


def test_a_round_with_nobody_to_ask_leads_to_where_organisations_are_invited() -> None:
    version = doc.version()
    dialogue = version.document.dialogue
    page, url = client_of(make.host_of(dialogue)), f"{version.get_absolute_url()}round/"
    alone = page.get(url).content.decode()
    assert "Nobody can be asked yet" in alone and f'href="/dialogues/{dialogue.slug}/participants/"' in alone
    assert 'name="due_on"' not in alone
    assert "Nobody can be asked yet" in page.post(url, {}).content.decode()
    doc.table(dialogue, 1)
    able = page.get(url).content.decode()
    assert "Nobody can be asked yet" not in able and 'name="due_on"' in able
