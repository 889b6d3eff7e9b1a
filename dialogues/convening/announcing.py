"""What convening announces to the host team: a slip that was used, who is said to be missing, who asks to be invited."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dialogues.convening.models import AccessSlip, InvitationRequest, Nomination
from dialogues.models import reach_of
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter


@matter("convening.slip", page="slip_show", title="delegate__seat__organisation__name")
def slips(user: Anyone) -> QuerySet[AccessSlip]:
    """Access slips, for the host team."""
    return AccessSlip.objects.visible_to(user)


@matter("convening.nomination", page="nominations", title="organisation", arguments=())
def open_nominations(user: Anyone) -> QuerySet[Nomination]:
    """Nominations that wait for an answer of the host team."""
    return Nomination.objects.waiting().filter(dialogue__in=reach_of(user).team)


@matter("convening.request", page="invitation_requests", title="name", arguments=())
def open_requests(user: Anyone) -> QuerySet[InvitationRequest]:
    """Requests to be invited that nobody has answered."""
    return InvitationRequest.objects.visible_to(user).waiting()


declare(
    "convening.slip_used",
    "convening.slip",
    told=ngettext_lazy("%(count)d access slip was used", "%(count)d access slips were used", "count"),
    sentence=_("An access slip was used."),
)
declare(
    "convening.nominated",
    "convening.nomination",
    told=ngettext_lazy("%(count)d proposal of who is missing", "%(count)d proposals of who is missing", "count"),
    sentence=_("A participant says who is missing."),
    asks=True,
)
declare(
    "convening.asked_in",
    "convening.request",
    told=ngettext_lazy("%(count)d person asks to be invited", "%(count)d people ask to be invited", "count"),
    sentence=_("Somebody asks to be invited."),
    asks=True,
)
