"""A kombu transport over two tables, for installations without a broker: address ``database://``.

Publishing is an INSERT on the caller's connection, so a message exists exactly when the caller's transaction commits.
One ``UPDATE … RETURNING`` takes a message and hides it for the visibility timeout; acknowledging deletes it; what was
taken too often is put aside under ``<queue>.dead``. An idle poll only reads.
"""

from __future__ import annotations

import json
import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from queue import Empty
from typing import Any
from uuid import uuid4

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from kombu.transport import virtual

from inspired.core.models.broker import Binding, Message

DEAD = ".dead"
MAX_ATTEMPTS = 10
VISIBILITY_SECONDS = 600

_TAKE = """
UPDATE core_message SET attempts = attempts + 1, visible_at = %s
WHERE id = (SELECT id FROM core_message WHERE queue = %s AND visible_at <= %s ORDER BY id LIMIT 1{lock})
RETURNING tag, payload, attempts
"""


def take(queue: str, visibility: timedelta) -> tuple[str, str, int] | None:
    """Take the oldest visible message of a queue: tag, payload and how often it was taken; None when there is none."""
    now = timezone.now()
    if not Message.objects.filter(queue=queue, visible_at__lte=now).exists():
        return None
    lock = " FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    hidden_until, now_value = (connection.ops.adapt_datetimefield_value(at) for at in (now + visibility, now))
    with connection.cursor() as cursor:
        cursor.execute(_TAKE.format(lock=lock), [hidden_until, queue, now_value])
        rows = cursor.fetchall()
    return rows[0] if rows else None


class _Fork:
    """Keeps a worker's forks away from its SQLite connections: a child that inherits one shares its locks by mistake.

    In the worker's main process every use of the database passes ``apart``; before a fork the connections that were
    used are closed, with no use under way, and opened again by the next use.
    """

    def __init__(self) -> None:
        self.main_process = 0
        self.lock = threading.RLock()
        self.used: weakref.WeakSet[BaseDatabaseWrapper] = weakref.WeakSet()

    @contextmanager
    def apart(self) -> Iterator[None]:
        if os.getpid() != self.main_process:
            yield
            return
        with self.lock:
            yield
            self.used.add(connections[DEFAULT_DB_ALIAS])

    def before(self) -> None:
        if os.getpid() != self.main_process:
            return
        self.lock.acquire()
        for wrapper in list(self.used):
            if wrapper.vendor == "sqlite" and wrapper.connection is not None:
                wrapper.connection.close()
                wrapper.connection = None
        self.used.clear()

    def after_in_parent(self) -> None:
        if os.getpid() == self.main_process:
            self.lock.release()

    def after_in_child(self) -> None:
        self.main_process, self.lock = 0, threading.RLock()


_fork = _Fork()
os.register_at_fork(before=_fork.before, after_in_parent=_fork.after_in_parent, after_in_child=_fork.after_in_child)


def keep_forks_apart(**_details: Any) -> None:
    """Note that this is a worker's main process, which forks; a receiver of Celery's ``worker_init``."""
    _fork.main_process = os.getpid()


class QoS(virtual.QoS):
    """Deletes the row when its message is acknowledged, from whichever thread does so."""

    @_fork.apart()
    def ack(self, delivery_tag: str) -> None:
        Message.objects.filter(tag=delivery_tag).delete()
        super().ack(delivery_tag)

    @_fork.apart()
    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        if requeue:
            Message.objects.filter(tag=delivery_tag).update(visible_at=timezone.now())
        else:
            Message.objects.filter(tag=delivery_tag).delete()
        super().ack(delivery_tag)


