"""What is held about a person: they see it, take it out and erase it, and nobody else comes near."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspired.core import ports, services
from inspired.core.access import signed_in
from inspired.core.commit import past_deadlock
from inspired.core.confirming import confirmed_lately
from inspired.core.forms import EraseForm
from inspired.core.personal import CHAPTERS, parts_of, tables, write_download
from inspired.core.states import StateError


@signed_in
@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Show what is held about oneself, a chapter at a time, kind by kind."""
    asked = request.GET.get("chapter", "")
    chapter = asked if asked in CHAPTERS else next(iter(CHAPTERS))
    found = tables(parts_of(request.user, chapter))  # type: ignore[arg-type]
    context = {"tables": found, "chapters": CHAPTERS.items(), "chapter": chapter}
    return TemplateResponse(request, "core/my_data.html", context)


@signed_in
@never_cache
@require_POST
def my_data_download(request: HttpRequest) -> HttpResponse:
    """Hand out everything as one ZIP, made while one waits and kept nowhere."""
    services.note_data_export(request.user.person, by=request.user)  # type: ignore[union-attr,arg-type]
    name = f"my-data-{timezone.localdate():%Y-%m-%d}.zip"
    packed = write_download(request.user)  # type: ignore[arg-type]
    answer: HttpResponse = FileResponse(  # type: ignore[assignment]
        packed, as_attachment=True, filename=name, content_type="application/zip"
    )
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_lately
def my_data_erase(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, ask once more, erase, sign out."""
    person = request.user.person  # type: ignore[union-attr]
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            past_deadlock(lambda: services.erase_person(person, by=request.user))  # type: ignore[arg-type]
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            return TemplateResponse(request, "core/my_data_erased.html", {})
    effects = ports.erasure.preview(person)
    context = {
        "form": form,
        "going": [effect for effect in effects if effect.goes],
        "staying": [effect for effect in effects if not effect.goes],
        "obstacles": ports.erasure.obstacles(person),
    }
    return TemplateResponse(request, "core/my_data_erase.html", context)
