"""Background work of handing over: printing briefs, and the mail to whoever has left."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dialogues.convening.briefing import FEWER, brief_of, page_of
from dialogues.convening.models import Brief, Handover
from dialogues.convening.services.briefs import PRINT, store_brief
from dialogues.convening.services.handovers import LEFT
from inspired.core.access import may
from inspired.core.jobs import JobFailed, handles, progress
from inspired.core.memory import remembering
from inspired.core.models import Job
from inspired.core.models.mail import OutboxMail
from inspired.core.outbox import Composed, NotWanted, composes
from inspired.core.printing import Printed, PrintRefused, print_pdf

MOST_PAGES = 2


@handles(PRINT)
def print_brief(job: Job) -> None:
    """Print a brief as its reader may see it now, with as much as two pages hold; raises JobFailed otherwise."""
    asked = Brief.objects.select_related("dialogue", "seat__organisation", "seat__dialogue", "reader__person")
    brief = asked.filter(pk=job.target_pk).first()
    if brief is None or brief.pdf:
        return
    progress(job, 20, _("Collecting what stands in the brief"))
    with remembering():
        if not may(brief.reader, "convening.fetch_brief", brief):
            raise JobFailed(_("You no longer belong to this place in the dialogue."))
        for step, (said, due) in enumerate(FEWER):
            progress(job, 40 + 10 * step, _("Setting the pages"))
            printed = _printed(brief, said, due)
            if printed.pages <= MOST_PAGES:
                break
        else:
            raise JobFailed(_("The brief does not fit on two pages. Please tell those who run this site."))
    store_brief(brief, by=job.by, pdf=printed.pdf, pages=printed.pages)


def _printed(brief: Brief, said: int, due: int) -> Printed:
    words = brief_of(brief.reader, brief.dialogue, brief.seat, said=said, due=due)
    try:
        page = page_of(
            words, get_language() or settings.LANGUAGE_CODE, brief.asked_at
        )()  # here: the printer's child reads no database
        return print_pdf(lambda: page, identifier=f"brief:{brief.pk}:{said}")
    except PrintRefused as refusal:
        raise JobFailed(refusal.sentence) from refusal


@composes(LEFT)
def compose_left(mail: OutboxMail) -> Composed:
    """Tell whoever has left that their access ended and that others go on, and nothing else."""
    handover = Handover.objects.select_related("dialogue").filter(pk=mail.ids["handover"]).first()
    if handover is None:
        raise NotWanted
    parts = [
        _("Good day,"),
        _("This message is about “%(label)s”.") % {"label": handover.dialogue.mail_label},
        _("Your place was handed over, and the access that went with it has ended. Thank you for taking part."),
        _("If this is a mistake, please ask the host."),
        _("You get this message because you took part in a dialogue on %(site)s.") % {"site": settings.SITE_URL},
    ]
    return Composed(handover.dialogue.mail_label, "\n\n".join(parts) + "\n")
