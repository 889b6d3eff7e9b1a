"""Background work of Consensus Building: printing ballots, and forgetting the files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dialogues.consensus.ballots import ballots_of, page_of
from dialogues.consensus.models import BallotPrint
from dialogues.consensus.services.ballots import PRINT, store_ballots
from inspired.core import ports
from inspired.core.access import may
from inspired.core.forgetting import remove_names
from inspired.core.jobs import JobFailed, handles, progress
from inspired.core.memory import remembering
from inspired.core.models import Job
from inspired.core.ports import Forgotten
from inspired.core.printing import PrintRefused, print_pdf

KEEP_PRINTS = timedelta(days=7)


@handles(PRINT)
def print_ballots(job: Job) -> None:
    """Print the ballots of an appraisal; raises JobFailed for what cannot be printed."""
    rows = BallotPrint.objects.select_related("appraisal__challenge__dialogue__host_organisation", "reader")
    asked = rows.filter(pk=job.target_pk).first()
    if asked is None or asked.pdf:
        return
    progress(job, 20, _("Collecting options and criteria"))
    with remembering():
        if asked.reader is None or not may(asked.reader, "consensus.fetch_ballots", asked):
            raise JobFailed(_("You no longer belong to the host team of this dialogue."))
        composed = ballots_of(asked.appraisal, is_named=asked.is_named, blanks=asked.blanks)
    page = page_of(composed, get_language() or settings.LANGUAGE_CODE)  # here: the printer's child reads no database
    progress(job, 50, _("Setting the pages"))
    try:
        printed = print_pdf(lambda: page, identifier=f"ballots:{asked.pk}")
    except PrintRefused as refusal:
        raise JobFailed(refusal.sentence) from refusal
    store_ballots(asked, by=job.by, pdf=printed.pdf, pages=printed.pages)


@ports.retention.provide
def forget_ballots(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget printed ballots after a week: a new print is made in a moment."""
    old = BallotPrint.objects.filter(asked_at__lt=now - KEEP_PRINTS).order_by("pk").values_list("pk", "pdf")[:at_most]
    rows = list(old)
    remove_names(name for _pk, name in rows if name)
    BallotPrint.objects.filter(pk__in=[pk for pk, _name in rows]).delete()
    yield Forgotten("ballot_prints", len(rows))
