"""Verbs of talking with the host in confidence: write, answer, note as read, take back, forget in time.

The trail says that a message was written and nothing else: neither by whom a participant's was, nor in which talk.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import Message, MessageBounds, Talk
from dialogues.convening.models.messages import LONGEST_DAYS, SHORTEST_DAYS, bounds_of
from dialogues.convening.talk_forgetting import forget_talks
from dialogues.models import Dialogue
from dialogues.services.notices import announce
from dialogues.speakers import team_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.services import store_upload
from inspired.core.states import StateError


@transaction.atomic
def write_to_host(
    dialogue: Dialogue,
    *,
    by: User,
    subject: str,
    text: str,
    delete_on: date,
    key: UUID,
    file: UploadedFile[Any] | None = None,
) -> Talk:
    """Begin a talk with the host team, which hears after the commit that there is a message.

    The same form sent twice is one talk. Raises StateError without words, or for a day outside the dialogue's bounds;
    UploadRefused for a file that cannot be taken.
    """
    dialogue = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.write_to_host", dialogue)
    sent = made_before(Message.objects.filter(talk__dialogue=dialogue, by=by).select_related("talk"), key)
    if sent is not None:
        return sent.talk
    first, last = bounds_of(dialogue)
    if not first <= delete_on <= last:
        raise StateError(_("Choose a day between %(first)s and %(last)s.") % {"first": first, "last": last})
    if not (subject.strip() and text.strip()):
        raise StateError(_("Please write what it is about, and your message."))
    talk = Talk.objects.create(dialogue=dialogue, by=by, subject=subject.strip()[:150], delete_on=delete_on)
    _add(talk, by=by, is_from_team=False, text=text, key=key, file=file)
    return talk


@transaction.atomic
def write_message(
    talk: Talk, *, by: User, text: str, key: UUID, known: int | None = None, file: UploadedFile[Any] | None = None
) -> Message:
    """Go on with a talk, as its author or for the host team; the other side hears that there is a message.

    ``known`` is the last message the writer had before them: a colleague's answer in between raises StateError, so
    that the host team speaks with one voice. The same form sent twice is one message.
    """
    talk = _locked(talk)
    require(by, "convening.write_message", talk)
    sent = made_before(Message.objects.filter(talk=talk), key)
    if sent is not None:
        return sent
    if not text.strip():
        raise StateError(_("Please write your message."))
    is_from_team = talk.by_id != by.pk
    if is_from_team and known is not None and talk.messages.filter(pk__gt=known, is_from_team=True).exists():
        raise StateError(_("A colleague has answered meanwhile. Read that answer first; your text is kept below."))
    return _add(talk, by=by, is_from_team=is_from_team, text=text, key=key, file=file)


@transaction.atomic
def note_read(talk: Talk, *, by: User) -> Talk:
    """Let the participant see that the host team has read what they wrote; a second click changes nothing."""
    talk = _locked(talk)
    require(by, "convening.note_read", talk)
    if talk.read_at is None:
        talk.read_at = timezone.now()
        talk.save(update_fields=["read_at"])
    return talk


@transaction.atomic
def forget_talk(talk: Talk, *, by: User) -> None:
    """Take back a talk of one's own, with every answer and file; nothing is kept."""
    talk = _locked(talk)
    require(by, "convening.forget_talk", talk)
    forget_talks([talk.pk])
    record(None, "message.forgotten", talk.dialogue)


@transaction.atomic
def bound_messages(dialogue: Dialogue, *, by: User, longest_days: int) -> MessageBounds:
    """Say for how many days at most messages of the dialogue are kept; those written keep the day they were promised.

    Raises StateError outside a week and two years.
    """
    require(by, "convening.bound_messages", dialogue)
    if not SHORTEST_DAYS <= longest_days <= LONGEST_DAYS:
        raise StateError(
            _("Choose between %(first)d and %(last)d days.") % {"first": SHORTEST_DAYS, "last": LONGEST_DAYS}
        )
    bounds, _new = MessageBounds.objects.update_or_create(dialogue=dialogue, defaults={"longest_days": longest_days})
    record(by, "messages.bounded", dialogue, days=longest_days)
    return bounds


def _locked(talk: Talk) -> Talk:
    return Talk.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=talk.pk)


def _add(talk: Talk, *, by: User, is_from_team: bool, text: str, key: UUID, file: UploadedFile[Any] | None) -> Message:
    stored = store_upload(file, by=by) if file else None
    now = timezone.now()
    message = Message.objects.create(
        talk=talk, by=by, is_from_team=is_from_team, text=text.strip(), file=stored, form_key=key, at=now
    )
    talk.awaits_team, talk.last_at = not is_from_team, now
    talk.read_at = (talk.read_at or now) if is_from_team else None
    talk.save(update_fields=["awaits_team", "last_at", "read_at"])
    if is_from_team:
        announce("convening.message_answered", talk, to=[talk.by], by=by, key=str(message.pk))
    else:
        announce("convening.message_written", talk, to=team_of(talk.dialogue), by=by, key=str(message.pk))
    record(by if is_from_team else None, "message.written", talk.dialogue)
    return message
