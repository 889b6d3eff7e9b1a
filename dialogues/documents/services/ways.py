"""The way out of what a group submitted: chosen by coordinator and host, carried out, or given back to the group."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.documents.models import Citation, CommentPeriod, Document, Section, Submission
from dialogues.documents.services.versions import freeze_now, withdraw_drafts
from dialogues.documents.states import DocumentStatus, RoundStatus, VersionStatus, WayOut
from dialogues.services.notices import announce
from dialogues.services.reasons import record_with_reason
from dialogues.speakers import speakers_in, speakers_of, table_of, team_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError
from workinggroups.models import Group
from workinggroups.states import Openness


@transaction.atomic
def agree_way(
    document: Document, *, by: User, way: str, part_of: Document | None = None, section: Section | None = None
) -> Submission:
    """Agree, for the group or for the host, to a way out; another one than stands there asks the other side anew.

    Once both agree it is settled: a working paper is frozen and everybody is told that it is to be noted; a part is linked with its
    whole; a document of its own waits to be frozen and put to endorsement. Raises StateError while comments are open or
    unanswered, and when it is settled.
    """
    document = locked_text(document, by=by)
    handed = document.submission
    if handed is None or handed.is_settled:
        raise StateError(_("There is no way out to choose now."))
    require(by, "documents.agree_way", document)
    if document.status == DocumentStatus.COMMENTS:
        raise StateError(_("The text is open for comments. Wait until the period has ended."))
    if document.comments.undecided().exists():
        raise StateError(_("Some comments have no answer yet. Answer each of them first."))
    is_host = document.dialogue.standing_of(by).is_team
    wished = whole_of(document, way, part_of, section, by=by)
    if (way, wished["part_of"], wished["section"]) != (handed.way, handed.part_of, handed.section):
        handed.way, handed.part_of, handed.section = way, wished["part_of"], wished["section"]
        handed.group_agreed_at = handed.host_agreed_at = None
    _agree(handed, by=by, is_host=is_host, is_alone=group_of(document, by=by).coordinating_seat() is None)
    record(by, "output.way_chosen", document, tier=Tier.PARTICIPANTS, way=way, settled=handed.is_settled)
    if handed.is_settled:
        _settle(document, handed, by=by)
    else:
        _tell_other_side(document, handed, by=by, is_host=is_host)
    return handed


def _agree(handed: Submission, *, by: User, is_host: bool, is_alone: bool) -> None:
    now = timezone.now()
    if is_host:
        handed.host_agreed_at = now
    if not is_host or is_alone:  # a group without a coordinator leaves the choice to the host
        handed.group_agreed_at = now
    if handed.group_agreed_at and handed.host_agreed_at:
        handed.settled_at = now
    if handed.settled_at and handed.part_of is not None:
        handed.part_from = last_number(handed.part_of, by=by) + 1
    fields = ["way", "part_of", "section", "group_agreed_at", "host_agreed_at", "settled_at", "part_from"]
    handed.save(update_fields=fields)


def _settle(document: Document, handed: Submission, *, by: User) -> None:
    if handed.way == WayOut.PAPER:
        version = freeze_now(document, by=by)
        version.status = VersionStatus.NOTED
        version.save(update_fields=["status"])
        record(by, "version.noted", version, tier=Tier.PARTICIPANTS, number=version.number, sha256=version.sha256)
        seats = table_of(document.dialogue)
        announce("documents.paper_noted", document, to=speakers_in(document.dialogue), by=by, seats=seats)
    elif handed.way == WayOut.PART and handed.section is not None:
        document.status = DocumentStatus.LOCKED
        document.save(update_fields=["status"])
        group = group_of(document, by=by)
        # the whole may become public one day, and what is frozen cannot take a name back
        named = {"name": group.name} if group.openness == Openness.PUBLIC else None
        detail = _("Working group “%(name)s”") % named if named else _("A working group")
        Citation.objects.create(section=handed.section, part=handed, label=document.title, detail=detail, cited_by=by)


def _tell_other_side(document: Document, handed: Submission, *, by: User, is_host: bool) -> None:
    leading = group_of(document, by=by).coordinating_seat()
    seats = [leading] if is_host and leading else []
    to = speakers_of(seats) if is_host else team_of(document.dialogue)
    key = f"{handed.pk}:{handed.way}:{handed.part_of_id}:{is_host}"
    announce("documents.way_asked", document, to=to, by=by, key=key, seats=seats)


@transaction.atomic
def return_output(document: Document, *, by: User, reason: str) -> Document:
    """Give a submitted text back to its group, with a reason that its members read; versions not adopted are withdrawn.

    From then on the group has its text in its own hands again, and others read what was frozen. Raises StateError
    without a reason, while a round is open, or when it is not submitted.
    """
    document = locked_text(document, by=by)
    handed = document.submission
    if handed is None:
        raise StateError(_("This text is in the hands of its group."))
    require(by, "documents.return_output", document)
    if not reason.strip():
        raise StateError(_("Say why: the members of the group read it."))
    done = {"status__in": [VersionStatus.ENDORSED, VersionStatus.NOTED], "number__gte": handed.next_version}
    if document.versions.filter(**done).exists():
        raise StateError(_("It is settled. Open the text again if a next version is needed."))
    if document.versions.filter(rounds__status=RoundStatus.OPEN).exists():
        raise StateError(_("The endorsement round is still open. Close it first."))
    withdraw_drafts(document, by=by)
    end_submission(document, by=by)
    told: dict[str, Any] = {"tier": Tier.PARTICIPANTS, "number": handed.number}
    record_with_reason("output.returned", document, by=by, dialogue=document.dialogue, reason=reason, **told)
    seats = sorted(group_of(document, by=by).member_seats())
    announce("documents.output_returned", document, to=speakers_of(seats), by=by, key=str(handed.pk), seats=seats)
    return document


def end_submission(document: Document, *, by: User) -> None:
    """Put the text into the group's hands again: close what is open for comments, unlock it, and cite it as a part no longer."""
    now = timezone.now()
    CommentPeriod.objects.filter(document=document, closed_at__isnull=True).update(closed_at=now)
    Citation.objects.filter(part__document=document, part__ended_at__isnull=True).delete()
    document.submissions.filter(ended_at__isnull=True).update(ended_at=now)
    document.status = DocumentStatus.DRAFT
    document.save(update_fields=["status"])


def last_number(document: Document, *, by: User) -> int:
    """Return the number of the latest version, 0 without any."""
    return document.versions.order_by("-number").values_list("number", flat=True).first() or 0


def locked_text(document: Document, *, by: User) -> Document:
    """Lock the group's text on behalf of who acts; the group is read with it as it stands."""
    return Document.objects.locked().select_related("dialogue", "group__dialogue").get(pk=document.pk)


def group_of(document: Document, *, by: User) -> Group:
    """Return the group whose text it is. Raises StateError for a text of no group."""
    if document.group is None:
        raise StateError(_("This text belongs to no group."))
    return document.group


def whole_of(
    document: Document, way: str, part_of: Document | None, section: Section | None, *, by: User
) -> dict[str, Any]:
    """Check and return what the text becomes part of."""
    if way not in WayOut.values:
        raise StateError(_("Choose what is to become of it."))
    if way != WayOut.PART:
        return {"part_of": None, "section": None}
    if part_of is None or part_of.dialogue_id != document.dialogue_id or part_of.group_id is not None:
        raise StateError(_("Choose the document it becomes part of."))
    if section is None or section.document_id != part_of.pk:
        raise StateError(_("Choose the section it becomes part of."))
    return {"part_of": part_of, "section": section}
