"""The list of organisations to win for the table: listed, edited, moved on, given a seat, taken off."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import ContactCard, ListedOrganisation, StageMove
from dialogues.convening.models.contacts import key_of
from dialogues.convening.services.contact_cards import drop_card
from dialogues.convening.states.contacts import DERIVED, MOVES, Stage
from dialogues.models import Dialogue, Invitation, Organisation, Seat
from dialogues.services.invitations import revoke
from dialogues.services.seats import add_seat
from dialogues.states import Phase
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StaleError, StateError, check_move

FIELDS = (
    "category",
    "from_phase",
    "address",
    "responsible",
    "next_step",
    "next_on",
    "next_with",
    "is_rival",
    "is_dominating",
    "mark_note",
    "notes",
)


@transaction.atomic
def list_organisation(
    dialogue: Dialogue, *, by: User, name: str = "", organisation: Organisation | None = None, **said: Any
) -> ListedOrganisation:
    """Put an organisation on the list as identified; only what is in FIELDS is taken. Nothing is sent.

    It becomes one of the directory when the person may find one of this name there; none is ever entered here. Raises
    StateError when it is listed already.
    """
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.keep_contacts", locked)
    name = " ".join(name.split())[:200]
    directory = Organisation.objects.visible_to(by)
    found = directory.filter(pk=organisation.pk) if organisation else directory.named(name).order_by("pk")
    organisation = found.first()
    key = key_of(organisation.name if organisation else name)
    if not key:
        raise StateError(_("Name the organisation."))
    if ListedOrganisation.objects.filter(dialogue=locked, key=key).exists():
        raise StateError(_("This organisation is on the list already."))
    values = _checked(locked, None, {field: said[field] for field in FIELDS if field in said})
    listed = ListedOrganisation.objects.create(
        dialogue=locked,
        organisation=organisation,
        name="" if organisation else name,
        key=key,
        updated_by=by,
        **values,
    )
    StageMove.objects.create(listed=listed, stage=listed.stage, by=by, next_step=listed.next_step)
    record(by, "listed_organisation.added", listed)
    return listed


@transaction.atomic
def edit_listed(listed: ListedOrganisation, *, by: User, revision: int, **said: Any) -> ListedOrganisation:
    """Change what is kept about a listed organisation; its name only while it is not one of the directory.

    Raises StaleError with the current row when somebody else saved since the form was read, StateError when another
    one of the new name is listed.
    """
    listed = locked_listed(listed, by=by)
    values = _checked(listed.dialogue, listed, {field: said[field] for field in FIELDS if field in said})
    name = " ".join(str(said.get("name", "")).split())[:200]
    if name and listed.organisation is None and name != listed.name:
        values |= {"name": name, "key": key_of(name)}
    changed = sorted(field for field, value in values.items() if getattr(listed, field) != value)
    if not changed:
        return listed
    if revision != listed.revision:
        raise StaleError(listed)
    same = ListedOrganisation.objects.filter(dialogue=listed.dialogue_id, key=values.get("key", ""))
    if same.exclude(pk=listed.pk).exists():
        raise StateError(_("This organisation is on the list already."))
    save_listed(listed, by=by, **{field: values[field] for field in changed})
    record(by, "listed_organisation.edited", listed, fields=[field for field in changed if field != "key"])
    return listed


@transaction.atomic
def move_stage(
    listed: ListedOrganisation, *, by: User, to: str, reason: str, next_step: str = "", next_on: Any = None
) -> ListedOrganisation:
    """Note how far the approach is, why, and what comes next; a refusal or withdrawal revokes open invitations.

    Raises StateError for what MOVES does not allow from where it stands now, its seat and invitations included.
    """
    listed = locked_listed(listed, by=by)
    now, seat = ListedOrganisation.objects.standing_of(listed)
    sentence = _("It stands at “%(stage)s”; from there this step is not possible.") % {"stage": Stage(now).label}
    check_move(now, to, MOVES, sentence)
    if to in DERIVED:
        raise StateError(_("Invited and joined are read from the seat and its invitations."))
    if now == Stage.INVITED:
        for invitation in Invitation.objects.open().filter(seat=seat):
            revoke(invitation, by=by)
    save_listed(listed, by=by, stage=to, stage_at=timezone.now(), next_step=next_step, next_on=next_on)
    StageMove.objects.create(listed=listed, stage=to, reason=reason, next_step=next_step, by=by)
    record(by, "listed_organisation.moved", listed, before=now, to=to)
    return listed


@transaction.atomic
def give_seat(listed: ListedOrganisation, *, by: User) -> Seat:
    """Give a listed organisation its seat, so that somebody can be invited for it; it is in the directory from then on.

    Raises StateError when it has one already, or when its category is not known.
    """
    listed = locked_listed(listed, by=by)
    if ListedOrganisation.objects.standing_of(listed)[1]:
        raise StateError(_("This organisation has a seat in this dialogue already."))
    if not listed.category:
        raise StateError(_("Say first to which category the organisation belongs."))
    seat = add_seat(
        listed.dialogue,
        by=by,
        category=listed.category,
        organisation=listed.organisation,
        name=listed.name,
        from_phase=listed.from_phase or Phase.ASSESSMENT,
    )
    if listed.organisation is None:
        save_listed(listed, by=by, organisation=seat.organisation, name="")
    record(by, "listed_organisation.seated", listed, seat=seat.pk)
    return seat


@transaction.atomic
def unlist(listed: ListedOrganisation, *, by: User) -> None:
    """Take an organisation off the list with its cards, log and history, such as one entered by mistake.

    Raises StateError when it has a seat: what belongs to the seat's history stays.
    """
    listed = locked_listed(listed, by=by)
    if ListedOrganisation.objects.standing_of(listed)[1]:
        raise StateError(_("This organisation has a seat; its history stays."))
    if listed.letters.exists():
        raise StateError(_("Letters were written to this organisation; the register keeps them."))
    record(by, "listed_organisation.removed", listed)
    for card in listed.cards.select_related("person"):
        drop_card(card, by=by)
    listed.delete()


def locked_listed(listed: ListedOrganisation, *, by: User) -> ListedOrganisation:
    """Read a listed organisation again under its lock, and ask whether the person may keep it as things stand now."""
    rows = ListedOrganisation.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("dialogue", "organisation").get(pk=listed.pk)
    require(by, "convening.keep_contact", found)
    return found


def locked_card(listed: ListedOrganisation, card: ContactCard | None, *, by: User) -> ContactCard | None:
    """Read a card of a locked organisation again under its own lock, so that nobody forgets the person meanwhile.

    Raises StateError for a card of another organisation and for one that is gone.
    """
    if card is None:
        return None
    found = ContactCard.objects.select_for_update(of=("self",)).select_related("person").filter(pk=card.pk).first()
    require(by, "convening.keep_contact", listed)
    if found is None:
        raise StateError(_("This contact card was erased meanwhile."))
    if found.listed_id != listed.pk:
        raise StateError(_("This person belongs to another organisation."))
    return found


def save_listed(listed: ListedOrganisation, *, by: User, **values: Any) -> None:
    """Write some fields of a locked row, and raise its revision so that a form read earlier is stale."""
    for field, value in values.items():
        setattr(listed, field, value)
    listed.revision += 1
    listed.updated_at, listed.updated_by = timezone.now(), by
    listed.save(update_fields=[*values, "revision", "updated_at", "updated_by"])


def _checked(dialogue: Dialogue, listed: ListedOrganisation | None, values: dict[str, Any]) -> dict[str, Any]:
    """Refuse somebody responsible who is not of the team, and a card of another organisation."""
    responsible, card = values.get("responsible"), values.get("next_with")
    if responsible and not dialogue.standing_of(responsible).is_team:
        raise StateError(_("Only somebody of the host team can be responsible."))
    if card and (listed is None or card.listed_id != listed.pk):
        raise StateError(_("This person belongs to another organisation."))
    return values
