"""Registers the app and fills its ports."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Living text, comments, frozen versions, renditions and endorsement rounds."""

    name = "dialogues.documents"
    label = "documents"
