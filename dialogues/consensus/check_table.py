"""Columns of the tables of position checks that leave the site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dialogues.consensus.check_reading import CheckView
from inspired.core.listing import Column

CHECK_COLUMNS = [
    Column(_("Number"), "number"),
    Column(_("In one line"), "title"),
    Column(_("Proposal"), "proposal"),
    Column(_("Status"), lambda check: check.get_status_display()),
    Column(_("Until"), "due_at"),
    Column(_("Asked"), "asked_count"),
    Column(_("Answered"), "answered_count"),
    Column(_("Outcome, in words"), lambda check: check.outcome if check.is_over else ""),
]


def reply_columns(view: CheckView) -> list[Column]:
    """The columns of single replies, each under the name by which its seat appears to this reader."""
    names = {one.reply.pk: one.name for one in view.replies}

    return [
        Column(_("Organisation"), lambda reply: names[reply.pk]),
        Column(_("Answer"), lambda reply: reply.get_stance_display()),
        Column(_("Why"), "reason"),
        Column(_("What would have to change"), "would_change"),
        Column(_("Confirmed"), lambda reply: reply.confirmed_at is not None),
    ]
