"""Background work of documents: rendering versions."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dialogues.documents import rendering
from dialogues.documents.issuing import context_of
from dialogues.documents.models import Version
from dialogues.documents.services.versions import RENDER, store_rendition
from inspired.core.audit import audit_head
from inspired.core.jobs import JobFailed, handles, progress
from inspired.core.models import Job
from inspired.core.printing import PrintRefused


@handles(RENDER)
def render_version(job: Job) -> None:
    """Render a version's PDF and store it once; running twice stores what the first run made.

    Raises JobFailed with the renderer's own sentence when the text could not be set within its limits.
    """
    version = Version.objects.select_related("document__dialogue").get(pk=job.target_pk)
    kind = job.payload["kind"]
    if version.renditions.filter(kind=kind).exists():
        return
    progress(job, 10, _("Reading the frozen text"))
    head = audit_head(version.audit_scope)
    context = context_of(version, kind)
    progress(job, 30, _("Setting the pages"))
    try:
        rendered = rendering.render(kind, context)
    except PrintRefused as refusal:
        raise JobFailed(refusal.sentence) from refusal
    progress(job, 90, _("Storing the file"))
    store_rendition(version, by=job.by, kind=kind, pdf=rendered.pdf, pages=rendered.pages, head=head)
