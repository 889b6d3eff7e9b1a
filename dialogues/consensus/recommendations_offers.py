"""What recommendations offer to lower floors: the blocks that freeze with a version of the Roadmap."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.appearing import sizes
from dialogues.consensus.freezing_blocks import REJECTED, SHARES, block_of, signatories
from dialogues.consensus.models import Recommendation, Roadmap
from dialogues.consensus.states.recommendations import RecommendationStatus
from dialogues.documents.models import Document
from dialogues.documents.states import DocumentKind
from dialogues.models import Seat
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import FrozenBlock


@ports.frozen_blocks.provide
def recommendations_of_roadmap(by: Anyone, document: Document) -> Iterator[FrozenBlock]:
    """Freeze with the Roadmap its type, the recommendations that are agreed, by priority, and who is to sign; six queries."""
    if document.kind != DocumentKind.ROADMAP:
        return
    roadmap = Roadmap.objects.visible_to(by).filter(dialogue=document.dialogue_id).first()
    agreed = Recommendation.objects.visible_to(by).filter(dialogue=document.dialogue_id)
    agreed = agreed.filter(status=RecommendationStatus.AGREED).select_related("challenge", "option")
    rows = agreed.prefetch_related(SHARES, REJECTED).order_by("challenge__number", "rank", "number")
    signing = Seat.objects.may_be_signed().filter(dialogue=document.dialogue_id).select_related("organisation")
    counts = sizes(document.dialogue)
    if roadmap is not None:
        start = roadmap.starts_on.isoformat() if roadmap.starts_on else ""
        said = {"kind": roadmap.kind, "label": str(roadmap.get_kind_display()), "starts_on": start}
        yield FrozenBlock("roadmap", said)
    yield FrozenBlock("recommendations", [block_of(row, roadmap, counts) for row in rows])
    yield FrozenBlock("signatories", signatories(signing))
