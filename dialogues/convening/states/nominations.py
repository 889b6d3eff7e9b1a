"""What becomes of a nomination, and of a public body that the government focal point proposes."""

from django.db import models
from django.utils.translation import pgettext_lazy


class NominationState(models.TextChoices):
    """What the host answered to a nomination."""

    OPEN = "open", pgettext_lazy("nomination", "Waits for the host")
    TAKEN_UP = "taken_up", pgettext_lazy("nomination", "Taken up")
    NOT_NOW = "not_now", pgettext_lazy("nomination", "Not now")
    NO = "no", pgettext_lazy("nomination", "No")


MOVES: dict[str, frozenset[str]] = {
    NominationState.OPEN: frozenset({NominationState.TAKEN_UP, NominationState.NOT_NOW, NominationState.NO}),
    NominationState.NOT_NOW: frozenset({NominationState.TAKEN_UP, NominationState.NO}),
    NominationState.NO: frozenset({NominationState.TAKEN_UP}),
    NominationState.TAKEN_UP: frozenset(),
}
TONES = {
    NominationState.OPEN: "wait",
    NominationState.TAKEN_UP: "yes",
    NominationState.NOT_NOW: "reserve",
    NominationState.NO: "no",
}


class BodyState(models.TextChoices):
    """Whether a public body stands on the list: the host's word, after the focal point's proposal if there was one."""

    PROPOSED = "proposed", pgettext_lazy("public body", "Proposed")
    CONCERNED = "concerned", pgettext_lazy("public body", "Concerned")
    REFUSED = "refused", pgettext_lazy("public body", "Not concerned")


BODY_MOVES: dict[str, frozenset[str]] = {
    BodyState.PROPOSED: frozenset({BodyState.CONCERNED, BodyState.REFUSED}),
    BodyState.CONCERNED: frozenset({BodyState.REFUSED}),
    BodyState.REFUSED: frozenset({BodyState.CONCERNED}),
}
