"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The disposition ledger."""

    name = "dialogues.ledger"
    label = "ledger"

    def ready(self) -> None:
        # Models exist only now; these modules register rules and offers as they are loaded.
        import_module("dialogues.ledger.permissions")
        import_module("dialogues.ledger.offers")
        import_module("dialogues.ledger.announcing")
        import_module("dialogues.ledger.telling")
        import_module("dialogues.ledger.personal")
        import_module("dialogues.ledger.handing")
        import_module("dialogues.ledger.placing")
