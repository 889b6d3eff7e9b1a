"""Prints of a group: asked for, made once by a job, forgotten after some days."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.forgetting import remove_names
from inspired.core.jobs import enqueue
from inspired.core.models import Job, User
from workinggroups.models import Group, GroupPrint

PRINT = "workinggroups.print_group"


@transaction.atomic
def ask_for_print(group: Group, *, by: User) -> GroupPrint:
    """Ask for mission, members and outputs as PDF, as one sees them now; an earlier print of one's own goes.

    While a print is being made, that one is returned, so that a double click makes one.
    """
    group = Group.objects.select_for_update(of=("self",), no_key=True).select_related("dialogue").get(pk=group.pk)
    require(by, "workinggroups.print_group", group)
    mine = GroupPrint.objects.filter(group=group, reader=by)
    latest = mine.order_by("-pk").first()
    if latest is not None and not latest.pdf and Job.objects.for_target(latest).unfinished().exists():
        return latest
    remove_names(name for name in mine.values_list("pdf", flat=True) if name)
    mine.delete()
    asked = GroupPrint.objects.create(group=group, reader=by, asked_at=timezone.now())
    enqueue(PRINT, asked, by=by)
    record(by, "group_print.asked_for", group)
    return asked


@transaction.atomic
def store_print(asked: GroupPrint, *, by: User | None, pdf: bytes, pages: int) -> GroupPrint:
    """Keep a print once; a second time changes nothing."""
    locked = GroupPrint.objects.select_for_update(of=("self",)).filter(pk=asked.pk).first()
    if locked is None or locked.pdf:
        return locked or asked
    locked.pages = pages
    locked.pdf.save("group.pdf", ContentFile(pdf), save=False)
    locked.save(update_fields=["pages", "pdf"])
    return locked
