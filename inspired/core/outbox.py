"""Mail through the outbox: written with what causes it, composed and sent by a job, plain text only.

Exactly one mail per key: the row is claimed before the mail server is spoken to and marked after. Between the
server's "accepted" and our mark lies a moment in which a worker may die; the mail is then sent again **with the same
Message-ID**, so that mail programs show one. (SMTP offers no way to close that gap; not sending again would lose
mails instead.) The file backend of the demonstration names its files by Message-ID, so there it is exactly one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from textwrap import wrap
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone, translation

from inspired.core.jobs import enqueue
from inspired.core.models.jobs import Job
from inspired.core.models.mail import OutboxMail
from inspired.core.models.people import User
from inspired.core.sealing import seal, unseal
from inspired.core.states import MailState

SEND_MAIL = "core.send_mail"
TRIES = 60  # about a day and a quarter of a silent mail server
LONGEST_LINE = 76
UNBROKEN: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
WAITING = (MailState.QUEUED, MailState.SENDING)


@dataclass(frozen=True)
class Composed:
    """A mail's words: neutral subject of one line, plain text, and perhaps headers of its own."""

    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


class NotWanted(Exception):  # noqa: N818 - reads as what happened
    """Raised by a composer when the mail has lost its reason (revoked, answered, deleted): nothing is sent."""


Composer = Callable[[OutboxMail], Composed]
COMPOSERS: dict[str, Composer] = {}


def composes(kind: str) -> Callable[[Composer], Composer]:
    """Register who writes the mails of a kind, in an app's ``tasks.py``: ``@composes("dialogues.invitation")``.

    The composer runs when sending, in the recipient's language, reads rows by ``mail.ids`` and ``secret_of(mail)``,
    and raises NotWanted when there is no longer a reason to send. Raises ValueError for a kind that has a composer.
    """

    def register(composer: Composer) -> Composer:
        if COMPOSERS.get(kind, composer) is not composer:
            raise ValueError(f"Mails of the kind {kind} are composed elsewhere already.")
        COMPOSERS[kind] = composer
        return composer

    return register


def queue_mail(
    kind: str,
    *,
    to: str = "",
    user: User | None = None,
    key: str,
    language: str = "",
    secret: dict[str, Any] | None = None,
    expires_at: datetime | None = None,
    **ids: Any,
) -> OutboxMail:
    """Write one mail to one recipient inside the caller's transaction; a job sends it after the commit.

    ``key`` says which mail this is ("invitation:17:2"); a second mail with the same key is the first one. ``ids`` are
    plain ids and values, never text; ``secret`` (a sign-in code, an address to be confirmed) is stored encrypted and
    wiped when the mail is sent, fails or expires. ``language`` is for a bare address; an account has its own. Raises
    ValueError without a recipient, TransactionManagementError outside a transaction.
    """
    if bool(to) == bool(user):
        raise ValueError("A mail goes to an account or to an address.")
    sealed = None if secret is None else seal(secret)
    mail = OutboxMail(
        kind=kind, key=key, to=to, user=user, language=language, ids=ids, secret=sealed, expires_at=expires_at
    )
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
    except IntegrityError:
        return OutboxMail.objects.get(key=key)
    enqueue(SEND_MAIL, mail, by=None)
    return mail


def secret_of(mail: OutboxMail) -> dict[str, Any]:
    """Return the decrypted payload, empty when there is none; raise SealBroken when it was tampered with."""
    return unseal(mail.secret) if mail.secret is not None else {}


def send_mail(job: Job) -> None:
    """Send the mail of a job unless it was sent, expired or has lost its reason; harmless when repeated."""
    mail = OutboxMail.objects.select_related("user__person").filter(pk=job.target_pk).first()
    if mail is None or not _claim(mail):
        return
    address = (mail.user.email if mail.user else mail.to) or ""
    if not address or (mail.user and not mail.user.is_active):
        _close(mail, MailState.FAILED)
        return
    try:
        message = _compose(mail, address)
    except NotWanted:
        _close(mail, MailState.EXPIRED)
        return
    message.send()
    _close(mail, MailState.SENT, sent_at=timezone.now())


def _claim(mail: OutboxMail) -> bool:
    """Mark the mail as being sent; a mail left in that state by a dead worker is taken up again."""
    if mail.expires_at and mail.expires_at <= timezone.now():
        _close(mail, MailState.EXPIRED)
        return False
    return bool(_open(mail).update(state=MailState.SENDING, attempts=F("attempts") + 1))


def _compose(mail: OutboxMail, address: str) -> EmailMessage:
    with translation.override((mail.user.language if mail.user else mail.language) or settings.LANGUAGE_CODE):
        composed = COMPOSERS[mail.kind](mail)
    body = folded(composed.body)
    headers = {**composed.headers, "Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    return EmailMessage(" ".join(composed.subject.split()), body, to=[address], headers=headers)


def folded(text: str) -> str:
    """Break long lines between words, as mail programs of all kinds show them; addresses and indented lines stay."""
    lines = (
        [line] if len(line) <= LONGEST_LINE or line.startswith(" ") else wrap(line, LONGEST_LINE, **UNBROKEN)
        for line in text.splitlines()
    )
    return "\n".join(part for parts in lines for part in parts or [""]) + text[len(text.rstrip("\n")) :][:1]


def _open(mail: OutboxMail) -> models.QuerySet[OutboxMail]:
    return _waiting().filter(pk=mail.pk)


def _close(mail: OutboxMail, state: MailState, **fields: Any) -> None:
    _open(mail).update(state=state, secret=None, **fields)


def expire_due() -> int:
    """Close the mails whose time has passed and wipe their secrets; only looks when there are none."""
    due = _waiting().filter(expires_at__lte=timezone.now())
    return due.update(state=MailState.EXPIRED, secret=None) if due.exists() else 0


def wipe_old(given_up_before: datetime, forgotten_before: datetime) -> int:
    """Fail mails that no server has taken since a date; blank the addresses of old finished ones. Return how many."""
    failed = _waiting().filter(created_at__lt=given_up_before).update(state=MailState.FAILED, secret=None)
    finished = OutboxMail.objects.exclude(state__in=WAITING)
    return failed + finished.filter(created_at__lt=forgotten_before).exclude(to="").update(to="")


def _waiting() -> models.QuerySet[OutboxMail]:
    return OutboxMail.objects.filter(state__in=WAITING)
