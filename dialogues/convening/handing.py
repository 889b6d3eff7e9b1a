"""What becomes of contacts, calls, letters, slips, proposals and messages when a place is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import AccessSlip, Letter, ListedOrganisation, LoggedContact, Nomination, Talk
from dialogues.models import Seat
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models import Job, User
from inspired.core.ports import Fate, Handing, Held, Leaver, Spoken
from inspired.core.states import JobState

KINDS = ("convening.run_letters", "convening.render_letter", "dialogues.send_list", "documents.render_version")


def preview(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    """Count the team's contacts and calls, or the seat's proposals, and name what stays with the host or the person."""
    yield from _of_the_team(by, leaver) if leaver.seat is None else _of_a_seat(by, leaver)


def _of_the_team(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    here = {"dialogue": leaver.dialogue}
    mine = ListedOrganisation.objects.visible_to(by).filter(**here, responsible=leaver.account)
    due = Q(next_on__isnull=False)
    yield Held(_("Organisations for which this person is responsible"), mine.count(), Fate.PASSES)
    why = _("The successor finds them under calls, and is reminded of them.")
    yield Held(_("Calls that were agreed with them"), mine.filter(due).count(), Fate.PASSES, why)
    yield Held(_("Work in the background that is not finished"), _jobs(leaver).count(), Fate.PASSES)
    letters = Letter.objects.visible_to(by).awaiting().filter(**here, by=leaver.account)  # type: ignore[attr-defined]
    yield Held(_("Letters whose answer is awaited"), letters.count(), Fate.PASSES, _("The whole team follows them."))
    log = LoggedContact.objects.visible_to(by).filter(listed__dialogue=leaver.dialogue, by=leaver.account)
    why = _("They are the host organisation’s memory: they stay with it, and leave with nobody.")
    yield Held(_("Entries in the contact log, and the contact cards"), log.count(), Fate.STAYS, why)


def _of_a_seat(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    seats = Seat.objects.visible_to(by).filter(pk=leaver.seat)
    open_ones = Nomination.objects.visible_to(by).waiting().filter(seat__in=seats)
    yield Held(_("Proposals of who is missing that await the host’s answer"), open_ones.count(), Fate.PASSES)
    if leaver.account is None:
        return
    slips = AccessSlip.objects.waiting().filter(delegate__seat=leaver.seat, delegate__user=leaver.account)
    yield Held(_("Access slips of this person"), slips.count(), Fate.ENDS)
    talks = Talk.objects.visible_to(by).filter(dialogue=leaver.dialogue, by=leaver.account)
    why = _("They stay between this person and the host team until their day; the successor never sees them.")
    yield Held(_("Messages in confidence"), talks.count(), Fate.PRIVATE, why)


def _jobs(leaver: Leaver) -> Any:
    scope = f"dialogue:{leaver.dialogue}"
    unfinished = Job.objects.filter(scope=scope, by=leaver.account, kind__in=KINDS)
    return unfinished.filter(state__in=[JobState.QUEUED, JobState.RUNNING, JobState.FAILED])


def pass_on(leaver: Leaver, successor: User) -> int:
    """Make the successor responsible for the leaver's organisations and for work that is not finished."""
    if leaver.seat is not None or leaver.account is None:
        return 0
    mine = ListedOrganisation.objects.filter(dialogue=leaver.dialogue, responsible=leaver.account)
    moved = mine.update(responsible=successor, updated_at=timezone.now())
    return int(moved + _jobs(leaver).update(by=successor))


ports.handover.provide(Handing("convening", preview, pass_on))


@ports.spoken.provide
def proposed(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say whom the seat proposed to invite, with the host's answer; one query."""
    for one in Nomination.objects.told_in_full_to(user).filter(seat=seat).order_by("-at"):
        yield Spoken(one.at, _("Who is missing"), one.organisation, one.why, str(one.get_state_display()))
