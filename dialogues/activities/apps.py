"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Tools in use: activities and their meetings."""

    name = "dialogues.activities"
    label = "activities"

    def ready(self) -> None:
        # Models exist only now; these modules register rules and offers as they are loaded.
        import_module("dialogues.activities.permissions")
        import_module("dialogues.activities.awaiting")
        import_module("dialogues.activities.offers")
        import_module("dialogues.activities.announcing")
        import_module("dialogues.activities.telling")
        import_module("dialogues.activities.personal")
        import_module("dialogues.activities.handing")
        import_module("dialogues.activities.tool_offers")
        import_module("dialogues.activities.tool_telling")
        import_module("dialogues.activities.tool_uses")
        import_module("dialogues.activities.group_offers")
        import_module("dialogues.activities.planning_offers")
        import_module("dialogues.activities.task_offers")
        import_module("dialogues.activities.placing")
