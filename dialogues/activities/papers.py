"""Composes the papers of a meeting: who signs, what is paid, what is needed. The page shows them and the printer sets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.activities.dates import when_words
from dialogues.activities.models import Allowance, Invited, Meeting, Rates
from dialogues.activities.states.meetings import InvitedAnswer
from dialogues.activities.states.papers import BLANK, WIDE, PaperKind, SignInColumn
from inspired.core.printing import writing_of

NAMELESS_LINES = 30


@dataclass(frozen=True)
class Plate:
    """One plate to stand on the table."""

    name: str
    organisation: str


@dataclass(frozen=True)
class Paper:
    """One paper: the head, and what stands on it as a table, a list of points or plates. Empty cells are lines to write on."""

    kind: str
    meeting: Meeting
    when: str
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    foot: Sequence[str] = ()
    plates: Sequence[Plate] = field(default_factory=tuple)
    numbers: frozenset[int] = frozenset()

    @property
    def title(self) -> str:
        """What the paper is."""
        return str(PaperKind(self.kind).label)

    @property
    def is_wide(self) -> bool:
        """Is it printed across?"""
        return self.kind in WIDE


def paper_of(meeting: Meeting, kind: str, columns: Iterable[str] = (), blanks: int = 0) -> Paper:
    """Compose a paper from what is stored now; ``meeting`` needs ``activity__dialogue`` loaded. At most three queries."""
    make = {
        PaperKind.SIGN_IN: lambda: _sign_in(meeting, list(columns), blanks),
        PaperKind.NAMELESS: lambda: _nameless(blanks),
        PaperKind.AGENDA: lambda: _agenda(meeting),
        PaperKind.PLATES: lambda: {"plates": _plates(meeting)},
        PaperKind.ALLOWANCES: lambda: _allowances(meeting),
        PaperKind.NEEDS: lambda: _needs(meeting),
    }[PaperKind(kind)]
    return Paper(str(kind), meeting, when_words(meeting), **make())


def coming(meeting: Meeting) -> list[Invited]:
    """Return the invited seats that have not said no, in the order of their names; one query."""
    rows = Invited.objects.filter(meeting=meeting).exclude(answer=InvitedAnswer.DECLINES)
    return list(
        rows.select_related("seat__organisation", "delegate__person", "needs", "allowance").order_by(
            "seat__organisation__name"
        )
    )


def name_of(invited: Invited) -> str:
    """Name who comes for a seat, as far as it said so."""
    if invited.answer == InvitedAnswer.SUBSTITUTE:
        return invited.substitute
    return str(invited.delegate.person) if invited.delegate else ""


def has_answered(invited: Invited) -> bool:
    """Has the seat said that it comes? What it is paid is counted only then."""
    return invited.answer != InvitedAnswer.WAITING


def _sign_in(meeting: Meeting, columns: list[str], blanks: int) -> dict[str, Any]:
    said: dict[str, Callable[[Invited], str]] = {
        SignInColumn.ORGANISATION: lambda one: str(one.seat),
        SignInColumn.CATEGORY: lambda one: one.seat.get_category_display(),
        SignInColumn.NAME: name_of,
    }
    rows = [
        (str(number), *("" if name in BLANK else said[name](one) for name in columns))
        for number, one in enumerate(coming(meeting), start=1)
    ]
    rows += [(str(len(rows) + line), *("" for _name in columns)) for line in range(1, blanks + 1)]
    return {"header": ("#", *(str(SignInColumn(name).label) for name in columns)), "rows": rows}


def _nameless(blanks: int) -> dict[str, Any]:
    """Numbers alone: who signs chooses a mark, so that the sheet tells how many came and not who."""
    rows = [(str(number), "", "") for number in range(1, (blanks or NAMELESS_LINES) + 1)]
    return {
        "header": ("#", _("A mark of your own choice"), _("Signature or initials, if you wish")),
        "rows": rows,
        "foot": (_("This sheet counts who came. Please write no name on it."),),
    }


def _agenda(meeting: Meeting) -> dict[str, Any]:
    points = list(meeting.agenda.all())
    rows = [(str(one.number), one.title, str(one.minutes or "")) for one in points]
    total = sum(one.minutes for one in points)
    foot = (_("%(number)s minutes in all") % {"number": total},) if total else ()
    return {"header": ("#", _("Point"), _("Minutes")), "rows": rows, "foot": foot, "numbers": frozenset({2})}


def _plates(meeting: Meeting) -> list[Plate]:
    return [Plate(name_of(one), str(one.seat)) for one in coming(meeting)]


def _money(amount: Decimal) -> str:
    return str(number_format(amount, 2, use_l10n=True, force_grouping=True))


def _allowances(meeting: Meeting) -> dict[str, Any]:
    rates = Rates.objects.filter(meeting=meeting).first() or Rates(meeting=meeting)
    rows, total, apart, waiting = [], Decimal(0), Decimal(0), 0
    for number, one in enumerate(coming(meeting), start=1):
        paid = getattr(one, "allowance", None) or Allowance(invited=one, days=Decimal(1))
        amount = paid.amount(rates)
        if has_answered(one):
            total += amount
        else:
            apart, waiting = apart + amount, waiting + 1
        days = str(number_format(paid.days.normalize() if paid.days else 0))
        rows.append(
            (
                str(number),
                str(one.seat),
                name_of(one) if has_answered(one) else _("not answered"),
                days,
                str(paid.distance),
                _money(amount),
                "",
            )
        )
    said = {"day": _money(rates.per_day), "km": _money(rates.per_km), "currency": rates.currency}
    foot: tuple[str, ...] = (
        _("In all: %(amount)s %(currency)s") % {"amount": _money(total), "currency": rates.currency},
        _("%(day)s %(currency)s for a day, %(km)s %(currency)s for a kilometre") % said,
    )
    if waiting:
        words = ngettext(
            "Not in it: %(number)d organisation that has not answered, %(amount)s %(currency)s if it comes",
            "Not in it: %(number)d organisations that have not answered, %(amount)s %(currency)s if they come",
            waiting,
        )
        foot = (foot[0], words % {"number": waiting, "amount": _money(apart), "currency": rates.currency}, foot[1])
    head = ("#", _("Organisation"), _("Name"), _("Days"), _("Kilometres"), _("Amount"), _("Signature"))
    return {"header": head, "rows": rows, "foot": foot, "numbers": frozenset({3, 4, 5})}


def _needs(meeting: Meeting) -> dict[str, Any]:
    rows = []
    for one in coming(meeting):
        needs, language = getattr(one, "needs", None), one.get_language_display() if one.language else ""
        said = [needs.access, needs.diet, needs.childcare] if needs else ["", "", ""]
        into = (needs.interpretation if needs else "") or (language if one.language != meeting.language else "")
        if into or any(said):
            rows.append((str(one.seat), name_of(one), *(word or "–" for word in (into, *said))))
    head = (_("Organisation"), _("Name"), _("Interpretation into"), _("Access"), _("Diet"), _("Childcare"))
    foot = () if rows else (_("Nobody has said that they need anything."),)
    return {"header": head, "rows": rows, "foot": foot}


def page_of(paper: Paper, language: str) -> str:
    """Return the paper as one page of HTML for the printer."""
    context: dict[str, Any] = {"paper": paper, "dialogue": paper.meeting.activity.dialogue}
    return render_to_string("pdf/meeting_paper.html", context | writing_of(language))
