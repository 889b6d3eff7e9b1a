"""Dates the process keeps at night: ended invitations, lists that were taken in, contact details of closed dialogues."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery

from dialogues.models import Delegate, Dialogue, Invitation, InvitationList, StatusChange
from dialogues.personal import EMPTY
from dialogues.states import Status
from inspired.core import ports
from inspired.core.models import Job
from inspired.core.ports import Forgotten

KEEP_LISTS = timedelta(days=30)
MONTH = timedelta(days=30.44)


@ports.retention.provide
def forget_ended_invitations(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget name and address of invitations that ended long ago; expired ones count as revoked from then on."""
    limit = now - timedelta(days=settings.KEEP_INVITED_DAYS)
    ended = Q(accepted_at__lt=limit) | Q(declined_at__lt=limit) | Q(revoked_at__lt=limit) | Q(expires_at__lt=limit)
    due = Invitation.objects.filter(ended).exclude(email="").order_by("pk").values_list("pk", flat=True)
    rows = Invitation.objects.filter(pk__in=list(due[:at_most]))
    rows.open().update(revoked_at=now)
    yield Forgotten("invitations", rows.update(**EMPTY))


@ports.retention.provide
def forget_lists(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget the text of lists that nobody worked off within a month."""
    old = InvitationList.objects.filter(created_at__lt=now - KEEP_LISTS).exclude(text="").order_by("pk")[:at_most]
    idle = [taken.pk for taken in old if not _is_worked_off(taken)]
    yield Forgotten("invitation_lists", InvitationList.objects.filter(pk__in=idle).update(text=""))


def _is_worked_off(taken: InvitationList) -> bool:
    return Job.objects.for_target(taken).unfinished().exists()


@ports.retention.provide
def forget_contacts(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget addresses and telephones of delegates once a dialogue has been closed for as long as its host set."""
    held = Delegate.objects.exclude(email="", phone="")
    due = long_closed(Dialogue.objects.filter(pk__in=held.values("seat__dialogue")), now)
    keys = list(held.filter(seat__dialogue__in=due).order_by("pk").values_list("pk", flat=True)[:at_most])
    yield Forgotten("contact_details", Delegate.objects.filter(pk__in=keys).update(email="", phone=""))


def long_closed(dialogues: QuerySet[Dialogue], now: datetime) -> list[int]:
    """Return which of these dialogues have been closed for longer than their host keeps contact details; one query."""
    closings = StatusChange.objects.filter(dialogue=OuterRef("pk"), status=Status.CLOSED).order_by("-at", "-pk")
    closed = dialogues.filter(status__in=[Status.CLOSED, Status.ARCHIVED])
    rows = closed.annotate(since=Subquery(closings.values("at")[:1]))
    told = rows.values_list("pk", "keep_contacts_months", "since")
    return [pk for pk, months, since in told if since and since < now - months * MONTH]
