"""Takes a list of organisations and people into the contact list, as it was previewed; nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from dialogues.convening.contact_reading import ContactLine, known_contacts, read_contacts
from dialogues.convening.models import ContactCard, ListedOrganisation, StageMove
from dialogues.models import Delegate, Dialogue, Organisation
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import Person, User


@transaction.atomic
def take_in_list(dialogue: Dialogue, *, by: User, text: str) -> tuple[int, int]:
    """Do what the preview of a list said, as things stand now; return how many organisations and people were added.

    The list is read again under the dialogue's lock, so that the same one sent twice adds nothing more. Raises
    ListRefused when it cannot be read.
    """
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.keep_contacts", locked)
    lines = [line for line in read_contacts(text, known_contacts(locked)) if line.is_taken]
    organisations = _list(locked, [line for line in lines if line.is_new], by)
    people = _enter(locked, [line for line in lines if line.name], by)
    record(by, "contact_list.taken_in", locked, organisations=organisations, people=people)
    return organisations, people


def _list(dialogue: Dialogue, lines: Sequence[ContactLine], by: User) -> int:
    directory = {found.name.casefold(): found for found in Organisation.objects.visible_to(by).order_by("-pk")}
    rows = []
    for line in lines:
        found = directory.get(line.organisation.casefold())
        rows.append(
            ListedOrganisation(
                dialogue=dialogue,
                organisation=found,
                name="" if found else line.organisation,
                key=line.key,
                category=line.category or (found.category if found else ""),
                address=line.address,
                next_step=line.next_step,
                notes="" if line.name else line.notes,
                updated_by=by,
            )
        )
    made = ListedOrganisation.objects.bulk_create(rows)
    StageMove.objects.bulk_create(StageMove(listed=row, stage=row.stage, by=by) for row in made)
    return len(made)


def _enter(dialogue: Dialogue, lines: Sequence[ContactLine], by: User) -> int:
    listed = {row.key: row for row in ListedOrganisation.objects.filter(dialogue=dialogue)}
    speaking = Delegate.objects.filter(seat__dialogue=dialogue).exclude(email="").select_related("person")
    known = {delegate.email.lower(): delegate.person for delegate in speaking.order_by("-pk")}
    new = [line for line in lines if line.email not in known]
    people = dict(zip((line.number for line in new), _people(new), strict=True))
    cards = [
        ContactCard(
            listed=listed[line.key],
            person=people.get(line.number) or known[line.email],
            function=line.function,
            phones=line.phones,
            email=line.email,
            language=line.language,
            notes=line.notes,
            updated_by=by,
        )
        for line in lines
    ]
    return len(ContactCard.objects.bulk_create(cards, ignore_conflicts=True))


def _people(lines: Sequence[ContactLine]) -> list[Person]:
    return Person.objects.bulk_create(Person(name=line.name) for line in lines)
