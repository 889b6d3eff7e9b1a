"""What documents offer to lower floors through the ports: to-dos, news, the strip's sentences, closing questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.documents.models import Document, Endorsement, Invitee, Rendition, Round, Version
from dialogues.documents.reading import dialogue_versions
from dialogues.documents.states import (
    DocumentKind,
    DocumentStatus,
    EndorsementState,
    RoundStatus,
    VersionStatus,
)
from dialogues.models import Dialogue, reach_of, standings_of
from dialogues.states import Phase, Status
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import ClosingQuestion, Issued, News, PhaseStatus, Tab, Todo

# What a line about a round shows; the text of its version is long.
SHOWN_OF_ROUND = (
    "seat__organisation__name",
    "round__number",
    "round__due_at",
    "round__version__document__dialogue__slug",
)


@ports.tabs.provide
def document_tab(user: Anyone, dialogue: Dialogue) -> Iterable[Tab]:
    """Offer the tab to members."""
    if may(user, "dialogues.see_members_area", dialogue):
        yield Tab("documents", _("Documents"), reverse("documents", args=[dialogue.slug]), 80)


@ports.todo.provide
def awaited_answers(user: Anyone) -> Iterable[Todo]:
    """Offer the rounds in which a seat of this person has not given its answer; one query."""
    own = reach_of(user).speaking
    if not own:
        return
    given = Endorsement.objects.given().filter(seat=OuterRef("seat"), version=OuterRef("round__version"))
    waiting = (
        Invitee.objects.filter(seat__in=own, round__in=Round.objects.open().values("pk"))
        .filter(~Exists(given), round__version__document__dialogue__status=Status.OPEN)
        .select_related("seat__organisation", "round__version__document__dialogue")
        .only(*SHOWN_OF_ROUND, "round__version__number", "round__version__document__title")
    )
    for invitee in waiting:
        yield _answer_todo(invitee)


def _answer_todo(invitee: Invitee) -> Todo:
    round_ = invitee.round
    document = round_.version.document
    url = reverse("round_answer", args=[document.dialogue.slug, document.pk, round_.number, invitee.pk])
    title = _("Your answer on %(title)s, version %(number)s, is awaited") % {
        "title": document.title,
        "number": round_.version.number,
    }
    return Todo(
        title=title,
        url=url,
        action=_("Read and answer"),
        dialogue_id=document.dialogue_id,
        context=_("You answer for %(name)s.") % {"name": invitee.seat.organisation.name},
        due=round_.due_at,
        rank=0,
    )


@ports.todo.provide
def open_drafts(user: Anyone) -> Iterable[Todo]:
    """Offer the drafts that are open for this person's comments; one query."""
    speaking = [pk for pk, standing in standings_of(user).items() if standing.speaking]
    if not speaking:
        return
    drafts: Any = Document.objects.visible_to(user).only("title", "dialogue__slug")
    drafts = drafts.filter(dialogue__in=speaking, dialogue__status=Status.OPEN, status=DocumentStatus.COMMENTS)
    due = F("comment_periods__due_at")
    for document in drafts.filter(comment_periods__closed_at__isnull=True).annotate(due=due).select_related("dialogue"):
        yield Todo(
            title=_("%(title)s is open for your comments") % {"title": document.title},
            url=document.get_absolute_url(),
            action=_("Read and comment"),
            dialogue_id=document.dialogue_id,
            due=document.due,
            rank=3,
        )


@ports.news.provide
def going_on(user: Anyone, dialogue: Dialogue) -> Iterable[News]:
    """Offer for each document its newest version and the one that is endorsed, which may be an earlier one."""
    seen: set[int] = set()
    for version in _visible_versions(user, dialogue):
        if version.document_id not in seen or version.status == VersionStatus.ENDORSED:
            seen.add(version.document_id)
            tone = "yes" if version.status == VersionStatus.ENDORSED else "wait"
            yield News(
                title=_("%(title)s, version %(number)s") % {"title": version.document.title, "number": version.number},
                url=version.get_absolute_url(),
                note=_("Frozen on %(day)s") % {"day": date_format(version.frozen_at)},
                state=str(version.get_status_display()),
                tone=tone,
                at=version.frozen_at,
            )


