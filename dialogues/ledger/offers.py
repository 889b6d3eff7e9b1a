"""What the ledger tells lower floors through the ports; each answer costs one query."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.ledger.models import Entry
from dialogues.models import Dialogue, Named, reach_of
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models.people import User
from inspired.core.ports import ClosingQuestion, Todo


@ports.todo.provide
def confirmations_asked(user: User) -> Iterable[Todo]:
    """Name what was entered on behalf of a seat this person speaks for and waits for its confirmation."""
    reach = reach_of(user)
    if not (reach.speaking and reach.live):
        return
    entries = Entry.objects.visible_to(user).awaiting_confirmation()
    entries = entries.filter(seat__in=reach.speaking, dialogue__in=reach.live)
    for pk, number, name, text in entries.values_list("dialogue", "number", "title", "text"):
        yield Todo(
            title=_("Confirm what was entered on your organisation’s behalf"),
            url=reverse("entry", args=[reach.named[pk].slug, number]),
            action=_("Read and confirm"),
            dialogue_id=pk,
            context=_("Input %(number)s: %(title)s") % {"number": number, "title": name or text[:80]},
            rank=3,
        )


@ports.todo.provide
def entries_undecided(user: User) -> Iterable[Todo]:
    """Tell the host team what waits for a disposition, objections of seats first; one query for all dialogues.

    An objection waits until its entry is confirmed or has its disposition; the task leads to the oldest.
    """
    reach = reach_of(user)
    if not (team := reach.team & reach.live):
        return
    rows = Entry.objects.undecided().filter(dialogue__in=team).order_by().values_list("dialogue")
    objected = Q(objected_at__isnull=False)
    for pk, count, oldest in rows.annotate(count=Count("pk"), oldest=Min("number", filter=objected)):
        yield _waiting(pk, reach.named[pk], count)
        if oldest is not None:
            yield _objected(pk, reach.named[pk], oldest)


def _waiting(pk: int, dialogue: Named, count: int) -> Todo:
    return Todo(
        title=ngettext(
            "%(number)d contribution waits for a disposition",
            "%(number)d contributions wait for a disposition",
            count,
        )
        % {"number": count},
        url=reverse("inputs", args=[dialogue.slug]) + "?disposition=undecided",
        action=_("Decide"),
        dialogue_id=pk,
        context=dialogue.title,
        rank=6,
    )


def _objected(pk: int, dialogue: Named, number: int) -> Todo:
    return Todo(
        title=_("An organisation objects to what was entered on its behalf"),
        url=reverse("entry", args=[dialogue.slug, number]),
        action=_("Read why"),
        dialogue_id=pk,
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
