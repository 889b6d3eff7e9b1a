"""Rules of the shared floor: who keeps accounts, and whose session is whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from inspired.core.models import Person, SignIn, User


@rule
def keep_accounts(user: Anyone, _account: User | None) -> bool:
    """Admins keep accounts; that opens nothing of what people do with them."""
    return user.is_authenticated and user.is_staff and user.is_superuser


@rule
def end_session(user: Anyone, session: SignIn) -> bool:
    """A person ends their own sessions."""
    return user.is_authenticated and session.account_id == user.pk


@rule
def see_own_data(user: Anyone, person: Person) -> bool:
    """A person sees and takes out what is held about themself, and nobody else does."""
    return user.is_authenticated and user.person_id == person.pk


@rule
def erase_own_data(user: Anyone, person: Person) -> bool:
    """A person erases themself; for people without an account the host does it in the dialogue."""
    return user.is_authenticated and user.person_id == person.pk
