"""The texts that letters are made from, and the letterhead, as the host team keeps them for its dialogue."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.convening.forms.letters import LetterheadForm, OwnTextForm
from dialogues.convening.letter_shipped import SHIPPED
from dialogues.convening.letter_words import PLACEHOLDERS, head_of, prefix_of, wording_of
from dialogues.convening.models import Letterhead, OwnLetterText, PlatformLetterText
from dialogues.convening.services import letter_texts as verbs
from dialogues.convening.states.letters import KIND_MEANING, LetterKind
from dialogues.convening.views.contacts import WRITING, page
from dialogues.models import Dialogue
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError
from inspired.core.uploads import UploadRefused, serve


@requires("convening.see_letters", Dialogue, slug="slug")
@require_safe
def letter_texts(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show which texts there are, in which languages, and whose they are."""
    own = {(row.kind, row.language) for row in OwnLetterText.objects.visible_to(request.user).filter(dialogue=dialogue)}
    platform = {(row.kind, row.language) for row in PlatformLetterText.objects.visible_to(request.user)}
    told = [
        {
            "kind": kind,
            "meaning": KIND_MEANING[kind],
            "texts": [
                {
                    "language": code,
                    "name": name,
                    "is_own": (kind, code) in own,
                    "is_there": (kind, code) in own | platform | set(SHIPPED),
                }
                for code, name in settings.CONTENT_LANGUAGES
            ],
        }
        for kind in LetterKind
    ]
    return page(request, "letter_texts", dialogue, told=told)


@keeps_typed
@requires("convening.write_letters", Dialogue, slug="slug")
@require_http_methods(WRITING)
def letter_text_edit(request: HttpRequest, dialogue: Dialogue, kind: str, language: str) -> HttpResponse:
    """Change the dialogue's own text; until then the platform's stands in the form."""
    _check(kind, language)
    about, first = _text_now(request, dialogue, kind, language)
    form, current = OwnTextForm(as_typed(request), initial=first), None

    def act(said: dict[str, Any]) -> None:
        verbs.edit_text(dialogue, by=request.user, kind=kind, language=language, **said)

    try:
        if submitted(request, form, act, _("Saved. Letters issued before stay as they are.")):
            return redirect("letter_texts", dialogue.slug)
    except ValidationError as refused:
        form.add_error(None, refused)
    except StaleError as stale:
        current = stale.current
        form.data = form.data.copy()
        form.data["revision"] = str(stale.current.revision)  # type: ignore[attr-defined]
    return page(request, "letter_text_edit", dialogue, form=form, current=current, **about)


def _text_now(
    request: HttpRequest, dialogue: Dialogue, kind: str, language: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the page says about a text, and what its form begins with."""
    subject, text, source = wording_of(dialogue, kind, language)
    own = OwnLetterText.objects.visible_to(request.user).filter(dialogue=dialogue, kind=kind, language=language).first()
    about = {"kind": LetterKind(kind), "language": language, "own": own, "source": source}
    about |= {"name": dict(settings.CONTENT_LANGUAGES)[language], "placeholders": PLACEHOLDERS.items()}
    return about, {"subject": subject, "text": text, "revision": own.revision if own else 0}


@requires("convening.write_letters", Dialogue, slug="slug")
@require_POST
def letter_text_reset(request: HttpRequest, dialogue: Dialogue, kind: str, language: str) -> HttpResponse:
    """Go back to the platform's text."""
    _check(kind, language)
    said = _("The platform’s text counts again.")
    done(request, lambda: verbs.back_to_platform(dialogue, by=request.user, kind=kind, language=language), said)
    return redirect("letter_texts", dialogue.slug)


@keeps_typed
@requires("convening.write_letters", Dialogue, slug="slug", related=("host_organisation",))
@require_http_methods(WRITING)
def letterhead(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Change what stands at the head and the foot of letters to come."""
    kept = Letterhead.objects.visible_to(request.user).filter(dialogue=dialogue).first()
    first = head_of(dialogue) | {"prefix": prefix_of(dialogue), "revision": kept.revision if kept else 0}
    form = LetterheadForm(as_typed(request), request.FILES or None, initial=first, has_logo=bool(kept and kept.logo_id))
    conflict = None
    try:
        if submitted(request, form, lambda said: verbs.keep_letterhead(dialogue, by=request.user, **said), _("Saved.")):
            return redirect("letters", dialogue.slug)
    except UploadRefused as refusal:
        form.add_error("logo", str(refusal))
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    return page(request, "letterhead", dialogue, form=form, kept=kept, conflict=conflict)


@requires("convening.see_letters", Dialogue, slug="slug")
@require_safe
def letterhead_logo(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Hand out the logo of the letterhead."""
    kept = Letterhead.objects.visible_to(request.user).filter(dialogue=dialogue).select_related("logo").first()
    if kept is None or kept.logo is None:
        raise Http404
    return serve(kept.logo)


def _check(kind: str, language: str) -> None:
    if kind not in LetterKind.values or language not in dict(settings.CONTENT_LANGUAGES):
        raise Http404
