"""Forced races on documents: savers of one section, answers, adoptions and clicks on "freeze" at the same moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from threading import Event as Signal
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from dialogues.documents.composing import content_of
from dialogues.documents.models import Endorsement, EndorsementChange, SectionRevision, Version
from dialogues.documents.services import comments, rounds, versions
from dialogues.documents.states import VersionStatus
from dialogues.services.dialogue import change_status
from dialogues.states import Status
from inspired.core.audit import verify
from inspired.core.models import Event, Job
from inspired.core.states import StaleError, StateError
from tests import make
from tests.documents import make as doc
from tests.racing import ends_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Start all acts at the same moment, each in its thread; return what each gave back or was refused with."""
    barrier, ended = Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        try:
            barrier.wait(30)
            ended.append(act())
        except (StateError, StaleError) as refusal:
            ended.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(ended) == len(acts)
    return ended


def kinds(ended: list[Any]) -> Counter[str]:
    return Counter(type(one).__name__ for one in ended)


def test_of_parallel_savers_one_succeeds_and_nobody_loses_a_word(long: bool) -> None:
    document = doc.ppa()
    section = document.sections.get(key="issue")
    url = f"{document.get_absolute_url()}sections/issue/edit/"
    texts = [f"Writer number {number} says something of their own." for number in range(50 if long else 10)]
    clients = []
    for _text in texts:
        clients.append(Client())
        clients[-1].force_login(make.host_of(document.dialogue))

    def save(client: Client, text: str) -> tuple[int, str, str]:
        answer = client.post(url, {"title": section.title, "text": text, "revision": section.revision})
        return answer.status_code, text, answer.content.decode()

    ended = at_once([lambda pair=pair: save(*pair) for pair in zip(clients, texts, strict=True)])
    assert Counter(code for code, _text, _page in ended) == {302: 1, 409: len(texts) - 1}
    [stored] = [text for code, text, _page in ended if code == 302]
    section.refresh_from_db()
    assert section.text == stored
    assert SectionRevision.objects.filter(section=section).count() == 2
    assert all(escape(text) in page and escape(stored) in page for code, text, page in ended if code == 409)


def test_parallel_endorsements_make_one_row_and_one_event(long: bool) -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_ = doc.round_(version, [seat])
    ended = at_once([lambda: doc.answer(round_, seat, signatory)] * (50 if long else 10))
    assert kinds(ended) == {"Endorsement": len(ended)}
    assert Endorsement.objects.count() == EndorsementChange.objects.count() == 1
    assert Event.objects.filter(verb="endorsement.given").count() == 1
    assert not list(verify(version.audit_scope))


def test_two_who_adopt_at_once_adopt_once() -> None:
    version = doc.version()
    [(seat, signatory)] = doc.table(version.document.dialogue, 1)
    round_, host = doc.round_(version, [seat]), make.host_of(version.document.dialogue)
    doc.answer(round_, seat, signatory)
    rounds.close_round(round_, by=host)
    ended = at_once([lambda: versions.adopt(version, by=host, reason="All stand behind it.")] * 4)
    assert kinds(ended) == {"Version": 1, "StateError": 3}
    assert Version.objects.filter(status=VersionStatus.ENDORSED).count() == 1
    assert Event.objects.filter(verb="version.adopted").count() == 1
    assert Job.objects.filter(key="endorsed").count() == 1


def test_clicks_on_freeze_at_once_make_one_version() -> None:
    document = doc.ppa()
    host = make.host_of(document.dialogue)
    stamp = content_of(document, by=host, number=0, frozen_at=timezone.now()).stamp
    ended = at_once([lambda: versions.freeze(document, by=host, stamp=stamp)] * 4)
    assert kinds(ended) == {"Version": 1, "StateError": 3}
    assert list(Version.objects.values_list("number", flat=True)) == [1]


@pytest.mark.parametrize("what", ["comment.given", "comment.entered", "endorsement.given", "endorsement.announced"])
def test_nothing_is_said_on_a_text_while_its_dialogue_is_being_closed(what: str) -> None:
    document = doc.ppa()
    dialogue = document.dialogue
    [(seat, signatory)] = doc.table(dialogue, 1)
    host, due_at = make.host_of(dialogue), timezone.now() + timedelta(days=7)
    if what.startswith("endorsement"):
        round_ = doc.round_(doc.version(document), [seat])
    else:
        comments.open_comments(document, by=host, due_at=due_at)
    say: dict[str, Callable[[], Any]] = {
        "comment.given": lambda: comments.add_comment(document, by=signatory, seat=seat, text="Late"),
        "comment.entered": lambda: comments.enter_comment(document, by=host, seat=seat, channel="phone", text="Late"),
        "endorsement.given": lambda: doc.answer(round_, seat, signatory),
        "endorsement.announced": lambda: rounds.announce_answer(
            round_, by=host, seat=seat, said=doc.said(), channel="phone"
        ),
    }
    shut = Signal()

    def close_slowly() -> None:
        with transaction.atomic():
            change_status(dialogue, by=host, target=Status.CLOSED, reason="It has ended")
            shut.set()
            sleep(1)  # whoever comes now still reads that it is open

    def speak() -> Any:
        assert shut.wait(30)
        return say[what]()

    closed, said = ends_of(close_slowly, speak)
    assert closed is None, closed
    assert type(said).__name__ in {"StateError", "PermissionDenied"}, said
    assert not Event.objects.filter(verb=what).exists() and not Endorsement.objects.exists()
    assert not list(verify(dialogue.audit_scope))


def test_a_version_gives_way_to_the_next_or_is_asked_about_never_both() -> None:
    document = doc.ppa()
    [(seat, _signatory)] = doc.table(document.dialogue, 1)
    host, version = make.host_of(document.dialogue), doc.version(document)
    document = versions.reopen_text(document, by=host, reason="A figure was wrong")
    stamp = content_of(document, by=host, number=0, frozen_at=timezone.now()).stamp
    asked = Signal()

    def open_slowly() -> None:
        with transaction.atomic():
            doc.round_(version, [seat])
            asked.set()
            sleep(1)  # whoever freezes now still reads that nobody is asked

    def freeze_next() -> Any:
        assert asked.wait(30)
        return versions.freeze(document, by=host, stamp=stamp)

    opened, frozen = ends_of(open_slowly, freeze_next)
    assert opened is None, opened
    assert isinstance(frozen, StateError), frozen
    version.refresh_from_db()
    assert version.status == VersionStatus.FINAL_DRAFT and Version.objects.count() == 1
