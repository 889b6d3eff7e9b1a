"""What challenges and their ranking announce, of what they remind and which dates they have, registered as this module loads."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.announcing import declare_reminders
from dialogues.consensus.models import Ballot, Challenge, Ranking
from dialogues.consensus.states.challenges import RankingStatus
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.memory import remembered
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience, CalendarEntry, Deadline

NUMBER = ("number",)


@matter("consensus.challenge", page="challenge", title="title", arguments=NUMBER)
def challenges(user: Anyone) -> QuerySet[Challenge]:
    """Challenges this person may see."""
    return Challenge.objects.visible_to(user)


@matter("consensus.ranking", page="ranking", title=Value(""), arguments=NUMBER)
def rankings(user: Anyone) -> QuerySet[Ranking]:
    """Rankings this person may see."""
    return Ranking.objects.visible_to(user)


@matter("consensus.ranking_unanswered", page="ranking", title=Value(""), arguments=NUMBER, whole="consensus.ranking")
def unanswered_rankings(user: Anyone) -> QuerySet[Ranking]:
    """Open rankings, whatever their date, in which a seat this person speaks for has given no order."""
    mine = Seat.objects.spoken_for_by(user).at_the_table().filter(dialogue=OuterRef("dialogue"))
    given = Ballot.objects.filter(ranking=OuterRef(OuterRef("pk")), seat=OuterRef("pk"))
    open_ones = Ranking.objects.visible_to(user).filter(status=RankingStatus.OPEN, dialogue__status=Status.OPEN)
    return open_ones.exclude(dialogue__in=reach_of(user).team).filter(Exists(mine.exclude(Exists(given))))


declare(
    "consensus.challenge_proposed",
    "consensus.challenge",
    told=ngettext_lazy("%(count)d challenge is proposed", "%(count)d challenges are proposed", "count"),
    sentence=_("An organisation proposes a challenge."),
    asks=True,
)
declare(
    "consensus.challenge_answered",
    "consensus.challenge",
    told=ngettext_lazy(
        "A challenge you proposed is answered", "%(count)d challenges you proposed are answered", "count"
    ),
    sentence=_("The host answered a challenge that your organisation proposed."),
)
declare(
    "consensus.ranking_opened",
    "consensus.ranking",
    told=ngettext_lazy(
        "Your order of priorities is asked for", "%(count)d orders of priorities are asked for", "count"
    ),
    sentence=_("Your organisation is asked which challenges come first."),
    asks=True,
)
declare(
    "consensus.ranking_extended",
    "consensus.ranking",
    told=ngettext_lazy(
        "There is more time to rank priorities", "There is more time to rank priorities, %(count)d times", "count"
    ),
    sentence=_("There is more time to say which challenges come first."),
)
declare(
    "consensus.ranking_reminder",
    "consensus.ranking_unanswered",
    told=ngettext_lazy(
        "You are reminded of your order of priorities", "You are reminded of %(count)d orders of priorities", "count"
    ),
    sentence=_("Your organisation’s order of priorities is still awaited."),
    asks=True,
)
declare(
    "consensus.ranking_closed",
    "consensus.ranking",
    told=ngettext_lazy("The ranking of priorities is closed", "%(count)d rankings of priorities are closed", "count"),
    sentence=_("The result of the ranking of priorities can be read."),
)
declare(
    "consensus.ballot_entered",
    "consensus.ranking",
    told=ngettext_lazy(
        "An order of priorities was entered for you", "%(count)d orders of priorities were entered for you", "count"
    ),
    sentence=_("The host team entered an order of priorities for your organisation. Please confirm it."),
    asks=True,
)
declare_reminders("consensus.rankings", "consensus.ranking_unanswered")


@ports.deadlines.provide
def ranking_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats that gave no order in the open ranking, also when its date has passed; one query, asked once per request."""
    yield from remembered(("ranking dates", by and by.pk, dialogue.pk), lambda: list(_ranking_dates(by, dialogue)))


def _ranking_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    given = Ballot.objects.filter(ranking=OuterRef("ranking"), seat=OuterRef("pk"))
    owed = (Seat.objects if by is None else Seat.objects.visible_to(by)).at_the_table()
    found = owed.filter(dialogue=dialogue, dialogue__rankings__status=RankingStatus.OPEN).annotate(
        ranking=F("dialogue__rankings__pk"),
        due=F("dialogue__rankings__due_at"),
        since=F("dialogue__rankings__opened_at"),
    )
    for seat, pk, due, since in found.exclude(Exists(given)).values_list("pk", "ranking", "due", "since"):
        yield Deadline("consensus.rankings", pk, gettext("Priorities"), due, since, seat)


@ports.audiences.provide
def whom_rankings_would_reach(user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer all seats for a ranking that is opened, and for the open one those that would be reminded; one query."""
    if dialogue.status == Status.OPEN:
        yield Audience("ranking", gettext("When the ranking of challenges is opened"))
        if silent := tuple(one.seat for one in ranking_dates(user, dialogue)):
            yield Audience("ranking-again", gettext("When you remind them of the ranking of challenges"), silent)


@ports.calendar.provide
def ranking_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the dates of open rankings; one query."""
    asked = Ranking.objects.visible_to(user).filter(status=RankingStatus.OPEN, dialogue__in=dialogues)
    for one in asked.select_related("dialogue"):
        yield CalendarEntry(f"ranking-{one.pk}", one.dialogue_id, one.dialogue.mail_label, one.due_at)
