"""The states of challenges and of the ranking of priorities."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ChallengeStatus(models.TextChoices):
    """Where a challenge stands: proposed by a seat or drafted by the host team, on the table of all, or left out with a reason."""

    PROPOSED = "proposed", pgettext_lazy("challenge", "Proposed")
    ON_TABLE = "on_table", pgettext_lazy("challenge", "On the table")
    LEFT_OUT = "left_out", pgettext_lazy("challenge", "Left out")


CHALLENGE_MOVES: dict[str, set[str]] = {
    ChallengeStatus.PROPOSED: {ChallengeStatus.ON_TABLE, ChallengeStatus.LEFT_OUT},
    ChallengeStatus.ON_TABLE: {ChallengeStatus.LEFT_OUT},
    ChallengeStatus.LEFT_OUT: {ChallengeStatus.ON_TABLE},
}
CHALLENGE_TONES: dict[str, str] = {"proposed": "wait", "on_table": "yes", "left_out": "no"}


class RankingStatus(models.TextChoices):
    """Where a ranking stands."""

    OPEN = "open", pgettext_lazy("ranking", "Open")
    CLOSED = "closed", pgettext_lazy("ranking", "Closed")


RANKING_MOVES: dict[str, set[str]] = {RankingStatus.OPEN: {RankingStatus.CLOSED}, RankingStatus.CLOSED: set()}
RANKING_TONES: dict[str, str] = {"open": "wait", "closed": "yes"}
