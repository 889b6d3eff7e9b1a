"""Challenges: the paragraphs they come from, one of them with what it rests on, and what the host team does with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.agreement import own_seats
from dialogues.consensus.forms.challenges import ChallengeEditForm, ChallengeForm
from dialogues.consensus.grounding import MOST, endorsed_analysis, read_grounds
from dialogues.consensus.models import Challenge
from dialogues.consensus.naming import Names
from dialogues.consensus.picking import sections_to_pick, version_for
from dialogues.consensus.services import challenges as verbs
from dialogues.consensus.views.framing import HOST, OF_DIALOGUE, ONE, SLUG, WRITING, page
from dialogues.forms.seats import ReasonForm
from dialogues.models import Dialogue
from dialogues.views.submitting import done, submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError


@requires("consensus.bring_challenge", Dialogue, related=HOST, **SLUG)
@require_safe
def challenge_pick(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show the paragraphs of the endorsed analysis, those on challenges first, for choosing what one rests on."""
    version = endorsed_analysis(request.user, dialogue)
    sections = sections_to_pick(request.user, version) if version else []
    asked = request.GET.get("for", "")
    edited = asked if asked.isdecimal() and may(request.user, "consensus.add_challenge", dialogue) else ""
    return page(request, "challenge_pick", dialogue, version=version, sections=sections, edited=edited)


@keeps_typed
@requires("consensus.bring_challenge", Dialogue, related=HOST, **SLUG)
@require_http_methods(WRITING)
def challenge_add(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Put a challenge on the table, or propose one for a seat."""
    version, names = endorsed_analysis(request.user, dialogue), _picked(request)
    adds = may(request.user, "consensus.add_challenge", dialogue)
    seats = () if adds else own_seats(request.user, dialogue)
    form = ChallengeForm(as_typed(request), version=version, offered=names, seats=seats, initial={"paragraphs": names})
    verb = verbs.add_challenge if adds else verbs.propose_challenge
    said = _("The challenge is on the table.") if adds else _("Proposed. The host team answers.")
    if submitted(request, form, lambda typed: verb(dialogue, by=request.user, **typed), said):
        return redirect("challenge_pick" if version and adds else "consensus", dialogue.slug)
    return page(request, "challenge_add", dialogue, form=form, adds=adds, version=version)


@requires("consensus.see_challenge", Challenge, related=(*OF_DIALOGUE, "seat__organisation"), **ONE)
@require_safe
def challenge(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Show one challenge with what it rests on, its options, their appraisal and its recommendations."""
    resting = read_grounds(request.user, challenge.grounds.all())
    proposer = ""
    if challenge.seat and may(request.user, "consensus.see_parts", challenge.dialogue):
        proposer = Names(request.user, challenge.dialogue).of(challenge.seat)
    return page(request, "challenge", challenge.dialogue, challenge=challenge, resting=resting, proposer=proposer)


@keeps_typed
@requires("consensus.edit_challenge", Challenge, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def challenge_edit(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Change the words of a challenge and what it rests on; a stale form shows what stands now beside what was typed."""
    stored, chosen = ChallengeEditForm.stored(challenge), _picked(request)
    named = request.POST.get("version", "")
    version = version_for(request.user, challenge, named=named, anew=bool(chosen))
    names = [*stored["paragraphs"], *chosen]
    start = {**stored, "paragraphs": names}
    form = ChallengeEditForm(as_typed(request), version=version, offered=names, initial=start)
    conflict = None

    def act(typed: dict[str, Any]) -> None:
        verbs.edit_challenge(challenge, by=request.user, **typed)

    try:
        if submitted(request, form, act, _("Saved.")):
            return redirect(challenge)
    except StaleError as stale:
        conflict = form.conflict(stale.current)
    return page(request, "challenge_edit", challenge.dialogue, challenge=challenge, form=form, conflict=conflict)


@keeps_typed
@requires("consensus.leave_out_challenge", Challenge, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def challenge_leave_out(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Leave a challenge or a proposal out, with a reason."""
    form = ReasonForm(as_typed(request))
    said = _("The challenge is left out. Whoever sees it reads your reason.")
    if submitted(request, form, lambda typed: verbs.leave_out(challenge, by=request.user, **typed), said):
        return redirect("consensus", challenge.dialogue.slug)
    return page(request, "challenge_leave_out", challenge.dialogue, challenge=challenge, form=form)


@requires("consensus.put_on_table", Challenge, related=("dialogue",), **ONE)
@require_POST
def challenge_put_on_table(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Take a proposal, or put back what was left out."""
    done(request, lambda: verbs.put_on_table(challenge, by=request.user), _("The challenge is on the table."))
    return redirect(challenge)


def _picked(request: HttpRequest) -> list[str]:
    """Return the paragraphs chosen on the page before, or in the form that is sent."""
    return (request.POST if request.method == "POST" else request.GET).getlist("paragraphs")[:MOST]
