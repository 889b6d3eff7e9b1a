"""Verbs of what is prepared for those who come: needs, rates and allowances, and papers printed by a job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.models import Allowance, Invited, Meeting, MeetingPrint, Needs, Rates
from dialogues.activities.states.papers import PaperKind, SignInColumn
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.forgetting import remove_names
from inspired.core.jobs import enqueue, kept_by
from inspired.core.models import Job, User
from inspired.core.states import StaleError, StateError

PRINT = kept_by("activities.fetch_paper", "activities.print_paper")
NEEDED = ("interpretation", "access", "diet", "childcare")
MOST_BLANKS = 60


@transaction.atomic
def say_needs(invited: Invited, *, by: User, **said: str) -> Needs:
    """Keep what the person who comes for a seat needs; empty fields take it back."""
    rows = Invited.objects.select_for_update(of=("self",)).select_related("meeting__activity__dialogue")
    invited = rows.get(pk=invited.pk)
    require(by, "activities.say_needs", invited)
    needs = Needs.objects.filter(invited=invited).first() or Needs(invited=invited)
    values = {name: said[name] for name in NEEDED if name in said}
    for name, value in values.items():
        setattr(needs, name, value)
    needs.by, needs.at = by, timezone.now()
    needs.save(update_fields=[*values, "by", "at"] if needs.pk else None)
    record(by, "needs.said", invited.meeting)
    return needs


@transaction.atomic
def set_allowances(
    meeting: Meeting,
    *,
    by: User,
    revision: int,
    rates: Mapping[str, Any],
    rows: Mapping[int, tuple[Decimal, int]],
) -> Rates:
    """Keep what is paid for a day and a kilometre, and for how many of each to whom, by the number of the invitation.

    Raises StaleError after somebody else's change, StateError for an invitation to another meeting.
    """
    meeting = _locked(meeting, by)
    kept = Rates.objects.filter(meeting=meeting).first() or Rates(meeting=meeting)
    if revision != kept.revision:
        raise StaleError(kept)
    if set(rows) - set(meeting.invited.values_list("pk", flat=True)):
        raise StateError(_("This organisation is not invited to the meeting."))
    paid = ("currency", "per_day", "per_km")
    for name in paid:
        setattr(kept, name, rates[name])
    kept.revision += 1
    kept.save(update_fields=[*paid, "revision"] if kept.pk else None)
    for invited, (days, distance) in rows.items():
        Allowance.objects.update_or_create(invited_id=invited, defaults={"days": days, "distance": distance})
    record(by, "allowances.set", meeting, number=len(rows))
    return kept


@transaction.atomic
def print_paper(meeting: Meeting, kind: str, *, by: User, columns: Iterable[str] = (), blanks: int = 0) -> MeetingPrint:
    """Ask for a paper as PDF, as the meeting stands now; the earlier print of it goes.

    While one is being made, that one is returned, so that a double click makes one.
    """
    meeting = _locked(meeting, by)
    if kind not in PaperKind.values:
        raise StateError(_("There is no such paper."))
    earlier = MeetingPrint.objects.filter(meeting=meeting, kind=kind)
    latest = earlier.first()
    if latest is not None and not latest.pdf and Job.objects.for_target(latest).unfinished().exists():
        return latest
    remove_names(name for name in earlier.values_list("pdf", flat=True) if name)
    earlier.delete()
    chosen = [one for one in SignInColumn.values if one in set(columns)]
    paper = MeetingPrint.objects.create(
        meeting=meeting, kind=kind, reader=by, columns=chosen, blanks=min(max(blanks, 0), MOST_BLANKS)
    )
    enqueue(PRINT, paper, by=by)
    record(by, "paper.asked_for", meeting, kind=str(kind))
    return paper


@transaction.atomic
def store_paper(paper: MeetingPrint, *, by: User | None, pdf: bytes, pages: int) -> None:
    """Keep a printed paper once; a second time changes nothing."""
    locked = MeetingPrint.objects.select_for_update(of=("self",)).filter(pk=paper.pk).first()
    if locked is None or locked.pdf:
        return
    locked.pages = pages
    locked.pdf.save("paper.pdf", ContentFile(pdf), save=False)
    locked.save(update_fields=["pages", "pdf"])


def _locked(meeting: Meeting, by: User) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("activity__dialogue")
    found = rows.get(pk=meeting.pk)
    require(by, "activities.prepare_papers", found)
    return found
