"""Counts who is expected in a meeting and who was there, by category, gender and region, against what was agreed. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.activities.models import Attendance, Invited, Meeting, Recording
from dialogues.activities.states.meetings import EXPECTED, Gender
from dialogues.states import Category

WHOLE = 100


@dataclass
class Company:
    """Those who come or came: how many seats or people, and how they are spread over what is recorded."""

    total: int = 0
    categories: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)

    def add(self, category: str, gender: str, region: str) -> None:
        """Count one more."""
        self.total += 1
        self.categories[category] += 1
        self.genders[gender] += 1
        self.regions[region] += 1

    def share(self, count: int) -> int:
        """Return a share of the whole in full percent, 0 of nobody."""
        return round(WHOLE * count / self.total) if self.total else 0

    @property
    def category_lines(self) -> list[tuple[str, int]]:
        """The categories in their order, each with how many come from it; then those of none."""
        lines = [(str(one.label), self.categories[one.value]) for one in Category if self.categories[one.value]]
        return [*lines, *([(_("No category known"), self.categories[""])] if self.categories[""] else [])]

    @property
    def gender_lines(self) -> list[tuple[str, int]]:
        """The genders with how many there are of each."""
        return [(str(one.label), self.genders[one.value]) for one in Gender if self.genders[one.value]]

    @property
    def has_genders(self) -> bool:
        """Is any gender recorded?"""
        return any(count for name, count in self.genders.items() if name)

    @property
    def has_regions(self) -> bool:
        """Is any region recorded?"""
        return any(count for name, count in self.regions.items() if name)

    @property
    def region_lines(self) -> list[tuple[str, int]]:
        """The regions with how many come from each, then those of whom none is recorded."""
        named = sorted(name for name in self.regions if name)
        lines = [(name, self.regions[name]) for name in named]
        return [*lines, *([(_("Not recorded"), self.regions[""])] if self.regions[""] else [])]


def expected(invited: Iterable[Invited]) -> Company:
    """Count the seats that say they come; rows with ``seat`` loaded."""
    company = Company()
    for one in invited:
        if one.answer in EXPECTED:
            company.add(one.seat.category, one.gender, one.region)
    return company


def present(attendances: Iterable[Attendance]) -> Company:
    """Count who was there, seats and those without one; rows with ``seat`` loaded."""
    company = Company()
    for one in attendances:
        if one.is_present:
            company.add(one.seat.category if one.seat else one.category, one.gender, one.region)
    return company


def warnings(company: Company, agreed: Recording) -> list[str]:
    """Say in sentences where those who come fall short of what was agreed at the start; nothing while nobody has accepted."""
    if not company.total:
        return []
    found = [_few_categories(company, agreed), _one_category(company, agreed), _few_women(company, agreed)]
    return [sentence for sentence in (*found, _few_regions(company, agreed)) if sentence]


def agreed_for(meeting: Meeting) -> Recording:
    """Return what is recorded and was agreed in the dialogue of a meeting; one query."""
    dialogue = meeting.activity.dialogue_id
    return Recording.objects.filter(dialogue=dialogue).first() or Recording(dialogue_id=dialogue, revision=0)


def _few_categories(company: Company, agreed: Recording) -> str:
    there = sum(1 for name, count in company.categories.items() if name and count)
    if agreed.least_categories is None or there >= agreed.least_categories:
        return ""
    return ngettext(
        "So far %(there)d of the nine categories is expected; at least %(agreed)d were agreed.",
        "So far %(there)d of the nine categories are expected; at least %(agreed)d were agreed.",
        there,
    ) % {"there": there, "agreed": agreed.least_categories}


def _one_category(company: Company, agreed: Recording) -> str:
    most = agreed.most_of_one_category
    if most is None:
        return ""
    for name, count in company.categories.most_common(1):
        if company.share(count) > most and name:
            return _("%(category)s: %(share)d %% of those expected; at most %(agreed)d %% were agreed.") % {
                "category": Category(name).label,
                "share": company.share(count),
                "agreed": most,
            }
    return ""


def _few_women(company: Company, agreed: Recording) -> str:
    women, unknown = company.genders[Gender.WOMAN], company.genders[Gender.UNKNOWN]
    if agreed.least_women is None or company.share(women) >= agreed.least_women:
        return ""
    if unknown:
        return _(
            "Women recorded so far: %(women)d of %(total)d who are expected; of %(unknown)d nothing is recorded. "
            "At least %(agreed)d %% were agreed."
        ) % {"women": women, "total": company.total, "unknown": unknown, "agreed": agreed.least_women}
    return _("Women are %(share)d %% of those expected; at least %(agreed)d %% were agreed.") % {
        "share": company.share(women),
        "agreed": agreed.least_women,
    }


def _few_regions(company: Company, agreed: Recording) -> str:
    there = sum(1 for name, count in company.regions.items() if name and count)
    if agreed.least_regions is None or there >= agreed.least_regions:
        return ""
    return ngettext(
        "So far %(there)d region is expected; at least %(agreed)d were agreed.",
        "So far %(there)d regions are expected; at least %(agreed)d were agreed.",
        there,
    ) % {"there": there, "agreed": agreed.least_regions}
