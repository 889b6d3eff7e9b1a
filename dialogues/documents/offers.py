"""What documents offer to lower floors through the ports: to-dos, news, the strip's sentences, closing questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.documents.models import Document, Rendition, Version
from dialogues.documents.reading import dialogue_versions, endorsed_results, newest_results, shown_versions
from dialogues.documents.states import (
    DocumentKind,
    DocumentStatus,
    RoundStatus,
    VersionStatus,
)
from dialogues.models import Dialogue
from dialogues.states import Phase
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import ClosingQuestion, Issued, News, PhaseStatus, Tab


@ports.tabs.provide
def document_tab(user: Anyone, dialogue: Dialogue) -> Iterable[Tab]:
    """Offer the tab to members."""
    if may(user, "dialogues.see_members_area", dialogue):
        yield Tab("documents", _("Documents"), reverse("documents", args=[dialogue.slug]), 80)


@ports.news.provide
def going_on(user: Anyone, dialogue: Dialogue) -> Iterable[News]:
    """Offer for each document its newest version and the one that is endorsed, which may be an earlier one."""
    seen: set[int] = set()
    for version in shown_versions(user, dialogue) if may(user, "dialogues.see_members_area", dialogue) else ():
        if version.document not in seen or version.status == VersionStatus.ENDORSED:
            seen.add(version.document)
            tone = "yes" if version.status == VersionStatus.ENDORSED else "wait"
            yield News(
                title=_("%(title)s, version %(number)s") % {"title": version.title, "number": version.number},
                url=reverse("version", args=[dialogue.slug, version.document, version.number]),
                note=_("Frozen on %(day)s") % {"day": date_format(version.frozen_at)},
                state=str(VersionStatus(version.status).label),
                tone=tone,
                at=version.frozen_at,
            )


def _visible_versions(user: Anyone, dialogue: Dialogue) -> list[Version]:
    return dialogue_versions(dialogue.pk, user) if may(user, "dialogues.see_members_area", dialogue) else []


RESULTS = {Phase.ASSESSMENT: DocumentKind.PPA, Phase.CONSENSUS: DocumentKind.ROADMAP}
STANDS = {
    Phase.ASSESSMENT: gettext_lazy("PPA v%(number)s: %(state)s"),
    Phase.CONSENSUS: gettext_lazy("Roadmap v%(number)s: %(state)s"),
}

OPEN_BESIDE = {
    Phase.ASSESSMENT: gettext_lazy("PPA v%(endorsed)s endorsed · v%(number)s open"),
    Phase.CONSENSUS: gettext_lazy("Roadmap v%(endorsed)s endorsed · v%(number)s open"),
}


@ports.phase_status.provide
def strip_sentence(user: Anyone, dialogue: Dialogue) -> Iterable[PhaseStatus]:
    """Offer where the PPA stands for the first phase and the Roadmap for the second: what is in force, and what is open."""
    if not may(user, "dialogues.see_members_area", dialogue):
        return
    newest, in_force = newest_results(dialogue.pk, user), endorsed_results(dialogue.pk, user)
    for phase, kind in RESULTS.items():
        if kind in newest:
            yield PhaseStatus(phase, _standing(phase, newest[kind], in_force.get(kind)))


def _standing(phase: Phase, newest: tuple[int, str], endorsed: int | None) -> str:
    number, status = newest
    if endorsed is not None and status == VersionStatus.FINAL_DRAFT:
        return str(OPEN_BESIDE[phase]) % {"endorsed": endorsed, "number": number}
    if endorsed is not None:
        number, status = endorsed, VersionStatus.ENDORSED
    return str(STANDS[phase]) % {"number": number, "state": VersionStatus(status).label}


@ports.closing_questions.provide
def result_adopted(user: Anyone, dialogue: Dialogue, phase: str) -> Iterable[ClosingQuestion]:
    """Ask at the end of a phase whether its result is adopted, the PPA or the Roadmap, and say what is still open."""
    url = reverse("documents", args=[dialogue.slug])
    if phase == Phase.ASSESSMENT:
        yield ClosingQuestion(
            key="ppa_adopted",
            question=_("Is the Participatory Policy Analysis adopted?"),
            hint=_("The phase ends with the participants’ first agreement."),
            open_items=tuple(_open_items(user, dialogue, phase)),
            url=url,
        )
    if phase == Phase.CONSENSUS:
        yield ClosingQuestion(
            key="roadmap_adopted",
            question=_("Is the Roadmap for Reform adopted, and who has endorsed it?"),
            hint=_("The phase ends with a Roadmap that is signed or endorsed, usually at a public closing conference."),
            open_items=tuple(_open_items(user, dialogue, phase)),
            url=url,
        )


NOT_ADOPTED = {
    Phase.ASSESSMENT: gettext_lazy("No version of the PPA is adopted yet."),
    Phase.CONSENSUS: gettext_lazy("No version of the Roadmap is adopted yet."),
}


def _open_items(user: Anyone, dialogue: Dialogue, phase: str) -> Iterable[str]:
    kind = RESULTS[Phase(phase)]
    versions = [v for v in _visible_versions(user, dialogue) if v.document.kind == kind]
    if not any(version.status == VersionStatus.ENDORSED for version in versions):
        yield str(NOT_ADOPTED[Phase(phase)])
    texts = Document.objects.visible_to(user).filter(dialogue=dialogue)
    if phase == Phase.CONSENSUS:  # what groups prepare, and the analysis, belong to the first question
        texts = texts.filter(kind=kind)
    counts: Any = texts.aggregate(
        drafts=Count("pk", filter=Q(status=DocumentStatus.COMMENTS), distinct=True),
        rounds=Count("versions__rounds", filter=Q(versions__rounds__status=RoundStatus.OPEN), distinct=True),
    )
    if counts["drafts"]:
        yield _("A draft is still open for comments.")
    if counts["rounds"]:
        yield _("An endorsement round is still open.")


@ports.issued.provide
def issued_versions(_user: None, dialogue: Dialogue) -> Iterable[Issued]:
    """Name the texts that were frozen, with their fingerprints."""
    for version in Version.objects.filter(document__dialogue=dialogue).select_related("document").order_by("pk"):
        yield Issued(str(version), "text", version.sha256, version.frozen_at, version.is_public)


@ports.issued.provide
def issued_files(_user: None, dialogue: Dialogue) -> Iterable[Issued]:
    """Name the files that were issued, with their fingerprints."""
    files = Rendition.objects.filter(version__document__dialogue=dialogue).select_related("version__document")
    for file in files.order_by("pk"):
        yield Issued(str(file.version), file.kind, file.sha256, file.issued_at, file.version.is_public)
