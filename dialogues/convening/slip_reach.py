"""How far an access slip may reach."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from dialogues.models import Delegate, DialogueRole, Mandate
from inspired.core.models import User


def may_open(delegate: Delegate) -> bool:
    """Tell whether a slip may open the account behind a delegate: none yet, or one without an address of its own.

    Never one with a second factor, of staff or hosts, or that reaches into another dialogue: whoever makes a slip holds
    link and code, and must gain nothing that is not theirs to give.
    """
    if delegate.person.erased_at:
        return False
    account = User.objects.filter(person=delegate.person_id).first()
    if account is None:
        return True
    if account.email or not account.is_active or account.is_staff or account.is_host:
        return False
    roles = DialogueRole.objects.active().filter(user=account)
    # In force or to come: the account stays signed in.
    elsewhere = Mandate.objects.running().filter(delegate__user=account, delegate__seat__left_at__isnull=True)
    elsewhere = elsewhere.exclude(delegate__seat=delegate.seat_id)
    return not (roles.exists() or elsewhere.exists() or Authenticator.objects.filter(user=account).exists())
