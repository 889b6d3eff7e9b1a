"""Registers the app and fills its ports."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Pages that show all floors: home, verification, library."""

    name = "inspired.front"
    label = "front"
