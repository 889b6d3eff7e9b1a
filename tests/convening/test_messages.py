"""Talking with the host in confidence: two sides, nobody else, until the day that was chosen."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core import mail as post
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.utils import timezone

from dialogues.convening.message_offers import my_messages
from dialogues.convening.models import Message, Talk
from dialogues.convening.services import messages
from dialogues.convening.talk_forgetting import forget_expired_messages
from dialogues.models import Notice
from dialogues.services.notices import set_pace
from dialogues.states import Pace, Role, Status
from inspired.core import ports, running
from inspired.core.models import Event, StoredFile
from inspired.core.states import StateError
from tests import make
from tests.core.files import PDF, upload

pytestmark = pytest.mark.django_db
WORDS = ("SECRET-SUBJECT", "SECRET-TEXT", "SECRET-ANSWER", "SECRET-FILE")


@pytest.fixture
def dialogue():
    return make.dialogue()


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue, "Union of Cooks")


@pytest.fixture
def head(seat):
    return make.delegate(seat)


def written(dialogue, by, days=30, **fields):
    return messages.write_to_host(
        dialogue,
        by=by,
        subject="SECRET-SUBJECT",
        text="SECRET-TEXT",
        delete_on=timezone.localdate() + timedelta(days=days),
        key=fields.pop("key", uuid4()),
        **fields,
    )


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_both_sides_read_it_and_nobody_else(dialogue, host, head, seat):
    talk = written(dialogue, head)
    messages.write_message(talk, by=host, text="SECRET-ANSWER", key=uuid4())
    colleague = make.role(dialogue, make.user(), Role.FACILITATOR).user
    for reader in (head, host, colleague):
        page = client_of(reader).get(talk.get_absolute_url()).content.decode()
        assert "SECRET-TEXT" in page and "SECRET-ANSWER" in page
    assert host.name in client_of(colleague).get(talk.get_absolute_url()).content.decode()
    others = [
        make.delegate(seat),
        make.delegate(make.seat(dialogue)),
        make.role(dialogue, make.user(), Role.DONOR).user,
    ]
    others += [make.user(is_staff=True, is_superuser=True), make.host_of(make.dialogue())]
    for other in others:
        client = client_of(other)
        assert client.get(talk.get_absolute_url()).status_code == 404
        assert not any(word in client.get(f"/dialogues/{dialogue.slug}/messages/").content.decode() for word in WORDS)
        assert not Talk.objects.visible_to(other) and not Message.objects.visible_to(other)


def test_mails_notices_and_todo_say_only_that_there_is_a_message(dialogue, host, head):
    for user in (host, head):
        set_pace(user, pace=Pace.ONCE, dialogue=None, by=user)
    talk = written(dialogue, head)
    messages.write_message(talk, by=host, text="SECRET-ANSWER", key=uuid4())
    written(dialogue, head)
    running.work_off()
    assert sorted(sent.to[0] for sent in post.outbox) == sorted([host.email, head.email])
    for sent in post.outbox:
        assert "message" in sent.body and not any(word in sent.subject + sent.body for word in (*WORDS, head.name))
    page = client_of(host).get("/notifications/").content.decode()
    assert "You have 2 messages" in page and "SECRET" not in page
    (todo,) = [todo for todo in ports.todo.collect(host) if "confidence" in todo.title]
    assert "SECRET" not in str(todo) and not any("confidence" in todo.title for todo in ports.todo.collect(head))


def test_trail_says_only_that_a_message_was_written(dialogue, host, head):
    messages.write_message(written(dialogue, head), by=host, text="SECRET-ANSWER", key=uuid4())
    first, second = Event.objects.filter(verb="message.written").order_by("number")
    assert (first.actor, second.actor) == ("", host.person_key)
    assert first.subject == second.subject and "SECRET" not in str([first.details, second.details])


def test_who_may_not_write(dialogue, host):
    media = make.role(dialogue, make.user(), Role.MEDIA).user
    for nobody in (host, media, make.user()):
        with pytest.raises(PermissionDenied):
            written(dialogue, nobody)


def test_members_without_a_seat_may_write(dialogue):
    for role in (Role.DONOR, Role.GOVERNMENT, Role.OBSERVER):
        assert written(dialogue, make.role(dialogue, make.user(), role).user).awaits_team


def test_closed_dialogue_takes_no_message_and_still_lets_go(dialogue, head):
    talk = written(dialogue, head)
    type(dialogue).objects.update(status=Status.CLOSED)
    talk.refresh_from_db()
    with pytest.raises(PermissionDenied):
        messages.write_message(talk, by=head, text="More", key=uuid4())
    messages.forget_talk(talk, by=head)
    assert not Talk.objects.exists()


@pytest.mark.parametrize("days", [0, 6, 181, 4000])
def test_day_stays_within_the_bounds(days, dialogue, head):
    with pytest.raises(StateError):
        written(dialogue, head, days=days)


def test_bounds_are_the_host_teams_and_hold_for_new_messages(dialogue, host, head):
    early = written(dialogue, head, days=170)
    messages.bound_messages(dialogue, by=host, longest_days=30)
    with pytest.raises(StateError):
        written(dialogue, head, days=31)
    early.refresh_from_db()
    assert early.delete_on == timezone.localdate() + timedelta(days=170)
    with pytest.raises(PermissionDenied):
        messages.bound_messages(dialogue, by=head, longest_days=60)
    with pytest.raises(StateError):
        messages.bound_messages(dialogue, by=host, longest_days=3)


def test_same_form_twice_is_one_talk_and_one_message(dialogue, host, head):
    key = uuid4()
    talk = written(dialogue, head, key=key)
    assert written(dialogue, head, key=key) == talk
    again = uuid4()
    for _time in range(2):
        messages.write_message(talk, by=host, text="SECRET-ANSWER", key=again)
    assert talk.messages.count() == 2


def test_colleague_who_was_slower_reads_the_answer_first_and_keeps_the_text(dialogue, host, head):
    talk = written(dialogue, head)
    known = talk.messages.get().pk
    slower = client_of(make.role(dialogue, make.user(), Role.FACILITATOR).user)
    messages.write_message(talk, by=host, text="SECRET-ANSWER", key=uuid4(), known=known)
    sent = {"text": "Second thoughts", "known": known, "key": uuid4()}
    page = slower.post(talk.get_absolute_url(), sent).content.decode()
    assert "A colleague has answered meanwhile" in page and "Second thoughts" in page and "SECRET-ANSWER" in page
    assert talk.messages.count() == 2
    latest = talk.messages.latest("pk").pk
    assert f'name="known" value="{latest}"' in page
    assert slower.post(talk.get_absolute_url(), {**sent, "known": latest}).status_code == 302
    assert talk.messages.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_the_same_moment_give_one_answer(dialogue, host, head):
    talk = written(dialogue, head)
    known = talk.messages.get().pk
    colleagues = [host, make.role(dialogue, make.user(), Role.FACILITATOR).user]
    barrier, outcomes = threading.Barrier(2), []

    def answer(user):
        barrier.wait()
        try:
            messages.write_message(talk, by=user, text="SECRET-ANSWER", key=uuid4(), known=known)
            outcomes.append("written")
        except StateError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(user,)) for user in colleagues]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "written"]
    assert talk.messages.filter(is_from_team=True).count() == 1


def test_participant_sees_read_and_answered(dialogue, host, head):
    talk = written(dialogue, head)
    mine, theirs = client_of(head), client_of(host)
    assert "Not read yet" in mine.get(talk.get_absolute_url()).content.decode()
    theirs.get(talk.get_absolute_url())
    assert "Not read yet" in mine.get(talk.get_absolute_url()).content.decode()
    theirs.post(f"{talk.get_absolute_url()}seen/")
    assert "Read by the host team on" in mine.get(talk.get_absolute_url()).content.decode()
    messages.write_message(talk, by=host, text="SECRET-ANSWER", key=uuid4())
    assert "Answered" in mine.get(talk.get_absolute_url()).content.decode()
    messages.write_message(talk, by=head, text="And?", key=uuid4())
    talk.refresh_from_db()
    assert talk.awaits_team and talk.read_at is None


def test_attachment_passes_the_upload_door_and_opens_for_two_sides_only(dialogue, host, head, seat):
    sent = {"subject": "SECRET-SUBJECT", "text": "SECRET-TEXT", "key": uuid4()}
    sent["delete_on"] = timezone.localdate() + timedelta(days=30)
    place = f"/dialogues/{dialogue.slug}/messages/"
    refused = client_of(head).post(f"{place}write/", {**sent, "file": upload(b"<svg/>", "x.svg")})
    assert refused.status_code == 200 and "SECRET-TEXT" in refused.content.decode() and not Talk.objects.exists()
    assert client_of(head).post(f"{place}write/", {**sent, "file": upload(PDF, "SECRET-FILE.pdf")}).status_code == 302
    url = f"{place}files/{Message.objects.get().pk}/"
    for reader, status in ((head, 200), (host, 200), (make.delegate(seat), 404), (make.user(), 404)):
        answer = client_of(reader).get(url)
        assert not answer.streaming or b"".join(answer.streaming_content)
        assert answer.status_code == status


def test_taking_back_leaves_nothing(dialogue, host, head, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        talk = written(dialogue, head, file=upload(PDF, "SECRET-FILE.pdf"))
    stored = Path(StoredFile.objects.get().file.path)
    with pytest.raises(PermissionDenied):
        messages.forget_talk(talk, by=host)
    with django_capture_on_commit_callbacks(execute=True):
        messages.forget_talk(talk, by=head)
    assert not Message.objects.exists() and not StoredFile.objects.exists() and not stored.exists()
    assert not Notice.objects.filter(matter="convening.talk").exists()


def test_day_that_has_passed_ends_it_for_all(dialogue, host, head):
    talk, later = written(dialogue, head, days=7), written(dialogue, head, days=20)
    Talk.objects.filter(pk=talk.pk).update(delete_on=timezone.localdate() - timedelta(days=1))
    assert client_of(head).get(talk.get_absolute_url()).status_code == 404
    assert client_of(host).get(talk.get_absolute_url()).status_code == 404
    assert forget_expired_messages(timezone.now(), 500) == 1
    assert forget_expired_messages(timezone.now(), 500) == 0
    assert list(Talk.objects.all()) == [later]
    assert any(name.endswith("forget_messages") for name in ports.retention.providers)


def test_person_takes_their_own_words_out(dialogue, host, head):
    messages.write_message(written(dialogue, head), by=host, text="SECRET-ANSWER", key=uuid4())
    (part,) = my_messages(head)
    assert len(part.rows) == 2 and "SECRET-ANSWER" in str(part.rows)
    (others,) = my_messages(host)
    assert not others.rows


def test_list_is_searched_and_filtered_and_never_downloaded(dialogue, host, head):
    talk = written(dialogue, head)
    written(dialogue, make.delegate(make.seat(dialogue)))
    messages.write_message(talk, by=host, text="SECRET-ANSWER", key=uuid4())
    client, place = client_of(host), f"/dialogues/{dialogue.slug}/messages/"
    assert "Union of Cooks" in client.get(place).content.decode()
    assert "Union of Cooks" not in client.get(f"{place}?state=waiting").content.decode()
    assert "1 found" in client.get(f"{place}?q=secret-answer").content.decode()
    for kind in ("csv", "xlsx"):
        assert client.get(f"{place}?format={kind}")["Content-Type"].startswith("text/html")


def test_list_costs_the_same_for_one_and_thirty(dialogue, host, django_assert_max_num_queries):
    client, place, counts = client_of(host), f"/dialogues/{dialogue.slug}/messages/", []
    for number in (1, 29):
        for _time in range(number):
            written(dialogue, make.delegate(make.seat(dialogue)))
        client.get(place)
        with django_assert_max_num_queries(12) as captured:
            client.get(place)
        counts.append(len(captured))
    assert counts[0] == counts[1]
