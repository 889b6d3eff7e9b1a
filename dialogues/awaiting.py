"""What participants contribute to the ports: their tab, invitations that await an account, and answers to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models import Dialogue, Errand, Invitation, Reach
from dialogues.states import InvitationState, Role
from dialogues.waiting import Waiting, counted_as, told_as, waits
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import News, Tab, Todo

RECENT = timedelta(days=14)
MOST_NEWS = 5


@ports.tabs.provide
def participants_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to whoever may read the inside of the dialogue."""
    if may(user, "dialogues.see_members_area", dialogue):
        yield Tab("participants", _("Participants"), reverse("participants", args=[dialogue.slug]), 20)


def _invited(one: Waiting) -> Todo:
    title = _("You are invited: %(title)s") % {"title": one.title}
    context = one.who or (str(Role(one.letter).label) if one.letter else "")
    url = reverse("invitation_mine", args=[one.pk])
    return Todo(title, url, _("Read and answer"), one.dialogue, context, due=one.due, rank=1)


@waits({"invitation": _invited})
def invitations_waiting(user: Anyone, _reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Name the invitations sent to the address of this account."""
    if email := user.email if user.is_authenticated else "":
        mine = Invitation.objects.answerable().for_address(email)
        at = {"title": "dialogue__title", "who": "seat__organisation__name", "dialogue": "dialogue"}
        yield told_as(mine, "invitation", letter="role", due="expires_at", **at)


def _errands(one: Waiting) -> Todo:
    words = ngettext(
        "%(number)d person must be told by telephone or on paper",
        "%(number)d people must be told by telephone or on paper",
        one.first,
    )
    url = reverse("errands", args=[one.slug])
    return Todo(words % {"number": one.first}, url, _("Open the list"), one.dialogue, one.named.title, rank=3)


@waits({"errands": _errands})
def errands_waiting(user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Say to the host team how many people no mail has told: people, or seats without any, whichever are more."""
    if team := reach.team & reach.live:
        people, silent = Count("delegate", distinct=True), Count("seat", distinct=True)
        waiting = Errand.objects.visible_to(user).waiting().filter(dialogue__in=team)
        yield counted_as(waiting, "errands", number=Greatest(people, silent))


@ports.news.provide
def answered_invitations(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Tell the host team who accepted and who declined in the last two weeks, the latest five; one query."""
    if not may(user, "dialogues.manage_dialogue", dialogue):
        return
    answered = Invitation.objects.visible_to(user).filter(dialogue=dialogue).answered_since(timezone.now() - RECENT)
    for invitation in answered.select_related("seat__organisation")[:MOST_NEWS]:
        accepted = invitation.state == InvitationState.ACCEPTED
        yield News(
            title=invitation.seat.organisation.name if invitation.seat else invitation.get_role_display(),
            url=reverse("invitation_list", args=[dialogue.slug]),
            note=_("Invitation accepted") if accepted else _("Invitation declined"),
            state=str(invitation.state.label),
            tone="yes" if accepted else "no",
            at=invitation.accepted_at or invitation.declined_at,
        )
