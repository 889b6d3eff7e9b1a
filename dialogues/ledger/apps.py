"""Registers the app and fills its ports."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The disposition ledger."""

    name = "dialogues.ledger"
    label = "ledger"
