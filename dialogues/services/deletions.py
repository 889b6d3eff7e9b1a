"""Deletes a dialogue: planned by a host, taken back within the waiting period, begun by night, removed part by part."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Deletion, Dialogue, DialogueRole, IssuedBefore
from dialogues.removing import remove_part, remove_work
from dialogues.speakers import team_of
from dialogues.states import DELETABLE, Role, Status
from inspired.core import ports
from inspired.core.access import require
from inspired.core.audit import close_chain, record
from inspired.core.jobs import enqueue
from inspired.core.memory import forget
from inspired.core.models import User
from inspired.core.outbox import queue_mail
from inspired.core.states import StateError

DELETE = "dialogues.delete"
PLANNED = "dialogues.deletion_planned"
CANCELLED = "dialogues.deletion_cancelled"
DONE = "dialogues.deletion_done"


@transaction.atomic
def plan_deletion(
    dialogue: Dialogue, *, by: User, title: str, reason: str, keeps_fingerprints: bool = True
) -> Deletion:
    """Begin the waiting period after which a dialogue is deleted; the whole team is told.

    Raises StateError when the title typed is not the dialogue's, and when a deletion is planned already.
    """
    locked = Dialogue.objects.select_for_update(of=("self",)).get(pk=dialogue.pk)
    require(by, "dialogues.delete_dialogue", locked)
    if " ".join(title.split()) != " ".join(locked.title.split()):
        raise StateError(_("This is not the title of the dialogue. Type it as it stands above."))
    if locked.deletions.planned().exists():
        raise StateError(_("The deletion of this dialogue is planned already."))
    planned = Deletion.objects.create(
        dialogue=locked,
        scope=locked.audit_scope,
        title=locked.title,
        country=locked.country,
        host=locked.host_organisation.name,
        reason=reason,
        keeps_fingerprints=keeps_fingerprints,
        asked_by=by,
        due_at=timezone.now() + timedelta(days=settings.DELETION_WAIT_DAYS),
    )
    record(by, "deletion.planned", locked, due=planned.due_at.isoformat(timespec="seconds"))
    _tell(locked, planned, PLANNED)
    return planned


@transaction.atomic
def cancel_deletion(deletion: Deletion, *, by: User) -> Deletion:
    """Take a planned deletion back; the whole team is told. Raises StateError once it has begun or was taken back."""
    locked = _locked(deletion)
    if not locked.is_planned or locked.dialogue is None:
        raise StateError(_("This deletion has begun, or was taken back already."))
    require(by, "dialogues.cancel_deletion", locked)
    locked.cancelled_by, locked.cancelled_at = by, timezone.now()
    locked.save(update_fields=["cancelled_by", "cancelled_at"])
    record(by, "deletion.cancelled", locked.dialogue)
    _tell(locked.dialogue, locked, CANCELLED)
    return locked


@transaction.atomic
def begin_deletion(deletion: Deletion, *, by: None) -> bool:
    """Begin what is due: hide the dialogue, close its chain, note what it issued, queue the work; say whether it began.

    ``by`` is None: the night begins it. The last event of the dialogue's chain is noted on the platform's.
    """
    locked = _locked(deletion)
    dialogue = locked.dialogue
    if dialogue is not None:  # whoever moves its status waits, or we see what they did
        dialogue = Dialogue.objects.select_for_update(of=("self",)).get(pk=dialogue.pk)
    if not locked.is_planned or dialogue is None or locked.due_at > timezone.now() or dialogue.status not in DELETABLE:
        return False
    hosts = DialogueRole.objects.active().filter(dialogue=dialogue, role=Role.HOST)
    locked.readers.set(hosts.values_list("user", flat=True))
    IssuedBefore.objects.bulk_create(
        IssuedBefore(
            deletion=locked,
            title=one.title,
            kind=one.kind,
            sha256=one.sha256,
            issued_at=one.at,
            was_public=one.was_public and locked.keeps_fingerprints,
        )
        for one in ports.issued.collect(None, dialogue)
    )
    Dialogue.objects.filter(pk=dialogue.pk).update(status=Status.DELETED)
    last = record(by, "dialogue.deletion_begun", dialogue)
    close_chain(last.scope)
    locked.begun_at, locked.closing_number, locked.closing_digest = timezone.now(), last.number, last.digest
    locked.save(update_fields=["begun_at", "closing_number", "closing_digest"])
    record(by, "dialogue.deletion_begun", locked, closes=last.scope, number=last.number, digest=last.digest)
    remove_work(locked.scope)
    enqueue(DELETE, locked, by=None)
    forget()
    return True


@transaction.atomic
def delete_part(deletion: Deletion, *, by: None, at_most: int) -> int:
    """Remove one part and count it in the report, both or neither; return how many rows went, 0 once all is gone."""
    locked = _locked(deletion)
    if locked.begun_at is None or locked.finished_at:
        return 0
    gone = remove_part(locked, at_most)
    for label, count in gone.items():
        locked.counts[label] = locked.counts.get(label, 0) + count
    Deletion.objects.filter(pk=locked.pk).update(counts=locked.counts)
    return sum(gone.values())


@transaction.atomic
def finish_deletion(deletion: Deletion, *, by: None) -> Deletion:
    """Close the report once nothing is left, and tell those who were hosts; a second time changes nothing."""
    locked = _locked(deletion)
    if locked.begun_at is None or locked.finished_at or locked.dialogue_id:
        return locked
    remove_work(locked.scope)
    locked.finished_at = timezone.now()
    locked.save(update_fields=["finished_at"])
    record(by, "dialogue.deleted", locked, closes=locked.scope, rows=locked.total)
    for user in locked.readers.filter(is_active=True).exclude(email=None):
        queue_mail(DONE, user=user, key=f"{DONE}:{locked.pk}:{user.pk}", deletion=locked.pk)
    return locked


def _locked(deletion: Deletion) -> Deletion:
    return Deletion.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=deletion.pk)


def _tell(dialogue: Dialogue, deletion: Deletion, kind: str) -> None:
    for user in team_of(dialogue):
        queue_mail(kind, user=user, key=f"{kind}:{deletion.pk}:{user.pk}", deletion=deletion.pk)
