"""What letters offer to the ports of the floors below: answers that should have come by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.convening.models import Letter
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import Todo

MOST = 20


@ports.todo.provide
def awaited_answers(user: Anyone) -> Iterator[Todo]:
    """Ask the host team about letters whose answer should have come, the longest overdue first."""
    overdue = Letter.objects.visible_to(user).overdue()  # type: ignore[attr-defined]
    for letter in overdue.select_related("dialogue", "listed__organisation").order_by("answer_by", "pk")[:MOST]:
        if may(user, "convening.keep_letter", letter):
            yield Todo(
                title=_("No answer yet to letter %(reference)s") % {"reference": letter.reference},
                url=reverse("letter", args=[letter.dialogue.slug, letter.pk]),
                action=_("Ask, or note the answer"),
                dialogue_id=letter.dialogue_id,
                context=str(letter.listed),
                due=datetime.combine(letter.answer_by, time.max, ZoneInfo(letter.dialogue.time_zone)),
                rank=4,
            )
