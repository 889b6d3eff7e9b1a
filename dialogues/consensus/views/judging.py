"""Pages on which a seat judges: one option after the other, saved and gone on with, checked, submitted; and entry for a seat."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.consensus.appraising import (
    Sheet,
    lacking,
    opinion_of,
    said_by,
    score_words,
    seat_to_enter_for,
    seat_to_judge_for,
    sheet_of,
    steps_in_words,
)
from dialogues.consensus.forms.judging import BallotForm, JudgingForm, said_before
from dialogues.consensus.judging import is_answered
from dialogues.consensus.models import Appraisal, Opinion, Option
from dialogues.consensus.services import opinions as verbs
from dialogues.consensus.states.appraisal import Depth
from dialogues.models import Seat
from dialogues.states import Channel
from dialogues.views.submitting import done
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError, StateError

from .appraisal import address
from .appraisal_pages import APPRAISAL, IN_APPRAISAL, WITH_APPRAISAL, WITH_CHALLENGE, WRITING, appraisal_page


@keeps_typed
@requires("consensus.give_opinion", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_http_methods(WRITING)
def appraisal_judge(request: HttpRequest, appraisal: Appraisal, seat_id: int, letter: str) -> HttpResponse:
    """Judge one option for one's seat, save it, and go on to the next or come back later."""
    sheet, seat = sheet_of(appraisal), seat_to_judge_for(request.user, appraisal, seat_id)
    option = sheet.option(letter)
    if seat is None or option is None:
        raise Http404
    opinion = opinion_of(appraisal, seat)
    said = said_by(opinion)
    initial = said_before(said, opinion.revision if opinion else 0)
    form = JudgingForm([option], sheet.criteria, appraisal.depth, as_typed(request), initial=initial)
    context: dict[str, Any] = {"form": form, "seat": seat, "option": option, "opinion": opinion}
    if request.method == "POST" and form.is_valid() and _saved(request, appraisal, seat, form, context):
        return _go_on(request, appraisal, seat, sheet, option)
    return appraisal_page(request, "appraisal_judge", appraisal, **context, **_steps(sheet, option, said))


def _saved(
    request: HttpRequest, appraisal: Appraisal, seat: Seat, form: JudgingForm, context: dict[str, Any], **way: str
) -> bool:
    """Save what was typed; a refusal stands above the form, what a colleague saved meanwhile beside it."""
    said = {"by": request.user, "seat": seat, "judgements": form.judgements, **way}
    try:
        context["saved"] = verbs.save_opinion(appraisal, revision=form.cleaned_data["revision"], **said)
    except StaleError as conflict:
        theirs: Opinion | None = conflict.current  # type: ignore[assignment]
        form.data = form.data.copy()
        form.data["revision"] = str(theirs.revision if theirs else 0)
        context["theirs"] = _in_words(form, said_by(theirs))
    except StateError as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def _in_words(form: JudgingForm, said: dict[Any, Any]) -> list[dict[str, Any]]:
    rows = [(part, said.get((part["option"].pk, part["criterion"].pk))) for part in form.parts]
    return [
        {**part, "one": one, "words": score_words(one.score, one.cannot_say, steps_in_words())}
        for part, one in rows
        if one
    ]


def _go_on(request: HttpRequest, appraisal: Appraisal, seat: Seat, sheet: Sheet, option: Option) -> HttpResponse:
    if "later" in request.POST:
        messages.success(request, _("Saved. You can come back at any time; your colleagues can go on with it too."))
        return redirect(appraisal)
    following = sheet.after(option)
    if following is None:
        return redirect("appraisal_check", *address(appraisal), seat.pk)
    return redirect("appraisal_judge", *address(appraisal), seat.pk, following.letter)


def _steps(sheet: Sheet, option: Option, said: dict[Any, Any]) -> dict[str, Any]:
    """Say which option of how many this is, and which are answered."""
    done_ones = [
        {"option": one, "done": all(is_answered(said.get((one.pk, criterion.pk))) for criterion in sheet.criteria)}
        for one in sheet.options
    ]
    return {"steps": done_ones, "at": sheet.options.index(option) + 1, "of": len(sheet.options)}


