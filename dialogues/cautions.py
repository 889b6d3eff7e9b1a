"""Gathers what one should know before inviting somebody, from the floors above. Reads only."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.importing import Line, plain
from dialogues.models import Dialogue
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Caution


def cautions_for(
    user: Anyone, dialogue: Dialogue, organisations: Iterable[str], emails: Iterable[str] = ()
) -> list[Caution]:
    """Return the warnings about these organisations, and about these addresses, whatever the letters' case."""
    asked = frozenset(organisations), frozenset(email.strip().lower() for email in emails if email.strip())
    return ports.cautions.collect(user, dialogue, *asked)


def warn(lines: Iterable[Line], user: Anyone, dialogue: Dialogue) -> None:
    """Write onto each line of a list of people to invite what should be known before."""
    lines = list(lines)
    found = cautions_for(user, dialogue, {line.organisation for line in lines}, {line.email for line in lines})
    for caution in found:
        for line in lines:
            if line.email == caution.email or (
                caution.organisation and plain(line.organisation) == plain(caution.organisation)
            ):
                line.cautions.append(caution.sentence)