def _visible_versions(user: Anyone, dialogue: Dialogue) -> list[Version]:
    return dialogue_versions(dialogue.pk, user) if may(user, "dialogues.see_members_area", dialogue) else []


@ports.phase_status.provide
def strip_sentence(user: Anyone, dialogue: Dialogue) -> Iterable[PhaseStatus]:
    """Offer where the newest version of the PPA stands, for the first phase."""
    ppa = [v for v in _visible_versions(user, dialogue) if v.document.kind == DocumentKind.PPA]
    if ppa:
        text = _("PPA v%(number)s: %(state)s") % {"number": ppa[0].number, "state": ppa[0].get_status_display()}
        yield PhaseStatus(Phase.ASSESSMENT, text)


@ports.closing_questions.provide
def ppa_adopted(user: Anyone, dialogue: Dialogue, phase: str) -> Iterable[ClosingQuestion]:
    """Ask at the end of the first phase whether the PPA is adopted, and say what is still open."""
    if phase != Phase.ASSESSMENT:
        return
    yield ClosingQuestion(
        key="ppa_adopted",
        question=_("Is the Participatory Policy Analysis adopted?"),
        hint=_("The phase ends with the participants’ first agreement."),
        open_items=tuple(_open_items(user, dialogue)),
        url=reverse("documents", args=[dialogue.slug]),
    )


def _open_items(user: Anyone, dialogue: Dialogue) -> Iterable[str]:
    versions = [v for v in _visible_versions(user, dialogue) if v.document.kind == DocumentKind.PPA]
    if not any(version.status == VersionStatus.ENDORSED for version in versions):
        yield _("No version of the PPA is adopted yet.")
    counts: Any = (
        Document.objects.visible_to(user)
        .filter(dialogue=dialogue)
        .aggregate(
            drafts=Count("pk", filter=Q(status=DocumentStatus.COMMENTS), distinct=True),
            rounds=Count("versions__rounds", filter=Q(versions__rounds__status=RoundStatus.OPEN), distinct=True),
        )
    )
    if counts["drafts"]:
        yield _("A draft is still open for comments.")
    if counts["rounds"]:
        yield _("An endorsement round is still open.")


@ports.todo.provide
def prepared_for_me(user: Anyone) -> Iterable[Todo]:
    """Offer answers that were prepared or announced for a seat this person may sign for; one query."""
    speaking = reach_of(user).speaking
    if not speaking:
        return
    waiting = Endorsement.objects.filter(
        seat__in=speaking,
        state__in=[EndorsementState.PREPARED, EndorsementState.ANNOUNCED],
        round__in=Round.objects.open().values("pk"),
    ).select_related("seat__organisation", "round__version__document__dialogue")
    waiting = waiting.only(*SHOWN_OF_ROUND, "state", "round__version__number")
    for answer in waiting:
        if answer.seat_id in answer.round.version.document.dialogue.standing_of(user).signing:
            yield Todo(
                title=_("Confirm the answer of %(name)s") % {"name": answer.seat.organisation.name},
                url=answer.round.get_absolute_url(),
                action=_("Look and confirm"),
                dialogue_id=answer.round.version.document.dialogue_id,
                context=str(answer.get_state_display()),
                due=answer.round.due_at,
                rank=1,
            )


@ports.issued.provide
def issued_versions(_user: None, dialogue: Dialogue) -> Iterable[Issued]:
    """Name the texts that were frozen, with their fingerprints."""
    for version in Version.objects.filter(document__dialogue=dialogue).select_related("document").order_by("pk"):
        yield Issued(str(version), "text", version.sha256, version.frozen_at, _is_public(version))


@ports.issued.provide
def issued_files(_user: None, dialogue: Dialogue) -> Iterable[Issued]:
    """Name the files that were issued, with their fingerprints."""
    files = Rendition.objects.filter(version__document__dialogue=dialogue).select_related("version__document")
    for file in files.order_by("pk"):
        yield Issued(str(file.version), file.kind, file.sha256, file.issued_at, _is_public(file.version))


def _is_public(version: Version) -> bool:
    return version.published_at is not None
