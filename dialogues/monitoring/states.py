"""The states of commitments, and the words for what is followed beside them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Answer(models.TextChoices):
    """What a seat says to the part it has in a recommendation."""

    ASKED = "asked", pgettext_lazy("commitment", "Asked, not yet answered")
    CONFIRMED = "confirmed", pgettext_lazy("commitment", "Confirmed")
    AMENDED = "amended", pgettext_lazy("commitment", "Confirmed in other words")
    DECLINED = "declined", pgettext_lazy("commitment", "Declined")


ANSWER_TONES: dict[str, str] = {"asked": "wait", "confirmed": "yes", "amended": "reserve", "declined": "no"}
TAKEN_ON = frozenset({Answer.CONFIRMED, Answer.AMENDED})


class Progress(models.TextChoices):
    """How far a commitment has come (our suggestion; the method prescribes no scale)."""

    NOT_STARTED = "not_started", pgettext_lazy("progress", "Not started")
    DISCUSSION = "discussion", pgettext_lazy("progress", "Under discussion")
    TAKEN_UP = "taken_up", pgettext_lazy("progress", "Taken up")
    IMPLEMENTATION = "implementation", pgettext_lazy("progress", "In implementation")
    IMPLEMENTED = "implemented", pgettext_lazy("progress", "Implemented")
    BLOCKED = "blocked", pgettext_lazy("progress", "Blocked")
    ADAPTED = "adapted", pgettext_lazy("progress", "Adapted")
    DROPPED = "dropped", pgettext_lazy("progress", "Dropped")


PROGRESS_TONES: dict[str, str] = {
    "not_started": "wait",
    "discussion": "wait",
    "taken_up": "reserve",
    "implementation": "reserve",
    "implemented": "yes",
    "blocked": "no",
    "adapted": "reserve",
    "dropped": "no",
}
SETTLED = frozenset({Progress.IMPLEMENTED, Progress.DROPPED})
EXPLAINED = frozenset({Progress.BLOCKED, Progress.ADAPTED, Progress.DROPPED})  # where a word on why is asked


def is_open(answer: str, owner_status: str) -> bool:
    """Was it taken on, and does its owner not say that it is implemented or dropped?"""
    return answer in TAKEN_ON and owner_status not in SETTLED


class Side(models.TextChoices):
    """From which side an update comes: from whoever took it on, or from others who look at it independently."""

    OWNER = "owner", _("By the organisation that took it on")
    INDEPENDENT = "independent", _("Independent view")


class InfluenceKind(models.TextChoices):
    """Where the dialogue's conclusion was taken on board."""

    BILL = "bill", pgettext_lazy("influence", "Bill")
    REGULATION = "regulation", pgettext_lazy("influence", "Regulation")
    BUDGET = "budget", pgettext_lazy("influence", "Budget line")
    SPEECH = "speech", pgettext_lazy("influence", "Speech")
    PROGRAMME = "programme", pgettext_lazy("influence", "Programme")
    MEMORANDUM = "memorandum", pgettext_lazy("influence", "Memorandum of understanding")


class StepKind(models.TextChoices):
    """What is logged beside commitments."""

    ADVOCACY = "advocacy", _("Advocacy action")
    COMMITTEE = "committee", _("Undertaking of a committee")
    PARTY = "party", _("Undertaking of a party")


class Kind(models.TextChoices):
    """What is followed beside commitments, as its pages are called."""

    INFLUENCE = "influence", _("Influence on policy")
    ADAPTATIONS = "adaptations", _("Adaptations")
    STEPS = "steps", _("Advocacy and undertakings")


class InterviewStatus(models.TextChoices):
    """Where a request of a media user for an interview stands."""

    NEW = "new", pgettext_lazy("interview", "New")
    PASSED_ON = "passed_on", pgettext_lazy("interview", "Passed on")
    ACCEPTED = "accepted", pgettext_lazy("interview", "Accepted")
    REFUSED = "refused", pgettext_lazy("interview", "Not accepted by the organisation")
    ANSWERED = "answered", pgettext_lazy("interview", "Answered")
    DECLINED = "declined", pgettext_lazy("interview", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("interview", "Taken back")


_OPEN = {InterviewStatus.PASSED_ON, InterviewStatus.DECLINED, InterviewStatus.WITHDRAWN}
INTERVIEW_MOVES: dict[str, set[str]] = {
    InterviewStatus.NEW: {*_OPEN, InterviewStatus.ANSWERED},
    InterviewStatus.PASSED_ON: {*_OPEN, InterviewStatus.ACCEPTED, InterviewStatus.REFUSED},
    InterviewStatus.ACCEPTED: {
        InterviewStatus.REFUSED,
        InterviewStatus.ANSWERED,
        *(_OPEN - {InterviewStatus.PASSED_ON}),
    },
    InterviewStatus.REFUSED: {*_OPEN, InterviewStatus.ANSWERED},
    InterviewStatus.ANSWERED: set(),
    InterviewStatus.DECLINED: set(),
    InterviewStatus.WITHDRAWN: set(),
}
INTERVIEW_TONES: dict[str, str] = {
    "new": "wait",
    "passed_on": "wait",
    "accepted": "yes",
    "refused": "reserve",
    "answered": "yes",
    "declined": "no",
    "withdrawn": "wait",
}
SETTLED_INTERVIEWS = frozenset({InterviewStatus.ANSWERED, InterviewStatus.DECLINED, InterviewStatus.WITHDRAWN})
AWAITING_HOST = frozenset({InterviewStatus.NEW, InterviewStatus.ACCEPTED, InterviewStatus.REFUSED})


class ReplyWay(models.TextChoices):
    """By which way a media user would like the reply."""

    PHONE = "phone", pgettext_lazy("reply", "By telephone")
    IN_PERSON = "in_person", pgettext_lazy("reply", "In person")
    VIDEO = "video", pgettext_lazy("reply", "By video call")
    WRITING = "writing", pgettext_lazy("reply", "In writing")
