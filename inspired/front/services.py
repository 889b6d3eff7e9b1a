"""The one write of this floor: accounts of the demonstration share a password that everybody may read."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StateError
from inspired.front.signins import shared_password


@transaction.atomic
def open_to_visitors(user: User, *, by: User | None) -> User:
    """Give an account without a password the shared one of the demonstration; one that was changed stays.

    Raises StateError on a real installation.
    """
    if not settings.DEMONSTRATION:
        raise StateError(_("Only the demonstration has accounts that share a password."))
    account = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not account.has_usable_password():
        account.set_password(shared_password())
        account.save(update_fields=["password"])
        record(by, "account.opened_to_visitors", account)
    return account
