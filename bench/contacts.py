"""Fills a contact list: organisations and people by the import, then plans, so that somebody is to be called today."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from dialogues.convening.models import ListedOrganisation, LoggedContact
from dialogues.convening.services.contact_lists import take_in_list
from dialogues.convening.states.contacts import Stage
from dialogues.models import Dialogue
from dialogues.states import Category
from inspired.core.models import User


def fill_contacts(dialogue: Dialogue, count: int, *, by: User) -> None:
    """List that many organisations with one person each; every tenth is due, every other one has been spoken with."""
    categories = list(Category.values)
    lines = ["organisation;category;name;function;telephones;email"]
    lines += [
        f"Listed organisation {number};{categories[number % 9]};Person {number};Director;000 555 {number:04d};c{number}@example.org"
        for number in range(count)
    ]
    take_in_list(dialogue, by=by, text="\n".join(lines))
    today = timezone.localdate()
    rows = list(ListedOrganisation.objects.filter(dialogue=dialogue).order_by("pk"))
    for number, row in enumerate(rows):
        row.stage = [Stage.IDENTIFIED, Stage.APPROACHED, Stage.AGREED][number % 3]
        row.responsible = by if number % 2 else None
        row.next_on = today - timedelta(days=number % 5) if number % 10 == 0 else None
        row.next_step = "Call about the first session" if row.next_on else ""
    ListedOrganisation.objects.bulk_update(rows, ["stage", "responsible", "next_on", "next_step"])
    LoggedContact.objects.bulk_create(
        LoggedContact(listed=row, outcome="They want to know who else comes.", by=by) for row in rows[::2]
    )
