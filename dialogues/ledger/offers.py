"""What the ledger tells lower floors through the ports; each answer costs one query."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
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
    """Count for the host team what waits for a disposition, dialogue by dialogue."""
    team = reach_of(user).team
    if not team:
        return
    waiting = Entry.objects.undecided().filter(dialogue__in=team, dialogue__status__in=LIVE)
    rows = waiting.order_by().values("dialogue", "dialogue__slug", "dialogue__title").annotate(number=Count("pk"))
    for row in rows:
        yield Todo(
            title=ngettext(
                "%(number)d contribution waits for a disposition",
                "%(number)d contributions wait for a disposition",
                row["number"],
            )
            % {"number": row["number"]},
            url=reverse("inputs", args=[row["dialogue__slug"]]) + "?disposition=undecided",
            action=_("Decide"),
            dialogue_id=row["dialogue"],
            context=row["dialogue__title"],
            rank=6,
        )


@ports.todo.provide
def objections(user: User) -> Iterable[Todo]:
    """Name for the host team what a seat says it never said, until it is confirmed or has its disposition."""
    team = reach_of(user).team
    if not team:
        return
    entries = Entry.objects.objected().undecided().filter(dialogue__in=team)
    entries = entries.filter(dialogue__status__in=LIVE).select_related("dialogue")
    for entry in entries.only("number", "dialogue__slug", "dialogue__title"):
        yield Todo(
            title=_("An organisation objects to what was entered on its behalf"),
            url=entry.get_absolute_url(),
            action=_("Read why"),
            dialogue_id=entry.dialogue_id,
            context=entry.dialogue.title,
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
