"""The states of documents, versions, rounds, endorsements and reservations, and which moves are allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentKind(models.TextChoices):
    """Which result of the method a document is."""

    PPA = "ppa", _("Participatory Policy Analysis")
    ROADMAP = "roadmap", _("Roadmap for Reform")
    OUTPUT = "output", _("Output of a working group")


class DocumentStatus(models.TextChoices):
    """Where the living text stands."""

    DRAFT = "draft", pgettext_lazy("document", "Draft")
    COMMENTS = "comments", pgettext_lazy("document", "Open for comments")
    LOCKED = "locked", pgettext_lazy("document", "Locked")


DOCUMENT_MOVES: dict[str, set[str]] = {
    DocumentStatus.DRAFT: {DocumentStatus.COMMENTS, DocumentStatus.LOCKED},
    DocumentStatus.COMMENTS: {DocumentStatus.DRAFT},
    DocumentStatus.LOCKED: {DocumentStatus.DRAFT},
}


class VersionStatus(models.TextChoices):
    """Where a frozen version stands."""

    FINAL_DRAFT = "final_draft", _("Final draft for endorsement")
    ENDORSED = "endorsed", pgettext_lazy("version", "Endorsed")
    SUPERSEDED = "superseded", pgettext_lazy("version", "Superseded")
    WITHDRAWN = "withdrawn", pgettext_lazy("version", "Withdrawn")
    NOTED = "noted", pgettext_lazy("version", "Noted as a working paper")


VERSION_MOVES: dict[str, set[str]] = {
    VersionStatus.FINAL_DRAFT: {
        VersionStatus.ENDORSED,
        VersionStatus.SUPERSEDED,
        VersionStatus.WITHDRAWN,
        VersionStatus.NOTED,
    },
    VersionStatus.ENDORSED: {VersionStatus.SUPERSEDED},
    VersionStatus.SUPERSEDED: set(),
    VersionStatus.WITHDRAWN: set(),
    VersionStatus.NOTED: {VersionStatus.SUPERSEDED},
}


class RenditionKind(models.TextChoices):
    """What a stored rendition shows."""

    DRAFT = "draft", _("Final draft")
    ENDORSED = "endorsed", _("With endorsements")


class Position(models.TextChoices):
    """What a seat says about an exact text."""

    ENDORSE = "endorse", _("Endorse")
    RESERVE = "reserve", _("Endorse with a reservation")
    NOT_YET = "not_yet", _("Not yet")
    ABSTAIN = "abstain", _("Abstain")
    DECLINE = "decline", _("Decline")


TONES: dict[str, str] = {"endorse": "yes", "reserve": "reserve", "not_yet": "wait", "abstain": "wait", "decline": "no"}
IN_FAVOUR = frozenset({Position.ENDORSE, Position.RESERVE})


class EndorsementState(models.TextChoices):
    """How far an answer has come."""

    PREPARED = "prepared", _("Prepared, waits for the signatory")
    ANNOUNCED = "announced", _("Announced, unconfirmed")
    GIVEN = "given", _("Given")


class RoundStatus(models.TextChoices):
    """Where an endorsement round stands."""

    OPEN = "open", pgettext_lazy("round", "Open")
    CLOSED = "closed", pgettext_lazy("round", "Closed")


ROUND_MOVES: dict[str, set[str]] = {RoundStatus.OPEN: {RoundStatus.CLOSED}, RoundStatus.CLOSED: set()}


class SignedBy(models.TextChoices):
    """Who gives an organisation's answer in a round."""

    SIGNATORY = "signatory", _("Whoever may sign for the organisation")
    DELEGATE = "delegate", _("Any delegate who speaks for it")


class Shown(models.TextChoices):
    """Who sees the answers while the round is open."""

    HOST = "host", _("Only the host, until the round closes")
    PARTICIPANTS = "participants", _("All participants, at once")


class ReservationStatus(models.TextChoices):
    """What became of a reservation."""

    OPEN = "open", _("Open")
    ACCOMMODATED = "accommodated", _("Accommodated")
    MAINTAINED = "maintained", _("Maintained")


RESERVATION_MOVES: dict[str, set[str]] = {
    ReservationStatus.OPEN: {ReservationStatus.ACCOMMODATED, ReservationStatus.MAINTAINED},
    ReservationStatus.ACCOMMODATED: {ReservationStatus.OPEN},
    ReservationStatus.MAINTAINED: {ReservationStatus.ACCOMMODATED, ReservationStatus.OPEN},
}


class WayOut(models.TextChoices):
    """What becomes of what a group submitted; coordinator and host choose it together."""

    PART = "part", _("Part of another document")
    OWN = "own", _("A document of its own")
    PAPER = "paper", _("A working paper")


class Fate(models.TextChoices):
    """Where the output of a group stands, derived from the rows that prove it; never stored."""

    DRAFTING = "drafting", _("Being drafted")
    AGREEING = "agreeing", _("The group is asked whether it agrees")
    AGREED = "agreed", _("Agreed within the group")
    COMMENTS = "comments", _("Open for comments of all")
    ANSWERING = "answering", _("The group answers the comments")
    CHOOSING = "choosing", _("The way out is being chosen")
    FREEZING = "freezing", _("About to be put to endorsement")
    ENDORSEMENT = "endorsement", _("Put to everybody for endorsement")
    ENDORSED = "endorsed", pgettext_lazy("output", "Endorsed")
    RESERVED = "reserved", _("Endorsed with reservations")
    RETURNED = "returned", _("Returned to the group")
    JOINED = "joined", _("Part of another document, endorsed with the whole")
    WHOLE_ENDORSED = "whole_endorsed", _("Endorsed as part of the whole")
    NOTED = "noted", _("Noted as a working paper")


FATE_TONES: dict[str, str] = {
    Fate.ENDORSED: "yes",
    Fate.WHOLE_ENDORSED: "yes",
    Fate.NOTED: "yes",
    Fate.RESERVED: "reserve",
    Fate.RETURNED: "no",
}
SETTLED = frozenset({Fate.ENDORSED, Fate.RESERVED, Fate.JOINED, Fate.WHOLE_ENDORSED, Fate.NOTED})
