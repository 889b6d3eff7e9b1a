"""The table of inputs and its figures."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dialogues.frame import frame
from dialogues.inputs.table import inputs_table
from dialogues.ledger import services as ledger
from dialogues.ledger.attribution import Labels
from dialogues.ledger.figures import share_accepted
from dialogues.ledger.states import Disposition
from dialogues.models import Dialogue
from inspired.core.access import requires

TAB = "inputs"


@requires("inputs.see_inputs", Dialogue, slug="slug")
def inputs(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show every submitted answer that is open to this person, to filter, search, sort and download."""
    labels = Labels(request.user, dialogue)

    def note(kind: str, rows: int) -> None:
        ledger.note_export(dialogue, by=request.user, what="inputs", kind=kind, rows=rows)

    listing = inputs_table(request, dialogue, labels, note)
    if file := listing.download():
        return file
    context = {
        **frame(request.user, dialogue, TAB),
        "listing": listing,
        "rows": [(row, labels.of(row)) for row in listing.rows],
        "by_question": listing.chosen("call") is not None,
    }
    return TemplateResponse(request, "inputs/inputs.html", context)


@requires("ledger.keep_ledger", Dialogue, slug="slug")
@require_POST
def inputs_review(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Mark the ticked inputs as being considered."""
    numbers = [int(number) for number in request.POST.getlist("number") if number.isdecimal() and len(number) < 9]
    count = ledger.put_under_review(dialogue, numbers, by=request.user)
    if count:
        said = ngettext("%(count)d input is now under review.", "%(count)d inputs are now under review.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, _("Tick at least one new input first."))
    return redirect("inputs", dialogue.slug)


@requires("inputs.see_figures", Dialogue, slug="slug")
def input_figures(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show how many inputs each larger category gave and what became of them."""
    shares = share_accepted(dialogue)
    context = {
        **frame(request.user, dialogue, TAB),
        "shares": shares,
        "dispositions": Disposition.labels,
    }
    return TemplateResponse(request, "inputs/input_figures.html", context)
