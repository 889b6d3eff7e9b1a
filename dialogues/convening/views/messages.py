"""Talking with the host in confidence: the participant's own talks, and for the host team the list of all."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages as notes
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.convening.forms.messages import BoundsForm, MessageForm, NewTalkForm
from dialogues.convening.message_reading import organisations_of
from dialogues.convening.models import Message, Talk
from dialogues.convening.models.messages import longest_days
from dialogues.convening.services import messages as verbs
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.views.submitting import done, submitted
from inspired.core.access import may, requires
from inspired.core.keeping import forgets_typed
from inspired.core.listing import Listing
from inspired.core.uploads import UploadRefused, serve

TALK: dict[str, Any] = {"related": ("dialogue", "by__person"), "dialogue__slug": "slug", "pk": "pk"}
WRITING = ["GET", "HEAD", "POST"]
SORTS = {
    "waiting": (gettext_lazy("Unanswered first"), ("-awaits_team", "-last_at")),
    "newest": (gettext_lazy("Newest first"), "-last_at"),
    "oldest": (gettext_lazy("Oldest first"), "last_at"),
    "delete_on": (gettext_lazy("Deleted soonest first"), "delete_on"),
}


class TalkFilter(django_filters.FilterSet):
    """Narrows talks by whether they wait for the host team."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        empty_label=gettext_lazy("All"),
        choices=[("waiting", gettext_lazy("Waits for an answer")), ("answered", gettext_lazy("Answered"))],
        method="with_state",
    )

    def with_state(self, queryset: Any, _name: str, state: str) -> Any:
        """Keep what waits for the host team, or what was answered."""
        return queryset.filter(awaits_team=state == "waiting")


def _in_messages(word: str) -> Q:
    return Q(pk__in=Message.objects.filter(text__icontains=word).values("talk"))


def _page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> HttpResponse:
    tab = "contacts" if may(request.user, "convening.read_talks", dialogue) else "messages"
    return TemplateResponse(request, f"convening/{template}.html", frame(request.user, dialogue, tab) | context)


@requires("convening.see_messages", Dialogue, slug="slug")
@require_safe
def messages(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List one's own talks, or for the host team everybody's; confidential, so that there is no download."""
    found = Talk.objects.visible_to(request.user).filter(dialogue=dialogue).select_related("dialogue", "by__person")
    searches = ("subject", "by__person__name", _in_messages)
    listing = Listing(request, found, name="messages", searches=searches, sorts=SORTS, filterset=TalkFilter)
    reads_all = may(request.user, "convening.read_talks", dialogue)
    names = organisations_of(dialogue, request.user, listing.rows) if reads_all else {}
    shown = [(talk, names.get(talk.by_id, "")) for talk in listing.rows]
    bounds = BoundsForm(initial={"longest_days": longest_days(dialogue)})
    return _page(request, "messages", dialogue, listing=listing, shown=shown, reads_all=reads_all, bounds=bounds)


@forgets_typed
@requires("convening.write_to_host", Dialogue, slug="slug")
@require_http_methods(WRITING)
def message_new(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Begin a talk with the host team."""
    form = NewTalkForm(request.POST or None, request.FILES or None, dialogue=dialogue)
    said = _("Your message is with the host team.")
    if _written(request, form, lambda data: verbs.write_to_host(dialogue, by=request.user, **data), said):
        return redirect("messages", dialogue.slug)
    return _page(request, "message_new", dialogue, form=form)


@forgets_typed
@requires("convening.see_talk", Talk, **TALK)
@require_http_methods(WRITING)
def message(request: HttpRequest, talk: Talk) -> HttpResponse:
    """Show a talk and go on with it; a colleague's answer in between is shown before one's own is sent."""
    last = talk.messages.order_by("-pk").values_list("pk", flat=True).first() or 0
    form = MessageForm(request.POST or None, request.FILES or None, talk=talk, last=last)
    can_write = may(request.user, "convening.write_message", talk)
    said = _("Your message is written.")
    if can_write and _written(request, form, lambda data: verbs.write_message(talk, by=request.user, **data), said):
        return redirect(talk)
    if form.is_bound:
        form.renew(last)
    said_so_far = talk.messages.select_related("by__person", "file")
    names = organisations_of(talk.dialogue, request.user, [talk])
    context = {
        "talk": talk,
        "form": form if can_write else None,
        "said": said_so_far,
        "whom": names.get(talk.by_id, ""),
    }
    return _page(request, "message", talk.dialogue, is_mine=talk.by_id == request.user.pk, **context)


def _written(request: HttpRequest, form: Any, act: Any, said: str) -> bool:
    try:
        return submitted(request, form, act, said)
    except UploadRefused as refusal:
        form.add_error("file", str(refusal))
        return False


@requires("convening.note_read", Talk, **TALK)
@require_POST
def message_seen(request: HttpRequest, talk: Talk) -> HttpResponse:
    """Let the participant see that the host team has read it."""
    done(request, lambda: verbs.note_read(talk, by=request.user), _("The participant now sees that you have read it."))
    return redirect(talk)


@requires("convening.forget_talk", Talk, **TALK)
@require_http_methods(WRITING)
def message_forget(request: HttpRequest, talk: Talk) -> HttpResponse:
    """Ask once, then delete a talk of one's own with all answers and files."""
    if request.method == "POST":
        verbs.forget_talk(talk, by=request.user)
        notes.success(request, _("All of it is deleted."))
        return redirect("messages", talk.dialogue.slug)
    return _page(request, "message_forget", talk.dialogue, talk=talk)


@requires("convening.bound_messages", Dialogue, slug="slug")
@require_POST
def message_bounds(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Say for how long messages may be kept."""
    form = BoundsForm(request.POST)
    if form.is_valid():
        done(request, lambda: verbs.bound_messages(dialogue, by=request.user, **form.cleaned_data), _("Saved."))
    else:
        notes.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("messages", dialogue.slug)


@requires("convening.see_message_file", Message, related=("file",), talk__dialogue__slug="slug", pk="pk")
@require_safe
def message_file(_request: HttpRequest, message: Message) -> HttpResponse:
    """Hand out the file of a message."""
    return serve(message.file)
