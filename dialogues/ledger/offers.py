"""What the ledger tells lower floors through the ports; each answer costs one query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.ledger.models import Entry
from dialogues.models import Dialogue, reach_of
from dialogues.permissions import LIVE
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models.people import User
from inspired.core.ports import ClosingQuestion, Todo


@ports.todo.provide
def confirmations_asked(user: User) -> Iterable[Todo]:
    """Name what was entered on behalf of a seat this person speaks for and waits for its confirmation."""
    speaking = reach_of(user).speaking
    if not speaking:
        return
    entries = Entry.objects.visible_to(user).awaiting_confirmation().select_related("dialogue")
    for entry in entries.filter(seat__in=speaking, dialogue__status__in=LIVE).only(
        "number", "title", "text", "dialogue__slug"
    ):
        yield Todo(
            title=_("Confirm what was entered on your organisation’s behalf"),
            url=entry.get_absolute_url(),
            action=_("Read and confirm"),
            dialogue_id=entry.dialogue_id,
            context=_("Input %(number)s: %(title)s")
            % {"number": entry.number, "title": entry.title or entry.text[:80]},
            rank=3,
        )


@ports.todo.provide
def entries_undecided(user: User) -> Iterable[Todo]:
    """Tell the host team what waits for a disposition, objections of seats first; one query for all dialogues.

    An objection waits until its entry is confirmed or has its disposition; the task leads to the oldest.
    """
    team = reach_of(user).team
    if not team:
        return
    waiting = Entry.objects.undecided().filter(dialogue__in=team, dialogue__status__in=LIVE)
    rows = waiting.order_by().values("dialogue", "dialogue__slug", "dialogue__title")
    objected = Q(objected_at__isnull=False)
    for row in rows.annotate(count=Count("pk"), objected=Min("number", filter=objected)):
        yield _waiting(row)
        if row["objected"] is not None:
            yield _objected(row)


def _waiting(row: dict[str, Any]) -> Todo:
    return Todo(
        title=ngettext(
            "%(number)d contribution waits for a disposition",
            "%(number)d contributions wait for a disposition",
            row["count"],
        )
        % {"number": row["count"]},
        url=reverse("inputs", args=[row["dialogue__slug"]]) + "?disposition=undecided",
        action=_("Decide"),
        dialogue_id=row["dialogue"],
        context=row["dialogue__title"],
        rank=6,
    )


def _objected(row: dict[str, Any]) -> Todo:
    return Todo(
        title=_("An organisation objects to what was entered on its behalf"),
        url=reverse("entry", args=[row["dialogue__slug"], row["objected"]]),
        action=_("Read why"),
        dialogue_id=row["dialogue"],
        context=row["dialogue__title"],
        rank=3,
    )


@ports.closing_questions.provide
def undecided_at_closing(user: Anyone, dialogue: Dialogue, phase: str) -> Iterable[ClosingQuestion]:
    """Say in words, when a phase closes, what has not been given an answer yet."""
    count = Entry.objects.visible_to(user).filter(dialogue=dialogue).undecided().count()
    still = ngettext(
        "%(count)d contribution has no disposition yet", "%(count)d contributions have no disposition yet", count
    ) % {"count": count}
    yield ClosingQuestion(
        key="undecided",
        question=_("Has everybody been told what became of what they contributed?"),
        open_items=(still,) if count else (),
        url=reverse("inputs", args=[dialogue.slug]) + "?disposition=undecided",
    )
