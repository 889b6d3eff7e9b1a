"""Says what comes next for the Roadmap, for the host team and for everybody else. Reads what it is given; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.documents.models import Document, Version
from dialogues.documents.states import DocumentStatus, RoundStatus, VersionStatus


@dataclass(frozen=True)
class Step:
    """One thing to do or to read next: a title, what it is about, and where."""

    title: str
    words: str
    url: str
    action: str


def next_step(text: Document, versions: Sequence[Version], counts: dict[str, int], *, is_team: bool) -> Step:
    """Return the step: ``counts`` has drafts, agreed and deficient recommendations; newest version first, rounds loaded."""
    latest = versions[0] if versions else None
    is_living = text.status != DocumentStatus.LOCKED or latest is None
    if not is_team:
        return _for_reader(text, latest, counts, is_living=is_living)
    return _before_freezing(text, counts) if is_living else _after_freezing(text, latest)


def _recommendations(text: Document) -> str:
    return reverse("recommendations", args=[text.dialogue.slug])


def _for_reader(text: Document, latest: Version | None, counts: dict[str, int], *, is_living: bool) -> Step:
    if latest is None or is_living:
        words = _("Read what is being written, by priority: what is to be done, by whom and until when.")
        return Step(_("The recommendations are being written"), words, _recommendations(text), _("Read them"))
    title = _("Version %(number)s: %(state)s") % {"number": latest.number, "state": latest.get_status_display()}
    words = _("This exact text is what organisations endorse, with its recommendations and who carries them out.")
    return Step(title, words, latest.get_absolute_url(), _("Read it"))


def _before_freezing(text: Document, counts: dict[str, int]) -> Step:
    if not counts["drafts"] and not counts["agreed"]:
        url = reverse("recommendation_new", args=[text.dialogue.slug])
        words = _("Begin with one sentence and the challenge that it answers; its parts are written one by one.")
        return Step(_("Write the first recommendation"), words, url, _("Add a recommendation"))
    if counts["drafts"]:
        title = ngettext(
            "%(n)d recommendation is still a draft", "%(n)d recommendations are still drafts", counts["drafts"]
        )
        words = _("What a version holds are the recommendations that are marked as agreed.")
        return Step(title % {"n": counts["drafts"]}, words, _recommendations(text), _("See the recommendations"))
    words = _("Write the sections, let every seat comment, then freeze a version for endorsement.")
    return Step(_("The recommendations are agreed"), words, text.get_absolute_url(), _("Go on with the text"))


def _after_freezing(text: Document, latest: Any) -> Step:
    url = latest.get_absolute_url()
    rounds = list(latest.rounds.all())
    number = {"number": latest.number}
    if latest.status == VersionStatus.FINAL_DRAFT and not rounds:
        words = _("Ask the organisations for their answer on exactly this text.")
        return Step(_("Version %(number)s is frozen") % number, words, url, _("Open an endorsement round"))
    if any(round_.status == RoundStatus.OPEN for round_ in rounds):
        words = _("Answers come in until the deadline. You can remind those who have not answered, once a day.")
        return Step(_("Version %(number)s is under endorsement") % number, words, url, _("Follow the round"))
    if latest.status == VersionStatus.FINAL_DRAFT:
        words = _("Look at who stands behind it, and adopt the version with the reason.")
        return Step(_("The round on version %(number)s has closed") % number, words, url, _("Adopt it"))
    if latest.status == VersionStatus.ENDORSED and latest.published_at is None:
        words = _("The method sees the Roadmap in public once it is agreed, best at a closing conference.")
        return Step(_("Version %(number)s is endorsed") % number, words, url, _("Publish it"))
    words = _("From here on, follow what becomes of the commitments.")
    following = reverse("monitoring", args=[text.dialogue.slug])
    return Step(_("Version %(number)s stands") % number, words, following, _("Follow the commitments"))
