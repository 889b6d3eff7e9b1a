"""The register of letters and the page of one: what it says, its files, what became of it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.convening.forms.letters import ReasonForm
from dialogues.convening.letter_paper import shown, to_docx
from dialogues.convening.models import Letter, LetterAnswer, LetterRun
from dialogues.convening.services import letters as verbs
from dialogues.convening.states.letters import LetterKind, LetterState
from dialogues.convening.views.contacts import WRITING, page
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing
from inspired.core.models import Job
from inspired.core.services import retry
from inspired.core.uploads import DOCX, PDF

LETTER: dict[str, Any] = {
    "related": ("dialogue", "listed__organisation", "card__person", "run", "by__person"),
    "dialogue__slug": "slug",
    "pk": "pk",
}
RUNS_SHOWN = 5


class LetterFilter(django_filters.FilterSet):
    """Narrows the register by kind and by what became of a letter."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of letter"), choices=LetterKind.choices, empty_label=gettext_lazy("All")
    )
    state = django_filters.ChoiceFilter(
        field_name="state_now",
        label=gettext_lazy("State"),
        choices=LetterState.choices,
        empty_label=gettext_lazy("All"),
    )


COLUMNS = [
    Column(gettext_lazy("Reference"), "reference"),
    Column(gettext_lazy("Date"), "dated"),
    Column(gettext_lazy("Kind of letter"), lambda row: row.get_kind_display()),
    Column(gettext_lazy("Organisation"), lambda row: str(row.listed)),
    Column(gettext_lazy("Recipient"), lambda row: ", ".join(row.to)),
    Column(gettext_lazy("Subject"), "subject"),
    Column(gettext_lazy("State"), "state_words"),
    Column(gettext_lazy("Answer awaited by"), "answer_by"),
    Column(gettext_lazy("Answer received on"), lambda row: row.answer.received_on if hasattr(row, "answer") else None),
    Column(gettext_lazy("Who is to speak for it"), lambda row: row.answer.name if hasattr(row, "answer") else ""),
    Column(gettext_lazy("Fingerprint"), "sha256"),
]


def attached(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Hand bytes out for saving, never for showing and never to be kept on the way."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@requires("convening.see_letters", Dialogue, slug="slug")
@require_safe
def letters(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the letters of a dialogue by number."""
    rows = Letter.objects.visible_to(request.user).filter(dialogue=dialogue).with_state()  # type: ignore[attr-defined]
    listing = Listing(
        request,
        rows.select_related("listed__organisation", "answer"),
        searches=["reference", "subject", "listed__name", "listed__organisation__name"],
        sorts={
            "newest": (_("Newest first"), ("-year", "-number")),
            "reference": (_("Reference"), ("year", "number")),
            "due": (_("Answer due first"), ("answer_by", "year", "number")),
        },
        filterset=LetterFilter,
        columns=COLUMNS,
        name="letters",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="letters", kind=kind, rows=rows),
    )
    runs = LetterRun.objects.visible_to(request.user).filter(dialogue=dialogue)[:RUNS_SHOWN]
    return listing.download() or page(request, "letters", dialogue, listing=listing, runs=runs)


@requires("convening.see_letter", Letter, **LETTER)
@require_safe
def letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Show a letter as it was issued, its files, and its answer; alone its job's progress for the page that follows it."""
    job = Job.objects.latest_for(letter, verbs.RENDER)
    context = {"letter": letter, "job": job if job and not letter.pdf else None, "dialogue": letter.dialogue}
    if "HX-Request" in request.headers:
        return TemplateResponse(request, "convening/_letter_job.html", context | {"job": job})
    row = Letter.objects.visible_to(request.user).with_state().get(pk=letter.pk)  # type: ignore[attr-defined]
    answers = LetterAnswer.objects.visible_to(request.user).filter(letter=letter)
    answer = answers.select_related("scan", "delegate__person", "by__person").first()
    context |= {"state": row, "answer": answer, "shown": shown(letter.said)}
    return page(request, "letter", letter.dialogue, **{name: context[name] for name in context if name != "dialogue"})


@requires("convening.keep_letter", Letter, **LETTER)
@require_POST
def letter_retry(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Print a letter again after a failure, or when there is no print yet."""
    job = Job.objects.latest_for(letter, verbs.RENDER)
    if job is not None and job.has_stopped:
        done(request, lambda: retry(job, by=request.user), _("The letter is being printed."))
    elif not letter.pdf:
        done(request, lambda: verbs.order_pdf(letter, by=request.user), _("The letter is being printed."))
    return redirect(letter)


@requires("convening.see_letter", Letter, **LETTER)
@require_safe
def letter_pdf(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Hand out the print of a letter."""
    if not letter.pdf:
        raise Http404
    with letter.pdf.open("rb") as stored:
        return attached(stored.read(), f"{letter.reference}.pdf", PDF)


@requires("convening.see_letter", Letter, **LETTER)
@require_safe
def letter_docx(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Hand out a letter as a Word file."""
    if letter.forgotten_at:
        raise Http404
    return attached(to_docx(letter), f"{letter.reference}.docx", DOCX)


@keeps_typed
@requires("convening.keep_letter", Letter, **LETTER)
@require_http_methods(WRITING)
def letter_cancel(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Note that a letter was not sent, and why."""
    form = ReasonForm(as_typed(request))
    act = lambda said: verbs.cancel_letter(letter, by=request.user, **said)  # noqa: E731
    if submitted(request, form, act, _("Noted. The number stays taken.")):
        return redirect(letter)
    return page(request, "letter_cancel", letter.dialogue, form=form, letter=letter)
