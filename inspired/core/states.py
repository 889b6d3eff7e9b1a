"""Moves between states: every app's ``states.py`` holds its own enums and MOVES table, checked here. Jobs and mails."""

from collections.abc import Mapping, Set

from django.db import models
from django.utils.translation import gettext_lazy as _


class StateError(Exception):
    """Raised when a verb does not fit the state its object is in. The message is a sentence for people.

    ``field`` names what it is about where that is one thing that was typed: a form that has such a field shows it there.
    """

    def __init__(self, *said: object, field: str = "") -> None:
        super().__init__(*said)
        self.field = field


def check_move(current: str, target: str, moves: Mapping[str, Set[str]], sentence: object) -> None:
    """Raise StateError with the sentence unless the table allows the move."""
    if target not in moves.get(current, set()):
        raise StateError(str(sentence))


class JobState(models.TextChoices):
    """Where a piece of background work stands."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("In progress")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class MailState(models.TextChoices):
    """Where a mail stands. "Sending" that stays means: the worker died beside the mail server (see ``outbox``)."""

    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Expired")


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
# What people may ask of a job; claiming, releasing and ending are the runner's own conditional UPDATEs.
JOB_MOVES: dict[str, frozenset[str]] = {
    JobState.QUEUED: frozenset({JobState.CANCELLED}),
    JobState.RUNNING: frozenset({JobState.CANCELLED}),
    JobState.FAILED: frozenset({JobState.QUEUED}),
    JobState.CANCELLED: frozenset({JobState.QUEUED}),
}


class StaleError(Exception):
    """Raised when a text was changed since the form was filled in. ``current`` is the row as it stands now."""

    def __init__(self, current: object) -> None:
        super().__init__("changed meanwhile")
        self.current = current
