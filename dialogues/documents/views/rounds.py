"""Pages of an endorsement round: what it stands at, a seat's answer, and what the host team does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.documents import round_table, services
from dialogues.documents.answering import Wish, said_in
from dialogues.documents.burden import overburdened
from dialogues.documents.forms.opening import OpenRoundForm
from dialogues.documents.forms.rounds import POSITIONS, AnswerForms, ExtendRoundForm
from dialogues.documents.freezing import paragraph_numbers
from dialogues.documents.models import Endorsement, Invitee, Round, Version
from dialogues.documents.reading import frozen_text, last_answered
from dialogues.documents.since import recommended_since
from dialogues.documents.states import EndorsementState
from dialogues.documents.tally import Tally, tally
from dialogues.frame import frame
from dialogues.services.exports import note_export
from inspired.core.access import may, requires
from inspired.core.addresses import addressed
from inspired.core.exports import TYPES, download
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError, StateError

ROUND = {
    "version__document__dialogue__slug": "slug",
    "version__document": "document_id",
    "number": "number",
}
INVITEE = {
    "round__version__document__dialogue__slug": "slug",
    "round__version__document": "document_id",
    "round__number": "number",
    "pk": "invitee_id",
}
VERSION = {"document__dialogue__slug": "slug", "document": "document_id", "number": "number"}
UNCONFIRMED = (EndorsementState.PREPARED, EndorsementState.ANNOUNCED)
TREE = "version__document__dialogue__host_organisation"


def page(request: HttpRequest, template: str, version: Version, **context: Any) -> TemplateResponse:
    """Answer with a page of a version: the dialogue's frame around it."""
    document = version.document
    around = frame(request.user, document.dialogue, "documents")
    return TemplateResponse(
        request, f"documents/{template}.html", {**around, "document": document, "version": version, **context}
    )


@requires("documents.see_round", Round, related=(TREE,), **ROUND)
@require_safe
def round(request: HttpRequest, round_: Round) -> HttpResponse:  # noqa: A001 - the name of its URL
    """Show a round: how many have answered, what may be seen of it, and what this person can do."""
    counted = tally(round_, request.user)
    if request.GET.get("format", "") in TYPES:
        return _file(request, round_, counted)
    answers = {spoken.answer.seat_id: spoken.answer for spoken in counted.answers}
    mine = [
        {
            "invitee": invitee,
            "answer": answers.get(invitee.seat_id),
            "can_sign": may(request.user, "documents.sign_answer", invitee),
        }
        for invitee in counted.own
        if may(request.user, "documents.answer_round", invitee)
    ]
    waiting = _waiting(round_, counted.waiting)
    can_file = any(may(request.user, "documents.file_sheet", invitee) for invitee in counted.waiting[:1])
    own = {"mine": mine, "is_asked": bool(counted.own), "can_file": can_file}
    return page(request, "round", round_.version, round=round_, tally=counted, waiting=waiting, **own)


def _file(request: HttpRequest, round_: Round, counted: Tally) -> HttpResponse:
    """Answer with the answers as a file; only the host team learns who gave none."""
    dialogue, kind = round_.version.document.dialogue, request.GET["format"]
    rows = list(round_table.lines(round_, counted, request.user))
    note_export(dialogue, by=request.user, what="round_answers", kind=kind, rows=len(rows))
    return download(f"round-{round_.version_id}-{round_.number}", kind, round_table.header(), rows)


def _waiting(round_: Round, invitees: Iterable[Invitee]) -> list[dict[str, str]]:
    place = (round_.version.document.dialogue.slug, round_.version.document_id, round_.number)
    announce, letter = addressed("round_announce", *place), addressed("round_letter", *place)
    return [
        {"name": one.seat.organisation.name, "announce": announce(one.pk), "letter": letter(one.pk)} for one in invitees
    ]


