"""Gathers what the overview of a dialogue says, for members and for everybody else. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.appearing import FEWEST_IN_CATEGORY, NAMED
from dialogues.models import AffectedGroup, Dialogue, GroundRules, Seat
from dialogues.models.readers import ReaderQuestion
from dialogues.phases import PhaseView, phases_from
from dialogues.states import Appearance, Category, PhaseState, RulesStatus, Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.memory import remembered

FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Table:
    """Who sits at the table, as far as this person may know. ``groups`` and ``groups_present`` count affected groups."""

    seats: int
    categories: int
    groups: int
    groups_present: int
    of: int = len(Category)


def table_of(user: Anyone, dialogue: Dialogue) -> Table:
    """Count seats, their categories and affected groups over the seats visible to this person; one query."""
    (counted,) = TABLE.rows(user, dialogue)
    return Table(*(number or 0 for number in counted))


def _table(user: Anyone, dialogue: Dialogue) -> Iterator[models.QuerySet[Any, Any]]:
    seats = Seat.objects.visible_within(user, dialogue.pk).at_the_table()
    groups = AffectedGroup.objects.filter(dialogue=dialogue.pk)
    present = groups.filter(models.Exists(seats.filter(speaks_for=models.OuterRef("pk"))))
    counted = (_number_of(seats), _number_of(seats, "category"), _number_of(groups), _number_of(present))
    yield Dialogue.objects.filter(pk=dialogue.pk).order_by().values_list(*counted)


TABLE = ReaderQuestion(_table)


def _number_of(rows: models.QuerySet[Any], what: str = "pk") -> models.Subquery:
    """Count what is different in the rows of one dialogue, in a sub-query: several counts then cost one query."""
    counted = rows.order_by().values("dialogue").annotate(number=models.Count(what, distinct=True))
    return models.Subquery(counted.values("number"))


def rules_in_force(user: Anyone, dialogue: Dialogue) -> GroundRules | None:
    """Return the agreed ground rules, or the proposal while there are none; nothing for who is not a member."""
    standing = sorted(standing_rules(user, dialogue), key=lambda rules: (rules.status, -rules.number))
    return standing[0] if standing else None


def standing_rules(user: Anyone, dialogue: Dialogue) -> list[GroundRules]:
    """Return the proposed and agreed ground rules that this person sees; asked once per request."""

    def ask() -> list[GroundRules]:
        rules = GroundRules.objects.visible_to(user).filter(dialogue=dialogue)
        return list(rules.exclude(status=RulesStatus.SUPERSEDED))

    return remembered(("rules", dialogue.pk, user.pk), ask)


def _of_dialogue(todos: Iterable[ports.Todo], dialogue: Dialogue) -> list[ports.Todo]:
    """Keep what waits in this dialogue, the most pressing first."""
    waiting = [todo for todo in todos if todo.dialogue_id == dialogue.pk]
    return sorted(waiting, key=lambda todo: (todo.rank, todo.due or FAR, todo.title))


def news_of(user: Anyone, dialogue: Dialogue) -> list[ports.News]:
    """Return what is going on, the newest first; what has no date stands at the end."""
    news = ports.news.collect(user, dialogue)
    return sorted(news, key=lambda item: (item.at is None, -(item.at.timestamp() if item.at else 0), item.title))


def named_in_public(dialogue: Dialogue) -> list[str]:
    """Name the seats that chose to be listed in public, as they chose: by organisation or by category only.

    A category with fewer than three seats at the table would tell who, so it is not named.
    """
    seats = list(dialogue.seats.at_the_table().select_related("organisation"))
    counts = Counter(seat.category for seat in seats)
    by_name = sorted(seat.organisation.name for seat in seats if seat.appear_in_public in NAMED)
    shy = [seat for seat in seats if seat.appear_in_public == Appearance.CATEGORY]
    categories = {str(seat.get_category_display()) for seat in shy if counts[seat.category] >= FEWEST_IN_CATEGORY}
    return [*by_name, *sorted(categories)]


def open_phases(dialogue: Any) -> str:
    """Name the phases that are open, from the moves of its log that were fetched with the dialogue."""
    views = phases_from(dialogue.moves)
    return ", ".join(view.name for view in views if view.state == PhaseState.OPEN)


@dataclass(frozen=True)
class Step:
    """One step of the set-up, done or not."""

    title: str
    hint: str
    url: str
    is_done: bool


def categories_to_prepare(dialogue: Dialogue) -> list[str]:
    """Name the categories without a seat that nobody has marked as not needed; two queries."""
    held = set(dialogue.seats.filter(left_at=None).order_by().values_list("category", flat=True).distinct())
    unneeded = set(dialogue.unneeded_categories.values_list("category", flat=True))
    return [str(category.label) for category in Category if category not in held | unneeded]


def _seats_hint(missing: list[str]) -> str:
    if not missing:
        return _("Every category has a seat or is marked as not needed here.")
    if len(missing) == len(Category):
        return _("Organisations of all nine categories; mark those that are not needed here.")
    return _("Still without a seat and not marked as not needed: %(names)s.") % {"names": ", ".join(missing)}


def set_up_steps(user: Anyone, dialogue: Dialogue, phases: list[PhaseView]) -> list[Step]:
    """List what a dialogue needs before people can work in it; the order is our suggestion."""
    slug = [dialogue.slug]
    missing = categories_to_prepare(dialogue)
    rules = rules_in_force(user, dialogue)
    participants = next((tab.url for tab in ports.tabs.collect(user, dialogue) if tab.name == "participants"), "")
    return [
        Step(
            _("Write the ground rules"),
            _("Your proposal; the seats answer it once the dialogue is open."),
            reverse("ground_rules", args=slug),
            rules is not None,
        ),
        Step(_("Prepare the seats"), _seats_hint(missing), participants, not missing),
        Step(
            _("Open the dialogue"),
            _("From then on its members see it."),
            reverse("dialogue_status", args=[dialogue.slug, Status.OPEN]) if dialogue.status == Status.DRAFT else "",
            dialogue.status != Status.DRAFT,
        ),
        Step(
            _("Open the first phase"),
            _("Collective Assessment, or another one if that is where you stand."),
            reverse("phases", args=slug),
            any(phase.is_reached for phase in phases),
        ),
    ]


def member_context(user: Anyone, dialogue: Dialogue) -> dict[str, Any]:
    """Gather what a member's overview shows beside its frame."""
    everywhere = ports.todo.collect(user)
    todos = _of_dialogue(everywhere, dialogue)
    return {
        "todo_count": len(everywhere),
        "next": todos[0] if todos else None,
        "more": todos[1:],
        "news": news_of(user, dialogue),
        "table": table_of(user, dialogue),
        "rules": rules_in_force(user, dialogue),
    }
