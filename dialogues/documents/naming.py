"""Finds the seats that a version names more openly than they wish to appear in public. Reads only."""

from __future__ import annotations

from dialogues.appearing import NAMED
from dialogues.documents.freezing import entries
from dialogues.documents.models import Endorsement, Version
from dialogues.models import Seat


def named_beyond_their_wish(version: Version) -> list[Seat]:
    """Return the seats that text or endorsements of a version name although they chose less in public; two queries.

    The text is frozen: it names whom it named then, whatever they choose now. Left seats count, since it names them too.
    """
    content = version.data
    printed = {name for group in content["participants"] for name in group["names"]}
    printed |= {source["detail"] for source in content["sources"]}
    printed |= {part["name"] for entry in entries(content) for part in entry.get("parts", ())}
    printed |= {name for group in content["blocks"].get("signatories", ()) for name in group["names"]}
    endorsing = set(
        Endorsement.objects.filter(version=version)
        .in_favour()
        .filter(seat__appear_in_documents__in=NAMED)
        .values_list("seat", flat=True)
    )
    seats = Seat.objects.filter(dialogue=version.document.dialogue_id).exclude(appear_in_public__in=NAMED)
    found = seats.select_related("organisation").order_by("organisation__name")
    return [seat for seat in found if seat.organisation.name in printed or seat.pk in endorsing]
