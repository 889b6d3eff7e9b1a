"""Briefs on paper: asked for, printed once by a job, forgotten after some days."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from dialogues.convening.models import Brief
from dialogues.models import Dialogue, Seat
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.forgetting import remove_names
from inspired.core.jobs import enqueue
from inspired.core.models import Job, User

PRINT = "convening.print_brief"


@transaction.atomic
def ask_for_brief(dialogue: Dialogue, seat: Seat | None, *, by: User) -> Brief:
    """Ask for the brief of a seat, or of the host team, as it stands now; an earlier print of one's own goes.

    While a print is being made, that one is returned, so that a double click makes one.
    """
    dialogue = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    if seat is None:
        require(by, "convening.see_team_brief", dialogue)
    else:
        require(by, "convening.see_brief", seat)
    mine = Brief.objects.filter(dialogue=dialogue, seat=seat, reader=by)
    latest = mine.order_by("-pk").first()
    if latest is not None and not latest.pdf and Job.objects.for_target(latest).unfinished().exists():
        return latest
    remove_names(name for name in mine.values_list("pdf", flat=True) if name)
    mine.delete()
    brief = Brief.objects.create(dialogue=dialogue, seat=seat, reader=by, asked_at=timezone.now())
    enqueue(PRINT, brief, by=by)
    record(by, "brief.asked_for", seat or dialogue, person=by.person_key)
    return brief


@transaction.atomic
def store_brief(brief: Brief, *, by: User | None, pdf: bytes, pages: int) -> Brief:
    """Keep the print of a brief once; a second time changes nothing."""
    locked = Brief.objects.select_for_update(of=("self",)).filter(pk=brief.pk).first()
    if locked is None or locked.pdf:
        return locked or brief
    locked.pages = pages
    locked.pdf.save("brief.pdf", ContentFile(pdf), save=False)
    locked.save(update_fields=["pages", "pdf"])
    return locked
