"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Pages that show all floors: home, verification, library."""

    name = "inspired.front"
    label = "front"

    def ready(self) -> None:
        # Models exist only now; the module registers an offer as it is loaded.
        import_module("inspired.front.offers")
