"""The contact log: each call, meeting, mail and letter once, and the next one planned with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import ContactCard, ListedOrganisation, LoggedContact
from dialogues.convening.services.contacts import locked_card, locked_listed, save_listed
from dialogues.convening.states.contacts import Way
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.states import StateError


@transaction.atomic
def log_contact(
    listed: ListedOrganisation,
    *,
    by: User,
    outcome: str,
    way: str = Way.PHONE,
    on: date | None = None,
    card: ContactCard | None = None,
    form_key: UUID | None = None,
    **plan: Any,
) -> LoggedContact:
    """Note what was said, and plan what follows: ``next_step`` and ``next_on`` take the place of the plan there was.

    It is planned with the ``card`` unless ``next_with`` says with whom. The same form sent twice (``form_key``) is one
    entry. Raises StateError for a card of another organisation and for a day that has not come yet.
    """
    listed = locked_listed(listed, by=by)
    key = form_key or uuid4()
    if (known := made_before(LoggedContact.objects.filter(listed=listed), key)) is not None:
        return known
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise StateError(_("This day has not come yet. Plan it as the next step instead."))
    card = locked_card(listed, card, by=by)
    entry = LoggedContact.objects.create(
        listed=listed,
        card=card,
        on=on,
        way=way,
        outcome=outcome,
        by=by,
        form_key=key,
        next_step=str(plan.get("next_step") or ""),
        next_on=plan.get("next_on"),
    )
    whom = plan.get("next_with", card) if entry.next_on else None
    save_listed(listed, by=by, next_step=entry.next_step, next_on=entry.next_on, next_with=whom)
    record(by, "contact.logged", entry, way=way)
    return entry


@transaction.atomic
def log_call(
    listed: ListedOrganisation,
    *,
    by: User,
    reached: bool,
    outcome: str = "",
    card: ContactCard | None = None,
    form_key: UUID | None = None,
) -> LoggedContact:
    """Note a call of today with one click: whoever was not reached stands on tomorrow's list with the same step."""
    said = outcome.strip() or (_("Reached by telephone.") if reached else _("Not reached by telephone."))
    plan: dict[str, Any] = {}
    if not reached:
        listed = locked_listed(listed, by=by)
        plan = {"next_step": listed.next_step, "next_on": timezone.localdate() + timedelta(days=1)}
    return log_contact(listed, by=by, outcome=said, card=card, form_key=form_key, **plan)
