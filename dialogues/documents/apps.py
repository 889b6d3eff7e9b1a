"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Living text, comments, frozen versions, renditions and endorsement rounds."""

    name = "dialogues.documents"
    label = "documents"

    def ready(self) -> None:
        # Models exist only now; these modules register rules and offers as they are loaded.
        import_module("dialogues.documents.permissions")
        import_module("dialogues.documents.offers")
        import_module("dialogues.documents.output_offers")
        import_module("dialogues.documents.awaiting")
        import_module("dialogues.documents.announcing")
        import_module("dialogues.documents.telling")
        import_module("dialogues.documents.personal")
        import_module("dialogues.documents.handing")
        import_module("dialogues.documents.placing")
        import_module("dialogues.documents.linking")
