"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Monitoring: commitments of the Roadmap and what became of them."""

    name = "dialogues.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        # Models exist only now; these modules register rules and offers as they are loaded.
        modules = (
            "permissions",
            "announcing",
            "offers",
            "awaiting",
            "interviews_awaiting",
            "telling",
            "personal",
            "handing",
            "placing",
        )
        for module in modules:
            import_module(f"dialogues.monitoring.{module}")
