"""The output of a group: begun, agreed to by its members, and submitted to everybody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from dialogues.documents.models import Agreement, Document, Section, Submission, Voice
from dialogues.documents.output_text import has_words, stamp_of
from dialogues.documents.services.comments import begin_comments
from dialogues.documents.services.ways import group_of, last_number, locked_text, whole_of
from dialogues.documents.states import DocumentKind
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
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
    document = locked_text(document, by=by)
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
    seats = sorted(group_of(document, by=by).member_seats())
    announce("documents.agreement_asked", asked, to=speakers_of(seats), by=by, seats=seats)
    return asked


@transaction.atomic
def give_voice(document: Document, *, by: User, member: Member, agrees: bool, note: str = "", stamp: str = "") -> Voice:
    """Say for a member whether it agrees, with a note where it dissents; it may change its mind while that is asked.

    ``stamp`` is the fingerprint of the text that was read. Raises StateError when it is not asked, the text is another
    one, the place is not one's own, or a dissent has no note.
    """
    document = locked_text(document, by=by)
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
def close_agreement(document: Document, *, by: User, reason: str = "") -> Agreement:
    """Close the question to the members; the text can be changed again, and what it said is agreed with its dissents.

    ``reason`` says why it is closed although some have not answered; everybody reads it with the text. Raises StateError when none
    is open, nobody has answered, or some have not and no reason is given.
    """
    document, asked = _open_question(document, by=by)
    voices = list(asked.voices.values_list("member", "agrees"))
    if not voices:
        raise StateError(
            _("No member has answered. A text nobody answered to is not agreed; you can take the question back.")
        )
    here = Member.objects.within_reach().filter(group=document.group_id).values_list("pk", flat=True)
    asked.members = len({*here, *(member for member, _agrees in voices)})
    if len(voices) < asked.members and not reason.strip():
        raise StateError(_("Not all members have answered. Say why you close it all the same: everybody reads it."))
    asked.reason = reason.strip() if len(voices) < asked.members else ""
    asked.closed_at, asked.closed_by = timezone.now(), by
    asked.save(update_fields=["closed_at", "closed_by", "members", "reason"])
    counts: dict[str, Any] = {"answered": len(voices), "members": asked.members}
    counts["dissents"] = sum(not agrees for _member, agrees in voices)
    record(by, "agreement.closed", asked, number=asked.number, **counts)
    return asked


@transaction.atomic
def take_question_back(document: Document, *, by: User) -> Agreement:
    """Close the question without an agreement, for instance because the text needs another word first; it can be asked anew.

    Raises StateError when none is open.
    """
    _document, asked = _open_question(document, by=by)
    asked.closed_at = asked.taken_back_at = timezone.now()
    asked.closed_by = by
    asked.save(update_fields=["closed_at", "taken_back_at", "closed_by"])
    record(by, "agreement.taken_back", asked, number=asked.number)
    return asked


def _open_question(document: Document, *, by: User) -> tuple[Document, Agreement]:
    document = locked_text(document, by=by)
    asked: Agreement | None = document.agreement
    if asked is None:
        raise StateError(_("The members are not asked at the moment."))
    require(by, "documents.close_agreement", document)
    return document, asked


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
    document = locked_text(document, by=by)
    if document.submission is not None:
        raise StateError(_("This text has been submitted."))
    require(by, "documents.submit_output", document)
    now, is_host = timezone.now(), document.dialogue.standing_of(by).is_team
    handed = Submission.objects.create(
        document=document,
        number=document.submissions.count() + 1,
        agreement=_agreed(document),
        note=note.strip(),
        by=by,
        way=way,
        next_version=last_number(document, by=by) + 1,
        group_agreed_at=now,
        host_agreed_at=now if is_host else None,
        **whole_of(document, way, part_of, section, by=by),
    )
    record(by, "output.submitted", document, tier=Tier.PARTICIPANTS, number=handed.number, way=way)
    document = Document.objects.locked().get(pk=document.pk)
    begin_comments(document, by=by, due_at=due_at, note=note)
    return handed


def _agreed(document: Document) -> Agreement:
    """Return the agreement to the text as it stands. Raises StateError when there is none, or it was used before."""
    agreed = document.agreements.reached().first()
    if document.agreement is not None or agreed is None or agreed.stamp != stamp_of(document):
        raise StateError(_("The members have not agreed to the text as it stands. Ask them first."))
    if Submission.objects.filter(agreement=agreed).exists():
        raise StateError(_("The text was given back. Ask the members again before you submit it."))
    return agreed
