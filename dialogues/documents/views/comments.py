"""Pages of the comment period: opening and closing it, commenting, and reading what became of each comment."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dialogues.documents import services
from dialogues.documents.burden import overburdened
from dialogues.documents.forms.living import CommentEnterForm, CommentForm, CommentPeriodForm
from dialogues.documents.models import Comment, Document
from dialogues.documents.views.living import page
from dialogues.documents.views.versions import DOCUMENT, HOST
from dialogues.ledger.attribution import Labels
from dialogues.ledger.models import Entry
from dialogues.ledger.services import note_export
from dialogues.models import Seat
from inspired.core import ports
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing
from inspired.core.states import StateError
from inspired.core.text import TextRefused


def _columns(labels: Labels) -> list[Column]:
    return [
        Column(gettext_lazy("Number"), lambda comment: comment.entry.number),
        Column(gettext_lazy("Section"), lambda comment: comment.section.title if comment.section else ""),
        Column(gettext_lazy("Paragraph"), "paragraph_text"),
        Column(gettext_lazy("From"), lambda comment: labels.of(comment.entry)),
        Column(gettext_lazy("Came in"), lambda comment: _came_in(labels, comment.entry)),
        Column(gettext_lazy("Comment"), lambda comment: comment.entry.text),
        Column(gettext_lazy("Proposed wording"), "wording"),
        Column(gettext_lazy("Disposition"), lambda comment: comment.entry.get_disposition_display()),
        Column(gettext_lazy("Reason"), lambda comment: comment.entry.reason),
    ]


def _came_in(labels: Labels, entry: Entry) -> str:
    return entry.get_channel_display() if labels.knows(entry) else ""


@keeps_typed
@requires("documents.manage_document", Document, related=(HOST,), **DOCUMENT)
def comments_open(request: HttpRequest, document: Document) -> HttpResponse:
    """Open the draft for comments until a day; every seat is told."""
    form = CommentPeriodForm(as_typed(request), dialogue=document.dialogue)
    if request.method == "POST" and form.is_valid():
        try:
            services.comments.open_comments(
                document, by=request.user, due_at=form.due_at, note=form.cleaned_data["note"]
            )
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The draft is open for comments. Everybody at the table is being told."))
            return redirect(document)
    return page(request, "comments_open", document, form=form, overburdened=overburdened(document.dialogue))


@requires("documents.manage_document", Document, related=(HOST,), **DOCUMENT)
def comments_close(request: HttpRequest, document: Document) -> HttpResponse:
    """Ask once, then close the comment period."""
    if request.method == "POST":
        try:
            services.comments.close_comments(document, by=request.user)
        except StateError as refusal:
            messages.error(request, str(refusal))
        return redirect(document)
    return page(request, "comments_close", document, open_comments=document.comments.undecided().count())


@keeps_typed
@requires("documents.comment_document", Document, related=(HOST,), **DOCUMENT)
def comment_new(request: HttpRequest, document: Document) -> HttpResponse:
    """Comment on a paragraph, a section or the whole, for one's seat, perhaps with other wording."""
    section = document.sections.filter(key=request.GET.get("section", "")).first()
    paragraph = _paragraph(request, document, section)
    words = paragraph["text"] if paragraph else ""
    start = {"form_key": uuid4(), "wording": words}
    seats = (
        Seat.objects.spoken_for_by(request.user).filter(dialogue=document.dialogue_id).select_related("organisation")
    )
    form = CommentForm(as_typed(request), seats=seats, unchanged=words, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            comment = services.comments.add_comment(
                document,
                by=request.user,
                section=section,
                paragraph_id=paragraph["id"] if paragraph else "",
                **form.cleaned_data,
            )
        except (StateError, TextRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your comment is recorded as number %(n)s.") % {"n": comment.entry.number})
            return redirect(f"{document.get_absolute_url()}#{comment.paragraph_id}")
    return page(request, "comment_new", document, form=form, section=section, paragraph=paragraph)


@keeps_typed
@requires("documents.enter_comment", Document, related=(HOST,), **DOCUMENT)
def comment_enter(request: HttpRequest, document: Document) -> HttpResponse:
    """Enter a comment that a seat gave by telephone, by mail, on paper or in person."""
    seats = Seat.objects.visible_to(request.user).at_the_table().filter(dialogue=document.dialogue_id)
    form = CommentEnterForm(
        as_typed(request),
        seats=seats.select_related("organisation").order_by("organisation__name"),
        sections=list(document.sections.order_by("number")),
        anchors=ports.anchors.collect(request.user, document),
        initial={"form_key": uuid4()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.comments.enter_comment(document, by=request.user, **form.cleaned_data)
        except (StateError, TextRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Entered. The organisation’s delegates are asked to confirm it."))
            return redirect("comments", document.dialogue.slug, document.pk)
    return page(request, "comment_enter", document, form=form)


def _paragraph(request: HttpRequest, document: Document, section: Any) -> dict[str, str] | None:
    """Find what is commented on by its id: a paragraph of the section, or a place that another app put into the text."""
    name = request.GET.get("paragraph", "")
    if not name:
        return None
    if section is not None:
        return next((paragraph for paragraph in section.paragraphs if paragraph["id"] == name), None)
    found = (anchor for anchor in ports.anchors.collect(request.user, document) if anchor.id == name)
    return next(({"id": anchor.id, "text": anchor.text, "label": anchor.label} for anchor in found), None)


@requires("documents.read_draft", Document, related=(HOST,), **DOCUMENT)
@require_safe
def comments(request: HttpRequest, document: Document) -> HttpResponse:
    """List the comments with what became of each, the reason, and the wording proposed."""
    labels = Labels(request.user, document.dialogue)
    listing = _listing(request, document, labels)
    if (file := listing.download()) is not None:
        return file
    rows = [(comment, labels.of(comment.entry), labels.knows(comment.entry)) for comment in listing.rows]
    return page(request, "comments", document, listing=listing, rows=rows)


def _listing(request: HttpRequest, document: Document, labels: Labels) -> Listing:
    rows = Comment.objects.visible_to(request.user).filter(document=document)
    entries = Entry.objects.for_table().select_related("dialogue")
    return Listing(
        request,
        rows.select_related("section").prefetch_related(Prefetch("entry", entries)),
        name="comments",
        searches=("entry__text", "wording"),
        sorts={
            "place": (_("By place in the text"), ("section__number", "pk")),
            "newest": (_("Newest first"), "-entry__number"),
            "waiting": (_("Without an answer first"), ("entry__disposed_at", "pk")),
        },
        columns=_columns(labels),
        on_export=lambda kind, total: note_export(
            document.dialogue, by=request.user, what="comments", kind=kind, rows=total
        ),
    )


@keeps_typed
@requires("documents.manage_document", Document, related=(HOST,), **DOCUMENT)
def comments_extend(request: HttpRequest, document: Document) -> HttpResponse:
    """Move the end of the comment period to a later day."""
    period = get_object_or_404(document.comment_periods.all(), closed_at__isnull=True)
    form = CommentPeriodForm(as_typed(request), dialogue=document.dialogue, initial={"note": period.note})
    if request.method == "POST" and form.is_valid():
        try:
            services.comments.extend_comments(period, by=request.user, due_at=form.due_at)
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(document)
    return page(request, "comments_extend", document, form=form, period=period)
