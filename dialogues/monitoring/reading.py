"""Puts together what pages of monitoring show: one commitment with its reports, who would be asked, what the public reads. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.appearing import label, sizes
from dialogues.consensus.models import Recommendation, Roadmap
from dialogues.documents.models import Version
from dialogues.documents.states import VersionStatus
from dialogues.models import Dialogue, Seat
from dialogues.monitoring.announcing import owing_report
from dialogues.monitoring.board import label_of
from dialogues.monitoring.frozen_parts import asked_in
from dialogues.monitoring.models import (
    Adaptation,
    Commitment,
    CommitmentAnswer,
    Influence,
    Report,
    ReportRound,
    Watcher,
)
from dialogues.monitoring.offers import states_of
from dialogues.monitoring.states import TAKEN_ON, Answer, Progress, Side, is_open
from dialogues.monitoring.titles import titles_by_version
from dialogues.states import Audience, Channel
from inspired.core.access import Anyone
from workinggroups.naming import Names


@dataclass(frozen=True)
class Summary:
    """How many commitments there are, how many are taken on, done, not done yet, declined, not answered."""

    asked: int
    taken: int
    implemented: int
    open: int
    declined: int
    unanswered: int


def summary_of(user: Anyone, dialogue: Dialogue) -> Summary:
    """Count the commitments this person sees; one query, asked once per request."""
    states = states_of(user, dialogue)
    answers = [answer for answer, _status in states]
    return Summary(
        asked=len(states),
        taken=sum(answer in TAKEN_ON for answer in answers),
        implemented=sum(answer in TAKEN_ON and status == Progress.IMPLEMENTED for answer, status in states),
        open=sum(is_open(answer, status) for answer, status in states),
        declined=answers.count(Answer.DECLINED),
        unanswered=answers.count(Answer.ASKED),
    )


def endorsed_roadmap(user: Anyone, dialogue: Dialogue) -> Version | None:
    """Return the endorsed version of the dialogue's Roadmap, if there is one this person sees; one query."""
    written = Roadmap.objects.visible_to(user).filter(dialogue=dialogue)
    versions = Version.objects.visible_to(user).filter(document__in=written.values("document"))
    endorsed = versions.filter(status=VersionStatus.ENDORSED).select_related("document__dialogue")
    return endorsed.defer("content").first()


def running_round(user: Anyone, dialogue: Dialogue) -> ReportRound | None:
    """Return the newest round of reports while its day has not passed, with how many commitments still owe one; one query."""
    owing = owing_report(Commitment.objects.filter(dialogue=dialogue)).order_by().values("dialogue")
    counted = owing.annotate(n=Count("pk")).values("n")[:1]
    rounds = ReportRound.objects.visible_to(user).filter(dialogue=dialogue, due_at__gt=timezone.now()).newest()
    return rounds.annotate(owed=Coalesce(Subquery(counted), 0)).first()


@dataclass(frozen=True)
class AskedPart:
    """What one seat would be asked to take on, and whether that is new to it."""

    code: str
    title: str
    name: str
    words: str
    state: str = ""


def asked_of(user: Anyone, dialogue: Dialogue, version: Version) -> list[AskedPart]:
    """Return what the version asks of whom, and what they have answered to it so far; three queries."""
    seats = Seat.objects.visible_to(user).at_the_table().filter(dialogue=dialogue).select_related("organisation")
    names = {seat.pk: seat.organisation.name for seat in seats}
    titles = dict(Recommendation.objects.visible_to(user).filter(dialogue=dialogue).values_list("number", "title"))
    known = Commitment.objects.visible_to(user).filter(dialogue=dialogue).select_related("recommendation")
    answers = {(one.recommendation.number, one.seat_id): one for one in known}
    return [
        AskedPart(
            f"R{part.number}",
            titles[part.number],
            names[part.seat],
            part.words,
            _state(answers.get((part.number, part.seat)), part.words),
        )
        for part in asked_in(version.data)
        if part.seat in names and part.number in titles
    ]


def _state(known: Commitment | None, words: str) -> str:
    return known.get_answer_display() if known is not None and known.words == words else ""


@dataclass(frozen=True)
class Told:
    """A report as one reader sees it: by which name, and whether it was corrected."""

    report: Report
    name: str


