"""Recognises what a list of people names: seats, organisations, invitations, delegates and accounts that exist."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from dialogues.models import Dialogue, DialogueRole, Invitation, Mandate, Organisation, Seat
from dialogues.states import Category, DelegateRole
from inspired.core.access import Anyone
from inspired.core.models import User

ADDRESS = re.compile(r"[^\s;,<>\"']+@[^\s;,<>\"']+")


class Told(Protocol):
    """What a line of a list holds, as far as it is compared here."""

    email: str
    category: str
    may_sign: bool
    problems: list[str]
    notes: list[str]
    skipped: str


@dataclass
class Known:
    """What exists already, by the organisation's name in small letters and by address."""

    seats: dict[str, Seat] = field(default_factory=dict)
    directory: dict[str, str] = field(default_factory=dict)
    invited: set[tuple[str, str]] = field(default_factory=set)
    speaking: set[tuple[str, str]] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    neutral: set[str] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)

    def tell(self, line: Told, organisation: str) -> None:
        """Write onto a line what sending would do, why it is passed over, or what is wrong with it."""
        seat = self.seats.get(organisation)
        if seat:
            self._tell_seat(line, seat)
        elif organisation:
            line.category = line.category or self.directory.get(organisation, "")
            if not line.category and not line.problems:
                line.problems.append(_("Say to which category the organisation belongs."))
            known = organisation in self.directory
            line.notes.append(
                _("New seat, organisation of the directory.") if known else _("New organisation and seat.")
            )
        if (organisation, line.email) in self.invited:
            line.skipped = _("Is invited already; send that invitation again instead.")
        elif (organisation, line.email) in self.speaking:
            line.skipped = _("Speaks for this seat already.")
        if line.may_sign and line.email in self.neutral:
            line.notes.append(_("Holds a role that never signs; will speak, but not sign."))
            line.may_sign = False
        if line.email in self.accounts:
            line.notes.append(_("Has an account; will be asked to sign in."))

    def _tell_seat(self, line: Told, seat: Seat) -> None:
        if seat.left_at:
            line.problems.append(_("This organisation has left the dialogue."))
        if line.category and line.category != seat.category:
            label = Category(seat.category).label
            line.notes.append(_("The seat stays in its category, %(category)s.") % {"category": label})
        line.category = seat.category
        line.notes.append(_("Has a seat."))


def known_in(dialogue: Dialogue, text: str, *, user: Anyone) -> Known:
    """Read what exists in a dialogue, in the directory as this person sees it, and which addresses of a text have accounts."""
    addresses = {found.lower() for found in ADDRESS.findall(text)}
    seats = {seat.organisation.name.casefold(): seat for seat in dialogue.seats.select_related("organisation")}
    directory = Organisation.objects.visible_to(user).values_list("name", "category")
    waiting = Invitation.objects.open().filter(dialogue=dialogue, seat__isnull=False)
    invited = list(waiting.values_list("seat__organisation__name", "email", "delegate_role"))
    mandates = Mandate.objects.active().filter(delegate__seat__dialogue=dialogue)
    speaking = list(mandates.values_list("delegate__seat__organisation__name", "delegate__user__email", "role"))
    neutral = DialogueRole.objects.active().neutral().filter(dialogue=dialogue).values_list("user__email", flat=True)
    accounts = User.objects.filter(email__in=addresses).values_list("email", flat=True)
    return Known(
        seats=seats,
        directory={name.casefold(): category for name, category in directory},
        invited={(name.casefold(), email) for name, email, _role in invited},
        speaking={(name.casefold(), email or "") for name, email, _role in speaking},
        heads={name.casefold() for name, _email, role in [*invited, *speaking] if role == DelegateRole.HEAD},
        neutral={email for email in neutral if email},
        accounts={email for email in accounts if email},
    )
