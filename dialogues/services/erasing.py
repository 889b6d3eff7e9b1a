"""Erases, from one dialogue, a person who has no account: at their wish, by the host, and nothing of other dialogues."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.models import Delegate
from inspired.core import ports
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.memory import forget
from inspired.core.models import Person, User
from inspired.core.states import StateError


@transaction.atomic
def erase_delegate(delegate: Delegate, *, by: User) -> None:
    """Take name, address, telephone and invitations of a person without account out of this dialogue.

    Mandates end at once. A person whom another dialogue knows keeps the name there. Raises StateError for whoever has
    an account by now, because only they erase themselves.
    """
    delegate = Delegate.objects.select_for_update(of=("self",)).select_related("seat__dialogue").get(pk=delegate.pk)
    person = Person.objects.select_for_update(of=("self",)).get(pk=delegate.person_id)
    if delegate.user_id or User.objects.filter(person=person).exists():
        raise StateError(_("This person has an account by now, and erases their data themself."))
    require(by, "dialogues.erase_delegate", delegate)
    if person.erased_at:
        return
    ports.erasure.erase(person, delegate.seat.dialogue.audit_scope)
    record(by, "delegate.erased", delegate, person=person.key)
    forget()
