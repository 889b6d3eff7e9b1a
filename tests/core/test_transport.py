"""The embedded queue: joins the caller's transaction, loses nothing, delivers again what was not acknowledged."""

import threading
from datetime import timedelta
from queue import Empty

import pytest
from celery import current_app
from django.db import connection, transaction
from django.utils import timezone
from kombu import Connection, Exchange, Queue

from inspired.core import transport
from inspired.core.models import Binding, Message

pytestmark = pytest.mark.django_db(transaction=True)
NOW_VISIBLE = timedelta(0)


def broker(**options):
    import inspired.celery  # noqa: F401 - registers the transport

    return Connection("database://", transport_options=options)


def test_alias_leads_to_our_transport():
    assert isinstance(broker().transport, transport.Transport)


def test_published_message_appears_only_with_its_transaction():
    with broker() as link:
        queue = link.SimpleQueue("work")
        with transaction.atomic():
            queue.put({"id": 1})
            transaction.set_rollback(True)
        assert not Message.objects.exists()
        with transaction.atomic():
            queue.put({"id": 2})
        assert queue.get(timeout=1).payload == {"id": 2}


def test_taken_message_is_hidden_until_acknowledged_and_then_gone():
    with broker() as link:
        queue = link.SimpleQueue("work")
        queue.put({"id": 1})
        message = queue.get(timeout=1)
        with pytest.raises(Empty):
            queue.get(block=False)
        assert Message.objects.get().attempts == 1
        message.ack()
        assert not Message.objects.exists()


def test_message_of_a_dead_consumer_comes_back_marked_as_redelivered():
    with broker(visibility_timeout=0) as link:
        queue = link.SimpleQueue("work")
        queue.put({"id": 1})
        queue.get(timeout=1)
        again = queue.get(timeout=1)
        assert again.delivery_info["redelivered"] is True
        again.ack()


def test_closing_gives_back_what_was_not_acknowledged():
    with broker() as link:
        queue = link.SimpleQueue("work")
        queue.put({"id": 1})
        queue.get(timeout=1)
        queue.close()
    assert Message.objects.get().visible_at <= timezone.now()


def test_message_taken_too_often_is_put_aside():
    with broker(visibility_timeout=0, max_attempts=2) as link:
        queue = link.SimpleQueue("work")
        queue.put({"id": 1})
        for _attempt in range(2):
            queue.get(timeout=1)
        with pytest.raises(Empty):
            queue.get(block=False)
    assert Message.objects.get().queue == "work.dead"


def test_every_bound_queue_gets_its_own_copy_of_a_broadcast():
    exchange = Exchange("news", type="fanout")
    with broker() as here, broker() as there:
        for name in ("a", "b"):
            Queue(name, exchange)(there.default_channel).declare()
        here.Producer(exchange=exchange).publish({"n": 1})
    assert sorted(Message.objects.values_list("queue", flat=True)) == ["a", "b"]
    assert len(set(Message.objects.values_list("tag", flat=True))) == 2


def test_deleted_queue_leaves_nothing_behind():
    with broker() as link:
        queue = Queue("a", Exchange("news", type="fanout"))(link.default_channel)
        queue.declare()
        link.Producer().publish({"n": 1}, exchange="news")
        link.Producer().publish({"n": 2}, routing_key="a")
        queue.delete()
    assert not Message.objects.exists()
    assert not Binding.objects.exists()


def test_idle_look_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        assert transport.take("work", NOW_VISIBLE) is None
    assert queries.captured_queries[0]["sql"].startswith("SELECT")


def test_parallel_consumers_share_the_messages_without_overlap():
    wanted = 60
    Message.objects.bulk_create(Message(queue="work", tag=str(n), payload="{}") for n in range(wanted))
    taken: list[str] = []
    start = threading.Barrier(4)

    def consume():
        start.wait()
        try:
            while (row := transport.take("work", timedelta(minutes=1))) or Message.objects.filter(attempts=0).exists():
                if row:
                    taken.append(row[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=consume) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(taken, key=int) == [str(n) for n in range(wanted)]


def test_stale_remote_control_is_cleaned_away():
    Binding.objects.create(exchange="celery.pidbox", queue="celery@gone.celery.pidbox")
    old = timezone.now() - timedelta(hours=2)
    Message.objects.create(queue="celery@gone.celery.pidbox", tag="1", payload="{}", created_at=old)
    Message.objects.create(queue="work", tag="2", payload="{}", created_at=old)
    transport.forget_stale_control(timedelta(hours=1))
    assert list(Message.objects.values_list("queue", flat=True)) == ["work"]
    assert not Binding.objects.exists()


def test_application_sends_json_and_keeps_no_results():
    assert current_app.conf.accept_content == ["json"]
    assert current_app.conf.task_ignore_result
    assert current_app.conf.task_acks_late
    assert current_app.conf.task_reject_on_worker_lost
