"""Trust pulses: the trend that everybody reads alike, the question, the envelope of slips, the close."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.convening.bloc_sizes import bloc_lines, category_sizes
from dialogues.convening.forms.pulse import AskForm, BlocsForm, PaperForm, PulseAnswerForm
from dialogues.convening.models import Pulse
from dialogues.convening.pulse_drawing import score_words, trends_of
from dialogues.convening.services import pulse as verbs
from dialogues.convening.states.pulse import PulseKind
from dialogues.deadlines import end_of_day
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, forgets_typed, keeps_typed
from inspired.core.listing import Column, Listing

WRITING = ["GET", "HEAD", "POST"]
PULSE: dict[str, Any] = {"related": ("dialogue",), "dialogue__slug": "slug", "pk": "pk"}


class PulseFilter(django_filters.FilterSet):
    """Narrows the pulses by how one answered."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Answers"), choices=PulseKind.choices, empty_label=gettext_lazy("All")
    )


COLUMNS = [
    Column(gettext_lazy("Question"), "question"),
    Column(gettext_lazy("Session"), "occasion"),
    Column(gettext_lazy("Closed"), lambda row: row.closed_at.date()),
    Column(gettext_lazy("Average, or share of yes"), score_words),
    Column(gettext_lazy("Answers"), lambda row: row.result["total"] if row.is_told else ""),
]


def _page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> HttpResponse:
    framed = frame(request.user, dialogue, "pulses")
    return TemplateResponse(request, f"convening/{template}.html", framed | context)


def _listing(request: HttpRequest, dialogue: Dialogue, rows: QuerySet[Pulse]) -> Listing:
    return Listing(
        request,
        rows.filter(closed_at__isnull=False),
        searches=["question", "occasion"],
        sorts={
            "newest": (_("Newest first"), ("-opened_at", "-pk")),
            "oldest": (_("Oldest first"), ("opened_at", "pk")),
        },
        filterset=PulseFilter,
        columns=COLUMNS,
        name="pulses",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="pulses", kind=kind, rows=rows),
    )


@requires("convening.see_pulses", Dialogue, slug="slug")
@require_safe
def pulses(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show how trust moved, and the question that is open."""
    rows = Pulse.objects.visible_to(request.user).filter(dialogue=dialogue)
    listing = _listing(request, dialogue, rows)
    if (file := listing.download()) is not None:
        return file
    for row in listing.rows:
        row.score_words = score_words(row)
    now = rows.filter(closed_at__isnull=True).first()
    return _page(
        request,
        "pulses",
        dialogue,
        listing=listing,
        now=now,
        trends=trends_of(list(listing.rows)),
        blocs=dialogue.pulse_blocs.all(),
    )


@keeps_typed
@requires("convening.ask_pulse", Dialogue, slug="slug")
@require_http_methods(WRITING)
def pulse_blocs(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Agree on the blocs before the first question, and see how large each one is today."""
    found, blocs = category_sizes(dialogue), list(dialogue.pulse_blocs.all())
    form = BlocsForm(found, as_typed(request), initial=BlocsForm.stored(blocs))
    said = _("Saved. The blocs are fixed once the first question is asked.")
    if submitted(request, form, lambda _typed: verbs.agree_blocs(dialogue, by=request.user, blocs=form.blocs()), said):
        return redirect("pulse_blocs", dialogue.slug)
    fixed = dialogue.pulses.exists()
    return _page(request, "pulse_blocs", dialogue, form=form, lines=bloc_lines(blocs, found), fixed=fixed)


@keeps_typed
@requires("convening.ask_pulse", Dialogue, slug="slug")
@require_http_methods(WRITING)
def pulse_ask(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Ask everybody at the table one question."""
    form = AskForm(as_typed(request))

    def ask(said: dict[str, Any]) -> None:
        until = end_of_day(said.pop("last_day"), dialogue.time_zone)
        verbs.ask_pulse(dialogue, by=request.user, closes_at=until, **said)

    if submitted(request, form, ask, _("The question is asked.")):
        return redirect("pulses", dialogue.slug)
    lines = bloc_lines(list(dialogue.pulse_blocs.all()), category_sizes(dialogue))
    return _page(request, "pulse_ask", dialogue, form=form, lines=lines)


@forgets_typed
@requires("convening.see_pulse", Pulse, **PULSE)
@require_http_methods(WRITING)
def pulse(request: HttpRequest, pulse: Pulse) -> HttpResponse:
    """Answer the question, or read what came of it."""
    can = may(request.user, "convening.answer_pulse", pulse)
    form = PulseAnswerForm(pulse, request.POST or None)
    said = _("Your answer is in the box. Nobody can tell it from the others.")
    if can and submitted(request, form, lambda typed: verbs.answer_pulse(pulse, by=request.user, **typed), said):
        return redirect("pulses", pulse.dialogue.slug)
    return _page(request, "pulse", pulse.dialogue, pulse=pulse, form=form, can=can)


@keeps_typed
@requires("convening.keep_pulse", Pulse, **PULSE)
@require_http_methods(WRITING)
def pulse_paper(request: HttpRequest, pulse: Pulse) -> HttpResponse:
    """Enter what an envelope of paper slips held."""
    blocs = list(pulse.dialogue.pulse_blocs.values_list("number", "name"))
    form = PaperForm(pulse, blocs, as_typed(request))
    said = _("Counted. Later counts replace these.")
    if submitted(request, form, lambda _typed: verbs.count_paper(pulse, by=request.user, counts=form.counts()), said):
        return redirect("pulse", pulse.dialogue.slug, pulse.pk)
    return _page(request, "pulse_paper", pulse.dialogue, form=form, pulse=pulse)


@requires("convening.keep_pulse", Pulse, **PULSE)
@require_http_methods(WRITING)
def pulse_close(request: HttpRequest, pulse: Pulse) -> HttpResponse:
    """Count, show what may be shown and destroy the single answers."""
    if request.method == "POST":
        done(request, lambda: verbs.close_pulse(pulse, by=request.user), _("Closed and counted."))
        return redirect("pulse", pulse.dialogue.slug, pulse.pk)
    return _page(request, "pulse_close", pulse.dialogue, pulse=pulse)
