"""Rate limits in the database: they delay, they never lock anybody out, and they hold no address."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from inspired.core.models.limits import Limit

NOTHING = timedelta(0)


def allow(what: str, who: str, *, limit: int, per: timedelta) -> bool:
    """Count one use and say whether it fits; at most ``limit`` at once, refilled evenly over ``per``.

    A refused use is not counted, so asking again does not make the wait longer. ``who`` (an address, a person key) is
    stored as a keyed hash only. Correct under concurrency on both databases: the row is locked. Inside a caller's
    transaction that rolls back, the use is forgotten with it. Raises ValueError when ``limit`` or ``per`` is not
    positive.
    """
    step = _step(limit, per)
    with transaction.atomic():
        now = timezone.now()
        row, _new = Limit.objects.get_or_create(bucket=_bucket(what, who), defaults={"used_until": now})
        row = Limit.objects.select_for_update(of=("self",)).get(pk=row.pk)
        used_until = max(row.used_until, now)
        if used_until - now > per - step:
            return False
        row.used_until = used_until + step
        row.save(update_fields=["used_until"])
    return True


def wait_for(what: str, who: str, *, limit: int, per: timedelta) -> timedelta:
    """Return how long until the next use fits, zero when it fits now; counts nothing. Raises like ``allow``."""
    step = _step(limit, per)
    row = Limit.objects.filter(bucket=_bucket(what, who)).first()
    if row is None:
        return NOTHING
    return max(row.used_until - timezone.now() - (per - step), NOTHING)


def forget_unused() -> int:
    """Delete the rows that limit nobody any more; return how many."""
    return Limit.objects.filter(used_until__lt=timezone.now()).delete()[0]


def _step(limit: int, per: timedelta) -> timedelta:
    if limit < 1 or per <= NOTHING:
        raise ValueError("A limit needs at least one use and a positive time.")
    return per / limit


def _bucket(what: str, who: str) -> str:
    key = hmac.new(settings.SECRET_KEY.encode(), b"inspired.core.limits", hashlib.sha256).digest()
    return hmac.new(key, f"{what}\0{who.strip().lower()}".encode(), hashlib.sha256).hexdigest()
