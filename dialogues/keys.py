"""Links that open without sign-in: how somebody is told, and their calendar. Derived when needed; each does one thing."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues.models import Dialogue, PrivateLinks
from inspired.core.models import User
from inspired.core.tokens import derive, parse

SETTINGS = "notice-settings"
CALENDAR = "calendar"
FIRST = 1  # the generation of whoever never voided a link


@dataclass(frozen=True)
class Key:
    """Whom a link stands for, and in which dialogue."""

    user: User
    dialogue: Dialogue


def settings_token(user: User, dialogue: int) -> str:
    """Return the token with which this person sets the pace of mails; one query."""
    links = PrivateLinks.objects.filter(user=user).first()
    return derive(SETTINGS, f"{user.pk}-{dialogue}", links.settings_generation if links else FIRST)


def calendar_token(user: User) -> str:
    """Return the token of this person's calendar, nothing before they asked for one; one query."""
    links = PrivateLinks.objects.filter(user=user).first()
    return derive(CALENDAR, user.pk, links.calendar_generation) if links and links.has_calendar else ""


def settings_key(token: str) -> Key | None:
    """Return whom a genuine settings token of today's generation stands for; nothing for any other."""
    parsed = parse(token, SETTINGS)
    if parsed is None:
        return None
    person, _dash, place = parsed[0].partition("-")
    if not (person.isdecimal() and place.isdecimal()):
        return None
    user = User.objects.filter(pk=person, is_active=True).first()
    dialogue = Dialogue.objects.filter(pk=place).first()
    if user is None or dialogue is None:
        return None
    links = PrivateLinks.objects.filter(user=user).first()
    return Key(user, dialogue) if parsed[1] == (links.settings_generation if links else FIRST) else None


def calendar_owner(token: str) -> User | None:
    """Return whose calendar a genuine token of today's generation opens; nobody for any other."""
    parsed = parse(token, CALENDAR)
    if parsed is None:
        return None
    links = (
        PrivateLinks.objects.filter(user=parsed[0], user__is_active=True, has_calendar=True)
        .select_related("user__person")
        .first()
    )
    return links.user if links and links.calendar_generation == parsed[1] else None
