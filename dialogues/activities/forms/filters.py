"""The filters of the list of activities."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dialogues.activities.models import Activity
from dialogues.activities.states.activities import ActivityState
from dialogues.states import Phase
from inspired.core.models.audit import Tier
from toolkit.known import known_tools
from toolkit.states import ToolCategory
from workinggroups.models import Group

ALL = _("All")


def tool_choices() -> list[tuple[int, str]]:
    """Return every tool under its name, those in draft too: activities may have been planned with them."""
    return [(one.number, str(one)) for one in known_tools().values()]


def groups_here(request: HttpRequest | None) -> QuerySet[Group]:
    """Return the groups of the dialogue of the page, as far as its reader may know of them."""
    if request is None or request.resolver_match is None:
        return Group.objects.none()
    return Group.objects.visible_to(request.user).filter(dialogue__slug=request.resolver_match.kwargs["slug"])


class ActivityFilter(django_filters.FilterSet):
    """Narrows the activities by tool and its category, phase, working group and where they stand."""

    tool = django_filters.ChoiceFilter(label=_("Tool"), choices=tool_choices, empty_label=ALL)
    category = django_filters.ChoiceFilter(
        label=_("Category of the tool"), choices=ToolCategory.choices, empty_label=ALL, method="of_category"
    )
    phase = django_filters.ChoiceFilter(label=_("Phase"), choices=Phase.choices, empty_label=ALL)
    group = django_filters.ModelChoiceFilter(label=_("Working group"), queryset=groups_here, empty_label=ALL)
    state = django_filters.ChoiceFilter(label=_("State"), choices=ActivityState.choices, empty_label=ALL)

    def of_category(self, rows: QuerySet[Activity], _name: str, value: Any) -> QuerySet[Activity]:
        """Keep the activities whose tool belongs to a category, as the catalogue says now."""
        return rows.filter(tool__in=[one.number for one in known_tools().values() if value in one.categories])


class TeamFilter(ActivityFilter):
    """Narrows them for the host team by who knows of them as well."""

    tier = django_filters.ChoiceFilter(label=_("Who knows of it"), choices=Tier.choices, empty_label=ALL)
