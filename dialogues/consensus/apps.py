"""Registers the app and fills its ports."""

from importlib import import_module

from django.apps import AppConfig


class ConsensusConfig(AppConfig):
    """Consensus Building: from challenges to the recommendations of the Roadmap."""

    name = "dialogues.consensus"
    label = "consensus"

    def ready(self) -> None:
        # Models exist only now; these modules register rules and offers as they are loaded.
        modules = ["permissions", "offers", "telling", "personal"]
        modules += ["check_offers", "check_announcing", "check_telling", "standing_still"]
        modules += ["challenges_announcing", "challenges_telling", "criteria_announcing", "criteria_telling"]
        modules += ["recommendations_offers", "recommendations_telling"]
        modules += ["appraisal_announcing", "appraisal_telling", "appraisal_awaiting"]
        modules += ["appraisal_offers", "placing", "handing"]
        modules += ["challenges_offers", "challenges_personal", "challenges_awaiting", "check_awaiting", "going_on"]
        for module in modules:
            import_module(f"dialogues.consensus.{module}")
