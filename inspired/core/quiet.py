"""Keeps what opens something out of the logs: a link that was cut short is "not found" and would be noted in full."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(
    r"(/(?:invitations|slips|pulse|notifications/settings|notifications/calendar|accounts/password/reset/key)/)[^/?\s]+"
)


class HideTokens(logging.Filter):
    """Writes an ellipsis where an address holds a token; lets every line through."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten such addresses among what the line is put together from."""
        record.msg = SECRET.sub(r"\1…", record.msg) if isinstance(record.msg, str) else record.msg
        if isinstance(record.args, tuple):
            record.args = tuple(SECRET.sub(r"\1…", one) if isinstance(one, str) else one for one in record.args)
        return True