class Channel(virtual.Channel):
    """Queues as rows. Bindings of remote control are rows too, so that other processes' publishers find them."""

    QoS = QoS
    supports_fanout = True
    do_restore = True
    from_transport_options = (*virtual.Channel.from_transport_options, "visibility_timeout", "max_attempts")  # type: ignore[assignment]
    visibility_timeout: float = VISIBILITY_SECONDS
    max_attempts: int = MAX_ATTEMPTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unacknowledged: set[str] = set()

    @_fork.apart()
    def _put(self, queue: str, message: dict[str, Any], **_options: Any) -> None:
        tag = str(uuid4())
        copy = {**message, "properties": {**message["properties"], "delivery_tag": tag}}
        Message.objects.create(queue=queue, tag=tag, payload=json.dumps(copy))

    @_fork.apart()
    def _put_fanout(self, exchange: str, message: dict[str, Any], _routing_key: str, **options: Any) -> None:
        for queue in {queue for _key, _pattern, queue in self._stored(exchange)}:
            self._put(queue, message, **options)

    @_fork.apart()
    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        connection.close_if_unusable_or_obsolete()
        while taken := take(queue, timedelta(seconds=self.visibility_timeout)):
            tag, payload, attempts = taken
            if attempts > self.max_attempts:
                Message.objects.filter(tag=tag).update(queue=queue + DEAD)
                continue
            if queue in self._unacknowledged:
                Message.objects.filter(tag=tag).delete()
            message: dict[str, Any] = json.loads(payload)
            if attempts > 1:
                message["properties"]["delivery_info"]["redelivered"] = True
            return message
        raise Empty

    @_fork.apart()
    def _restore(self, message: Any) -> None:
        Message.objects.filter(tag=message.delivery_tag).update(visible_at=timezone.now())

    def basic_consume(self, queue: str, no_ack: bool, *args: Any, **kwargs: Any) -> None:
        """Consume; what needs no acknowledgement is deleted when taken."""
        (self._unacknowledged.add if no_ack else self._unacknowledged.discard)(queue)
        super().basic_consume(queue, no_ack, *args, **kwargs)

    def basic_get(self, queue: str, no_ack: bool = False, **kwargs: Any) -> Any:
        """Take one message; what needs no acknowledgement is deleted when taken."""
        (self._unacknowledged.add if no_ack else self._unacknowledged.discard)(queue)
        return super().basic_get(queue, no_ack, **kwargs)

    @_fork.apart()
    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        # A publisher inside a transaction declares the task queue, which it knows by itself: nothing to store, and
        # nothing that kombu would remember although it was rolled back.
        if connection.in_atomic_block:
            return
        Binding.objects.bulk_create(
            [Binding(exchange=exchange, routing_key=routing_key or "", pattern=pattern or "", queue=queue)],
            ignore_conflicts=True,
        )

    @_fork.apart()
    def _stored(self, exchange: str) -> list[tuple[str, str, str]]:
        return list(Binding.objects.filter(exchange=exchange).values_list("routing_key", "pattern", "queue"))

    def _lookup(self, exchange: str, routing_key: str, default: str | None = None) -> list[str]:
        known = super()._lookup(exchange, routing_key, default)
        if known or not exchange:
            return list(known)
        return list(self.typeof(exchange).lookup(self._stored(exchange), exchange, routing_key, default))

    @_fork.apart()
    def _delete(self, queue: str, exchange: str, *args: Any, **_options: Any) -> None:
        Binding.objects.filter(queue=queue).delete()
        self._purge(queue)

    @_fork.apart()
    def _purge(self, queue: str) -> int:
        return Message.objects.filter(queue=queue).delete()[0]

    @_fork.apart()
    def _size(self, queue: str) -> int:
        return Message.objects.filter(queue=queue, visible_at__lte=timezone.now()).count()


class Transport(virtual.Transport):
    """Polls the tables; a lost database connection is a lost broker, which the worker survives by reconnecting."""

    Channel = Channel
    driver_type = "database"
    driver_name = "django"
    polling_interval = 0.1
    connection_errors = (*virtual.Transport.connection_errors, DatabaseError, InterfaceError)  # type: ignore[assignment]
    implements = virtual.Transport.implements.extend(
        asynchronous=False, exchange_type=frozenset({"direct", "topic", "fanout"})
    )

    @property
    def default_connection_params(self) -> dict[str, Any]:
        """Say that there is neither host nor port to fall back on."""
        return {}

    def driver_version(self) -> str:
        """Name the database behind the queue."""
        return str(connection.vendor)


def forget_stale_control(older_than: timedelta) -> int:
    """Delete unread remote-control messages of processes that are gone, with their bindings, and old dead letters."""
    before = timezone.now() - older_than
    stale = Message.objects.filter(queue__endswith=".pidbox", created_at__lt=before)
    Binding.objects.filter(queue__in=stale.values("queue")).delete()
    deleted = stale.delete()[0]
    return (
        deleted + Message.objects.filter(queue__endswith=DEAD, created_at__lt=before - timedelta(days=30)).delete()[0]
    )
