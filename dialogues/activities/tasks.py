"""Background work of meetings: printing their papers, and forgetting what was only needed around them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dialogues.activities.models import Allowance, MeetingPrint, Needs
from dialogues.activities.papers import page_of, paper_of
from dialogues.activities.services.papers import PRINT, store_paper
from inspired.core import ports
from inspired.core.access import may
from inspired.core.forgetting import remove_names
from inspired.core.jobs import JobFailed, handles, progress
from inspired.core.memory import remembering
from inspired.core.models import Job
from inspired.core.ports import Forgotten
from inspired.core.printing import PrintRefused, print_pdf

KEEP_PRINTS = timedelta(days=7)
KEEP_NEEDS = timedelta(days=30)
KEEP_ALLOWANCES = timedelta(days=730)


@handles(PRINT)
def print_paper(job: Job) -> None:
    """Print a paper of a meeting as it stands now; raises JobFailed for what cannot be printed."""
    asked = MeetingPrint.objects.select_related("meeting__activity__dialogue", "reader")
    paper = asked.filter(pk=job.target_pk).first()
    if paper is None or paper.pdf:
        return
    progress(job, 20, _("Collecting what stands on the paper"))
    with remembering():
        if paper.reader is None or not may(paper.reader, "activities.fetch_paper", paper):
            raise JobFailed(_("You no longer belong to the host team of this dialogue."))
        composed = paper_of(paper.meeting, paper.kind, paper.columns, paper.blanks)
    page = page_of(composed, get_language() or settings.LANGUAGE_CODE)  # here: the printer's child reads no database
    progress(job, 50, _("Setting the pages"))
    try:
        printed = print_pdf(lambda: page, identifier=f"paper:{paper.pk}")
    except PrintRefused as refusal:
        raise JobFailed(refusal.sentence) from refusal
    store_paper(paper, by=job.by, pdf=printed.pdf, pages=printed.pages)


@ports.retention.provide
def forget_prints(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget printed papers after a week: they name people, and a new one is made in a moment."""
    old = MeetingPrint.objects.filter(asked_at__lt=now - KEEP_PRINTS).order_by("pk").values_list("pk", "pdf")[:at_most]
    rows = list(old)
    remove_names(name for _pk, name in rows if name)
    MeetingPrint.objects.filter(pk__in=[pk for pk, _name in rows]).delete()
    yield Forgotten("meeting_papers", len(rows))


@ports.retention.provide
def forget_needs(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget what people needed a month after the meeting: it was said for that day."""
    due = Needs.objects.filter(invited__meeting__ends_at__lt=now - KEEP_NEEDS).order_by("pk")
    keys = list(due.values_list("pk", flat=True)[:at_most])
    yield Forgotten("needs", Needs.objects.filter(pk__in=keys).delete()[0])


@ports.retention.provide
def forget_allowances(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget who was paid how much two years after the meeting, when accounts were settled."""
    due = Allowance.objects.filter(invited__meeting__ends_at__lt=now - KEEP_ALLOWANCES).order_by("pk")
    keys = list(due.values_list("pk", flat=True)[:at_most])
    yield Forgotten("allowances", Allowance.objects.filter(pk__in=keys).delete()[0])
