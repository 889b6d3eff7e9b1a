"""Writes of the comment period: opening, extending and closing it, and the seats' comments."""

from __future__ import annotations

from datetime import datetime
from textwrap import shorten
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.documents.models import Comment, CommentPeriod, Document, Section
from dialogues.documents.states import DOCUMENT_MOVES, DocumentStatus
from dialogues.ledger.services import add_entry
from dialogues.ledger.states import Source
from dialogues.models import Seat
from dialogues.services.dialogue import held_dialogue
from dialogues.services.notices import announce
from dialogues.speakers import speakers_in, table_of
from dialogues.states import ANNOUNCED, Channel
from inspired.core import ports
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.states import StateError, check_move
from inspired.core.text import clean_source


def _move(document: Document, target: str, sentence: str) -> None:
    check_move(document.status, target, DOCUMENT_MOVES, sentence)
    document.status = target
    document.save(update_fields=["status"])


@transaction.atomic
def open_comments(document: Document, *, by: User, due_at: datetime, note: str = "") -> CommentPeriod:
    """Open the draft for comments until a date and tell every seat at the table after commit.

    Raises StateError when it is open already, locked, or the date has passed.
    """
    document = Document.objects.locked().get(pk=document.pk)
    require(by, "documents.manage_document", document)
    if document.group_id and document.submission is None:
        raise StateError(_("The group has not submitted its text yet."))
    return begin_comments(document, by=by, due_at=due_at, note=note)


def begin_comments(document: Document, *, by: User, due_at: datetime, note: str = "") -> CommentPeriod:
    """Open a locked draft for comments, as ``open_comments`` does for the host team and a group's submission as well."""
    if due_at <= timezone.now():
        raise StateError(_("Choose a date that has not passed."))
    _move(document, DocumentStatus.COMMENTS, _("The draft can be opened for comments only while it is a draft."))
    period = CommentPeriod.objects.create(document=document, due_at=due_at, note=note, opened_by=by)
    record(by, "comments.opened", document, tier=Tier.PARTICIPANTS, period=period.pk, due=due_at.isoformat())
    seats = table_of(document.dialogue)
    announce("documents.comments_opened", period, to=speakers_in(document.dialogue), by=by, seats=seats)
    return period


@transaction.atomic
def extend_comments(period: CommentPeriod, *, by: User, due_at: datetime) -> CommentPeriod:
    """Move the end of an open comment period to a later date. Raises StateError when closed or not later."""
    document = Document.objects.locked().get(pk=period.document_id)
    require(by, "documents.manage_document", document)
    period = CommentPeriod.objects.get(pk=period.pk)
    if period.closed_at is not None or due_at <= period.due_at:
        raise StateError(_("Only an open comment period can be extended, to a later date."))
    period.due_at = due_at
    period.save(update_fields=["due_at"])
    record(by, "comments.extended", document, tier=Tier.PARTICIPANTS, period=period.pk, due=due_at.isoformat())
    return period


@transaction.atomic
def close_comments(document: Document, *, by: User) -> Document:
    """Close the comment period; the text goes back to being a draft. Raises StateError when none is open."""
    document = Document.objects.locked().get(pk=document.pk)
    require(by, "documents.manage_document", document)
    if document.status != DocumentStatus.COMMENTS:
        raise StateError(_("No comment period is open."))
    _move(document, DocumentStatus.DRAFT, _("No comment period is open."))
    document.comment_periods.filter(closed_at__isnull=True).update(closed_at=timezone.now())
    record(by, "comments.closed", document, tier=Tier.PARTICIPANTS)
    return document


