"""What is typed in confidence: a first message with the day after which it is forgotten, and the messages that follow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.models import Talk
from dialogues.convening.models.messages import LONGEST_DAYS, SHORTEST_DAYS, bounds_of
from dialogues.models import Dialogue
from inspired.core.formlayout import DayField, PlainForm

MOST = 10_000
SUGGESTED_DAYS = 90


def _text(label: Any, rows: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST, widget=forms.Textarea(attrs={"rows": rows}))


def _file() -> forms.FileField:
    return forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "PDF, picture, Word, Excel, OpenDocument, CSV or plain text, at most 10 MB. Only the host team and you can open it."
        ),
    )


class NewTalkForm(PlainForm):
    """A first message to the host team."""

    subject = forms.CharField(label=_("About"), max_length=150)
    text = _text(_("Your message"), 8)
    delete_on = DayField(
        label=_("Delete all of it after"),
    )
    file = _file()
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, dialogue: Dialogue) -> None:
        first, last = bounds_of(dialogue)
        day = min(timezone.localdate() + timedelta(days=SUGGESTED_DAYS), last)
        super().__init__(data, files, initial={"delete_on": day, "key": uuid4()})
        self.fields["delete_on"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}
        self.fields["delete_on"].help_text = _(
            "Your message, the answers and files are deleted after this day, at the latest after %(days)d days. You can delete them earlier yourself."
        ) % {"days": (last - timezone.localdate()).days}


class MessageForm(PlainForm):
    """A further message of a talk."""

    text = _text(_("Message"), 6)
    file = _file()
    known = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, talk: Talk, last: int) -> None:
        super().__init__(data, files, initial={"known": last, "key": uuid4()})
        self.talk = talk

    def renew(self, last: int) -> None:
        """Let the same text be sent again after the newest message was shown."""
        self.data = self.data.copy()
        self.data["known"] = str(last)


class BoundsForm(PlainForm):
    """For how many days messages are kept at most."""

    longest_days = forms.IntegerField(
        label=_("Messages are kept for at most (days)"), min_value=SHORTEST_DAYS, max_value=LONGEST_DAYS
    )
