"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    """The process itself: dialogue, phase log, organisations, seats, mandates, invitations, host team."""

    name = "dialogues"
    label = "dialogues"

    def ready(self) -> None:
        # Models exist only now; the modules register the rules and what is offered as they are loaded.
        import_module("dialogues.permissions")
        import_module("dialogues.offers")
        import_module("dialogues.announcing")
        import_module("dialogues.awaiting")
        import_module("dialogues.telling")
        import_module("dialogues.personal")
        import_module("dialogues.own_acts")
        import_module("dialogues.handing")
        import_module("dialogues.retaining")
        import_module("dialogues.placing")
