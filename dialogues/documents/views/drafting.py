"""The page on which a section is written: the text, one's private draft of it, and what to do when somebody was faster."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from dialogues.documents import services
from dialogues.documents.forms.living import SectionForm
from dialogues.documents.models import Document, Section, SectionDraft
from dialogues.documents.plainly import shown_difference
from dialogues.documents.views.living import page
from dialogues.documents.views.versions import DOCUMENT, HOST
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError, StateError


@keeps_typed
@requires("documents.edit_document", Document, related=(HOST,), **DOCUMENT)
def section_edit(request: HttpRequest, document: Document, key: str) -> HttpResponse:
    """Write a section or keep a private draft of it; when somebody saved in between, both texts are shown."""
    section = get_object_or_404(document.sections.all(), key=key)
    draft = SectionDraft.objects.visible_to(request.user).filter(section=section).first()
    form = SectionForm(as_typed(request), initial=_start(request, section, draft))
    if "discard" in request.POST:
        return _discard(request, section)
    if "draft" in request.POST:
        return _keep(request, section, form)
    if request.method == "POST" and form.is_valid():
        try:
            services.sections.save_section(section, by=request.user, **form.cleaned_data)
        except StaleError as conflict:
            return _conflict(request, document, form, conflict.current)
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{document.get_absolute_url()}#{section.anchor}")
    return _writing(request, section, form, draft)


def _start(request: HttpRequest, section: Section, draft: SectionDraft | None) -> dict[str, Any]:
    source = draft if draft and "draft" in request.GET else section
    return {"text": source.text, "title": source.title, "revision": source.revision}


def _writing(request: HttpRequest, section: Section, form: SectionForm, draft: SectionDraft | None) -> HttpResponse:
    """Show the form; a draft that is not gone on with is offered, and nothing is kept over it."""
    goes_on = draft is None or "draft" in request.GET
    context = {"draft": draft, "goes_on": goes_on, "turn": draft.turn if draft and goes_on else 0}
    is_behind = bool(draft and draft.revision != section.revision)
    return page(request, "section_edit", section.document, section=section, form=form, is_behind=is_behind, **context)


def _keep(request: HttpRequest, section: Section, form: SectionForm) -> HttpResponse:
    """Keep the private draft; a script is answered in one sentence, everybody else with the page."""
    said, status, draft = _kept(request, section)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"said": said, "turn": draft.turn if draft else None}, status=status)
    if status != 200:
        form.add_error(None, said)
        return _writing(request, section, form, SectionDraft.objects.filter(section=section, user=request.user).first())
    messages.success(request, said)
    return redirect(f"{request.path}?draft=1")


def _kept(request: HttpRequest, section: Section) -> tuple[str, int, SectionDraft | None]:
    try:
        draft = services.drafting.keep_draft(
            section,
            by=request.user,
            title=request.POST.get("title", ""),
            text=request.POST.get("text", ""),
            revision=_number(request.POST.get("revision", "")),
            turn=_number(request.POST.get("turn", "")),
        )
    except StaleError:
        return _("Not kept: your draft of this section was changed in another window."), 409, None
    except StateError as refusal:
        return str(refusal), 400, None
    at = time_format(timezone.localtime(draft.saved_at), "TIME_FORMAT")
    return _("Saved as your private draft at %(time)s.") % {"time": at}, 200, draft


def _number(text: str) -> int:
    return min(int(text), 2**31 - 1) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


def _discard(request: HttpRequest, section: Section) -> HttpResponse:
    services.drafting.discard_draft(section, by=request.user)
    messages.success(request, _("Your private draft is gone. The section is as it was."))
    return redirect(request.path)


def _conflict(request: HttpRequest, document: Document, form: SectionForm, current: Any) -> HttpResponse:
    mine = form.cleaned_data["text"]
    shown = SectionForm(initial={**form.cleaned_data, "revision": current.revision})
    difference = shown_difference(current.text, mine)
    answer = page(request, "section_conflict", document, section=current, form=shown, difference=difference)
    answer.status_code = 409
    return answer
