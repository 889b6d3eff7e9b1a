"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class InputsConfig(AppConfig):
    """Calls for input and the answers to them."""

    name = "dialogues.inputs"
    label = "inputs"

    def ready(self) -> None:
        # Models exist only now; these modules register rules and offers as they are loaded.
        import_module("dialogues.inputs.permissions")
        import_module("dialogues.inputs.offers")
        import_module("dialogues.inputs.announcing")
        import_module("dialogues.inputs.telling")
        import_module("dialogues.inputs.personal")
        import_module("dialogues.inputs.handing")
        import_module("dialogues.inputs.placing")
