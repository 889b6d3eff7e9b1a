"""Registers the app and fills its ports."""

from django.apps import AppConfig


class InputsConfig(AppConfig):
    """Calls for input and the answers to them."""

    name = "dialogues.inputs"
    label = "inputs"
