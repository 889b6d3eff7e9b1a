"""Registers the app and fills its ports."""

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    """The process itself: dialogue, phase log, organisations, seats, mandates, invitations, host team."""

    name = "dialogues"
    label = "dialogues"
