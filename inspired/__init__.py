"""Composition root: settings, URLs, the Celery application and the WSGI entry point."""

from inspired.celery import app as celery_app

__all__ = ["celery_app"]
