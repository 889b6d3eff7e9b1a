"""The output of a group: begun, agreed to by its members, submitted to everybody, its way out chosen, or given back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from dialogues.documents.models import Agreement, CommentPeriod, Document, Section, Submission, Voice
from dialogues.documents.output_text import has_words, stamp_of
from dialogues.documents.services.comments import begin_comments
from dialogues.documents.services.versions import freeze_now, withdraw_drafts
from dialogues.documents.states import DocumentKind, DocumentStatus, RoundStatus, VersionStatus, WayOut
from dialogues.services.notices import announce
from dialogues.services.reasons import record_with_reason
from dialogues.speakers import speakers_in, speakers_of, table_of, team_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError
from workinggroups.models import Group, Member, Output

FIRST_SECTION = "text"


@transaction.atomic
def start_output(group: Group, *, by: User, title: str, output: Output | None = None) -> Document:
    """Begin a text of a group, perhaps for one of its expected outputs. The same title again is the same text.

    Raises StateError for an output that is expected of another group.
    """
    group = Group.objects.locked().get(pk=group.pk)
    require(by, "documents.start_output", group)
    title = " ".join(title.split())[:200]
    if known := Document.objects.filter(group=group, title__iexact=title).first():
        return known
    if output is not None and output.mission.group_id != group.pk:
        raise StateError(_("This is expected of another group."))
    language = group.dialogue.language
    document = Document.objects.create(
        dialogue=group.dialogue, group=group, output=output, kind=DocumentKind.OUTPUT, title=title, language=language
    )
    with override(language):
        Section.objects.create(document=document, number=1, key=FIRST_SECTION, title=_("Text"))
    record(by, "document.created", document, kind=document.kind)
    return document


@transaction.atomic
def ask_agreement(document: Document, *, by: User) -> Agreement:
    """Ask the members whether they agree to the text as it stands; nobody changes it until that is closed. They are told.

    Raises StateError for an empty text, while it is asked already, or when it is not in the group's hands.
    """
    document = _locked(document)
    if document.submission is not None:
        raise StateError(_("This text has been submitted."))
    require(by, "documents.ask_agreement", document)
    if document.agreement is not None:
        raise StateError(_("The members are being asked already."))
    if not has_words(document):
        raise StateError(_("There is nothing to agree to yet: every section is empty."))
    number = document.agreements.count() + 1
    asked = Agreement.objects.create(document=document, number=number, stamp=stamp_of(document), opened_by=by)
    record(by, "agreement.asked", asked, number=number, sha256=asked.stamp)
    seats = sorted(_group(document).member_seats())
    announce("documents.agreement_asked", asked, to=speakers_of(seats), by=by, seats=seats)
    return asked


@transaction.atomic
def give_voice(document: Document, *, by: User, member: Member, agrees: bool, note: str = "", stamp: str = "") -> Voice:
    """Say for a member whether it agrees, with a note where it dissents; it may change its mind while that is asked.

    ``stamp`` is the fingerprint of the text that was read. Raises StateError when it is not asked, the text is another
    one, the place is not one's own, or a dissent has no note.
    """
    document = _locked(document)
    asked = document.agreement
    if asked is None:
        raise StateError(_("The members are not asked at the moment."))
    require(by, "documents.give_voice", document)
    here = Member.objects.accepted().filter(group=document.group_id, pk=member.pk).first()
    if here is None or here.seat_id not in document.dialogue.standing_of(by).speaking:
        raise StateError(_("You do not speak for this organisation."))
    if stamp and stamp != asked.stamp:
        raise StateError(_("This is not the text the members are asked about. Open it again and read it."))
    if not agrees and not note.strip():
        raise StateError(_("Say on what you dissent: the note goes with the text."))
    said = {"agrees": agrees, "note": note.strip(), "by": by, "at": timezone.now()}
    voice, _is_new = Voice.objects.update_or_create(agreement=asked, member=here, defaults=said)
    record(by, "voice.given", voice, scope=document.audit_scope, agrees=agrees, seat=here.seat_id)
    return voice


@transaction.atomic
def close_agreement(document: Document, *, by: User) -> Agreement:
    """Close the question to the members; the text can be changed again, and what it said is agreed with its dissents.

    Raises StateError when none is open.
    """
    document = _locked(document)
    asked = document.agreement
    if asked is None:
        raise StateError(_("The members are not asked at the moment."))
    require(by, "documents.ask_agreement", document)
    asked.closed_at, asked.closed_by = timezone.now(), by
    asked.save(update_fields=["closed_at", "closed_by"])
    record(by, "agreement.closed", asked, number=asked.number, dissents=asked.voices.filter(agrees=False).count())
    return asked


@transaction.atomic
def submit_output(
    document: Document,
    *,
    by: User,
    due_at: datetime,
    way: str,
    part_of: Document | None = None,
    section: Section | None = None,
    note: str = "",
) -> Submission:
    """Hand the agreed text in to everybody: it is shown and open for comments until a date, and every seat is told.

    ``way`` is what the coordinator wishes to become of it; the host agrees later or wishes otherwise. Of two who submit at the same
    moment the first does. Raises StateError when the text was not agreed to as it stands, or is submitted already.
    """
    document = _locked(document)
    if document.submission is not None:
        raise StateError(_("This text has been submitted."))
    require(by, "documents.submit_output", document)
    agreed = document.agreements.filter(closed_at__isnull=False).first()
    if document.agreement is not None or agreed is None or agreed.stamp != stamp_of(document):
        raise StateError(_("The members have not agreed to the text as it stands. Ask them first."))
    if Submission.objects.filter(agreement=agreed).exists():
        raise StateError(_("The text was given back. Ask the members again before you submit it."))
    whole = _whole(document, way, part_of, section)
    leads = document.dialogue.standing_of(by).is_team
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    handed = Submission.objects.create(
        document=document,
        number=document.submissions.count() + 1,
        agreement=agreed,
        note=note.strip(),
        by=by,
        way=way,
        next_version=last + 1,
        group_agreed_at=timezone.now(),
        host_agreed_at=timezone.now() if leads else None,
        **whole,
    )
    record(by, "output.submitted", document, tier=Tier.PARTICIPANTS, number=handed.number, way=way)
    document = Document.objects.locked().get(pk=document.pk)
    begin_comments(document, by=by, due_at=due_at, note=note)
    return handed


@transaction.atomic
def agree_way(
    document: Document, *, by: User, way: str, part_of: Document | None = None, section: Section | None = None
) -> Submission:
    """Agree, for the group or for the host, to a way out; another one than stands there asks the other side anew.

    Once both agree it is settled: a working paper is frozen and everybody is told that it is to be noted; a part is linked with its
    whole; a document of its own waits to be frozen and put to endorsement. Raises StateError while comments are open or
    unanswered, and when it is settled.
    """
    document = _locked(document)
    handed = document.submission
    if handed is None or handed.is_settled:
        raise StateError(_("There is no way out to choose now."))
    require(by, "documents.agree_way", document)
    if document.status == DocumentStatus.COMMENTS:
        raise StateError(_("The text is open for comments. Wait until the period has ended."))
    if document.comments.undecided().exists():
        raise StateError(_("Some comments have no answer yet. Answer each of them first."))
    is_host = document.dialogue.standing_of(by).is_team
    wished = _whole(document, way, part_of, section)
    if (way, wished["part_of"], wished["section"]) != (handed.way, handed.part_of, handed.section):
        handed.way, handed.part_of, handed.section = way, wished["part_of"], wished["section"]
        handed.group_agreed_at = handed.host_agreed_at = None
    _agree(handed, is_host=is_host, is_alone=_group(document).coordinating_seat() is None)
    record(by, "output.way_chosen", document, tier=Tier.PARTICIPANTS, way=way, settled=handed.is_settled)
    if handed.is_settled:
        _settle(document, handed, by=by)
    else:
        _tell_other_side(document, handed, by=by, is_host=is_host)
    return handed


def _agree(handed: Submission, *, is_host: bool, is_alone: bool) -> None:
    now = timezone.now()
    if is_host:
        handed.host_agreed_at = now
    if not is_host or is_alone:  # a group without a coordinator leaves the choice to the host
        handed.group_agreed_at = now
    if handed.group_agreed_at and handed.host_agreed_at:
        handed.settled_at = now
    if handed.settled_at and handed.part_of is not None:
        last = handed.part_of.versions.order_by("-number").values_list("number", flat=True).first() or 0
        handed.part_from = last + 1
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
    elif handed.way == WayOut.PART:
        document.status = DocumentStatus.LOCKED
        document.save(update_fields=["status"])


def _tell_other_side(document: Document, handed: Submission, *, by: User, is_host: bool) -> None:
    leading = _group(document).coordinating_seat()
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
    document = _locked(document)
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
    seats = sorted(_group(document).member_seats())
    announce("documents.output_returned", document, to=speakers_of(seats), by=by, key=str(handed.pk), seats=seats)
    return document


def end_submission(document: Document, *, by: User) -> None:
    """Put the text into the group's hands again: close what is open for comments, and unlock it."""
    now = timezone.now()
    CommentPeriod.objects.filter(document=document, closed_at__isnull=True).update(closed_at=now)
    document.submissions.filter(ended_at__isnull=True).update(ended_at=now)
    document.status = DocumentStatus.DRAFT
    document.save(update_fields=["status"])


def _locked(document: Document) -> Document:
    """Lock the group's text; the group is read with it as it stands."""
    return Document.objects.locked().select_related("dialogue", "group__dialogue").get(pk=document.pk)


def _group(document: Document) -> Group:
    if document.group is None:
        raise StateError(_("This text belongs to no group."))
    return document.group


def _whole(document: Document, way: str, part_of: Document | None, section: Section | None) -> dict[str, Any]:
    """Check and return what the text becomes part of."""
    if way not in WayOut.values:
        raise StateError(_("Choose what is to become of it."))
    if way != WayOut.PART:
        return {"part_of": None, "section": None}
    if part_of is None or part_of.dialogue_id != document.dialogue_id or part_of.group_id is not None:
        raise StateError(_("Choose the document it becomes part of."))
    if section is not None and section.document_id != part_of.pk:
        raise StateError(_("This section belongs to another document."))
    return {"part_of": part_of, "section": section}
