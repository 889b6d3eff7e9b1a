"""What becomes of contacts, calls, letters, slips, proposals and messages when a place is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import (
    AccessSlip,
    Introduction,
    Letter,
    ListedOrganisation,
    LoggedContact,
    Nomination,
    Talk,
)
from dialogues.convening.states.introductions import IntroductionState
from dialogues.models import DialogueRole, Seat, standing_of
from dialogues.models.chains import chain_of
from dialogues.states import TEAM, Role, Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.audit import record
from inspired.core.counting import counted
from inspired.core.models import Job, User
from inspired.core.ports import Fate, Forgotten, Handing, Held, Leaver, Spoken
from inspired.core.states import JobState

KINDS = ("convening.run_letters", "convening.render_letter", "dialogues.send_list", "documents.render_version")


def preview(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    """Count the team's contacts and calls, or the seat's proposals, and name what stays with the host or the person."""
    yield from _of_the_team(by, leaver) if leaver.seat is None else _of_a_seat(by, leaver)


def _of_the_team(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    here = {"dialogue": leaver.dialogue}
    mine = ListedOrganisation.objects.visible_to(by).filter(**here, responsible=leaver.account)
    letters = Letter.objects.visible_to(by).awaiting().filter(**here, by=leaver.account)
    log = LoggedContact.objects.visible_to(by).filter(listed__dialogue=leaver.dialogue, by=leaver.account)
    calls = mine.filter(next_on__isnull=False)
    introductions = _introductions(leaver).filter(taken_as__in=sorted(TEAM))
    n = counted(mine=mine, calls=calls, jobs=_jobs(leaver), letters=letters, log=log, introductions=introductions)
    yield Held(_("Organisations for which this person is responsible"), n["mine"], Fate.PASSES)
    why = _("The successor finds them under calls, and is reminded of them.")
    yield Held(_("Calls that were agreed with them"), n["calls"], Fate.PASSES, why)
    yield Held(_("Introductions they took up and have not finished"), n["introductions"], Fate.PASSES)
    yield Held(_("Work in the background that is not finished"), n["jobs"], Fate.PASSES)
    yield Held(_("Letters whose answer is awaited"), n["letters"], Fate.PASSES, _("The whole team follows them."))
    why = _("They are the host organisation’s memory: they stay with it, and leave with nobody.")
    yield Held(_("Entries in the contact log, and the contact cards"), n["log"], Fate.STAYS, why)


def _of_a_seat(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    seats = Seat.objects.visible_to(by).filter(pk=leaver.seat or 0)
    open_ones = Nomination.objects.visible_to(by).waiting().filter(seat__in=seats)
    slips = AccessSlip.objects.waiting().filter(delegate__seat=leaver.seat, delegate__user=leaver.account)
    talks = Talk.objects.visible_to(by).filter(dialogue=leaver.dialogue, by=leaver.account)
    if leaver.account is None:
        slips, talks = slips.none(), talks.none()
    n = counted(open_ones=open_ones, slips=slips, talks=talks)
    yield Held(_("Proposals of who is missing that await the host’s answer"), n["open_ones"], Fate.PASSES)
    yield Held(_("Access slips of this person"), n["slips"], Fate.ENDS)
    why = _("They stay between this person and the host team until their day; the successor never sees them.")
    yield Held(_("Messages in confidence"), n["talks"], Fate.PRIVATE, why)


def _introductions(leaver: Leaver) -> QuerySet[Introduction]:
    """Keep those the leaver took up in a role here and of which nothing is recorded yet."""
    held = Introduction.objects.filter(dialogue=leaver.dialogue, taken_by=leaver.account)
    return held.filter(state=IntroductionState.TAKEN_UP)


def _jobs(leaver: Leaver) -> Any:
    scope = chain_of(leaver.dialogue)
    unfinished = Job.objects.filter(scope=scope, by=leaver.account, kind__in=KINDS)
    return unfinished.filter(state__in=[JobState.QUEUED, JobState.RUNNING, JobState.FAILED])


def pass_on(leaver: Leaver, successor: User) -> int:
    """Make the successor responsible for the leaver's organisations, introductions and work that is not finished."""
    if leaver.seat is not None or leaver.account is None:
        return 0
    mine = ListedOrganisation.objects.filter(dialogue=leaver.dialogue, responsible=leaver.account)
    moved = mine.update(responsible=successor, updated_at=timezone.now(), revision=F("revision") + 1)
    role = Role.HOST if Role.HOST in standing_of(successor, leaver.dialogue).roles else Role.FACILITATOR
    moved += _introductions(leaver).filter(taken_as__in=sorted(TEAM)).update(taken_by=successor, taken_as=role)
    return int(moved + _jobs(leaver).update(by=successor))


def let_go(leaver: Leaver, by: User | None) -> int:
    """Leave to others again the introductions that somebody took up who holds no role here any more."""
    if leaver.remains:
        return 0
    left = list(_introductions(leaver).select_for_update(of=("self",)))
    for one in left:
        one.state, one.taken_by, one.taken_as, one.taken_at = IntroductionState.ASKED, None, "", None
        one.save(update_fields=["state", "taken_by", "taken_as", "taken_at"])
        record(by, "introduction.given_back", one)
    return len(left)


@ports.retention.provide
def leave_to_others(_now: datetime, at_most: int) -> Iterator[Forgotten]:
    """Leave to others the introductions of people whose last role here ended by its day, so that no verb ended it."""
    roles = DialogueRole.objects.active().filter(dialogue=OuterRef("dialogue"), user=OuterRef("taken_by"))
    held = Introduction.objects.filter(~Exists(roles), state=IntroductionState.TAKEN_UP)
    held = held.exclude(dialogue__status=Status.DELETED).select_related("taken_by").order_by("pk")[:at_most]
    leavers = {(one.dialogue_id, one.taken_by_id): Leaver(one.taken_by, one.dialogue_id, None, False) for one in held}
    yield Forgotten("introductions_taken_up", sum(let_go(leaver, None) for leaver in leavers.values()))


ports.handover.provide(Handing("convening", preview, pass_on, let_go))


@ports.spoken.provide
def proposed(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say whom the seat proposed to invite, with the host's answer; one query."""
    for one in Nomination.objects.told_in_full_to(user).filter(seat=seat).order_by("-at"):
        yield Spoken(one.at, _("Who is missing"), one.organisation, one.why, str(one.get_state_display()))
