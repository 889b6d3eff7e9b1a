"""What an institution answered: noted, handed out as scan, made delegates at one click."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.convening.forms.letters import AnswerForm
from dialogues.convening.models import Letter, LetterAnswer
from dialogues.convening.services import letter_answers as verbs
from dialogues.convening.views.contacts import WRITING, page
from dialogues.convening.views.letters import LETTER
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.uploads import UploadRefused, serve


@keeps_typed
@requires("convening.keep_letter", Letter, **LETTER)
@require_http_methods(WRITING)
def letter_answer(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Note or correct what the institution answered."""
    answer = LetterAnswer.objects.visible_to(request.user).filter(letter=letter).first()
    form = AnswerForm(as_typed(request), request.FILES or None, initial=_initial(letter, answer))

    def act(said: dict[str, Any]) -> None:
        verbs.record_answer(letter, by=request.user, **said)

    try:
        if submitted(request, form, act, _("The answer is noted.")):
            return redirect(letter)
    except UploadRefused as refusal:
        form.add_error("scan", str(refusal))
    return page(request, "letter_answer", letter.dialogue, form=form, letter=letter, answer=answer)


def _initial(letter: Letter, answer: LetterAnswer | None) -> dict[str, Any]:
    if answer is None:
        return {"received_on": timezone.localdate()}
    names = [name for name in AnswerForm.base_fields if name != "scan"]
    return {name: getattr(answer, name) for name in names}


@requires("convening.see_letter", Letter, **LETTER)
@require_safe
def letter_scan(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Hand out the scan of an answer."""
    answer = LetterAnswer.objects.visible_to(request.user).filter(letter=letter).select_related("scan").first()
    if answer is None or answer.scan is None:
        raise Http404
    return serve(answer.scan)


@requires("convening.keep_letter", Letter, **LETTER)
@require_http_methods(WRITING)
def letter_seat(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Say what will happen, ask once, make who was named a delegate with the mandate given."""
    answer = LetterAnswer.objects.visible_to(request.user).filter(letter=letter).select_related("letter").first()
    if answer is None:
        raise Http404
    if request.method == "POST":
        said = _("Who was named is a delegate of the seat now, with the mandate of the letter.")
        done(request, lambda: verbs.seat_answer(answer, by=request.user), said)
        return redirect(letter)
    return page(request, "letter_seat", letter.dialogue, letter=letter, answer=answer)
