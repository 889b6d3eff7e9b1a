"""Where a meeting stands, what its seats answer, what is recorded in it and how that came in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingState(models.TextChoices):
    """Where a meeting stands; postponed means that its new date is still to be found."""

    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    POSTPONED = "postponed", pgettext_lazy("meeting", "Postponed")
    HELD = "held", pgettext_lazy("meeting", "Held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


MEETING_MOVES: dict[str, set[str]] = {
    MeetingState.PLANNED: {MeetingState.PLANNED, MeetingState.POSTPONED, MeetingState.HELD, MeetingState.CANCELLED},
    MeetingState.POSTPONED: {MeetingState.PLANNED, MeetingState.CANCELLED},
    MeetingState.HELD: set(),
    MeetingState.CANCELLED: {MeetingState.PLANNED},
}
COMING = frozenset({MeetingState.PLANNED, MeetingState.POSTPONED})
MEETING_TONES = {
    MeetingState.PLANNED: "wait",
    MeetingState.POSTPONED: "reserve",
    MeetingState.HELD: "yes",
    MeetingState.CANCELLED: "no",
}


class Keeping(models.TextChoices):
    """What somebody at the table may keep of a meeting in place of the host team."""

    FACILITATOR = "facilitator", _("keeps the room")
    RAPPORTEUR = "rapporteur", _("writes the minutes")


class ChangeKind(models.TextChoices):
    """What may be done with the date of a meeting, in one act."""

    MOVE = "move", pgettext_lazy("act", "Move it to another date or place")
    POSTPONE = "postpone", pgettext_lazy("act", "Postpone it; the new date is still to be found")
    CANCEL = "cancel", pgettext_lazy("act", "Cancel it")


CHANGED = {ChangeKind.MOVE: _("Moved"), ChangeKind.POSTPONE: _("Postponed"), ChangeKind.CANCEL: _("Cancelled")}


class InvitedAnswer(models.TextChoices):
    """What an invited seat says to a meeting."""

    WAITING = "waiting", pgettext_lazy("meeting", "No answer yet")
    ACCEPTS = "accepts", pgettext_lazy("meeting", "Comes")
    SUBSTITUTE = "substitute", pgettext_lazy("meeting", "Sends a substitute")
    DECLINES = "declines", pgettext_lazy("meeting", "Does not come")


EXPECTED = frozenset({InvitedAnswer.ACCEPTS, InvitedAnswer.SUBSTITUTE})
ANSWER_TONES = {
    InvitedAnswer.WAITING: "wait",
    InvitedAnswer.ACCEPTS: "yes",
    InvitedAnswer.SUBSTITUTE: "yes",
    InvitedAnswer.DECLINES: "no",
}


class Gender(models.TextChoices):
    """How the person who sits there describes themselves, if the host records it and they wish to say."""

    UNKNOWN = "", pgettext_lazy("gender", "Not recorded")
    WOMAN = "woman", pgettext_lazy("gender", "Woman")
    MAN = "man", pgettext_lazy("gender", "Man")
    OTHER = "other", pgettext_lazy("gender", "Describes themselves otherwise")


class Stance(models.TextChoices):
    """Where a seat stood on a point of the agenda; nothing that is counted as an endorsement."""

    SUPPORTS = "supports", pgettext_lazy("stance", "Supports it")
    RESERVES = "reserves", pgettext_lazy("stance", "Supports it with conditions")
    OPEN = "open", pgettext_lazy("stance", "Has not decided")
    OPPOSES = "opposes", pgettext_lazy("stance", "Is against it")


STANCE_TONES = {Stance.SUPPORTS: "yes", Stance.RESERVES: "reserve", Stance.OPEN: "wait", Stance.OPPOSES: "no"}


class TakenFrom(models.TextChoices):
    """By which way something that was recorded on behalf of a seat came in."""

    ROOM = "room", _("In the room")
    SHEET = "sheet", _("From the uploaded sheet")
    PHONE = "phone", _("By telephone")
    PAPER = "paper", _("From paper")


class TakenKind(models.TextChoices):
    """What one entry of the room records."""

    ATTENDANCE = "attendance", _("Attendance")
    POSITION = "position", _("Position")
    REMARK = "remark", _("Remark")
    WALK_IN = "walk_in", _("Somebody who came without an invitation")


class ItemKind(models.TextChoices):
    """What one line of the minutes is."""

    DECISION = "decision", pgettext_lazy("minutes", "Decision")
    CONTENTION = "contention", pgettext_lazy("minutes", "Point of contention")
    TASK = "task", pgettext_lazy("minutes", "Task")


class MinutesState(models.TextChoices):
    """Where the minutes of a meeting stand."""

    DRAFT = "draft", pgettext_lazy("minutes", "Draft")
    CIRCULATED = "circulated", pgettext_lazy("minutes", "Sent round for approval")
    APPROVED = "approved", pgettext_lazy("minutes", "Approved")


MINUTES_MOVES: dict[str, set[str]] = {
    MinutesState.DRAFT: {MinutesState.CIRCULATED},
    MinutesState.CIRCULATED: {MinutesState.DRAFT, MinutesState.APPROVED},
    MinutesState.APPROVED: {MinutesState.DRAFT},
}
MINUTES_TONES = {MinutesState.DRAFT: "wait", MinutesState.CIRCULATED: "reserve", MinutesState.APPROVED: "yes"}


class StaleMinutes(Exception):  # noqa: N818 - reads as what happened
    """Raised when somebody else has written on the minutes since the form was read; nothing was changed."""
