"""Writing letters: one, or one to each of many, seen before they are issued."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.convening.forms.contacts import team_accounts
from dialogues.convening.forms.letters import LetterForm, WritingForm
from dialogues.convening.letter_paper import preview
from dialogues.convening.letter_words import PLACEHOLDERS, addressee, wording_of
from dialogues.convening.models import Letter, LetterRun, ListedOrganisation
from dialogues.convening.services import letter_runs, letters
from dialogues.convening.states.letters import LetterKind
from dialogues.convening.views.contacts import LISTED, WRITING, page
from dialogues.convening.views.letter_recipients import Recipients
from dialogues.convening.views.letters import attached
from dialogues.models import Dialogue
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.models import Job
from inspired.core.services import retry
from inspired.core.states import StateError
from inspired.core.uploads import PDF

ZIP = "application/zip"
RUN: dict[str, Any] = {"related": ("dialogue", "by__person"), "dialogue__slug": "slug", "pk": "pk"}


def _chosen(request: HttpRequest, dialogue: Dialogue) -> dict[str, Any]:
    """Return kind and language asked for, and the text there is for them."""
    kind, language = request.GET.get("letter", ""), request.GET.get("text", "")
    kind = kind if kind in LetterKind.values else LetterKind.INVITATION.value
    language = language if language in dict(settings.CONTENT_LANGUAGES) else dialogue.language
    subject, text, source = wording_of(dialogue, kind, language)
    return {"kind": kind, "language": language, "subject": subject, "text": text, "source": source}


def _writing(chosen: dict[str, Any]) -> dict[str, Any]:
    return {
        "chosen": chosen,
        "kinds": LetterKind.choices,
        "languages": settings.CONTENT_LANGUAGES,
        "placeholders": PLACEHOLDERS.items(),
    }


@keeps_typed
@requires("convening.write_letter_to", ListedOrganisation, **LISTED)
@require_http_methods(WRITING)
def letter_new(request: HttpRequest, listed: ListedOrganisation) -> HttpResponse:
    """Write a letter to one organisation: chosen text, preview, then a number."""
    chosen, seen, issued = _chosen(request, listed.dialogue), None, list[Letter]()
    wording = {name: chosen[name] for name in ("kind", "language")}
    form = LetterForm(listed, as_typed(request), kind=chosen["kind"], initial=chosen)

    def act(said: dict[str, Any]) -> None:
        issued.append(letters.issue_letter(listed, by=request.user, **wording, **said))

    if request.POST.get("step") == "issue":
        if submitted(request, form, act, _("The letter is issued. Its PDF is being made.")):
            return redirect(issued[0])
    elif request.method == "POST" and form.is_valid():
        seen = _seen(form, listed, form.cleaned_data["card"], wording)
    return page(request, "letter_new", listed.dialogue, form=form, listed=listed, seen=seen, **_writing(chosen))


def _seen(form: WritingForm, listed: ListedOrganisation, card: Any, wording: dict[str, Any]) -> dict[str, Any] | None:
    """Return the letter as it would be issued; a fault stands above the form instead."""
    try:
        return preview(listed, card, form.cleaned_data | wording)
    except StateError as refusal:
        form.add_error(None, str(refusal))
        return None


@keeps_typed
@requires("convening.write_letters", Dialogue, slug="slug")
@require_http_methods(WRITING)
def letter_run_new(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Write one letter to each of many: whom, which text, preview, then a job."""
    request.team = team_accounts(dialogue)  # type: ignore[attr-defined]  # for the filter of who is responsible
    chosen, seen, started = _chosen(request, dialogue), None, list[LetterRun]()
    whom = Recipients(request, dialogue, chosen["kind"])
    form = WritingForm(as_typed(request), kind=chosen["kind"], initial=chosen)
    wording: dict[str, Any] = {name: chosen[name] for name in ("kind", "language")}

    def act(said: dict[str, Any]) -> None:
        keys = whom.ticked | whom.shown
        started.append(letter_runs.start_run(dialogue, by=request.user, organisations=keys, **wording, **said))

    if request.POST.get("step") == "issue" and whom.are_shown:
        if submitted(request, form, act, _("The letters are being written.")):
            return redirect(started[0])
    elif request.method == "POST" and form.is_valid() and (first := whom.first):
        seen = _seen(form, first, addressee(first, first.people), wording)
    context = {"listing": whom.listing, "whom": whom, "form": form, "seen": seen, "told": request.method == "POST"}
    return page(request, "letter_run_new", dialogue, **context, **_writing(chosen))


@requires("convening.see_letter_run", LetterRun, **RUN)
@require_safe
def letter_run(request: HttpRequest, run: LetterRun) -> HttpResponse:
    """Follow a run: how far it is, its files, its letters, who was left out."""
    job = Job.objects.latest_for(run, letter_runs.RUN)
    if "HX-Request" in request.headers:
        framed = {"dialogue": run.dialogue, "run": run, "job": job}
        return TemplateResponse(request, "convening/_letter_run_job.html", framed)
    issued = Letter.objects.visible_to(request.user).filter(run=run).with_state()  # type: ignore[attr-defined]
    rows = issued.select_related("listed__organisation", "answer").order_by("year", "number")
    left_out = run.targets.filter(is_left_out=True).select_related("listed__organisation")
    context = {"run": run, "job": job, "rows": rows, "left_out": left_out}
    return page(request, "letter_run", run.dialogue, **context)


@requires("convening.keep_letter_run", LetterRun, **RUN)
@require_POST
def letter_run_retry(request: HttpRequest, run: LetterRun) -> HttpResponse:
    """Go on with a run that failed; what was written is not written again."""
    job = Job.objects.latest_for(run, letter_runs.RUN)
    if job is not None and job.has_stopped:
        done(request, lambda: retry(job, by=request.user), _("The run goes on."))
    elif run.finished_at is None:
        done(request, lambda: letter_runs.order_run(run, by=request.user), _("The run goes on."))
    return redirect(run)


@requires("convening.see_letter_run", LetterRun, **RUN)
@require_safe
def letter_run_pdf(request: HttpRequest, run: LetterRun) -> HttpResponse:
    """Hand out all letters of a run in one file to print."""
    return _file(run, run.pdf, "pdf", PDF)


@requires("convening.see_letter_run", LetterRun, **RUN)
@require_safe
def letter_run_zip(request: HttpRequest, run: LetterRun) -> HttpResponse:
    """Hand out each letter of a run as a file of its own."""
    return _file(run, run.bundle, "zip", ZIP)


def _file(run: LetterRun, file: Any, ending: str, media_type: str) -> HttpResponse:
    if not file:
        raise Http404
    with file.open("rb") as stored:
        return attached(stored.read(), f"letters-{run.dated}-{run.pk}.{ending}", media_type)
