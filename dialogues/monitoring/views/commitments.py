"""The board of commitments, asking for them, answering, and the page of one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.consensus.models import Recommendation
from dialogues.documents.models import Version
from dialogues.models import Dialogue, Seat
from dialogues.monitoring import board
from dialogues.monitoring.awaiting import TAB
from dialogues.monitoring.forms.commitments import AnswerForm, EnterAnswerForm, UntilForm
from dialogues.monitoring.models import Commitment, CommitmentAnswer
from dialogues.monitoring.parting import stamp_of
from dialogues.monitoring.reading import (
    as_public,
    asked_of,
    endorsed_roadmap,
    running_round,
    summary_of,
    view_of,
    waiting_versions,
)
from dialogues.monitoring.services import commitments as verbs
from dialogues.monitoring.services.publishing import publish_status, withdraw_status
from dialogues.monitoring.states import Answer, Progress
from dialogues.monitoring.titles import Titles, titles_for
from dialogues.monitoring.views.framing import OF_DIALOGUE, ONE, RELATED, WRITING, page
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from dialogues.waiting import waiting_behind
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Listing
from inspired.core.states import StaleError
from workinggroups.naming import Names

PER_PAGE = 50
USUAL = timedelta(days=30)
LONGEST = 10  # digits of a revision
ALL = gettext_lazy("All")
NOTHING = ("none", gettext_lazy("Nothing reported yet"))
SIGNALS = [
    ("late", gettext_lazy("Overdue")),
    ("differs", gettext_lazy("Owner and others differ")),
    ("announced", gettext_lazy("Announced, unconfirmed")),
]


class PublicFilter(django_filters.FilterSet):
    """Narrows commitments by what their owner says last."""

    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=[NOTHING, *Progress.choices], empty_label=ALL, method="by_status"
    )

    def by_status(self, rows: QuerySet[Commitment], _name: str, value: str) -> QuerySet[Commitment]:
        """Keep commitments whose owner said this last."""
        return rows.filter(owner_status="" if value == "none" else value)


class BoardFilter(PublicFilter):
    """Narrows the board also by answer, organisation, recommendation and what needs attention."""

    signal = django_filters.ChoiceFilter(
        label=gettext_lazy("Needs attention"), choices=SIGNALS, empty_label=ALL, method="by_signal"
    )
    answer = django_filters.ChoiceFilter(label=gettext_lazy("Answer"), choices=Answer.choices, empty_label=ALL)
    organisation = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Organisation"), field_name="seat", queryset=None, empty_label=ALL
    )
    recommendation = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Recommendation"), queryset=None, empty_label=ALL
    )

    def __init__(self, data: Any, queryset: Any, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        asked = queryset.order_by()
        seats = Seat.objects.named_to(self.request.user).filter(pk__in=asked.values("seat"))
        about = Recommendation.objects.filter(pk__in=asked.values("recommendation"))
        self.filters["organisation"].extra["queryset"] = seats.select_related("organisation")
        self.filters["recommendation"].extra["queryset"] = about.order_by("number")

    def by_signal(self, rows: QuerySet[Commitment], _name: str, value: str) -> QuerySet[Commitment]:
        """Keep what is overdue, seen differently by others, or waits for the word of its seat."""
        return rows.filter(**{{"late": "is_late", "differs": "differs", "announced": "is_announced"}[value]: True})


@requires("monitoring.see_monitoring", Dialogue, **OF_DIALOGUE)
@require_safe
def monitoring(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show the board, the overdue first: to outsiders the published status alone."""
    names, inside = Names(request.user, dialogue), may(request.user, "monitoring.see_inside", dialogue)
    titles = titles_for(request.user, dialogue)
    known = Commitment.objects.visible_to(request.user).filter(dialogue=dialogue)
    rows = board.for_board(known, request.user) if inside else board.for_public(known)
    listing = Listing(
        request,
        rows.select_related("recommendation", "seat__organisation"),
        searches=[titles.search(), *(_inside_searches(request, dialogue) if inside else ())],
        sorts=board.SORTS if inside else board.PUBLIC_SORTS,
        filterset=BoardFilter if inside else PublicFilter,
        columns=board.columns(names, titles) if inside else board.public_columns(names, titles),
        per_page=PER_PAGE,
        is_short=True,
        name="commitments",
        on_export=lambda kind, total: note_export(dialogue, by=request.user, what="commitments", kind=kind, rows=total),
    )
    if (file := listing.download()) is not None:
        return file
    _name_recommendations(listing, titles)
    lines = board.lines_of(listing.rows, names, titles)
    context = {"listing": listing, "lines": lines, "inside": inside, **_around(request, dialogue)}
    return page(request, "monitoring", dialogue, **context)


def _inside_searches(request: HttpRequest, dialogue: Dialogue) -> tuple[Any, ...]:
    return board.by_name(request.user, dialogue.pk), "words", "own_words"


def _name_recommendations(listing: Listing, titles: Titles) -> None:
    """Call the recommendations one may narrow the board to as this reader may know them."""
    fields: Any = listing.filterset.form.fields if listing.filterset else {}
    if "recommendation" in fields:
        fields["recommendation"].label_from_instance = titles.coded


def _around(request: HttpRequest, dialogue: Dialogue) -> dict[str, Any]:
    """Say what is to be done next here, and for the host team whether there is a Roadmap to ask from."""
    mine = [one for one in waiting_behind(request.user, TAB) if one.dialogue_id == dialogue.pk]
    can_ask = may(request.user, "monitoring.ask_commitments", dialogue)
    return {
        "next": mine[0] if mine else None,
        "summary": summary_of(request.user, dialogue),
        "roadmap": endorsed_roadmap(request.user, dialogue) if can_ask else None,
        "round": running_round(request.user, dialogue) if can_ask else None,
    }


