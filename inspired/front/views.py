"""Home, the check of a document, and the library of what is published."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dialogues.models import Notice
from inspired.core.access import may, public
from inspired.core.adapters import client_address
from inspired.core.limits import allow
from inspired.core.listing import Listing
from inspired.core.uploads import takes_files_up_to
from inspired.front.checking import digest_of, find_file, find_text, status_sentence, was_issued
from inspired.front.desk import desk_of
from inspired.front.forms import LARGEST, VerifyForm
from inspired.front.shelf import published_dialogues, published_versions, readable_files, readable_versions
from inspired.front.signins import SIGN_INS, shared_password

SHOWN = 6
CHECKS, PER = 60, timedelta(hours=1)
SORTS = {
    "newest": (_("Newest first"), "-published_at"),
    "title": (_("Dialogue"), "document__dialogue__title"),
    "country": (_("Country or region"), "document__dialogue__country"),
}


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what awaits whoever is signed in; to everybody else what this is and what hosts published."""
    if request.user.is_authenticated:
        desk = desk_of(request.user)
        can_create = may(request.user, "dialogues.create_dialogue", None)
        context = {"desk": desk, "todo_count": desk.total, "can_create": can_create}
        context["unread"] = Notice.objects.count_unread(request.user)
        return TemplateResponse(request, "front/home.html", context)
    versions = published_versions().defer("content").select_related("document__dialogue")
    context = {
        "dialogues": published_dialogues()[:SHOWN],
        "versions": versions.order_by("-published_at", "-pk")[:SHOWN],
        "sign_ins": SIGN_INS if settings.DEMONSTRATION else (),
        "password": shared_password() if settings.DEMONSTRATION else "",
    }
    return TemplateResponse(request, "front/home.html", context)


@takes_files_up_to(LARGEST)
@public
def verify(request: HttpRequest) -> HttpResponse:
    """Say whether a file is one we issued, or whether a fingerprint is known; unpublished answers like unknown."""
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    if request.method != "POST" or not form.is_valid():
        return TemplateResponse(request, "front/verify.html", {"form": form, "answered": False})
    if not allow("verify", client_address(request), limit=CHECKS, per=PER):
        form.add_error(None, _("That was too often. Please wait a minute, then try again."))
        return TemplateResponse(request, "front/verify.html", {"form": form, "answered": False}, status=429)
    file, typed = form.cleaned_data["file"], form.cleaned_data["fingerprint"]
    digest = digest_of(file.chunks()) if file else typed
    found = find_file(digest, request.user) or (None if file else find_text(digest, request.user))
    context = {
        "form": form,
        "answered": True,
        "found": found,
        "is_gone": not found and was_issued(digest),
        "has_file": bool(file),
        "status": status_sentence(found.version) if found else "",
    }
    return TemplateResponse(request, "front/verify.html", context)


@public
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """List what is published across dialogues: agreed texts first, then the dialogues themselves."""
    listing = Listing(
        request,
        published_versions().defer("content").select_related("document__dialogue__host_organisation"),
        name="library",
        searches=("document__title", "document__dialogue__title", "document__dialogue__country"),
        sorts=SORTS,
    )
    return TemplateResponse(request, "front/library.html", {"listing": listing, "dialogues": published_dialogues()})


@public
@require_safe
def library_version(request: HttpRequest, slug: str, document_id: int, number: int) -> HttpResponse:
    """Show a published version, to the media before if the host lets them: its exact text, fingerprint and PDF."""
    versions = readable_versions(request.user).select_related("document__dialogue__host_organisation")
    version = get_object_or_404(versions, document__dialogue__slug=slug, document=document_id, number=number)
    newer = published_versions().filter(document=document_id, number__gt=number).defer("content")
    context = {
        "version": version,
        "document": version.document,
        "dialogue": version.document.dialogue,
        "content": version.data,
        "status": status_sentence(version),
        "rendition": readable_files(request.user).filter(version=version).first(),
        "newer": newer.order_by("-number").first(),
    }
    return TemplateResponse(request, "front/library_version.html", context)


@public
@require_safe
def library_pdf(request: HttpRequest, slug: str, document_id: int, number: int) -> HttpResponse:
    """Hand out the PDF of a published version exactly as it was issued."""
    place = {"version__document__dialogue__slug": slug, "version__document": document_id, "version__number": number}
    rendition = readable_files(request.user).select_related("version__document").filter(**place).first()
    if rendition is None:
        raise Http404
    name = f"{rendition.version.document.kind}-v{number}-{rendition.sha256[:8]}.pdf"
    file = rendition.file.open("rb")
    answer: HttpResponse = FileResponse(  # type: ignore[assignment]
        file, as_attachment=True, filename=name, content_type="application/pdf"
    )
    return answer
