"""Pages of a frozen version: freezing, reading, its files, and the host's acts on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.documents import services
from dialogues.documents.composing import content_of
from dialogues.documents.docx import to_docx
from dialogues.documents.forms.opening import PublishForm
from dialogues.documents.forms.rounds import ReasonForm
from dialogues.documents.freezing import SUMMARY_LENGTH, printed_texts
from dialogues.documents.issuing import unprintable
from dialogues.documents.models import Document, Endorsement, Rendition, Version
from dialogues.documents.naming import named_beyond_their_wish
from dialogues.documents.reading import frozen_text, reserved, truth, versions_of
from dialogues.documents.services.versions import RENDER, UncoveredError
from dialogues.documents.views.rounds import VERSION, page
from dialogues.frame import frame
from inspired.core import ports
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.models import Job
from inspired.core.printing import uncovered
from inspired.core.services import retry
from inspired.core.states import StaleError, StateError

DOCUMENT = {"dialogue__slug": "slug", "pk": "document_id"}
HOST = "dialogue__host_organisation"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@keeps_typed
@requires("documents.freeze_document", Document, related=(HOST,), **DOCUMENT)
def version_freeze(request: HttpRequest, document: Document) -> HttpResponse:
    """Show what freezing will put into print and who is named, ask once, then freeze."""
    refusal: Exception | None = None
    if request.method == "POST":
        try:
            version = services.versions.freeze(
                document, by=request.user, stamp=request.POST.get("stamp", ""), change_note=_change_note(request)
            )
        except (StateError, StaleError, UncoveredError) as error:
            refusal = error
        else:
            messages.success(
                request, _("Version %(number)s is frozen. Its PDF is being made.") % {"number": version.number}
            )
            return redirect(version)
    return _freezing(request, document, refusal)


def _change_note(request: HttpRequest) -> str:
    return request.POST.get("change_note", "").replace("\x00", "")[:2000]


def _freezing(request: HttpRequest, document: Document, refusal: Exception | None) -> HttpResponse:
    draft = content_of(document, by=request.user, number=0, frozen_at=timezone.now())
    context = {
        **frame(request.user, document.dialogue, "documents"),
        "document": document,
        "draft": draft,
        "sizes": [(section, _numbered(section)) for section in draft.content["sections"]],
        "refusal": refusal,
        "is_stale": isinstance(refusal, StaleError),
        "missing": uncovered(printed_texts(draft.content)),
        "change_note": (as_typed(request) or {}).get("change_note", ""),
        "open_comments": document.comments.undecided().count(),
        "caveats": ports.freezing_caveats.collect(request.user, document),
        "summary_is_long": len(document.summary) > SUMMARY_LENGTH,
    }
    return TemplateResponse(request, "documents/version_freeze.html", context)


def _numbered(section: dict[str, Any]) -> int:
    """Count the paragraphs of a section; its headings have no number and are none."""
    return sum(paragraph["number"] is not None for paragraph in section["paragraphs"])


@requires("documents.see_version", Version, related=(f"document__{HOST}",), **VERSION)
@require_safe
def version(request: HttpRequest, version: Version) -> HttpResponse:
    """Show the exact text of a version, its fingerprint, its files and what was said about it."""
    content, versions = version.data, versions_of(version.document, request.user)
    return page(
        request,
        "version",
        version,
        content=content,
        sections=frozen_text(content),
        renditions=list(version.renditions.all()),
        job=Job.objects.latest_for(version, RENDER),
        rounds=list(version.rounds.all()),
        earlier=next((other for other in versions if other.number < version.number), None),
        later=[other for other in versions if other.number > version.number],
        truth=truth(versions),
        in_favour=Endorsement.objects.filter(version=version).in_favour(),  # asked for only where it may be adopted
        reservations=reserved(version, request.user),
    )


@requires("documents.see_version", Version, related=("document__dialogue",), **VERSION)
@require_safe
def version_job(request: HttpRequest, version: Version) -> HttpResponse:
    """Return the progress of the PDF alone, for the page that follows it."""
    job = Job.objects.latest_for(version, RENDER)
    if job is None:
        raise Http404
    return TemplateResponse(
        request,
        "documents/_version_job.html",
        {"version": version, "document": version.document, "dialogue": version.document.dialogue, "job": job},
    )


@requires("documents.print_version", Version, related=("document__dialogue",), **VERSION)
@require_POST
def version_retry(request: HttpRequest, version: Version) -> HttpResponse:
    """Try the PDF again after a failure."""
    job = Job.objects.latest_for(version, RENDER)
    if job is None:
        raise Http404
    try:
        retry(job, by=request.user)
    except StateError as refusal:
        messages.error(request, str(refusal))
    return redirect(version)


@requires(
    "documents.see_rendition",
    Rendition,
    related=("version__document",),
    version__document__dialogue__slug="slug",
    version__document="document_id",
    version__number="number",
    kind="kind",
)
@require_safe
def version_pdf(request: HttpRequest, rendition: Rendition) -> HttpResponse:
    """Hand out a stored PDF exactly as it was issued."""
    version = rendition.version
    name = f"{version.document.kind}-v{version.number}-{rendition.kind}-{rendition.sha256[:8]}.pdf"
    answer = FileResponse(rendition.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer


@requires("documents.see_version", Version, related=("document__dialogue",), **VERSION)
@require_safe
def version_docx(request: HttpRequest, version: Version) -> HttpResponse:
    """Hand out a version as a Word file with paragraph numbers; the PDF stays the text that is endorsed."""
    answer = HttpResponse(to_docx(version.data), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="{version.document.kind}-v{version.number}.docx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _act(
    request: HttpRequest, version: Version, template: str, verb: Any, sentence: str, **context: Any
) -> HttpResponse:
    """Ask for the reason, then act once through a verb."""
    form = ReasonForm(as_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            verb(version, by=request.user, reason=form.cleaned_data["reason"])
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, sentence)
            return redirect(version)
    return page(request, template, version, form=form, **context)


@keeps_typed
@requires("documents.adopt_version", Version, related=(f"document__{HOST}",), **VERSION)
def version_adopt(request: HttpRequest, version: Version) -> HttpResponse:
    """Adopt a version, with the reason and a view of who stands behind it."""
    in_favour = Endorsement.objects.filter(version=version).in_favour().select_related("seat__organisation")
    sentence = _("The version is adopted. The PDF with its endorsements is being made.")
    shown = {"in_favour": list(in_favour), "missing": unprintable(version)}
    return _act(request, version, "version_adopt", services.versions.adopt, sentence, **shown)


@keeps_typed
@requires("documents.withdraw_version", Version, related=(f"document__{HOST}",), **VERSION)
def version_withdraw(request: HttpRequest, version: Version) -> HttpResponse:
    """Withdraw a final draft, with the reason."""
    return _act(request, version, "version_withdraw", services.versions.withdraw, _("The version is withdrawn."))


@keeps_typed
@requires("documents.publish_version", Version, related=(f"document__{HOST}",), **VERSION)
def version_publish(request: HttpRequest, version: Version) -> HttpResponse:
    """Show who is named in public, and who did not choose so and has to be told first; ask once, then publish."""
    affected = named_beyond_their_wish(version)
    typed = request.POST if request.method == "POST" else as_typed(request)
    ticked = set(typed.getlist("told")) if typed else set()
    form = PublishForm(typed, dialogue=version.document.dialogue)
    if request.method == "POST" and form.is_valid():
        told = [seat for seat in affected if str(seat.pk) in ticked]
        media = form.cleaned_data["tells_media"]
        try:
            services.versions.publish_version(version, by=request.user, told=told, at=form.at, tells_media=media)
        except StateError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("It will be public from that day.") if form.at else _("The version is published.")
            )
            return redirect(version)
    shown = [(seat, str(seat.pk) in ticked) for seat in affected]
    return page(request, "version_publish", version, content=version.data, affected=shown, form=form)


@keeps_typed
@requires("documents.publish_version", Version, related=(f"document__{HOST}",), **VERSION)
def version_unpublish(request: HttpRequest, version: Version) -> HttpResponse:
    """Take a published version back, with the reason."""
    return _act(
        request,
        version,
        "version_unpublish",
        services.versions.unpublish_version,
        _("The version is no longer published."),
    )


@keeps_typed
@requires("documents.freeze_document", Document, related=(HOST,), **DOCUMENT)
def document_reopen(request: HttpRequest, document: Document) -> HttpResponse:
    """Unlock the text for a next version, with the reason; frozen versions stay as they are."""
    form = ReasonForm(as_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.versions.reopen_text(document, by=request.user, reason=form.cleaned_data["reason"])
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(document)
    around = frame(request.user, document.dialogue, "documents")
    return TemplateResponse(request, "documents/document_reopen.html", {**around, "document": document, "form": form})
