"""Takes talks in confidence away whole: messages, files, and the notices that led to them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

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


def forget_expired_messages(now: datetime, at_most: int) -> int:
    """Forget so many talks whose day has passed, with their files and notices; return how many there were."""
    due = Talk.objects.filter(delete_on__lt=timezone.localdate(now)).order_by("pk")
    keys = list(due.values_list("pk", flat=True)[:at_most])
    forget_talks(keys)
    return len(keys)
