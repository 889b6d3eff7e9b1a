"""What the ledger tells lower floors through the ports; each answer costs one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Case, Count, F, Min, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.ledger.models import Entry
from dialogues.models import Dialogue, Named, reach_of
from dialogues.models.readers import ReaderQuestion
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ids import Ids
from inspired.core.models.people import User
from inspired.core.ports import ClosingQuestion, Todo

COLUMNS = ("what", "dialogue", "n", "least", "words")


@ports.todo.provide
def entries_waiting(user: User) -> Iterable[Todo]:
    """Name what was entered on behalf of a seat this person speaks for, and what waits for the host team; one query.

    An objection waits until its entry is confirmed or has its disposition; the task leads to the oldest.
    """
    reach = reach_of(user)
    if not ((reach.speaking or reach.team) and reach.live):
        return
    for found in WAITING.rows(user):
        row = dict(zip(COLUMNS, found, strict=True))
        dialogue = reach.named[row["dialogue"]]
        if row["what"] == "confirm":
            yield _confirm(row, dialogue)
            continue
        yield _waiting(row, dialogue)
        if row["least"] is not None:
            yield _objected(row, dialogue)


def _entries(user: User) -> Iterator[QuerySet[Entry, Any]]:
    reach = reach_of(user)
    yield from _to_confirm(user)
    yield from _undecided(reach.team & reach.live)


WAITING = ReaderQuestion(_entries)


def _to_confirm(user: User) -> Iterator[QuerySet[Entry, Any]]:
    """Read own seats' entries, which they always see."""
    reach = reach_of(user)
    if not reach.speaking:
        return
    entries = Entry.objects.awaiting_confirmation().exclude(entered_by=user.pk)
    rows = entries.filter(seat__in=reach.speaking, dialogue__in=reach.live - reach.team).order_by()
    start = Case(When(title="", then=Substr("text", 1, 80)), default="title", output_field=TextField())
    whole = {"what": Value("confirm"), "n": Value(0), "least": F("number"), "words": start}
    yield rows.annotate(**whole).values_list(*COLUMNS)


def _undecided(team: Ids) -> Iterator[QuerySet[Entry, Any]]:
    if not team:
        return
    grouped = Entry.objects.undecided().filter(dialogue__in=team).order_by().values("dialogue")
    objected = Min("number", filter=Q(objected_at__isnull=False))
    words = Value("", output_field=TextField())
    yield grouped.annotate(what=Value("undecided"), n=Count("pk"), least=objected, words=words).values_list(*COLUMNS)


def _confirm(row: dict[str, Any], dialogue: Named) -> Todo:
    return Todo(
        title=_("Confirm what was entered on your organisation’s behalf"),
        url=reverse("entry", args=[dialogue.slug, row["least"]]),
        action=_("Read and confirm"),
        dialogue_id=row["dialogue"],
        context=_("Input %(number)s: %(title)s") % {"number": row["least"], "title": row["words"]},
        rank=3,
    )


def _waiting(row: dict[str, Any], dialogue: Named) -> Todo:
    return Todo(
        title=ngettext(
            "%(number)d contribution waits for a disposition",
            "%(number)d contributions wait for a disposition",
            row["n"],
        )
        % {"number": row["n"]},
        url=reverse("inputs", args=[dialogue.slug]) + "?disposition=undecided",
        action=_("Decide"),
        dialogue_id=row["dialogue"],
        context=dialogue.title,
        rank=6,
    )


def _objected(row: dict[str, Any], dialogue: Named) -> Todo:
    return Todo(
        title=_("An organisation objects to what was entered on its behalf"),
        url=reverse("entry", args=[dialogue.slug, row["least"]]),
        action=_("Read why"),
        dialogue_id=row["dialogue"],
        context=dialogue.title,
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
