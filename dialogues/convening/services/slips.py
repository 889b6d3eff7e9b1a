"""Access slips: made, told, tried, used once, revoked. Link and code are derived when needed and never stored."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import AccessSlip
from dialogues.convening.slip_reach import may_open
from dialogues.models import Delegate, Seat
from dialogues.services.mandates import take_mandate
from dialogues.services.notices import announce
from dialogues.services.seats import take_place
from dialogues.speakers import team_of
from dialogues.states import DelegateRole
from inspired.core import ports
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.memory import forget
from inspired.core.models import User
from inspired.core.states import StateError
from inspired.core.tokens import derive_code, is_code

PURPOSE = "access slip"
DAYS = 14
LONGEST_DAYS = 60


class SlipClosed(StateError):  # noqa: N818 - reads as what happened
    """Raised when a slip opens nothing any more; pages say the same for every reason."""


@transaction.atomic
def make_slip(
    delegate: Delegate, *, by: User, role: str = "", may_sign: bool = False, language: str = "", days: int = DAYS
) -> AccessSlip:
    """Make a slip for a delegate; an earlier one of theirs is void from now on.

    A role is given to delegates without a mandate, in force or to come, only. Raises StateError when the organisation has left, and when the
    person has an account that a slip must not open (see ``slip_reach``).
    """
    seat = Seat.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=delegate.seat_id)
    delegate = Delegate.objects.select_related("person", "seat__dialogue").get(pk=delegate.pk)
    require(by, "convening.make_slip", delegate)
    if seat.left_at:
        raise StateError(_("This organisation has left the dialogue."))
    if not may_open(delegate):
        raise StateError(_("This person has an account that a slip does not open. They sign in as they usually do."))
    if role == DelegateRole.OBSERVER and may_sign:
        raise StateError(_("Observers do not sign."))
    if delegate.mandates.running().exists():
        role, may_sign = "", False
    elif not role:
        raise StateError(_("Say in which role this person will speak."))
    now = timezone.now()
    AccessSlip.objects.open().filter(delegate=delegate).update(revoked_at=now)
    slip = AccessSlip.objects.create(
        delegate=delegate,
        role=role,
        may_sign=may_sign,
        language=language or seat.dialogue.language,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=min(max(days, 1), LONGEST_DAYS)),
    )
    record(by, "slip.made", slip, person=delegate.person.key)
    return slip


@transaction.atomic
def tell_code(slip: AccessSlip, *, by: User) -> str:
    """Return the code that is told by telephone, once. Raises StateError the second time, and for a slip that is over."""
    slip = _locked(slip.pk)
    require(by, "convening.hand_out_slip", slip)
    if not AccessSlip.objects.waiting().filter(pk=slip.pk).exists():
        raise StateError(_("This slip is over. Make a new one."))
    if slip.told_at:
        raise StateError(_("The code was shown already. If it is lost, make a new slip."))
    slip.told_at = timezone.now()
    slip.save(update_fields=["told_at"])
    record(by, "slip.told", slip)
    return derive_code(PURPOSE, slip.pk)


@transaction.atomic
def revoke_slip(slip: AccessSlip, *, by: User) -> AccessSlip:
    """Make a slip void. Raises StateError when it was used or revoked."""
    slip = _locked(slip.pk)
    require(by, "convening.hand_out_slip", slip)
    if slip.used_at or slip.revoked_at:
        raise StateError(_("This slip is over already."))
    slip.revoked_at = timezone.now()
    slip.save(update_fields=["revoked_at"])
    record(by, "slip.revoked", slip)
    return slip


@transaction.atomic
def try_code(link: int, *, by: None, code: str) -> bool:
    """Tell whether the code fits the slip of this number. Each try is counted before it is compared; ten are all there are."""
    counted = AccessSlip.objects.waiting().filter(pk=link).update(tries=F("tries") + 1)
    fits = is_code("".join(code.split()), PURPOSE, link)
    still = AccessSlip.objects.waiting().filter(pk=link).exists()
    return bool(counted) and fits and still


@transaction.atomic
def use_slip(slip: AccessSlip, *, by: None) -> User:
    """Accept the seat: link or make the account without an address, put the promised mandate in force, return the account.

    Raises SlipClosed when the slip is over, and when the account has become one that a slip must not open.
    """
    Seat.objects.select_for_update(of=("self",)).get(pk=slip.delegate.seat_id)
    slip = _locked(slip.pk)
    delegate = slip.delegate
    if not AccessSlip.objects.waiting().filter(pk=slip.pk).exists() or not may_open(delegate):
        raise SlipClosed(_("This slip is over. Make a new one."))
    account = _account(slip, delegate)
    slip.used_at = timezone.now()
    slip.save(update_fields=["used_at"])
    if delegate.user_id != account.pk:
        delegate.user = account
        delegate.save(update_fields=["user"])
    if slip.role and not delegate.mandates.running().exists():
        take_mandate(delegate, by=account, role=slip.role, may_sign=slip.may_sign)
    take_place(delegate.seat, by=account)
    ports.arrivals.collect(account, delegate.seat, delegate)
    record(account, "slip.used", slip, person=account.person_key)
    announce("convening.slip_used", slip, to=team_of(delegate.seat.dialogue), by=None)
    forget()
    return account


def _account(slip: AccessSlip, delegate: Delegate) -> User:
    account = User.objects.filter(person=delegate.person_id).first()
    if account is None:
        account = User.objects.create_user(None, None, person=delegate.person, language=slip.language)
        record(account, "account.created", account, by_slip=True)
    return account


def _locked(pk: int) -> AccessSlip:
    rows = AccessSlip.objects.select_for_update(of=("self",))
    return rows.select_related("delegate__person", "delegate__seat__dialogue").get(pk=pk)