@keeps_typed
@requires("documents.open_round", Version, related=("document__dialogue__host_organisation",), **VERSION)
def round_open(request: HttpRequest, version: Version) -> HttpResponse:
    """Ask who is invited, until when, and who will see the answers; then open the round."""
    form = OpenRoundForm(
        as_typed(request), dialogue=version.document.dialogue, is_for_all=version.document.group_id is not None
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            opened = services.rounds.open_round(
                version,
                by=request.user,
                due_at=form.due_at,
                seats=data["seats"],
                shown=data["shown"],
                shown_after=data["shown_after"],
                signed_by=data["signed_by"],
                note=data["note"],
            )
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The round is open. Everybody asked is being told."))
            return redirect(opened)
    waiting, many = version.document.comments.undecided().count(), overburdened(version.document.dialogue)
    return page(request, "round_open", version, form=form, open_comments=waiting, overburdened=many)


@keeps_typed
@requires(
    "documents.answer_round", Invitee, related=("seat__organisation", "seat__dialogue", f"round__{TREE}"), **INVITEE
)
@require_http_methods(["GET", "HEAD", "POST"])
def round_answer(request: HttpRequest, invitee: Invitee) -> HttpResponse:
    """Let a delegate write the seat's answer, check it, and give it; whoever may not sign prepares it."""
    round_, step = invitee.round, request.POST.get("step", "")
    before = Endorsement.objects.filter(version=round_.version_id, seat=invitee.seat).first()
    typed = as_typed(request)
    forms = AnswerForms(round_.version, typed, before=said_in(before) if before else None, more=step == "more")
    read = before.turn if before else ""
    context = {"round": round_, "invitee": invitee, "forms": forms, "before": before}
    context["turn"] = read if typed is None else typed.get("turn", "")
    if step in {"check", "give"} and forms.is_valid():
        if step == "check":
            wishes = _numbered(round_.version, forms.said.wishes)
            return page(request, "round_answer_check", round_.version, said=forms.said, wishes=wishes, **context)
        return _give(request, invitee, forms, context)
    return _answering(request, **context)


def _numbered(version: Version, wishes: Iterable[Wish]) -> list[tuple[Wish, int | str | None]]:
    numbers = paragraph_numbers(version.data)
    return [(wish, numbers.get(wish.paragraph_id)) for wish in wishes]


def _answering(request: HttpRequest, *, invitee: Invitee, **context: Any) -> HttpResponse:
    """Show the exact text beside the answer, marked with what changed since the version the seat answered last."""
    version, before = invitee.round.version, context["before"]
    since = last_answered(invitee.seat, version)
    content = version.data
    return page(
        request,
        "round_answer",
        version,
        content=content,
        sections=frozen_text(content, since=since),
        since=since,
        recommended=recommended_since(content, since),
        wishes=_numbered(version, said_in(before).wishes) if before else [],
        renditions=list(version.renditions.all()),
        tally=tally(invitee.round, request.user),
        invitee=invitee,
        **context,
    )


def _give(request: HttpRequest, invitee: Invitee, forms: AnswerForms, context: dict[str, Any]) -> HttpResponse:
    round_ = invitee.round
    try:
        answer = services.rounds.prepare_answer(
            round_,
            by=request.user,
            seat=invitee.seat,
            said=forms.said,
            sha256=request.POST.get("sha256", ""),
            turn=context["turn"],
        )
    except StaleError as conflict:
        theirs: Endorsement = conflict.current  # type: ignore[assignment]
        return _answering(request, **context | {"before": theirs, "turn": theirs.turn}, mine=forms.said)
    except StateError as refusal:
        forms.answer.add_error(None, str(refusal))
        return _answering(request, **context)
    messages.success(request, _given_sentence(answer))
    return redirect(round_)


def _given_sentence(answer: Endorsement) -> str:
    if answer.state == "given":
        return _("Your organisation’s answer is recorded. You can change it until the round closes.")
    return _("The answer is prepared. It counts once whoever may sign for your organisation confirms it.")


@requires(
    "documents.sign_answer", Invitee, related=("seat__organisation", "seat__dialogue", f"round__{TREE}"), **INVITEE
)
@require_POST
def round_confirm(request: HttpRequest, invitee: Invitee) -> HttpResponse:
    """Let the signatory confirm with one click what was prepared or announced for the seat."""
    answer = Endorsement.objects.filter(version=invitee.round.version_id, seat=invitee.seat).first()
    try:
        if answer is None:
            raise StateError(_("There is nothing to confirm."))
        said = {name: request.POST.get(name, "") for name in ("sha256", "turn")}
        services.rounds.confirm_answer(answer, by=request.user, **said)
    except StateError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Your organisation’s answer is recorded. You can change it until the round closes.")
        )
    return redirect(invitee.round)


@keeps_typed
@requires("documents.manage_round", Round, related=(TREE,), **ROUND)
def round_extend(request: HttpRequest, round_: Round) -> HttpResponse:
    """Move the deadline to a later day, with the reason; everybody asked is told."""
    form = ExtendRoundForm(as_typed(request), dialogue=round_.version.document.dialogue)
    if request.method == "POST" and form.is_valid():
        try:
            services.rounds.extend_round(
                round_, by=request.user, due_at=form.due_at, reason=form.cleaned_data["reason"]
            )
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The deadline is moved. Everybody asked is being told."))
            return redirect(round_)
    return page(request, "round_extend", round_.version, round=round_, form=form)


@requires("documents.manage_round", Round, related=(TREE,), **ROUND)
@require_POST
def round_remind(request: HttpRequest, round_: Round) -> HttpResponse:
    """Remind those who have not answered."""
    try:
        told = services.rounds.remind(round_, by=request.user)
    except StateError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("People who are being reminded: %(count)s.") % {"count": told})
    return redirect(round_)


@requires("documents.manage_round", Round, related=(TREE,), **ROUND)
def round_close(request: HttpRequest, round_: Round) -> HttpResponse:
    """Show what closing means, who has not answered and which answers will not count, ask once, and close."""
    if request.method == "POST":
        try:
            services.rounds.close_round(round_, by=request.user)
        except StateError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The round is closed."))
        return redirect(round_)
    counted = tally(round_, request.user)
    loose = [spoken for spoken in counted.answers if spoken.answer.state in UNCONFIRMED]
    return page(request, "round_close", round_.version, round=round_, tally=counted, unconfirmed=loose)


@requires("documents.see_round", Round, related=(TREE,), **ROUND)
@require_safe
def signature_sheet(request: HttpRequest, round_: Round) -> HttpResponse:
    """Show the one-page sheets that institutions sign on paper: own seats', or every seat's for the host team."""
    invitees = Invitee.objects.visible_to(request.user).filter(round=round_).select_related("seat__organisation")
    return page(request, "signature_sheet", round_.version, round=round_, invitees=list(invitees), choices=POSITIONS)
