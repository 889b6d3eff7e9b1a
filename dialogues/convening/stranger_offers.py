"""Reminds the host team of people who ask to be invited."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.convening.models import InvitationRequest
from dialogues.models import reach_of
from dialogues.permissions import LIVE
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Todo


@ports.todo.provide
def requests_todo(user: Anyone) -> Iterator[Todo]:
    """Name the dialogues in which somebody asks to be invited; one query, none for whoever hosts nothing."""
    if not reach_of(user).team:
        return
    waiting = InvitationRequest.objects.visible_to(user).waiting().filter(dialogue__status__in=LIVE).order_by()
    rows = waiting.values("dialogue", "dialogue__slug", "dialogue__title").annotate(count=Count("pk"))
    for row in rows.order_by("dialogue"):
        title = ngettext("%(count)d person asks to be invited", "%(count)d people ask to be invited", row["count"]) % {
            "count": row["count"]
        }
        url = reverse("invitation_requests", args=[row["dialogue__slug"]])
        yield Todo(title, url, _("Read and answer"), row["dialogue"], row["dialogue__title"], rank=4)
