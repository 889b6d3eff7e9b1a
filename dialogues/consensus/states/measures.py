"""Words for what an option or a recommendation is: a type of measure at a stage of the policy cycle."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Measure(models.TextChoices):
    """Which type of measure (our suggestion; the method prescribes none)."""

    LAW = "law", pgettext_lazy("measure", "Law")
    REGULATION = "regulation", pgettext_lazy("measure", "Regulation")
    BUDGET = "budget", pgettext_lazy("measure", "Budget")
    INSTITUTION = "institution", pgettext_lazy("measure", "Institution")
    PROGRAMME = "programme", pgettext_lazy("measure", "Programme")
    CAPACITY = "capacity", pgettext_lazy("measure", "Capacity")
    DATA = "data", pgettext_lazy("measure", "Data")
    AWARENESS = "awareness", pgettext_lazy("measure", "Awareness")


class Stage(models.TextChoices):
    """The stage of the policy cycle at which a measure enters."""

    AGENDA = "agenda", _("Agenda-setting")
    FORMULATION = "formulation", _("Policy formulation")
    IMPLEMENTATION = "implementation", _("Policy implementation")
    EVALUATION = "evaluation", _("Policy evaluation")
