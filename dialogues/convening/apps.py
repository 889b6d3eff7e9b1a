"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class ConveningConfig(AppConfig):
    """Contact list and log, letters, messages to the host, knowledge shelf, pulse, access slips."""

    name = "dialogues.convening"
    label = "convening"

    def ready(self) -> None:
        # Models exist only now; these modules register rules and offers as they are loaded.
        import_module("dialogues.convening.permissions")
        import_module("dialogues.convening.offers")
        import_module("dialogues.convening.announcing")
        import_module("dialogues.convening.telling")
        import_module("dialogues.convening.personal")
        import_module("dialogues.convening.handing")
        import_module("dialogues.convening.taking_on")
        import_module("dialogues.convening.placing")
