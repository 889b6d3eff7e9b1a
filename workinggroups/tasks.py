"""Background work of working groups: printing."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inspired.core.access import may
from inspired.core.jobs import JobFailed, handles, progress
from inspired.core.memory import remembering
from inspired.core.models import Job
from inspired.core.printing import PrintRefused, print_pdf
from workinggroups.group_paper import page_of
from workinggroups.models import Group, GroupPrint
from workinggroups.services.prints import PRINT, store_print


@handles(PRINT)
def print_group(job: Job) -> None:
    """Print a group as its reader may see it now; raises JobFailed when they no longer may."""
    asked = (
        GroupPrint.objects.select_related("group__dialogue__host_organisation", "reader__person")
        .filter(pk=job.target_pk)
        .first()
    )
    if asked is None or asked.pdf:
        return
    progress(job, 20, _("Collecting what stands in it"))
    with remembering():
        seen = Group.objects.visible_to(asked.reader).filter(pk=asked.group_id).exists()
        if not (seen and may(asked.reader, "workinggroups.fetch_print", asked)):
            raise JobFailed(_("You no longer see this group."))
        language = get_language() or settings.LANGUAGE_CODE
        page = page_of(asked.reader, asked.group, asked.group.dialogue, language, asked.asked_at)()
    progress(job, 50, _("Setting the pages"))
    try:
        printed = print_pdf(lambda: page, identifier=f"group:{asked.pk}")
    except PrintRefused as refusal:
        raise JobFailed(refusal.sentence) from refusal
    store_print(asked, by=job.by, pdf=printed.pdf, pages=printed.pages)