@keeps_typed
@requires("monitoring.ask_commitments", Dialogue, **OF_DIALOGUE)
@require_http_methods(WRITING)
def commitments_ask(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show who would be asked from the endorsed Roadmap, then ask them."""
    version = endorsed_roadmap(request.user, dialogue)
    form = UntilForm(dialogue, as_typed(request), initial={"due_on": timezone.localdate() + USUAL})
    asked: list[int] = []
    if version is not None and submitted(
        request, form, lambda _typed: asked.append(_ask(version, form, request)), _("The organisations are asked.")
    ):
        return redirect("monitoring", dialogue.slug)
    parts = asked_of(request.user, dialogue, version) if version else []
    return page(request, "commitments_ask", dialogue, form=form, version=version, parts=parts)


def _ask(version: Version, form: UntilForm, request: HttpRequest) -> int:
    return verbs.ask_for_commitments(version, by=request.user, answer_by=form.moment()["due_at"])


@requires("monitoring.see_commitment", Commitment, related=RELATED, **ONE)
@require_safe
def commitment(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Show one commitment: what it says, the answers, and what its owner and others report side by side."""
    title = titles_for(request.user, commitment.dialogue).of(commitment.recommendation)
    return page(request, "commitment", commitment.dialogue, view=view_of(request.user, commitment), title=title)


@keeps_typed
@requires("monitoring.answer_commitment", Commitment, related=RELATED, **ONE)
@require_http_methods(WRITING)
def commitment_answer(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Answer for one's seat, then lead to the next commitment that waits."""
    form = AnswerForm(as_typed(request), initial={"revision": commitment.revision})
    current = None
    said = _("Your answer is recorded.")
    try:
        if submitted(request, form, lambda typed: verbs.answer_commitment(commitment, by=request.user, **typed), said):
            return _to_next(request, commitment)
    except StaleError as conflict:
        current = view_of(request.user, conflict.current)  # type: ignore[arg-type]
        form.data = form.data.copy()
        form.data["revision"] = str(current.commitment.revision)
    return page(request, "commitment_answer", commitment.dialogue, form=form, commitment=commitment, current=current)


def _to_next(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Lead to the next commitment of the same seat that is not answered, else to what was answered now."""
    waiting = Commitment.objects.visible_to(request.user).filter(seat=commitment.seat_id, answer=Answer.ASKED)
    unsaid = waiting.exclude(answers__at__gte=commitment.asked_at).exclude(pk=commitment.pk).order_by("pk").first()
    slug = commitment.dialogue.slug
    return redirect("commitment_answer", slug, unsaid.pk) if unsaid else redirect("commitment", slug, commitment.pk)


@requires(
    "monitoring.confirm_answer",
    CommitmentAnswer,
    related=("commitment__dialogue",),
    commitment__dialogue__slug="slug",
    commitment="pk",
    pk="answer_id",
)
@require_POST
def commitment_confirm(request: HttpRequest, answer: CommitmentAnswer) -> HttpResponse:
    """Give, as who may sign, what was prepared or announced for the seat."""
    given = request.POST.get("revision", "")
    revision = int(given) if given.isdecimal() and len(given) < LONGEST else 0
    said = _("Confirmed: the answer counts now.")
    try:
        done(request, lambda: verbs.confirm_answer(answer, by=request.user, revision=revision), said)
    except StaleError:
        messages.error(request, _("The answer was changed meanwhile. Read it once more before you confirm it."))
    return redirect("commitment", answer.commitment.dialogue.slug, answer.commitment_id)


@keeps_typed
@requires("monitoring.enter_answer", Commitment, related=RELATED, **ONE)
@require_http_methods(WRITING)
def commitment_enter(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Enter what the seat said by telephone, on paper or in the room."""
    form = EnterAnswerForm(as_typed(request))
    said = _("Noted as announced. It counts once the organisation confirms it.")
    if submitted(request, form, lambda typed: verbs.enter_answer(commitment, by=request.user, **typed), said):
        return redirect("commitment", commitment.dialogue.slug, commitment.pk)
    return page(request, "commitment_enter", commitment.dialogue, form=form, commitment=commitment)


@requires("monitoring.withdraw_status", Dialogue, **OF_DIALOGUE)
@require_http_methods(WRITING)
def commitments_publish(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show what the public would read and what it reads by now, then publish it or take it back."""
    if request.method == "POST":
        if request.POST.get("act") == "withdraw":
            done(request, lambda: withdraw_status(dialogue, by=request.user), _("Done."))
            return redirect("monitoring", dialogue.slug)
        seen = request.POST.get("seen", "")
        is_done = done(request, lambda: publish_status(dialogue, by=request.user, seen=seen), _("Done."))
        return redirect("monitoring" if is_done else "commitments_publish", dialogue.slug)
    near = ("recommendation", "seat__organisation", "public_version")
    known = Commitment.objects.visible_to(request.user).filter(dialogue=dialogue).select_related(*near)
    known = known.defer("public_version__content")
    rows = [*board.for_board(known.taken_on(), request.user), *board.for_public(known.kept_in_public())]
    shown = {"rows": as_public(dialogue, rows), "waits": waiting_versions(dialogue, rows), "seen": stamp_of(rows)}
    return page(request, "commitments_publish", dialogue, **shown)
