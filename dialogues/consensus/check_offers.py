"""What position checks offer to lower floors: a closing question, what a seat has said."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.consensus.models import PositionCheck, Reply
from dialogues.consensus.states.checks import CheckStatus
from dialogues.models import Dialogue, Seat
from dialogues.states import Phase
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import ClosingQuestion, Spoken


@ports.closing_questions.provide
def checks_still_open(user: Anyone, dialogue: Dialogue, phase: str) -> Iterator[ClosingQuestion]:
    """Ask at the end of the second phase what came of checks that are open or have no outcome in words."""
    if phase != Phase.CONSENSUS:
        return
    rows = PositionCheck.objects.visible_to(user).filter(dialogue=dialogue).exclude(status=CheckStatus.DRAFT)
    titles = tuple(rows.filter(outcome="").values_list("title", flat=True))
    if titles:
        yield ClosingQuestion(
            key="position_checks",
            question=_("What came of each position check?"),
            open_items=tuple(_("Position check without an outcome: %(title)s") % {"title": title} for title in titles),
            url=reverse("checks", args=[dialogue.slug]),
        )


@ports.spoken.provide
def stood_in_checks(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say where the seat stood in checks, as far as this person may know; one query."""
    rows = Reply.objects.visible_to(user).counting().filter(seat=seat).select_related("position_check__dialogue")
    for reply in rows.order_by("-given_at"):
        yield Spoken(
            reply.given_at,
            _("Position check"),
            reply.position_check.title,
            reply.reason,
            str(reply.get_stance_display()),
            reply.position_check.get_absolute_url(),
        )