@transaction.atomic
def add_comment(
    document: Document,
    *,
    by: User,
    seat: Seat,
    text: str,
    section: Section | None = None,
    paragraph_id: str = "",
    wording: str = "",
    form_key: UUID | None = None,
) -> Comment:
    """Put a seat's comment on a paragraph, a section or the whole into the ledger, perhaps with proposed wording.

    ``form_key`` is the form's one-time key: the same one again returns the comment that exists. Raises StateError when the
    period has ended or the seat is not this person's to speak for, TextRefused for unsafe wording.
    """
    document = _held(document, by)
    period = _open_period(document)
    if seat.dialogue_id != document.dialogue_id or seat.pk not in document.dialogue.standing_of(by).speaking:
        raise StateError(_("You do not speak for this organisation."))
    if (known := made_before(document.comments.filter(entry__author=by), form_key)) is not None:
        return known
    require(by, "documents.comment_document", document)
    place = {
        "section": section,
        "paragraph_id": paragraph_id,
        "paragraph_text": _words(document, section, paragraph_id, by),
    }
    comment = Comment(document=document, period=period, form_key=form_key, wording=wording, **place)
    return _store(comment, by=by, seat=seat, text=text, channel=Channel.WEB)


@transaction.atomic
def enter_comment(
    document: Document,
    *,
    by: User,
    seat: Seat,
    channel: str,
    text: str,
    section: Section | None = None,
    paragraph_id: str = "",
    wording: str = "",
    form_key: UUID | None = None,
) -> Comment:
    """Enter a comment that a seat gave by telephone, by mail, on paper or in person; the seat is asked to confirm it.

    What came in time can be entered until the period is closed. ``form_key`` works as for ``add_comment``. Raises
    StateError when none is open, for a seat that is not at the table and a channel that is none of these.
    """
    document = _held(document, by)
    period = document.comment_periods.filter(closed_at__isnull=True).first()
    if period is None:
        raise StateError(_("No comment period is open."))
    require(by, "documents.enter_comment", document)
    if channel not in ANNOUNCED:
        raise StateError(_("Say by which way it came in."))
    if not Seat.objects.at_the_table().filter(dialogue=document.dialogue_id, pk=seat.pk).exists():
        raise StateError(_("This organisation is not at the table."))
    if (known := made_before(document.comments.filter(entry__entered_by=by), form_key)) is not None:
        return known
    place = {
        "section": section,
        "paragraph_id": paragraph_id,
        "paragraph_text": _words(document, section, paragraph_id, by),
    }
    comment = Comment(document=document, period=period, form_key=form_key, wording=wording, **place)
    return _store(comment, by=by, seat=seat, text=text, channel=channel)


def _held(document: Document, by: User) -> Document:
    """Lock the document and hold its dialogue: what is said lands before either is closed, or is refused."""
    locked = Document.objects.locked().get(pk=document.pk)
    locked.dialogue = held_dialogue(locked.dialogue, by=by)
    return locked


def _store(comment: Comment, *, by: User, seat: Seat, text: str, channel: str) -> Comment:
    comment.wording = clean_source(comment.wording) if comment.wording else ""
    comment.entry = add_entry(
        comment.document.dialogue,
        by=by,
        source=Source.COMMENT,
        seat=seat,
        title=shorten(text, 90, placeholder=" …"),
        text=clean_source(text),
        tier=Tier.PARTICIPANTS,
        language=comment.document.language,
        channel=channel,
    )
    comment.save(force_insert=True)
    given: dict[str, Any] = {"entry": comment.entry.number}
    if channel == Channel.WEB:
        record(by, "comment.given", comment, **given)
    else:
        record(by, "comment.entered", comment, seat=seat.pk, channel=channel, **given)
    return comment


def _open_period(document: Document) -> CommentPeriod:
    period = document.comment_periods.filter(closed_at__isnull=True).first()
    if period is None or not period.takes_comments:
        raise StateError(_("The comment period has ended."))
    return period


def _words(document: Document, section: Section | None, paragraph_id: str, by: User) -> str:
    """Return what a comment is on as it stands now: a paragraph of a section, or a place that another app put there."""
    if not paragraph_id:
        return ""
    if section is None:
        places = {anchor.id: anchor.text for anchor in ports.anchors.collect(by, document)}
    else:
        places = {paragraph["id"]: str(paragraph["text"]) for paragraph in section.paragraphs}
    if paragraph_id not in places:
        raise StateError(
            _("This place has been taken out meanwhile. Comment on the section or on the whole text instead.")
        )
    return places[paragraph_id]
