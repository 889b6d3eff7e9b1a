"""Ballots on paper: asked for by the host team, printed by a job."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.consensus.models import Appraisal, BallotPrint
from dialogues.consensus.states.appraisal import AppraisalStatus, Depth
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.forgetting import remove_names
from inspired.core.jobs import enqueue, kept_by
from inspired.core.models import Job, User
from inspired.core.states import StateError

PRINT = kept_by("consensus.fetch_ballots", "consensus.print_ballots")
MOST_BLANKS = 60


@transaction.atomic
def print_ballots(appraisal: Appraisal, *, by: User, is_named: bool, blanks: int = 0) -> BallotPrint:
    """Ask for the ballots of an appraisal as PDF, one for each seat at the table and so many blank ones; earlier ones go.

    They hold no answer of anybody. While they are being made, those are returned, so that a double click makes one file.
    Raises StateError for dots, for an appraisal that is closed, and for no ballot at all.
    """
    appraisal = Appraisal.objects.locked().get(pk=appraisal.pk)
    require(by, "consensus.steer_appraisal", appraisal)
    if appraisal.depth == Depth.DOTS or appraisal.status != AppraisalStatus.OPEN:
        raise StateError(_("This appraisal takes no ballots."))
    blanks = min(max(blanks, 0), MOST_BLANKS)
    if not (is_named or blanks):
        raise StateError(_("Choose a ballot for each seat, or how many blank ones."))
    earlier = BallotPrint.objects.filter(appraisal=appraisal).first()
    if earlier is not None:
        if not earlier.pdf and Job.objects.for_target(earlier).unfinished().exists():
            return earlier
        remove_names([str(earlier.pdf)] if earlier.pdf else [])
        earlier.delete()
    made = BallotPrint.objects.create(appraisal=appraisal, is_named=is_named, blanks=blanks, reader=by)
    enqueue(PRINT, made, by=by)
    record(by, "ballots.asked_for", appraisal, blanks=blanks, is_named=is_named)
    return made


@transaction.atomic
def store_ballots(ballots: BallotPrint, *, by: User | None, pdf: bytes, pages: int) -> None:
    """Keep printed ballots once; a second time changes nothing."""
    locked = BallotPrint.objects.select_for_update(of=("self",)).filter(pk=ballots.pk).first()
    if locked is None or locked.pdf:
        return
    locked.pages = pages
    locked.pdf.save("ballots.pdf", ContentFile(pdf), save=False)
    locked.save(update_fields=["pages", "pdf"])
