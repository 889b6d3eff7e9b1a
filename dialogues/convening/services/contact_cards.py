"""Contact cards: entered, edited, and forgotten when their day has passed or somebody asks for it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogues.convening.letter_forgetting import forget_letters_to
from dialogues.convening.models import ContactCard, ListedOrganisation
from dialogues.convening.models.contacts import is_only_on_cards
from dialogues.models import Delegate
from dialogues.states import Status
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.forgetting import blank_lone
from inspired.core.models import Person, User
from inspired.core.states import StaleError

FIELDS = (
    "salutation",
    "function",
    "phones",
    "email",
    "way",
    "language",
    "assistant",
    "do_not_write",
    "delete_by",
    "notes",
)


@transaction.atomic
def add_card(listed: ListedOrganisation, *, by: User, name: str, **said: Any) -> ContactCard:
    """Enter a person of a listed organisation; only what is in FIELDS is taken.

    Somebody who speaks in this dialogue under the same address already is the same person and keeps their own name.
    """
    listed = (
        ListedOrganisation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("dialogue")
        .get(pk=listed.pk)
    )
    require(by, "convening.keep_contact", listed)
    values = {field: said[field] for field in FIELDS if field in said}
    known = _known(listed, str(values.get("email", "")))
    if known is not None and (card := listed.cards.filter(person=known).first()) is not None:
        return card
    person = known or Person.objects.create(name=" ".join(name.split())[:200])
    card = ContactCard.objects.create(listed=listed, person=person, updated_by=by, **values)
    record(by, "contact_card.added", card)
    return card


@transaction.atomic
def edit_card(card: ContactCard, *, by: User, revision: int, name: str, **said: Any) -> ContactCard:
    """Change a card; the name only of somebody who stands on cards alone, since others name themselves.

    Raises StaleError with the current card when somebody else saved since the form was read.
    """
    card = _locked(card)
    require(by, "convening.keep_card", card)
    values = {field: said[field] for field in FIELDS if field in said}
    changed = sorted(field for field, value in values.items() if getattr(card, field) != value)
    name = " ".join(name.split())[:200]
    renamed = name != card.person.name and is_only_on_cards(card.person)
    if not changed and not renamed:
        return card
    if revision != card.revision:
        raise StaleError(card)
    for field in changed:
        setattr(card, field, values[field])
    card.revision += 1
    card.updated_at, card.updated_by = timezone.now(), by
    card.save(update_fields=[*changed, "revision", "updated_at", "updated_by"])
    if renamed:
        card.person.name = name
        card.person.save(update_fields=["name"])
    record(by, "contact_card.edited", card, fields=[*changed, *(["name"] if renamed else [])])
    return card


@transaction.atomic
def forget_card(card: ContactCard, *, by: User) -> None:
    """Erase a card at once, and the person's name when it stands nowhere else."""
    card = _locked(card)
    require(by, "convening.forget_card", card)
    drop_card(card, by=by)


@transaction.atomic
def forget_expired_cards(*, by: User | None = None, at_most: int | None = None) -> int:
    """Erase the cards whose delete-by date has passed, and return how many; for the nightly clean-up, harmless twice.

    What the log says about calls stays, without the person. Cards of a dialogue that is being deleted go with it.
    """
    due = ContactCard.objects.expired().exclude(listed__dialogue__status=Status.DELETED)
    expired = due.select_for_update(of=("self",)).select_related("person", "listed")
    count = 0
    for card in expired.order_by("pk")[:at_most]:
        drop_card(card, by=by)
        count += 1
    return count


def drop_card(card: ContactCard, *, by: User | None) -> None:
    """Delete a locked card with everything it says, and blank the person who then stands nowhere else."""
    person = card.person_id
    forget_letters_to(ContactCard.objects.filter(pk=card.pk), by=by)
    record(by, "contact_card.forgotten", card)
    card.delete()
    blank_lone([person])


def _known(listed: ListedOrganisation, email: str) -> Person | None:
    if not email:
        return None
    delegates = Delegate.objects.filter(seat__dialogue=listed.dialogue_id, email__iexact=email)
    delegate = delegates.select_related("person").order_by("pk").first()
    return delegate.person if delegate else None


def _locked(card: ContactCard) -> ContactCard:
    cards = ContactCard.objects.select_for_update(of=("self",)).select_related("person", "listed__dialogue")
    return cards.get(pk=card.pk)