@dataclass(frozen=True)
class CommitmentView:
    """One commitment as one reader sees it."""

    commitment: Any
    name: str
    is_own: bool
    answers: list[CommitmentAnswer] = field(default_factory=list)
    owner: list[Told] = field(default_factory=list)
    others: list[Told] = field(default_factory=list)
    influences: list[Influence] = field(default_factory=list)
    adaptations: list[Adaptation] = field(default_factory=list)

    @property
    def waiting(self) -> CommitmentAnswer | None:
        """An answer that was prepared or announced last and that the seat has not confirmed."""
        since = [one for one in self.answers if one.at >= self.commitment.asked_at]
        return since[-1] if since and since[-1].confirmed_at is None else None

    @property
    def is_by_letter(self) -> bool:
        """Does the answer that counts stand in a signed letter?"""
        return bool(self.answers) and self.waiting is None and self.answers[-1].channel == Channel.LETTER

    @property
    def latest(self) -> Told | None:
        """What the owner says last, of what counts."""
        return next((one for one in self.owner if counts(one.report)), None)

    @property
    def latest_view(self) -> Told | None:
        """What others saw last, of what counts."""
        return next((one for one in self.others if counts(one.report)), None)

    @property
    def differs(self) -> bool:
        """Do owner and others see it differently?"""
        own, other = self.latest, self.latest_view
        return own is not None and other is not None and own.report.status != other.report.status


def counts(report: Report) -> bool:
    """Is it confirmed, and not corrected by a later one? Needs the corrections loaded."""
    return report.confirmed_at is not None and not report.is_corrected  # type: ignore[attr-defined]


def view_of(user: Anyone, commitment: Commitment) -> CommitmentView:
    """Put one commitment together; five queries and one where a seat goes by its category."""
    names = Names(user, commitment.dialogue)
    rows = Report.objects.visible_to(user).filter(commitment=commitment)
    watching = Watcher.objects.filter(seat=OuterRef("seat"), ended_at__isnull=True)
    rows = rows.annotate(watches=Exists(watching)).select_related("seat__organisation", "group", "file")
    reports = list(rows)
    corrected = {one.corrects_id for one in reports}
    for one in reports:
        one.commitment, one.is_corrected = commitment, one.pk in corrected  # type: ignore[attr-defined]
    told = [Told(one, names.of(one.seat)) for one in reports]
    here = {"recommendation": commitment.recommendation_id}
    answers = list(CommitmentAnswer.objects.visible_to(user).filter(commitment=commitment))
    for answer in answers:
        answer.commitment = commitment
    return CommitmentView(
        commitment,
        names.of(commitment.seat),
        commitment.seat_id in names.standing.seats,
        answers,
        [one for one in told if one.report.side == Side.OWNER],
        [one for one in told if one.report.side == Side.INDEPENDENT],
        list(Influence.objects.visible_to(user).in_force().filter(**here)),
        list(Adaptation.objects.visible_to(user).in_force().filter(**here)),
    )


@dataclass(frozen=True)
class PublicLine:
    """What the public would read of one commitment, and whether it reads that by now."""

    code: str
    title: str
    name: str
    status: str
    on: Any
    until: Any
    state: str


def as_public(dialogue: Dialogue, rows: Iterable[Any]) -> list[PublicLine]:
    """Say what the public would read, of what nobody takes on by now what it goes on reading; two queries, for titles and categories."""
    found = sorted(rows, key=lambda one: (one.recommendation.number, one.shown_part))
    worded = {one.pk: one.version_id if one.is_taken_on else one.public_version_id for one in found}
    counted, titles = sizes(dialogue), titles_by_version(dialogue, {*worded.values()})
    return [
        PublicLine(
            one.recommendation.code,
            titles.get((worded[one.pk], one.recommendation.number), ""),
            label(one.seat, Audience.PUBLIC, counted),
            label_of(one.owner_status),
            one.owner_on,
            one.shown_due_on,
            _publicly(one),
        )
        for one in found
    ]


def waiting_versions(dialogue: Dialogue, rows: Iterable[Any]) -> list[Version]:
    """Return the versions of the Roadmap, not public by now, with which these commitments become public; one query."""
    rest_on = {one.public_version_id or one.version_id for one in rows} | {one.version_id for one in rows}
    found = Version.objects.filter(pk__in=rest_on, document__dialogue=dialogue).defer("content").order_by("number")
    return [version for version in found if not version.is_public]


def _publicly(one: Commitment) -> str:
    if one.published_at is None:
        return _("No")
    if one.public_version is None or not one.public_version.is_public:
        return _("Together with the Roadmap")
    return _("As it was before it changed") if one.is_reworded else _("Yes")
