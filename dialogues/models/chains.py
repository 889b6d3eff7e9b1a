"""In which hash chain the events of a dialogue and of its rows stand; the chain's name is put together here alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

CHAIN = "dialogue:"


def chain_of(dialogue: int) -> str:
    """Return the name of the chain that holds a dialogue's events."""
    return f"{CHAIN}{dialogue}"


def dialogue_in(chain: str) -> int:
    """Return which dialogue's events a chain holds. Raises ValueError for the platform's."""
    return int(chain.removeprefix(CHAIN))


class OfDialogue(models.Model):
    """A row that hangs on its dialogue by a field of that name."""

    if TYPE_CHECKING:
        dialogue_id: int

    class Meta:
        abstract = True

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return chain_of(self.dialogue_id)
