"""Knows by which places, addresses and names a person is known, and in which dialogue they count. Reads only."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q, QuerySet

from dialogues.models import Delegate, Dialogue, DialogueRole
from dialogues.models.chains import dialogue_in
from inspired.core.models import Person, User


def delegates_of(person: Person, scope: str) -> QuerySet[Delegate]:
    """Keep the person's places; for everything, also those where a host wrote down the account's address alone."""
    if scope:
        return Delegate.objects.filter(person=person, seat__dialogue=dialogue_in(scope))
    account = User.objects.filter(person=person).exclude(email=None).values("email")
    return Delegate.objects.filter(Q(person=person) | Q(user=None, email__in=account))


def addresses_of(person: Person, scope: str) -> set[tuple[str, int | None]]:
    """Collect the addresses by which we know somebody, each with the dialogue in which it counts (None: in all).

    The account's own address is theirs everywhere. One that a host wrote down proves nothing beyond that dialogue:
    else a host could note a stranger's address and read, or erase, what other hosts sent there.
    """
    noted = delegates_of(person, scope).exclude(email="").values_list("email", "seat__dialogue")
    account = User.objects.none() if scope else User.objects.filter(person=person).exclude(email=None)
    found: set[tuple[str, int | None]] = {(address.lower(), dialogue) for address, dialogue in noted}
    return found | {(str(address), None) for address in account.values_list("email", flat=True)}


def stands_in(address: str, text: str) -> bool:
    """Tell whether a text holds this address, and not a longer one that ends or begins like it."""
    return bool(re.search(rf"(?<![\w.+-]){re.escape(address)}(?!\.?[\w-])", text, re.IGNORECASE))


def dialogues_of(person: Person, scope: str) -> QuerySet[Dialogue]:
    """Keep the dialogues the person belongs or belonged to; within a scope, its dialogue alone."""
    if scope:
        return Dialogue.objects.filter(pk=dialogue_in(scope))
    seated = Delegate.objects.filter(person=person).values("seat__dialogue")
    held = DialogueRole.objects.filter(user__person=person).values("dialogue")
    return Dialogue.objects.filter(Q(pk__in=seated) | Q(pk__in=held))


def stands_as_name(name: str, text: str) -> bool:
    """Tell whether a text holds this whole name, and not a word of which it is a part."""
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))


def naming(rows: QuerySet[Any], field: str, person: Person, scope: str, *, dialogue: str = "dialogue") -> QuerySet[Any]:
    """Keep the rows whose words name this person, in dialogues they belong or belonged to.

    Everybody chooses their own name: it must neither count nor change anything where they never were.
    """
    name = person.name.strip()
    if not name:
        return rows.none()
    near = rows.filter(**{f"{dialogue}__in": dialogues_of(person, scope).values("pk"), f"{field}__icontains": name})
    noted = near.values_list("pk", field)
    return rows.filter(pk__in=[pk for pk, words in noted if stands_as_name(name, words)])
