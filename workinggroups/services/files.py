"""Files and links in the space of a group: brought, described, marked as evidence, removed."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.forgetting import remove_unneeded
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.services import take_in
from inspired.core.states import StaleError, StateError
from workinggroups.models import Group, GroupFile
from workinggroups.services.work import locked_group
from workinggroups.states import EVIDENCE

LABELS = ("kind", "title", "language", "note", "source", "dated", "reliability")


@transaction.atomic
def add_file(
    group: Group,
    *,
    by: User,
    upload: UploadedFile[Any] | None = None,
    address: str = "",
    form_key: UUID | None = None,
    **labels: str,
) -> GroupFile:
    """Put a file or a link into the group's space, from one's seat or from the host team. The same form sent twice is one file.

    ``labels`` hold kind, title, language, note, source, dated and reliability. Raises StateError for what ``take_in`` refuses, and
    for evidence without a source.
    """
    group = locked_group(group, by=by)
    require(by, "workinggroups.add_file", group)
    key = form_key or uuid4()
    if (known := made_before(GroupFile.objects.filter(group=group, by=by), key)) is not None:
        return known
    _check(labels)
    standing = group.dialogue.standing_of(by)
    seat = None if standing.is_team else min(standing.speaking & group.member_seats())
    stored = take_in(upload, address, by=by)
    told = {name: labels[name].strip() for name in LABELS if name in labels}
    file = GroupFile.objects.create(
        group=group, seat_id=seat, by=by, file=stored, address=address, form_key=key, **told
    )
    record(by, "group_file.added", file, kind=file.kind)
    return file


@transaction.atomic
def describe_file(file: GroupFile, *, by: User, revision: int, **labels: str) -> GroupFile:
    """Change what is said of a file, also whether it is evidence; the file or address stays. Nothing new is no change.

    Raises StaleError when somebody else did so meanwhile, StateError for evidence without a source.
    """
    file = _locked_file(file, by)
    require(by, "workinggroups.describe_file", file)
    wished = {name: labels[name].strip() for name in LABELS if name in labels}
    _check({**{name: getattr(file, name) for name in LABELS}, **wished})
    changed = [name for name, value in wished.items() if getattr(file, name) != value]
    if not changed:
        return file
    if revision != file.revision:
        raise StaleError(file)
    for name in changed:
        setattr(file, name, wished[name])
    file.revision += 1
    file.save(update_fields=[*changed, "revision"])
    record(by, "group_file.described", file, fields=changed, kind=file.kind)
    return file


@transaction.atomic
def remove_file(file: GroupFile, *, by: User) -> None:
    """Take a file or link out of the group's space, its bytes after commit unless something else needs them. Twice changes nothing."""
    locked_group(file.group, by=by)
    if not GroupFile.objects.filter(pk=file.pk).exists():
        return
    file = _locked_file(file, by)
    require(by, "workinggroups.remove_file", file)
    record(by, "group_file.removed", file)
    stored = file.file_id
    file.delete()
    if stored is not None:
        remove_unneeded([stored])


def _check(labels: dict[str, str]) -> None:
    if labels.get("kind") in EVIDENCE and not labels.get("source", "").strip():
        raise StateError(_("Evidence names its source."))


def _locked_file(file: GroupFile, by: User) -> GroupFile:
    group = locked_group(file.group, by=by)
    locked = GroupFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    locked.group = group
    return locked
