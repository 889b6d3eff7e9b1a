"""The Celery application: JSON only, late acknowledgement, one task at a time per child."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspired.settings")

app = Celery("inspired")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
