"""Lets files leave the storage after the rows that needed them, and sends the providers of ``retention`` on their round.

A file is noted in the transaction that makes it superfluous and taken out of the storage after the commit; what a
killed worker leaves behind is taken up by the next round. Every kind of date is kept by a job of its own, in
transactions of at most ``AT_MOST`` rows, each of which is recorded together with what it forgot.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspired.core import ports
from inspired.core.audit import PLATFORM, record
from inspired.core.commit import after_commit
from inspired.core.jobs import JobFailed, enqueue, progress
from inspired.core.models import ChainHead, FileRemoval, Job, Person, StoredFile
from inspired.core.references import unreferenced

KEEP_DATES = "core.keep_dates"
AT_MOST = 500
MOST_ROUNDS = 2_000


def remove_stored(files: models.QuerySet[StoredFile]) -> int:
    """Delete stored files, rows now and bytes after the commit; return how many. Ask only for those nobody needs."""
    rows = list(files.values_list("pk", "file"))
    remove_names(name for _pk, name in rows)
    StoredFile.objects.filter(pk__in=[pk for pk, _name in rows]).delete()
    return len(rows)


def remove_unneeded(candidates: Iterable[int]) -> int:
    """Delete those of these stored files that no row of any app points to any more; return how many."""
    return remove_stored(unreferenced(StoredFile.objects.filter(pk__in=list(candidates))))


def blank_lone(people: Iterable[int]) -> int:
    """Take the names off those of these people to whom no row of any app leads any more; return how many."""
    lone = unreferenced(Person.objects.filter(pk__in=list(people), erased_at=None)).values_list("pk", flat=True)
    return Person.objects.filter(pk__in=list(lone)).update(name="", erased_at=timezone.now())


def remove_names(names: Iterable[str]) -> None:
    """Note that files must leave the storage, and take them out once the transaction is committed."""
    noted = FileRemoval.objects.bulk_create([FileRemoval(name=name) for name in names if name], ignore_conflicts=True)
    if wanted := [row.name for row in noted]:
        after_commit(lambda: take_out(FileRemoval.objects.filter(name__in=wanted)))


def take_out(removals: models.QuerySet[FileRemoval]) -> int:
    """Take files out of the storage, one after the other; one that is gone already is as good. Return how many."""
    done = 0
    for removal in removals:
        default_storage.delete(removal.name)
        removal.delete()
        done += 1
    return done


def plan_round(now: datetime) -> int:
    """Queue one job for every provider of ``retention``; return how many. A second one the same night is the first."""
    take_out(FileRemoval.objects.all()[:AT_MOST])
    with transaction.atomic():
        trail, _new = ChainHead.objects.get_or_create(scope=PLATFORM)
        for name in sorted(ports.retention.providers):
            enqueue(KEEP_DATES, trail, by=None, payload={"provider": name}, key=name[-80:])
    return len(ports.retention.providers)


def keep_dates(job: Job) -> None:
    """Let one provider forget what is due, part by part, until nothing is left; each part leaves its own event."""
    forget = ports.retention.providers.get(job.payload["provider"])
    if forget is None:
        raise JobFailed(_("This part of the software is gone."))
    now = timezone.now()
    for _part in range(MOST_ROUNDS):
        with transaction.atomic():
            parts = [part for part in forget(now, AT_MOST) if part.count]
            for part in parts:
                trail, _new = ChainHead.objects.get_or_create(scope=PLATFORM)
                record(None, "retention.kept", trail, what=part.what, count=part.count)
        if not any(part.count >= AT_MOST for part in parts):
            return
        progress(job, 50)
