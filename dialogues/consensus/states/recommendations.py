"""The states of recommendations and the types of Roadmap."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoadmapType(models.TextChoices):
    """What the Roadmap is to be; it decides what each recommendation must say."""

    DECLARATION = "declaration", _("Declaration of intent")
    FRAMEWORK = "framework", _("Framework agreement")
    PLAN = "plan", _("Action plan")
    MIXED = "mixed", _("Mixed")


class RecommendationStatus(models.TextChoices):
    """Where a recommendation stands. Whether it is endorsed is read from the versions that hold it."""

    DRAFT = "draft", pgettext_lazy("recommendation", "Draft")
    AGREED = "agreed", pgettext_lazy("recommendation", "Agreed for the Roadmap")
    WITHDRAWN = "withdrawn", pgettext_lazy("recommendation", "Withdrawn")


RECOMMENDATION_MOVES: dict[str, set[str]] = {
    RecommendationStatus.DRAFT: {RecommendationStatus.AGREED, RecommendationStatus.WITHDRAWN},
    RecommendationStatus.AGREED: {RecommendationStatus.DRAFT, RecommendationStatus.WITHDRAWN},
    RecommendationStatus.WITHDRAWN: {RecommendationStatus.DRAFT},
}
RECOMMENDATION_TONES: dict[str, str] = {"draft": "wait", "agreed": "yes", "withdrawn": "no"}


class Part(models.TextChoices):
    """What a seat takes on in a recommendation."""

    LEAD = "lead", pgettext_lazy("part", "Lead")
    SUPPORT = "support", pgettext_lazy("part", "Support")
