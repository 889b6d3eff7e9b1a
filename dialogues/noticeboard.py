"""Finds the words for notices when they are read: titles and addresses of what a person may still see, in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, Errand, Notice
from inspired.core.access import Anyone
from inspired.core.listing import Column
from inspired.core.noticing import MATTERS, MOST_ARGUMENTS, Kind, Matter


@dataclass(frozen=True)
class Found:
    """What a notice is about, as this person sees it: a title, which may be empty, and where it stands."""

    title: str
    url: str


@dataclass
class Told:
    """Notices of one kind in one dialogue, each with what it is about."""

    kind: Kind
    items: list[tuple[Notice, Found]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What happened, and how often."""
        return self.kind.words(len(self.items))

    @property
    def unread(self) -> list[int]:
        """The numbers of those not marked as read."""
        return [notice.pk for notice, _found in self.items if notice.read_at is None]


@dataclass
class Place:
    """What happened in one dialogue, kind by kind."""

    dialogue: Dialogue
    told: list[Told] = field(default_factory=list)


def found_for(user: Anyone, notices: Iterable[Notice | Errand]) -> dict[int, Found]:
    """Return by notice what it is about; one query over all matters. What the person may not see is missing.

    The notices were loaded with their dialogues.
    """
    notices = list(notices)
    wanted: dict[str, set[int]] = {}
    for notice in notices:
        wanted.setdefault(notice.matter, set()).add(notice.target)
    parts = [_part(MATTERS[name], user, targets) for name, targets in sorted(wanted.items()) if name in MATTERS]
    if not parts:
        return {}
    rows: Iterable[Any] = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    about = {(name, pk): (title, numbers) for name, pk, title, *numbers in rows}
    return {
        notice.pk: Found(title, _address(notice, numbers))
        for notice in notices
        if (known := about.get((notice.matter, notice.target))) is not None
        for title, numbers in [known]
    }


def _part(matter: Matter, user: Anyone, targets: set[int]) -> QuerySet[Any, Any]:
    numbers = {
        f"notice_number_{place}": Cast(F(matter.arguments[place]), BigIntegerField())
        if place < len(matter.arguments)
        else Value(0, output_field=BigIntegerField())
        for place in range(MOST_ARGUMENTS)
    }
    title = F(matter.title) if isinstance(matter.title, str) else matter.title
    rows = matter.rows(user).filter(pk__in=targets).order_by()
    named = rows.annotate(
        notice_about=Value(matter.name, output_field=CharField()),
        notice_pk=Cast(F("pk"), BigIntegerField()),
        notice_words=Cast(title, CharField()),
        **numbers,
    )
    return named.values_list("notice_about", "notice_pk", "notice_words", *numbers)


def _address(notice: Notice | Errand, numbers: list[int]) -> str:
    matter = MATTERS[notice.matter]
    return reverse(matter.page, args=[notice.dialogue.slug, *numbers[: len(matter.arguments)]])


def arranged(user: Anyone, notices: Iterable[Notice]) -> list[Place]:
    """Arrange notices by dialogue and kind, in the order in which the newest of each comes."""
    notices = list(notices)
    found = found_for(user, notices)
    places: dict[int, Place] = {}
    for notice in notices:
        if notice.pk not in found:
            continue
        place = places.setdefault(notice.dialogue_id, Place(notice.dialogue))
        told = next((told for told in place.told if told.kind == notice.what), None)
        if told is None:
            place.told.append(told := Told(notice.what))
        told.items.append((notice, found[notice.pk]))
    return list(places.values())


def with_title(user: Anyone, word: str) -> Q:
    """Match notices about something whose title holds a word, among what the person may see."""
    matches = Q(pk__in=[])
    for matter in MATTERS.values():
        title = F(matter.title) if isinstance(matter.title, str) else matter.title
        rows = matter.rows(user).annotate(notice_words=Cast(title, CharField())).filter(notice_words__icontains=word)
        matches |= Q(matter=matter.name, target__in=rows.values("pk"))
    return matches


def columns_for(user: Anyone) -> list[Column]:
    """Return the columns of the download; titles are found for all rows together, the first time one is asked for."""
    known: dict[int, Found] = {}

    def title(notice: Notice) -> str:
        if notice.pk not in known:
            known.update(found_for(user, Notice.objects.visible_to(user).select_related("dialogue")))
        return known[notice.pk].title if notice.pk in known else ""

    return [
        Column(_("When"), "at"),
        Column(_("Dialogue"), lambda notice: notice.dialogue.title),
        Column(_("What happened"), lambda notice: notice.what.words(1)),
        Column(_("About what"), title),
        Column(_("Read"), lambda notice: _("yes") if notice.read_at else _("no")),
    ]
