"""Taking a list into the contact list: read, shown line by line, taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.convening.contact_reading import known_contacts, read_contacts
from dialogues.convening.services.contact_lists import take_in_list
from dialogues.convening.views.contacts import WRITING, page
from dialogues.forms.invitations import ListForm
from dialogues.importing import ListRefused
from dialogues.models import Dialogue
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed


@keeps_typed
@requires("convening.keep_contacts", Dialogue, slug="slug")
@require_http_methods(WRITING)
def contact_import(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Take a list and show line by line what would be added; nothing is stored here."""
    form = ListForm(as_typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_contacts(form.rows, known_contacts(dialogue))
        except ListRefused as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
        else:
            taken = [line for line in lines if line.is_taken]
            context = {"lines": lines, "rows": form.rows, "taken": taken, "guesses_letters": form.guesses_letters}
            return page(request, "contact_preview", dialogue, **context)
    return page(request, "contact_import", dialogue, form=form)


@requires("convening.keep_contacts", Dialogue, slug="slug")
@require_POST
def contact_take_in(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Do what the preview said; the list is read again as things stand then."""
    form = ListForm(request.POST)
    if "back" in request.POST or not form.is_valid():
        form = ListForm(initial={"text": request.POST.get("text", "")})
        return page(request, "contact_import", dialogue, form=form)
    try:
        organisations, people = take_in_list(dialogue, by=request.user, text=form.rows)
    except ListRefused as refusal:
        form.add_error("text", str(refusal))
        return page(request, "contact_import", dialogue, form=form)
    said = _("Added to the list: organisations %(organisations)d, people %(people)d. Nothing was sent.")
    messages.success(request, said % {"organisations": organisations, "people": people})
    return redirect("contacts", dialogue.slug)
