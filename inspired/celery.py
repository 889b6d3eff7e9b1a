"""The Celery application: JSON only, late acknowledgement, one task at a time per child.

Start a worker with ``celery -A inspired worker --without-gossip --without-mingle --without-heartbeat`` (with the
embedded queue each of the three would write to the database every few seconds) and the clock with ``celery -A inspired beat``.
"""

import os

import django
from celery import Celery
from django.apps import apps
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspired.settings")


def embedded_transport() -> str:
    """Name the transport over our tables; programs such as ``celery inspect`` have not set Django up by then."""
    if not apps.ready:
        django.setup()
    return "inspired.core.transport:Transport"


TRANSPORT_ALIASES["database"] = embedded_transport  # type: ignore[assignment]

app = Celery("inspired")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.set_default()  # every thread of the web server sends through this one
