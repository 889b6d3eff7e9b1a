"""What recommendations offer to texts: the blocks that freeze with a version, places to comment on, what to know before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.appearing import NAMED, sizes
from dialogues.consensus.appraised import outcomes_of
from dialogues.consensus.appraised_block import blocks_of
from dialogues.consensus.completeness import missing, said_in
from dialogues.consensus.freezing_blocks import anchor_of, block_of, signatories
from dialogues.consensus.models import Recommendation, Roadmap, Share
from dialogues.consensus.states.recommendations import RecommendationStatus
from dialogues.documents.freezing import entries
from dialogues.documents.models import Document, Version
from dialogues.documents.states import DocumentKind
from dialogues.models import Seat
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models import User
from inspired.core.ports import Anchor, Caveat, FrozenBlock


@ports.frozen_blocks.provide
def recommendations_of_roadmap(by: Anyone, document: Document) -> Iterator[FrozenBlock]:
    """Freeze with the Roadmap its type, the recommendations that are agreed, by priority, and who is to sign.

    Six queries, and five where options were appraised.
    """
    if document.kind != DocumentKind.ROADMAP:
        return
    roadmap = Roadmap.objects.visible_to(by).filter(dialogue=document.dialogue_id).first()
    agreed = Recommendation.objects.visible_to(by).filter(dialogue=document.dialogue_id)
    agreed = agreed.filter(status=RecommendationStatus.AGREED).select_related("challenge", "option")
    rows = list(agreed.with_shares().with_rejected())
    signing = Seat.objects.may_be_signed().filter(dialogue=document.dialogue_id).select_related("organisation")
    counts = sizes(document.dialogue)
    if roadmap is not None:
        start = roadmap.starts_on.isoformat() if roadmap.starts_on else ""
        said = {"kind": roadmap.kind, "label": str(roadmap.get_kind_display()), "starts_on": start}
        yield FrozenBlock("roadmap", said)
    appraisals = blocks_of(document, outcomes_of(by, [one for row in rows for one in row.options]))
    yield FrozenBlock("recommendations", [block_of(row, roadmap, counts, appraisals) for row in rows])
    yield FrozenBlock("signatories", signatories(signing))


@ports.anchors.provide
def recommendations_as_places(user: Anyone, document: Document) -> Iterator[Anchor]:
    """Let comments on the Roadmap's text stand on a recommendation; one query."""
    if document.kind == DocumentKind.ROADMAP:
        here = Recommendation.objects.visible_to(user).in_force().filter(dialogue=document.dialogue_id)
        for row in here.select_related("challenge"):
            yield Anchor(anchor_of(row.number), str(row), "\n\n".join(text for text in (str(row), row.text) if text))


@ports.freezing_caveats.provide
def before_freezing(by: Anyone, document: Document) -> Iterator[Caveat]:
    """Say which recommendations stay out, what others lack, and who will not be named; three queries, nothing blocks."""
    if document.kind != DocumentKind.ROADMAP:
        return
    roadmap = Roadmap.objects.visible_to(by).filter(dialogue=document.dialogue_id).first()
    here = Recommendation.objects.visible_to(by).in_force().filter(dialogue=document.dialogue_id)
    rows = list(here.select_related("challenge").with_shares())
    url, action = reverse("recommendations", args=[document.dialogue.slug]), _("See them")
    if drafts := tuple(str(row) for row in rows if row.status == RecommendationStatus.DRAFT):
        title = _("Recommendations that stay out")
        text = _("They are drafts. Mark as agreed what the version is to hold.")
        yield Caveat("drafts_left_out", len(drafts), title, text, drafts, url, action)
    agreed = [row for row in rows if row.status == RecommendationStatus.AGREED]
    lacking = (
        tuple(_lacking(row, roadmap.kind) for row in agreed if missing(roadmap.kind, said_in(row))) if roadmap else ()
    )
    if roadmap and lacking:
        title = _("Something is missing for this type of Roadmap: %(kind)s") % {"kind": roadmap.get_kind_display()}
        text = _("You can freeze all the same; this is logged.")
        yield Caveat("incomplete", len(lacking), title, text, lacking, url, action)
    if hidden := tuple(_hidden(row, share) for row in agreed for share in row.shares.all() if _is_hidden(share)):
        title = _("Organisations that will not be named")
        text = _("They take on a part and wish not to be named in documents. The version says their category at most.")
        yield Caveat("not_named", len(hidden), title, text, hidden)


def _lacking(row: Recommendation, kind: str) -> str:
    lacks = ", ".join(str(one.label) for one in missing(kind, said_in(row)))
    return _("%(recommendation)s: %(lacks)s") % {"recommendation": row, "lacks": lacks}


def _is_hidden(share: Share) -> bool:
    return share.seat.appear_in_documents not in NAMED


def _hidden(row: Recommendation, share: Share) -> str:
    return _("%(recommendation)s: %(lacks)s") % {"recommendation": row.code, "lacks": share.seat.organisation.name}


@ports.frozen.provide
def mark_as_frozen(_by: User, version: Version) -> Iterable[None]:
    """Note on the recommendations that a version holds since when they are frozen: donors read them from then on."""
    numbers = [entry["number"] for entry in entries(version.data)]
    if version.document.kind == DocumentKind.ROADMAP and numbers:
        held = Recommendation.objects.filter(dialogue=version.document.dialogue_id, number__in=numbers)
        held.filter(frozen_at__isnull=True).update(frozen_at=version.frozen_at)
    return ()
