"""Takes talks in confidence away whole: messages, files, and the notices that led to them."""

from __future__ import annotations

from collections.abc import Collection

from dialogues.convening.models import Message, Talk
from dialogues.models import Notice
from inspired.core.forgetting import remove_unneeded

MATTER = "convening.talk"


def forget_talks(talks: Collection[int]) -> None:
    """Delete these talks inside the caller's transaction; the bytes of their files go after the commit."""
    messages = Message.objects.filter(talk__in=talks)
    files = [pk for pk in messages.values_list("file", flat=True) if pk]
    messages.delete()
    Talk.objects.filter(pk__in=talks).delete()
    Notice.objects.filter(matter=MATTER, target__in=talks).delete()
    remove_unneeded(files)
