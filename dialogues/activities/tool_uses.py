"""Leads from an activity to the page of its tool, and from the page of a tool to the dialogues in which one may use it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.models import Dialogue
from dialogues.permissions import LIVE
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.numbers import key_in
from inspired.core.ports import Link
from toolkit.known import Known, known_tools


def page_of_tool(number: Any) -> Known | None:
    """Return the tool of a number if it has a page to be read; none for what is no number."""
    tool = known_tools().get(key_in(number))
    return tool if tool and tool.slug else None


@ports.uses_of_tool.provide
def uses_of_tool(user: Anyone, number: int) -> Iterator[Link]:
    """Lead to the form with the tool chosen: to plan it for the host team, to propose it for others who may; one query."""
    for dialogue in Dialogue.objects.of_member(user).filter(status__in=LIVE).order_by("title"):
        said = {"dialogue": dialogue.title}
        if may(user, "activities.plan_activity", dialogue):
            page, label = "activity_add", _("Use this tool in %(dialogue)s") % said
        elif may(user, "activities.propose_activity", dialogue):
            page, label = "activity_propose", _("Propose this tool in %(dialogue)s") % said
        else:
            continue
        yield Link(label, f"{reverse(page, args=[dialogue.slug])}?tool={number}")
