"""Keeps out of the logs what opens something, and what dialogues are called: a page that is not found would be noted in full."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(
    r"(/(?:invitations|slips|pulse|notifications/settings|notifications/calendar|accounts/password/reset/key)/)[^/?\s]+"
)


# The word by which a dialogue goes in addresses is made of its title.
NAMED = re.compile(r"(/(?:dialogues|library)/)(?!new/)[^/?\s]+")


def quiet(line: str) -> str:
    """Write an ellipsis for what an address should not tell."""
    return NAMED.sub(r"\1…", SECRET.sub(r"\1…", line))


class HideTokens(logging.Filter):
    """Writes an ellipsis where an address holds a token or the name of a dialogue; lets every line through."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten such addresses among what the line is put together from."""
        record.msg = quiet(record.msg) if isinstance(record.msg, str) else record.msg
        if isinstance(record.args, tuple):
            record.args = tuple(quiet(one) if isinstance(one, str) else one for one in record.args)
        return True
