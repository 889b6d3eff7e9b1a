"""A mail backend that writes each mail to a file named by its Message-ID: the same mail twice is one file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Sequence
from email import message_from_bytes, policy
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FileBackend(BaseEmailBackend):
    """Writes ``<hash>.eml`` into ``EMAIL_FILE_PATH``, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; return how many. Raises OSError when the folder cannot be written."""
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            message = mail.message()
            name = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:32]
            part = folder / f".{name}.{os.getpid()}"
            part.write_bytes(message.as_bytes())
            part.replace(folder / f"{name}.eml")
        return len(email_messages)


def forget_mails_to(addresses: Collection[str]) -> int:
    """Delete the files of mails that went to one of these addresses; return how many. Other backends keep no files."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "/nonexistent")
    wanted = {address.strip().lower() for address in addresses if address}
    gone = 0
    for file in folder.glob("*.eml") if wanted else ():
        if not wanted.isdisjoint(_recipients(file)):
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def _recipients(file: Path) -> set[str]:
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    lines = [str(line) for name in ("To", "Cc", "Bcc") for line in mail.get_all(name, ())]
    return {address.strip().lower() for _name, address in getaddresses(lines)}
