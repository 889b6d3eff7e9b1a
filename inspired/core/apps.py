"""Registers the shared floor."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """People, access, audit, jobs, mail."""

    name = "inspired.core"
    label = "core"
