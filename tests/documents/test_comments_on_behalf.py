"""Comments that came by telephone, by mail, on paper or in person: entered by the host team, confirmed by the seat."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.documents.models import Comment, CommentPeriod
from dialogues.documents.services import comments
from dialogues.ledger.services import confirm
from dialogues.models import Notice
from dialogues.states import Channel
from inspired.core.states import StateError
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    document = doc.ppa()
    dialogue = document.dialogue
    seat = make.seat(dialogue, "Weavers’ guild")
    host, head = make.host_of(dialogue), make.delegate(seat)
    comments.open_comments(document, by=host, due_at=timezone.now() + timedelta(days=3))
    document.refresh_from_db()
    return document, host, seat, head


def enter(document, by, seat, channel=Channel.PHONE, **fields):
    return comments.enter_comment(document, by=by, seat=seat, channel=channel, text="Shorter, please", **fields)


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def test_the_host_enters_a_comment_on_a_paragraph_and_the_seat_confirms_it(desk) -> None:
    document, host, seat, head = desk
    place = [document.dialogue.slug, document.pk]
    address, listed = reverse("comment_enter", args=place), reverse("comments", args=place)
    page = browser_of(host)
    assert address in page.get(listed).content.decode()
    paragraph = document.sections.get(key="issue").paragraphs[1]
    form = {
        "seat": seat.pk,
        "channel": "paper",
        "place": f"issue/{paragraph['id']}",
        "text": "Contributions from when on?",
        "wording": "Contributions from 2027 on.",
        "form_key": uuid4(),
    }
    assert page.post(address, form).status_code == page.post(address, form).status_code == 302
    comment = Comment.objects.get()
    assert (comment.paragraph_id, comment.paragraph_text) == (paragraph["id"], paragraph["text"])
    entry = comment.entry
    assert (entry.seat, entry.channel, entry.author, entry.entered_by) == (seat, Channel.PAPER, None, host)
    for reader in (host, head):
        shown = browser_of(reader).get(listed).content.decode()
        assert "On paper, entered by the host team, not confirmed yet" in shown
    neighbour = make.delegate(make.seat(document.dialogue))
    assert "entered by the host team" not in browser_of(neighbour).get(listed).content.decode()
    file = browser_of(neighbour).get(f"{listed}?export=csv").getvalue()
    assert b"Contributions from when on?" in file
    assert b"On paper" not in file
    assert [notice.user for notice in Notice.objects.filter(kind="ledger.confirm")] == [head]
    confirm(entry, by=head)
    assert "not confirmed yet" not in page.get(listed).content.decode()
    trail = page.get(reverse("audit_trail", args=[document.dialogue.slug])).content.decode()
    assert "A comment of Weavers’ guild on" in trail


def test_what_came_in_time_is_entered_until_the_period_is_closed(desk) -> None:
    document, host, seat, _head = desk
    CommentPeriod.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert enter(document, host, seat).entry.awaits_confirmation
    comments.close_comments(document, by=host)
    with pytest.raises(StateError):
        enter(document, host, seat)


def test_nobody_else_enters_and_nothing_is_entered_for_others(desk) -> None:
    document, host, seat, head = desk
    for stranger in (head, make.user()):
        with pytest.raises(PermissionDenied):
            enter(document, stranger, seat)
    for wrong in (make.seat(make.dialogue()), make.seat(document.dialogue, joined_at=None)):
        with pytest.raises(StateError):
            enter(document, host, wrong)
    for channel in (Channel.WEB, Channel.LETTER, "pigeon"):
        with pytest.raises(StateError):
            enter(document, host, seat, channel)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("place", ["issue/nowhere", "nowhere", "/", "issue/"])
def test_a_place_that_is_not_in_the_text_is_refused_with_what_was_typed(desk, place) -> None:
    document, host, seat, _head = desk
    address = reverse("comment_enter", args=[document.dialogue.slug, document.pk])
    form = {"seat": seat.pk, "channel": "phone", "place": place, "text": "<b>MARK</b>", "form_key": uuid4()}
    page = browser_of(host).post(address, form).content.decode()
    assert "&lt;b&gt;MARK&lt;/b&gt;" in page
    assert not Comment.objects.exists()
