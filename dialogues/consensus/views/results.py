"""Pages that show what came of an appraisal: results with their download, and how the order moves with the weights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dialogues.consensus.appraising import sheet_of
from dialogues.consensus.models import Appraisal
from dialogues.consensus.ordering import order_of, stretch_rows
from dialogues.consensus.results import Result, Results, dots_of, results_of
from dialogues.consensus.states.appraisal import Depth
from dialogues.consensus.weighing import shared_weights
from dialogues.services.exports import note_export
from inspired.core.access import requires
from inspired.core.exports import TYPES, download

from .appraisal_pages import APPRAISAL, WITH_CHALLENGE, appraisal_page

CONCLUDED = (*WITH_CHALLENGE, "conclusion__option")


@requires("consensus.see_appraisal", Appraisal, related=CONCLUDED, **APPRAISAL)
@require_safe
def appraisal_results(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Show disagreement first, then every option's spreads and agreement, then what was concluded."""
    if appraisal.depth == Depth.DOTS:
        return _dots(request, appraisal)
    results = results_of(request.user, appraisal)
    kind = request.GET.get("format", "")
    if kind in TYPES and results.reader.sees_results:
        return _file(request, appraisal, results, kind)
    is_words = appraisal.depth == Depth.WORDS
    context = {"results": results, "is_words": is_words, "who": request.GET.get("who", ""), **_concluded(appraisal)}
    return appraisal_page(request, "appraisal_results", appraisal, **context)


def _dots(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    reader, categories, rows = dots_of(request.user, appraisal, sheet_of(appraisal))
    context = {"categories": categories, "dots": rows, "is_dots": True, "shows_dots": reader.sees_results}
    context |= _concluded(appraisal)
    return appraisal_page(request, "appraisal_results", appraisal, **context)


def _concluded(appraisal: Appraisal) -> dict[str, Any]:
    """Return the conclusion with how many seats accept its wording; one query where there is one."""
    conclusion = getattr(appraisal, "conclusion", None)
    if conclusion is None:
        return {"conclusion": None}
    conclusion.appraisal = appraisal
    given = conclusion.acceptances.filter(revision=conclusion.revision).values_list("accepts", flat=True)
    answers = list(given)
    return {"conclusion": conclusion, "accepting": sum(answers), "objecting": len(answers) - sum(answers)}


def _file(request: HttpRequest, appraisal: Appraisal, results: Results, kind: str) -> HttpResponse:
    header = [_("Option"), _("Criterion"), _("Who"), _("Answer"), _("Median"), _("Lowest"), _("Highest")]
    header += [_("Answered"), _("Cannot say"), _("Reason"), _("Who gains"), _("Who loses")]
    rows = list(_lines(results))
    dialogue = appraisal.challenge.dialogue
    note_export(dialogue, by=request.user, what="appraisal", kind=kind, rows=len(rows))
    return download(f"appraisal-{appraisal.challenge.number}-{appraisal.number}", kind, header, rows)


def _lines(results: Results) -> Iterator[list[Any]]:
    for option in results.options:
        for one in option.results:
            yield _together(one)
            for single in one.singles:
                said = [single.name, single.words, "", "", "", "", "", single.reason, single.gains, single.losses]
                yield [_option_name(one), one.criterion.title, *said]


def _together(one: Result) -> list[Any]:
    told = one.told
    figures = [one.median, told.low, told.high, told.answered, told.cannot_say]
    return [_option_name(one), one.criterion.title, _("All together"), "", *figures, "", "", ""]


def _option_name(one: Result) -> str:
    return one.option.lettered


@requires("consensus.see_appraisal", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_safe
def appraisal_weights(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Show the order with the agreed weights, and how it changes when one criterion weighs more or less."""
    results = results_of(request.user, appraisal)
    order = order_of(results, _weights(appraisal, results)) if results.reader.sees_results else None
    sways = {one.criterion.key: one for one in order.sways} if order else {}
    heaviest = max(sways.values(), key=lambda one: one.weight, default=None)
    chosen = sways.get(request.GET.get("criterion", ""), heaviest)
    titles = {one.letter: one for one in results.sheet.options}
    rows = stretch_rows(chosen, titles) if chosen else []
    context = {"results": results, "order": order, "chosen": chosen, "stretches": rows, "titles": titles}
    return appraisal_page(request, "appraisal_weights", appraisal, **context)


def _weights(appraisal: Appraisal, results: Results) -> dict[str, float]:
    """Return the agreed weights of the criteria that are on the sheet already; one query."""
    keys = [one.key for one in results.sheet.criteria]
    said = appraisal.criteria_set.weighings.values_list("values", flat=True)
    return shared_weights(keys, appraisal.criteria_set.weighting, said)
