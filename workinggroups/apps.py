"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class WorkingGroupsConfig(AppConfig):
    """Working groups: mission, members, expected outputs, tasks and notes."""

    name = "workinggroups"
    label = "workinggroups"

    def ready(self) -> None:
        # Models exist only now; these modules register rules and offers as they are loaded.
        for module in ("permissions", "announcing", "offers", "awaiting", "telling", "personal", "handing", "placing"):
            import_module(f"workinggroups.{module}")