@requires("consensus.give_opinion", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_http_methods(WRITING)
def appraisal_check(request: HttpRequest, appraisal: Appraisal, seat_id: int) -> HttpResponse:
    """Show what one's seat has said as it would be submitted, and submit it."""
    seat = seat_to_judge_for(request.user, appraisal, seat_id)
    opinion = opinion_of(appraisal, seat) if seat else None
    if seat is None or opinion is None:
        raise Http404
    stale = False
    if request.method == "POST":
        try:
            verbs.submit_opinion(opinion, by=request.user, revision=_revision(request))
        except StaleError:
            stale = True
        except StateError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Submitted. Thank you. You now read what others said, as far as it is shown."))
            return redirect("appraisal_results", *address(appraisal))
        opinion = opinion_of(appraisal, seat) or opinion
    return _checked(request, appraisal, opinion, stale)


def _checked(request: HttpRequest, appraisal: Appraisal, opinion: Opinion, stale: bool) -> HttpResponse:
    sheet, said = sheet_of(appraisal), said_by(opinion)
    missing = lacking(appraisal, sheet, opinion, said)
    return appraisal_page(
        request,
        "appraisal_check",
        appraisal,
        opinion=opinion,
        seat=opinion.seat,
        groups=_groups(sheet, said, set(missing.unanswered), set(missing.unreasoned)),
        missing=missing,
        stale=stale,
        is_words=appraisal.depth == Depth.WORDS,
    )


def _groups(sheet: Sheet, said: dict[Any, Any], unanswered: set[Any], bare: set[Any]) -> list[dict[str, Any]]:
    """Lay out an opinion option by option, with what is missing marked."""
    groups = []
    for option in sheet.options:
        cells = [((option.pk, criterion.pk), criterion) for criterion in sheet.criteria]
        rows = [
            {
                "criterion": criterion,
                "one": (one := said.get(cell)),
                "words": score_words(one.score, one.cannot_say, steps_in_words()) if one else _("No answer"),
                "is_missing": cell in unanswered,
                "is_bare": cell in bare,
            }
            for cell, criterion in cells
        ]
        lacks = any(row["is_missing"] or row["is_bare"] for row in rows)
        groups.append({"option": option, "rows": rows, "lacks": lacks})
    return groups


def _revision(request: HttpRequest) -> int:
    read = request.POST.get("revision", "")
    return int(read) if read.isdecimal() and len(read) < 10 else -1


@keeps_typed
@requires("consensus.enter_opinion", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_http_methods(WRITING)
def appraisal_enter(request: HttpRequest, appraisal: Appraisal, seat_id: int) -> HttpResponse:
    """Enter a seat's whole ballot on its behalf, and submit it; the seat is asked to confirm it."""
    sheet, seat = sheet_of(appraisal), seat_to_enter_for(appraisal, seat_id)
    if seat is None:
        raise Http404
    opinion = opinion_of(appraisal, seat)
    if opinion is not None and opinion.channel == Channel.WEB:
        opinion = None  # what a seat writes itself is not shown before it submits it; the verb refuses to overwrite it
    initial = said_before(said_by(opinion), opinion.revision if opinion else 0)
    form = BallotForm(sheet.options, sheet.criteria, appraisal.depth, as_typed(request), initial=initial)
    context: dict[str, Any] = {"form": form, "seat": seat, "options": sheet.options}
    if request.method == "POST" and form.is_valid():
        way = {"channel": form.cleaned_data["channel"]}
        if _saved(request, appraisal, seat, form, context, **way) and _submitted(request, form, context["saved"]):
            return redirect(appraisal)
    return appraisal_page(request, "appraisal_enter", appraisal, **context)


def _submitted(request: HttpRequest, form: BallotForm, opinion: Opinion) -> bool:
    try:
        verbs.submit_opinion(opinion, by=request.user, revision=opinion.revision)
    except StateError as refusal:
        form.data = form.data.copy()
        form.data["revision"] = str(opinion.revision)
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Entered. The organisation’s delegates are asked to confirm it."))
    return True


@requires("consensus.confirm_opinion", Opinion, related=(*WITH_APPRAISAL, "seat__organisation"), **IN_APPRAISAL)
@require_http_methods(WRITING)
def opinion_confirm(request: HttpRequest, opinion: Opinion) -> HttpResponse:
    """Show what was entered for one's seat, and confirm it."""
    appraisal = opinion.appraisal
    if request.method == "POST":
        revision = _revision(request)
        try:
            done(
                request,
                lambda: verbs.confirm_opinion(opinion, by=request.user, revision=revision),
                _("Confirmed. Thank you."),
            )
        except StaleError:
            messages.error(request, _("It was changed meanwhile. Please read it again."))
            return redirect("opinion_confirm", *address(appraisal), opinion.pk)
        return redirect("appraisal_results", *address(appraisal))
    groups = _groups(sheet_of(appraisal), said_by(opinion), set(), set())
    is_words = appraisal.depth == Depth.WORDS
    return appraisal_page(
        request, "opinion_confirm", appraisal, opinion=opinion, seat=opinion.seat, groups=groups, is_words=is_words
    )
