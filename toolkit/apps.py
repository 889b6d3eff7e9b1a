"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    """The catalogue: three categories, 19 tools, the guide, readings, pages about this site."""

    name = "toolkit"
    label = "toolkit"

    def ready(self) -> None:
        # The modules register the rules and the sentences as they are loaded.
        import_module("toolkit.permissions")
        import_module("toolkit.telling")
