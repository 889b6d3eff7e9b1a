"""The ranking of challenges: opened, extended and closed by the host team, answered by seats or for them, and its result."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.agreement import own_seats
from dialogues.consensus.forms.challenges import ConclusionForm, ExtendForm, OrderEnterForm, OrderForm, RankingForm
from dialogues.consensus.models import Ballot, Challenge, Ranking
from dialogues.consensus.naming import Names
from dialogues.consensus.priorities import view_of
from dialogues.consensus.services import rankings as verbs
from dialogues.consensus.tables import result_columns
from dialogues.consensus.views.framing import (
    HOST,
    OF_DIALOGUE,
    ONE,
    SLUG,
    WRITING,
    acted,
    page,
    seat_among,
    seat_at_table,
)
from dialogues.deadlines import day_of
from dialogues.models import Dialogue, Seat
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Listing

BALLOT: dict[str, Any] = {"ranking__dialogue__slug": "slug", "ranking__number": "number", "seat": "seat_id"}


@keeps_typed
@requires("consensus.open_ranking", Dialogue, related=HOST, **SLUG)
@require_http_methods(WRITING)
def ranking_open(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Ask the seats which challenges come first, until the end of a day."""
    form = RankingForm(dialogue, as_typed(request))
    asked = list(Challenge.objects.visible_to(request.user).filter(dialogue=dialogue).on_table())
    said = _("The ranking is open. Every seat is asked.")
    if submitted(request, form, lambda typed: verbs.open_ranking(dialogue, by=request.user, **typed), said):
        return redirect("consensus", dialogue.slug)
    return page(request, "ranking_open", dialogue, form=form, asked=asked)


@requires("consensus.see_ranking", Ranking, related=OF_DIALOGUE, **ONE)
@require_safe
def ranking(request: HttpRequest, ranking: Ranking) -> HttpResponse:
    """Show who is asked, one's own order, and once it is closed what came of it; the result leaves as a file."""
    names = Names(request.user, ranking.dialogue)
    view = view_of(request.user, ranking, names)
    listing = Listing(
        request,
        Challenge.objects.visible_to(request.user).filter(rankings=ranking),
        columns=result_columns(view),
        name=f"priorities-{ranking.number}",
        on_export=lambda kind, rows: note_export(
            ranking.dialogue, by=request.user, what="ranking", kind=kind, rows=rows
        ),
    )
    if view.rows and (file := listing.download()) is not None:
        return file
    return page(request, "ranking", ranking.dialogue, ranking=ranking, view=view, listing=listing)


@keeps_typed
@requires("consensus.rank_challenges", Ranking, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def ranking_answer(request: HttpRequest, ranking: Ranking, seat_id: int) -> HttpResponse:
    """Give the order of one's seat; it can be changed until the ranking closes."""
    seat = seat_among(own_seats(request.user, ranking.dialogue), seat_id)
    form = _order_form(request, ranking, seat, OrderForm)
    said = _("Thank you. Your order is kept; you can change it until the ranking closes.")

    def act(typed: dict[str, Any]) -> None:
        verbs.give_order(ranking, by=request.user, seat=seat, **typed)

    return acted(request, "ranking_answer", ranking, form, act, said, ranking=ranking, seat=seat)


@keeps_typed
@requires("consensus.manage_ranking", Ranking, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def ranking_enter(request: HttpRequest, ranking: Ranking, seat_id: int) -> HttpResponse:
    """Enter what a seat said by telephone, by mail, on paper or in person."""
    seat = seat_at_table(request.user, ranking.dialogue, seat_id)
    form = _order_form(request, ranking, seat, OrderEnterForm)
    said = _("Entered. The organisation’s delegates are told and asked to confirm it.")

    def act(typed: dict[str, Any]) -> None:
        verbs.enter_order(ranking, by=request.user, seat=seat, **typed)

    return acted(request, "ranking_enter", ranking, form, act, said, ranking=ranking, seat=seat)


def _order_form(request: HttpRequest, ranking: Ranking, seat: Seat, made: type[OrderForm]) -> OrderForm:
    known = Ballot.objects.visible_to(request.user).filter(ranking=ranking, seat=seat).first()
    start = {"reason": known.reason, "channel": known.channel} if known else {}
    order = known.order if known else ()
    return made(ranking.challenges.order_by("number"), as_typed(request), order=order, initial=start)


@requires("consensus.confirm_ballot", Ballot, related=("ranking__dialogue",), **BALLOT)
@require_POST
def ballot_confirm(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    """Confirm what was entered for one's seat."""
    done(request, lambda: verbs.confirm_ballot(ballot, by=request.user), _("Confirmed. Thank you."))
    return redirect(ballot.ranking)


@keeps_typed
@requires("consensus.manage_ranking", Ranking, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def ranking_extend(request: HttpRequest, ranking: Ranking) -> HttpResponse:
    """Give the seats more time."""
    start = {"due_on": day_of(max(ranking.due_at, timezone.now()), ranking.dialogue.time_zone)}
    form = ExtendForm(ranking.dialogue, as_typed(request), initial=start)
    said = _("There is more time. Every seat is told.")

    def act(typed: dict[str, Any]) -> None:
        verbs.extend_ranking(ranking, by=request.user, **typed)

    return acted(request, "ranking_extend", ranking, form, act, said, ranking=ranking)


@keeps_typed
@requires("consensus.manage_ranking", Ranking, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def ranking_close(request: HttpRequest, ranking: Ranking) -> HttpResponse:
    """Close the ranking with what follows from it."""
    form = ConclusionForm(as_typed(request))
    said = _("The ranking is closed. Everybody can read its result.")
    if submitted(request, form, lambda typed: verbs.close_ranking(ranking, by=request.user, **typed), said):
        return redirect(ranking)
    view = view_of(request.user, ranking, Names(request.user, ranking.dialogue))
    return page(request, "ranking_close", ranking.dialogue, ranking=ranking, form=form, view=view)
