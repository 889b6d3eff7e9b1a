"""What becomes of a wish to be introduced to a decision-maker."""

from django.db import models
from django.utils.translation import pgettext_lazy


class IntroductionState(models.TextChoices):
    """Where an introduction stands."""

    ASKED = "asked", pgettext_lazy("introduction", "Asked for")
    TAKEN_UP = "taken_up", pgettext_lazy("introduction", "Taken up")
    OBTAINED = "obtained", pgettext_lazy("introduction", "Obtained")
    DECLINED = "declined", pgettext_lazy("introduction", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("introduction", "Withdrawn")


MOVES: dict[str, frozenset[str]] = {
    IntroductionState.ASKED: frozenset(
        {
            IntroductionState.TAKEN_UP,
            IntroductionState.OBTAINED,
            IntroductionState.DECLINED,
            IntroductionState.WITHDRAWN,
        }
    ),
    IntroductionState.TAKEN_UP: frozenset(
        {
            IntroductionState.ASKED,
            IntroductionState.OBTAINED,
            IntroductionState.DECLINED,
            IntroductionState.WITHDRAWN,
        }
    ),
    IntroductionState.DECLINED: frozenset({IntroductionState.TAKEN_UP}),
    IntroductionState.OBTAINED: frozenset(),
    IntroductionState.WITHDRAWN: frozenset(),
}
OPEN = frozenset({IntroductionState.ASKED, IntroductionState.TAKEN_UP})
SETTLED = frozenset({IntroductionState.OBTAINED, IntroductionState.DECLINED})
TONES = {
    IntroductionState.ASKED: "wait",
    IntroductionState.TAKEN_UP: "wait",
    IntroductionState.OBTAINED: "yes",
    IntroductionState.DECLINED: "no",
    IntroductionState.WITHDRAWN: "reserve",
}
