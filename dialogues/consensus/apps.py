"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class ConsensusConfig(AppConfig):
    """Consensus Building: from challenges to the recommendations of the Roadmap."""

    name = "dialogues.consensus"
    label = "consensus"

    def ready(self) -> None:
        # Models exist only now; these modules register rules and offers as they are loaded.
        for module in (
            "permissions",
            "offers",
            "telling",
            "personal",
            "recommendations_offers",
            "recommendations_telling",
        ):
            import_module(f"dialogues.consensus.{module}")
